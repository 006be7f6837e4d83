import { COUNT_TYPES, LifecycleCountType } from './count-types';
import { keeps } from './evaluator/compiled-rule';
import { LifecycleAction, LifecycleStorageClass } from './lifecycle-enums';
import { LifecyclePolicy } from './lifecycle-policy';
import type { LifecycleRule } from './lifecycle-rule';
import { neverActs } from './private/preset-rules';
import { rulesInWords } from './private/rule-words';
import { RepositoryRole } from '../ecr/repository-role';

/** A lifecycle as a repository has it in its role. */
export interface RoleLifecycle {
  readonly lifecycle: LifecyclePolicy;
  /** The rules that never act because the role cannot bear them, with the reason; absent if there are none. */
  readonly silenced?: string;
}

/** Made once: policies are values, and ten thousand repositories share them. */
const KEEP_ALL = LifecyclePolicy.keepAll();
const DEFAULTS: Readonly<Record<RepositoryRole, LifecyclePolicy>> = {
  [RepositoryRole.PULLED]: LifecyclePolicy.forPulledImages(),
  [RepositoryRole.REPLICA]: KEEP_ALL,
  [RepositoryRole.CACHE]: LifecyclePolicy.forPullThroughCache(),
  [RepositoryRole.KEPT]: KEEP_ALL,
};

/** The rules that a role cannot bear, and the reason, which is their new description. */
const UNBEARABLE: Partial<Record<RepositoryRole, { takes: (rule: LifecycleRule) => boolean; because: string }>> = {
  [RepositoryRole.REPLICA]: { takes: readsPulls, because: 'nobody pulls from a replica before it is needed' },
  [RepositoryRole.CACHE]: { takes: actsByPush, because: 'a cache cannot fetch an image by digest again' },
};

const adapted = new Map<RepositoryRole, WeakMap<LifecyclePolicy, RoleLifecycle>>();

/**
 * The lifecycle of a repository in a role.
 *
 * A rule that the role cannot bear is replaced by one that claims the same images and never acts, so that no later rule
 * takes them.
 *
 * @param chosen the lifecycle that the owner chose, if any
 * @param archive whether the region has the archive
 */
export function lifecycleIn(role: RepositoryRole, chosen: LifecyclePolicy | undefined, archive = true): RoleLifecycle {
  if (chosen === undefined) return { lifecycle: archive ? DEFAULTS[role] : KEEP_ALL };
  let known = adapted.get(role);
  if (!known) adapted.set(role, (known = new WeakMap()));
  let result = known.get(chosen);
  if (!result) known.set(chosen, (result = adapt(role, chosen)));
  return result;
}

/** The rules of a lifecycle that a role cannot bear. */
export interface UnbearableRules {
  readonly priorities: readonly number[];
  /** As in "rules 1 and 2". */
  readonly inWords: string;
  readonly because: string;
}

/** The rules of a lifecycle that a role cannot bear; `undefined` if it bears all. */
export function unbearableRules(
  role: RepositoryRole,
  { _entries: entries }: LifecyclePolicy,
): UnbearableRules | undefined {
  const unbearable = UNBEARABLE[role];
  if (!unbearable) return undefined;
  const priorities = entries.filter(({ rule }) => unbearable.takes(rule)).map(({ priority }) => priority);
  if (priorities.length === 0) return undefined;
  return { priorities, inWords: rulesInWords(priorities), because: unbearable.because };
}

/** Whether a lifecycle archives images. */
export function archives({ rules }: LifecyclePolicy): boolean {
  return rules.some(({ action }) => action === LifecycleAction.ARCHIVE);
}

function adapt(role: RepositoryRole, chosen: LifecyclePolicy): RoleLifecycle {
  const unbearable = unbearableRules(role, chosen);
  if (!unbearable) return { lifecycle: chosen };
  const { priorities, inWords, because } = unbearable;
  const takes = UNBEARABLE[role]!.takes;
  const lifecycle = chosen._replace((rule) => (takes(rule) ? neverActs(rule.tags, `Never acts: ${because}`) : rule));
  const act = priorities.length === 1 ? 'acts' : 'act';
  return { lifecycle, silenced: `${inWords} never ${act} here, because ${because}` };
}

function readsPulls({ countType }: LifecycleRule): boolean {
  return countType === LifecycleCountType.SINCE_IMAGE_PULLED;
}

function actsByPush(rule: LifecycleRule): boolean {
  return rule.storageClass === LifecycleStorageClass.STANDARD && COUNT_TYPES[rule.countType].fromPush && !keeps(rule);
}
