import { mistakeOf } from './input-problem';
import { ResourceType } from '../../../ecr/resource-type';
import { LifecyclePolicy } from '../../../lifecycle/lifecycle-policy';
import { checkTextMaximum } from '../../../lifecycle/policy-checks';
import type { InvalidInput } from '../../../text/errors';
import { hasHole, isKnownText } from '../../../text/holes';
import type { CheckContext, Problem } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';

/** The types of resources that have a lifecycle policy. */
export const LIFECYCLE_TYPES = [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE];

/** A lifecycle policy as a template has it. */
export interface Lifecycle {
  readonly at: string;
  /** What the property holds. */
  readonly value: unknown;
  /** Undefined if there is none, if it has holes, or if the service refuses it. */
  readonly policy?: LifecyclePolicy;
  /** Why the service refuses it. */
  readonly mistake?: InvalidInput;
  /** Said by the rules that read the policy, where only the deployment knows it. */
  readonly unknown: readonly Problem[];
}

type Parsed = Pick<Lifecycle, 'policy' | 'mistake'>;

/** By text, as ten thousand repositories may have the same. */
const parsed = oncePer((_: TemplateApp) => new Map<string, Parsed>());

/** The lifecycle policy of a repository or of a creation template. */
export function lifecycleOf(resource: TemplateResource, { app }: CheckContext): Lifecycle {
  const isTemplate = resource.type === ResourceType.CREATION_TEMPLATE;
  const at = isTemplate ? 'Properties/LifecyclePolicy' : 'Properties/LifecyclePolicy/LifecyclePolicyText';
  const value = resource.property(isTemplate ? 'LifecyclePolicy' : 'LifecyclePolicy.LifecyclePolicyText');
  const isOpen = hasHole(value);
  return {
    at,
    value,
    ...(isKnownText(value) && value.trim() !== '' ? parse(app, value) : {}),
    unknown: isOpen ? [{ at, text: 'the lifecycle policy is known at deployment', unknown: true }] : [],
  };
}

function parse(app: TemplateApp, text: string): Parsed {
  const known = parsed(app);
  let result = known.get(text);
  if (!result) known.set(text, (result = parseText(text)));
  return result;
}

function parseText(text: string): Parsed {
  let policy: LifecyclePolicy | undefined;
  const mistake = mistakeOf(() => {
    policy = LifecyclePolicy.fromJson(text);
    // The policy would be written without the white space, which counts here.
    checkTextMaximum('LifecyclePolicy', text);
  });
  return mistake ? { mistake } : { policy };
}
