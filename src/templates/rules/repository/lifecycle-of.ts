import { samplesOf } from './lifecycle-samples';
import type { Mistake } from '../../../ecr/mistakes/mistake';
import { ResourceType } from '../../../ecr/resource-type';
import { mistakesAroundHoles, mistakesInLifecycle } from '../../../lifecycle/lifecycle-mistakes';
import { LifecyclePolicy } from '../../../lifecycle/lifecycle-policy';
import { mistakesInMaximum } from '../../../lifecycle/policy-mistakes';
import { fill, hasHole, isKnownText } from '../../../text/holes';
import type { CheckContext, Problem } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';

/** The types of resources that have a lifecycle policy. */
export const LIFECYCLE_TYPES = [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE];

/** A lifecycle policy in a template. */
export interface Lifecycle {
  readonly at: string;
  /** The value of the property. */
  readonly value: unknown;
  /** The policy. It is undefined if there is none, if it has holes, or if the service refuses it. */
  readonly policy?: LifecyclePolicy;
  /** The policy. If only numbers of it have holes, it is there with several numbers. */
  readonly samples: readonly LifecyclePolicy[];
  /** The mistakes for which the service refuses it, whatever values its holes have. */
  readonly mistakes: readonly Mistake[];
  /** The problem that rules report if the policy is unresolved. */
  readonly unresolved: readonly Problem[];
}

type Parsed = Pick<Lifecycle, 'policy' | 'samples' | 'mistakes'>;

const NONE: Parsed = { samples: [], mistakes: [] };

/** Parsed policies by text, because many repositories may have the same policy. */
const parsed = oncePer((_: TemplateApp) => new Map<string, Parsed>());

/** The lifecycle policies of resources, because several rules judge each. */
const lifecycles = new WeakMap<TemplateResource, Lifecycle>();

/** The lifecycle policy of a repository or of a creation template. */
export function lifecycleOf(resource: TemplateResource, { app }: CheckContext): Lifecycle {
  let lifecycle = lifecycles.get(resource);
  if (!lifecycle) lifecycles.set(resource, (lifecycle = readLifecycle(resource, app)));
  return lifecycle;
}

function readLifecycle(resource: TemplateResource, app: TemplateApp): Lifecycle {
  const isTemplate = resource.type === ResourceType.CREATION_TEMPLATE;
  const at = isTemplate ? 'Properties/LifecyclePolicy' : 'Properties/LifecyclePolicy/LifecyclePolicyText';
  const value = resource.property(isTemplate ? 'LifecyclePolicy' : 'LifecyclePolicy.LifecyclePolicyText');
  const isUnresolved = hasHole(value);
  return {
    at,
    value,
    ...(typeof value === 'string' && value.trim() !== '' ? parse(app, value) : NONE),
    unresolved: isUnresolved ? [{ at, text: 'the lifecycle policy is known at deployment', unresolved: true }] : [],
  };
}

function parse(app: TemplateApp, text: string): Parsed {
  const known = parsed(app);
  let result = known.get(text);
  if (!result) known.set(text, (result = parseText(text)));
  return result;
}

function parseText(text: string): Parsed {
  if (!isKnownText(text)) {
    const shortest = fill(text, () => '');
    return { samples: samplesOf(text), mistakes: [...mistakesAroundHoles(text), ...mistakesInMaximum(shortest)] };
  }
  const mistakes = [...mistakesInLifecycle(text), ...mistakesInMaximum(text)];
  if (mistakes.length > 0) return { mistakes, samples: [] };
  const policy = LifecyclePolicy.fromJson(text);
  return { mistakes, policy, samples: [policy] };
}
