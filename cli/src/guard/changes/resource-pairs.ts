import type { GuardedResource } from './guarded-resource';
import { placesDiffer } from '../../../../src/ecr/environments';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { addTo } from '../../../../src/text/lists';
import { propertyChanges } from '../../compare/property-changes';
import { identityOf, isSingleton } from '../../compare/resource-identity';

/** The relation of two resources that are the same, or stand for each other. */
export enum PairKind {
  /** One logical id in one stack: CloudFormation changes it. */
  SAME = 'same',
  /** Another logical id in one stack. */
  RENAMED = 'renamed',
  /** Another stack. */
  MOVED = 'moved',
}

/** A resource before and after. */
export interface ResourcePair {
  readonly kind: PairKind;
  readonly before: GuardedResource;
  readonly after: GuardedResource;
}

/** The resources of both sides. */
export interface ResourcePairs {
  readonly pairs: readonly ResourcePair[];
  readonly removed: readonly GuardedResource[];
  readonly created: readonly GuardedResource[];
}

/** The types whose resources without a name are told apart by their content, when a logical id changes. */
const BY_CONTENT = new Set<string>([
  ResourceType.REPOSITORY,
  ResourceType.PUBLIC_REPOSITORY,
  ResourceType.IAM_ROLE,
  ResourceType.SIGNING_PROFILE,
  ResourceType.KEY,
]);
/** The types whose name makes the resource, unless it is the only one of its stack that comes and goes. */
const BY_PREFIX = new Set<string>([
  ResourceType.PULL_THROUGH_CACHE_RULE,
  ResourceType.CREATION_TEMPLATE,
  ResourceType.KEY_ALIAS,
]);

/** Pairs resources by stack and logical id, then by what only one of them can be, then by their content. */
export function pairResources(before: readonly GuardedResource[], after: readonly GuardedResource[]): ResourcePairs {
  const pairs: ResourcePair[] = [];
  const created = new Map(after.map((resource) => [keyOf(resource), resource]));
  const removed = new Set(before);
  const pair = (kind: PairKind, one: GuardedResource, other: GuardedResource) => {
    pairs.push({ kind, before: one, after: other });
    removed.delete(one);
    created.delete(keyOf(other));
  };
  for (const one of before) {
    const other = created.get(keyOf(one));
    if (other) pair(PairKind.SAME, one, other);
  }
  pairByIdentity([...removed], [...created.values()], pair);
  pairByContent([...removed], [...created.values()], pair);
  return { pairs, removed: [...removed], created: [...created.values()] };
}

type Pair = (kind: PairKind, before: GuardedResource, after: GuardedResource) => void;

function pairByIdentity(removed: readonly GuardedResource[], created: readonly GuardedResource[], pair: Pair): void {
  const byIdentity = new Map<string, GuardedResource[]>();
  for (const each of removed) {
    const identity = identityOf(each.type, each.properties);
    if (identity !== undefined) addTo(byIdentity, identity, each);
  }
  for (const each of created) {
    const identity = identityOf(each.type, each.properties);
    if (identity === undefined) continue;
    const candidates = byIdentity.get(identity) ?? [];
    const found = candidates.find(({ stack }) => isSamePlace(stack.description, each.stack.description));
    if (!found) continue;
    candidates.splice(candidates.indexOf(found), 1);
    pair(found.stack.path === each.stack.path ? PairKind.RENAMED : PairKind.MOVED, found, each);
  }
}

/** Places that are the same, as far as it is known. */
function isSamePlace(
  one: GuardedResource['stack']['description'],
  other: GuardedResource['stack']['description'],
): boolean {
  if (placesDiffer(one, other)) return false;
  const isKnown = one.account !== undefined && other.account !== undefined;
  // Stages of an app that name no account may each have another one.
  return isKnown || one.stage === undefined || other.stage === undefined || one.stage === other.stage;
}

/** A resource that comes where an equal one goes stands for it, if no other does. */
function pairByContent(removed: readonly GuardedResource[], created: readonly GuardedResource[], pair: Pair): void {
  const groups = new Map<string, { removed: GuardedResource[]; created: GuardedResource[] }>();
  const groupOf = ({ stack, type }: GuardedResource) => {
    const key = `${stack.path}|${type}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { removed: [], created: [] }));
    return group;
  };
  for (const each of removed) groupOf(each).removed.push(each);
  for (const each of created) groupOf(each).created.push(each);
  for (const { removed: gone, created: come } of groups.values()) {
    const isOne = gone.length === 1 && come.length === 1;
    for (const one of gone) {
      if (isSingleton(one.type)) continue;
      const [other, ...others] = come.filter((each) => standsFor(one, each, isOne));
      if (other && others.length === 0) pair(PairKind.RENAMED, one, other);
    }
  }
}

function standsFor(before: GuardedResource, after: GuardedResource, isOne: boolean): boolean {
  if (BY_PREFIX.has(before.type)) return isOne;
  if (!BY_CONTENT.has(before.type)) return false;
  const isUnnamed = before.name === undefined && after.name === undefined;
  return isUnnamed && (isOne || propertyChanges(before.type, before.properties, after.properties).length === 0);
}

function keyOf({ stack, logicalId, type }: GuardedResource): string {
  return `${stack.path}|${logicalId}|${type}`;
}
