import { detailsOf, guarded } from './guarded';
import type { Happening } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { isReplacedIn } from './pair-changes';
import { PairKind } from './resource-pairs';
import type { ResourcePair } from './resource-pairs';
import { row } from './rows';
import { AUTO_DELETE_IMAGES, deletesImages } from '../../../../src/ecr/auto-delete-images';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { hasHole } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import { propertyChanges } from '../../compare/property-changes';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';
import type { ChangeSetVerdicts } from '../inputs/guard-state';

/** The resources before a deployment, and what becomes of them. */
export interface AutoDeleteInputs {
  readonly before: readonly GuardedResource[];
  readonly pairs: readonly ResourcePair[];
  /** The resources that leave their stack. */
  readonly left: readonly GuardedResource[];
  /** The resources that are new. */
  readonly created: readonly GuardedResource[];
  readonly verdicts?: ChangeSetVerdicts;
}

/** Whether a resource is the custom resource of `autoDeleteImages`. */
export function isAutoDelete({ type }: GuardedResource): boolean {
  return type === AUTO_DELETE_IMAGES.TYPE;
}

/**
 * What the custom resources of `autoDeleteImages` do when CloudFormation deletes them, or deletes them under their old
 * physical id after an update. It does so after all updates, so that a tag that the same deployment takes away is gone.
 */
export function autoDeleteChanges({ before, pairs, left, created, verdicts }: AutoDeleteInputs): GuardedChange[] {
  const fateOf = (custom: GuardedResource): Fate => {
    const repository = before.find((each) => isRepositoryOf(custom, each));
    const pair = pairs.find((each) => each.before === repository && each.kind === PairKind.SAME);
    const isReplaced = pair !== undefined && isReplacedIn(pair, verdicts);
    // An old repository keeps its tags when another one takes its place, or when it leaves the stack.
    const tagged = pair === undefined || isReplaced ? repository : pair.after;
    const isTagged = tagged === undefined || mayDelete(tagged.properties.Tags);
    return { name: repository?.name, isReplaced, isTagged };
  };
  const removed = left.filter((each) => isAutoDelete(each) && !each.isRetained);
  const kept = pairs.filter((pair) => isAutoDelete(pair.before) && !pair.before.isRetainedOnReplace);
  const added = created.filter((each) => isAutoDelete(each) && !each.isRetained);
  return [
    ...added
      .filter((each) => pairs.some(({ after }) => isRepositoryOf(each, after)))
      .map((each) => guarded(each, ADDED)),
    ...removed.map((each) => named(each, fateOf(each), removal(fateOf(each)))),
    ...kept.flatMap((pair) => {
      const fate = fateOf(pair.before);
      const happening = update(pair, fate);
      return happening ? [named(pair.after, fate, happening)] : [];
    }),
  ];
}

/** The option on a repository that exists, which may have images. */
const ADDED: Happening = {
  gravity: Gravity.REVOKED,
  what: 'added',
  text: 'is new: it deletes all images of the repository when it leaves the template',
  safely: row('removed-with-images').safely,
};

/** What becomes of the repository of a custom resource. */
interface Fate {
  readonly name?: string;
  readonly isReplaced: boolean;
  /** Whether the repository may have the tag after all updates. */
  readonly isTagged: boolean;
}

function named(custom: GuardedResource, { name }: Fate, happening: Happening): GuardedChange {
  return { ...guarded(custom, happening), name };
}

function removal({ isTagged }: Fate): Happening {
  if (isTagged) {
    const text = 'leaves the template, while its repository may still have the tag';
    return { gravity: Gravity.LOST, kind: 'images-deleted', text, row: row('auto-delete-images') };
  }
  const text = 'leaves the template, and its repository does not have the tag then';
  return { gravity: Gravity.OTHER, what: 'deleted', text, row: row('auto-delete-images-left-out') };
}

function update({ before, after }: ResourcePair, { isReplaced, isTagged }: Fate): Happening | undefined {
  const changes = propertyChanges(before.type, before.properties, after.properties);
  if (!isTagged || (!isReplaced && changes.length === 0)) return undefined;
  const text = 'changes, or its repository is replaced, while the old repository may still have the tag';
  const found = row('auto-delete-images-changed');
  return { gravity: Gravity.LOST, kind: 'images-deleted', text, row: found, details: detailsOf(changes) };
}

/** Whether a custom resource is that of a repository. */
function isRepositoryOf(custom: GuardedResource, repository: GuardedResource): boolean {
  if (repository.type !== ResourceType.REPOSITORY || repository.place !== custom.place) return false;
  const name = custom.properties[AUTO_DELETE_IMAGES.REPOSITORY];
  if (typeof name !== 'string') return false;
  return name === repository.name || name.includes(`\uE000${repository.stack.path}|${repository.logicalId}\uE001`);
}

/** Whether tags, as a template has them, let the function delete images, or may do so. */
function mayDelete(tags: unknown): boolean {
  if (tags === undefined) return false;
  if (!Array.isArray(tags)) return true;
  return tags.some((tag) => {
    if (!isObject(tag) || hasHole(tag.Key)) return true;
    const { Key: key, Value: value } = tag;
    return hasHole(value) ? key === AUTO_DELETE_IMAGES.TAG : deletesImages({ [String(key)]: String(value) });
  });
}
