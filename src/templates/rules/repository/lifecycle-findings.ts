import { isCacheOnly } from './cache-only';
import { lifecycleOf, LIFECYCLE_TYPES } from './lifecycle-of';
import { EcrRule } from '../../../ecr/ecr-rule';
import type { LifecyclePolicy } from '../../../lifecycle/lifecycle-policy';
import { lifecycleFindings } from '../../../lifecycle/lifecycle-review';
import type { LifecycleFinding } from '../../../lifecycle/lifecycle-review';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';

const IDS = [
  EcrRule.IMPOSSIBLE_TAG,
  EcrRule.TAG_LIST,
  EcrRule.SHADOWED_RULE,
  EcrRule.COUNT_OF_ONE,
  EcrRule.RELEASES_EXPIRE,
  EcrRule.ARCHIVED_FOR_EVER,
  EcrRule.UNTAGGED_IN_USE,
  EcrRule.INDEX_IMAGES_STAY,
];

/** One rule for each mistake in a lifecycle policy that Amazon ECR accepts. */
export const LIFECYCLE_FINDINGS: readonly Rule[] = IDS.map((id) => ({
  id,
  types: LIFECYCLE_TYPES,
  check: (resource, context) => check(id, resource, context),
}));

/** The findings by their rules, because many repositories may have the same policy. */
const findingsIn = oncePer(
  (samples: readonly LifecyclePolicy[]) =>
    new Map(IDS.map((rule) => [rule, inAll(samples.map((policy) => findingsOf(rule, policy)))])),
);

function findingsOf(rule: EcrRule, policy: LifecyclePolicy): LifecycleFinding[] {
  return lifecycleFindings(policy).filter(({ id }) => id === rule);
}

function check(rule: EcrRule, resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  const { value, samples, unresolved } = lifecycleOf(resource, context);
  const findings = findingsIn(samples).get(rule)!;
  const isMeant = rule === EcrRule.TAG_LIST && context.props.meantLifecycles?.has(value as string);
  if (findings.length === 0 || isMeant) return unresolved;
  return problemsOf(rule, findings, resource, context);
}

function* problemsOf(
  rule: EcrRule,
  findings: readonly LifecycleFinding[],
  resource: TemplateResource,
  context: CheckContext,
): Iterable<Problem> {
  const { at, unresolved } = lifecycleOf(resource, context);
  yield* unresolved;
  if (rule === EcrRule.RELEASES_EXPIRE) {
    const isCache = isCacheOnly(resource, context.app);
    if (isCache === undefined) {
      yield { at, text: 'whether it is for a pull-through cache is known at deployment', unresolved: true };
    }
    // The upstream has the releases.
    if (isCache !== false) return;
  }
  const mode = resource.property('ImageTagMutability');
  for (const { text, remedy, whereTagsMove } of findings) {
    if (whereTagsMove && mode === 'IMMUTABLE') continue;
    if (whereTagsMove && hasHole(mode)) {
      yield { at, text: 'whether tags can move is known at deployment', unresolved: true };
    } else {
      yield { at, text, remedy };
    }
  }
}

/**
 * The findings that a policy has with each number that the deployment may give, of the same rule and with the same remedy. Their
 * texts name no number.
 */
function inAll([first = [], ...others]: readonly LifecycleFinding[][]): LifecycleFinding[] {
  if (others.length === 0) return first;
  return first.filter(
    (finding) =>
      others.every((findings) => findings.some((each) => isSame(each, finding))) &&
      others.some((findings) => findings.some(({ text }) => text === finding.text)),
  );
}

function isSame(one: LifecycleFinding, other: LifecycleFinding): boolean {
  const [rule] = /^rule \d+/.exec(one.text) ?? [''];
  return one.remedy === other.remedy && other.text.startsWith(rule);
}
