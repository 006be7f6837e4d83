import { isCacheOnly } from './cache-only';
import { lifecycleOf, LIFECYCLE_TYPES } from './lifecycle-of';
import { EcrRule } from '../../../ecr/ecr-rule';
import { COUNT_TYPES } from '../../../lifecycle/count-types';
import { LifecycleAction, LifecycleStorageClass } from '../../../lifecycle/lifecycle-enums';
import type { LifecyclePolicy } from '../../../lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../lifecycle/lifecycle-rule';
import type { PolicyEntry } from '../../../lifecycle/policy-mistakes';
import { rulesThatTake } from '../../../lifecycle/tag-protection';
import { addTo } from '../../../text/lists';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';

export const LIFECYCLE_PROTECTION: Rule = {
  id: EcrRule.LIFECYCLE_PROTECTION,
  types: LIFECYCLE_TYPES,
  check: checkProtection,
};

/** The protected tags by the rules that can take them, because many repositories may have the same policy. */
const takenIn = oncePer((protect: readonly string[]) =>
  oncePer((policy: LifecyclePolicy): ReadonlyMap<PolicyEntry, readonly string[]> => {
    const patterns = new Map<PolicyEntry, string[]>();
    for (const pattern of protect) {
      for (const entry of rulesThatTake(policy, pattern)) addTo(patterns, entry, pattern);
    }
    return patterns;
  }),
);

/**
 * Only images without other tags are judged, because a rule for another tag may select an image first. Images of a cache are
 * not judged: the upstream keeps them, and the next pull restores them.
 */
function* checkProtection(resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  const { protect = [] } = context.props;
  if (protect.length === 0) return;
  const { at, policy, unresolved } = lifecycleOf(resource, context);
  const cacheOnly = isCacheOnly(resource, context.app);
  if (cacheOnly) return;
  yield* unresolved;
  if (!policy) return;
  const patterns = takenIn(protect)(policy);
  if (patterns.size > 0 && cacheOnly === undefined) {
    return yield { at, text: 'whether it is for a pull-through cache is known at deployment', unresolved: true };
  }
  for (const [entry, taken] of patterns) yield { at, ...textOf(entry, taken) };
}

function textOf({ priority, rule }: PolicyEntry, patterns: readonly string[]): Pick<Problem, 'text' | 'remedy'> {
  const verb = rule.action === LifecycleAction.EXPIRE ? 'expire' : 'archive';
  const isArchive = rule.storageClass === LifecycleStorageClass.ARCHIVE;
  const [name, count] = isArchive
    ? ['keepArchived', `sinceImageTransitioned and countNumber ${LifecycleRule.KEEP_ARCHIVED_DAYS}`]
    : ['keep', `imageCountMoreThan and countNumber ${LifecycleRule.KEEP_COUNT}`];
  const condition = COUNT_TYPES[rule.countType].condition(rule.countNumber);
  const tags = patterns.map((pattern) => JSON.stringify(pattern)).join(' or ');
  return {
    text: `rule ${priority} can ${verb} an image ${condition} whose only tag matches ${tags}, and no rule before it is sure to keep such images`,
    remedy: `put a rule before it for each of the tags, LifecycleRule.${name} or one with countType ${count}, or narrow rule ${priority}`,
  };
}
