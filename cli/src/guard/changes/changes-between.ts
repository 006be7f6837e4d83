import { accessHappenings, newAccessHappenings } from './access-happenings';
import { alignStacks } from './aligned-stacks';
import { autoDeleteChanges, isAutoDelete } from './auto-delete-changes';
import { comparedApps } from './compared-apps';
import { guarded } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { pairChanges, removedChanges } from './pair-changes';
import { existingChanges } from './registry-comparison';
import { exclusionHappening } from './registry-happenings';
import { pairResources } from './resource-pairs';
import { leftStacks, neededFirst } from './stack-changes';
import { refuseTwice } from './two-owners';
import { watchedResources } from './watched-resources';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { byText } from '../../../../src/text/lists';
import { principalChanges } from '../access/principal-changes';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';
import type { GuardInputs } from '../inputs/guard-state';

const ORDER = Object.values(Gravity);
/** The types whose policy may let everybody in, which is meant for public repositories only. */
const OPENABLE = new Set<string>([ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE]);

/**
 * What the deployment of `after` changes, the gravest first. Refuses an app in which two resources are the same one, such
 * as two repositories of one name in one registry.
 */
export function changesBetween(inputs: GuardInputs): GuardedChange[] {
  const stacks = alignStacks(inputs);
  const [before, after] = comparedApps(stacks);
  const [old, next] = [watchedResources(before), watchedResources(after)];
  refuseTwice(next);
  const { pairs, removed, created } = pairResources(old, next);
  const isPaired = (path: string) => stacks.paired.has(path);
  const existing = existingChanges(created, inputs);
  const isExclusion = ({ type }: GuardedResource) => type === ResourceType.PULL_TIME_EXCLUSION;
  const isPolicy = ({ type }: GuardedResource) => type === ResourceType.REGISTRY_POLICY;
  // What leaves the app with its whole stack stays deployed.
  const left = removed.filter(({ stack }) => isPaired(stack.outermost.path));
  const newPolicies = created.filter((each) => isPolicy(each) && !existing.found.has(each));
  const policies = [
    ...pairs,
    ...left.filter((each) => isPolicy(each) && !each.isRetained).map((each) => ({ before: each })),
    ...newPolicies.map((each) => ({ after: each })),
    ...[...existing.found].flatMap(([each, deployed]) => (deployed ? [{ before: deployed, after: each }] : [])),
  ];
  const newExclusions = created.filter((each) => isExclusion(each) && !existing.found.has(each));
  const changes = [
    ...pairs.filter((pair) => !isAutoDelete(pair.before)).flatMap((pair) => pairChanges(pair, inputs.verdicts)),
    ...left.filter((each) => !isAutoDelete(each)).flatMap((each) => removedChanges(each, old, inputs.verdicts)),
    ...autoDeleteChanges({ before: old, pairs, left, created, verdicts: inputs.verdicts }),
    ...existing.changes,
    ...newPolicies.flatMap((each) => accessHappenings(undefined, each).map((happening) => guarded(each, happening))),
    ...newExclusions.map((each) => guarded(each, exclusionHappening())),
    ...created
      .filter((each) => OPENABLE.has(each.type) && !existing.found.has(each))
      .flatMap((each) => newAccessHappenings(each).map((happening) => guarded(each, happening))),
    ...principalChanges(policies, inputs.principals ?? []),
    ...leftStacks(inputs, before, old, isPaired),
    ...neededFirst(before, after, next, isPaired),
  ];
  return changes.sort(
    (one, other) =>
      ORDER.indexOf(one.gravity) - ORDER.indexOf(other.gravity) ||
      byText(one.stack, other.stack) ||
      byText(one.path, other.path) ||
      byText(one.kind, other.kind),
  );
}
