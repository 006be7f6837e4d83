import { detailsOf } from './guarded';
import type { Happening } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { LifecycleRisk, lifecycleRisk } from './lifecycle-risk';
import { row } from './rows';
import { SUBJECTS } from './subjects';
import type { Change } from '../../../../src/ecr/changes/change';
import { canonicalPolicy } from '../../../../src/ecr/policy/canonical-statement';
import { RepositoryRole } from '../../../../src/ecr/repository-role';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { lifecycleIn } from '../../../../src/lifecycle/role-lifecycle';
import { readable } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import { listed } from '../../../../src/text/lists';
import { comparableProperties } from '../../compare/comparable-properties';
import { contentText } from '../../compare/content-text';
import type { PropertyChange } from '../../compare/property-changes';
import type { AccessSummary } from '../access/access-change';
import { accessChanges } from '../access/access-changes';
import { Gravity } from '../guarded-change';

/** The properties with a resource policy. */
export const POLICIES: Readonly<Record<string, string>> = {
  [ResourceType.REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.PUBLIC_REPOSITORY]: 'RepositoryPolicyText',
  [ResourceType.REGISTRY_POLICY]: 'PolicyText',
  [ResourceType.CREATION_TEMPLATE]: 'RepositoryPolicy',
};

/** What the changes of a resource do that CloudFormation changes in place. */
export function propertyHappenings(
  before: GuardedResource,
  after: GuardedResource,
  changes: readonly PropertyChange[],
): Happening[] {
  const rest = new Set(changes);
  const take = (...names: string[]) => {
    const found = changes.filter(({ path }) => names.includes(path.split('.')[0]));
    for (const each of found) rest.delete(each);
    return found;
  };
  const { type } = after;
  const found: Happening[] = [];
  if (POLICIES[type] && take(POLICIES[type]).length > 0) {
    found.push(...accessHappenings(before, after));
  }
  if (type === ResourceType.REPOSITORY) {
    if (take('LifecyclePolicy').length > 0) found.push(lifecycleHappening(before, after, changes));
    const mutability = take('ImageTagMutability', 'ImageTagMutabilityExclusionFilters');
    if (mutability.length > 0) found.push(tagHappening(before, after, mutability));
    const scanning = take('ImageScanningConfiguration');
    if (scanning.some(({ after: value }) => value === undefined)) {
      const text = 'is no longer scanned on push, if the registry has basic scanning';
      found.push({ gravity: Gravity.REVOKED, what: 'scan-on-push-ended', text, details: detailsOf(scanning) });
    } else {
      for (const each of scanning) rest.add(each);
    }
    const emptying = take('EmptyOnDelete');
    if (emptying.length > 0 && !after.isRetained && String(after.properties.EmptyOnDelete) === 'true') {
      const text = 'and all of its images are deleted from now on when it leaves the template';
      found.push({
        gravity: Gravity.REVOKED,
        what: 'protection-removed',
        text,
        row: undefined,
        ...REMOVED_WITH_IMAGES,
      });
    } else {
      for (const each of emptying) rest.add(each);
    }
  }
  if (type === ResourceType.KEY) {
    const enabled = take('Enabled');
    if (enabled.length > 0 && String(after.properties.Enabled) === 'false') {
      const text = 'is disabled. Nobody can pull the images that it encrypts until it is enabled again.';
      const sentence = `${SUBJECTS[type].words} ${text}`;
      found.push({ gravity: Gravity.LOST, what: 'disabled', text: sentence, safely: 'leave the key enabled' });
    } else {
      for (const each of enabled) rest.add(each);
    }
    const policy = take('KeyPolicy');
    if (policy.length > 0) {
      const text = 'has another policy';
      const details = detailsOf(policy);
      found.push({ gravity: Gravity.OTHER, what: 'policy-changed', text, row: row('key-policy'), details });
    }
  }
  found.push(...rulesHappenings(before, after, [...rest], take));
  if (rest.size > 0) found.push(otherHappening(after, [...rest]));
  return found;
}

const REMOVED_WITH_IMAGES = { safely: row('removed-with-images').safely };

/** Access by the policy of a resource. A resource that is not there has none. */
export function accessHappenings(before: GuardedResource | undefined, after: GuardedResource | undefined): Happening[] {
  const { type } = (after ?? before)!;
  const [old, next] = [before, after].map((each) => each?.properties[POLICIES[type]]);
  const { opened, revoked, lastDenyRemoved, unresolved } = accessChanges(old, next, type);
  const { words } = SUBJECTS[type];
  const told = (gravity: Gravity, kind: string, summary: AccessSummary | undefined, safe?: Change): Happening[] =>
    summary ? [{ gravity, kind, text: `${words}: ${summary.text}.`, details: summary.details, row: safe }] : [];
  const deny = { safely: row('statement-removed').safely };
  const found = [
    ...told(Gravity.OPENED, 'last-deny-removed', lastDenyRemoved).map((each) => ({ ...each, ...deny })),
    ...told(Gravity.OPENED, 'access-opened', opened),
    ...told(Gravity.REVOKED, 'access-revoked', revoked, revokedRow(type, old, next)),
    ...(unresolved.length > 0 ? [unknownAccess(unresolved)] : []),
  ];
  if (found.length > 0 || !before || !after) return found;
  return [{ gravity: Gravity.OTHER, kind: 'policy-changed', text: 'has another policy with the same access' }];
}

/** Statements that only the deployment knows may open anything. */
function unknownAccess(details: readonly string[]): Happening {
  const text = 'has other statements that only the deployment knows, so that they may open access';
  return { gravity: Gravity.OPENED, kind: 'access-unknown', text, details: details.map(readable) };
}

/** The row of access that ends for the own account, if it does. */
function revokedRow(type: string, before: unknown, after: unknown): Change | undefined {
  if (!exceptsAccount(after) || exceptsAccount(before)) return undefined;
  return row(type === ResourceType.REPOSITORY ? 'own-account' : 'cache-own-account');
}

function exceptsAccount(policy: unknown): boolean {
  return canonicalPolicy(policy).Statement.some(
    ({ Effect, Condition }) => Effect === 'Allow' && Condition?.stringnotequals?.['aws:principalaccount'] !== undefined,
  );
}

function lifecycleHappening(
  before: GuardedResource,
  after: GuardedResource,
  changes: readonly PropertyChange[],
): Happening {
  const [old, next] = [before, after].map(lifecycleOf);
  const details = detailsOf(changes.filter(({ path }) => path.startsWith('LifecyclePolicy')));
  switch (lifecycleRisk(old, next)) {
    case LifecycleRisk.EXPIRES: {
      const text = 'gets another lifecycle, which may delete images that the old one keeps';
      return { gravity: Gravity.LOST, kind: 'lifecycle-expires', text, row: row('lifecycle-by-age'), details };
    }
    case LifecycleRisk.ARCHIVES: {
      const text = 'gets another lifecycle, which archives images or deletes them after that';
      const id = isDefault(next, RepositoryRole.PULLED)
        ? isDefault(old, RepositoryRole.KEPT)
          ? 'role-signed-ends'
          : 'default-lifecycle'
        : undefined;
      return { gravity: Gravity.REVOKED, kind: 'lifecycle-archives', text, row: id && row(id), details };
    }
    case LifecycleRisk.NONE: {
      const isKept = isDefault(next, RepositoryRole.KEPT) && isDefault(old, RepositoryRole.PULLED);
      const text = 'gets another lifecycle, which takes no image that the old one keeps';
      return {
        gravity: Gravity.OTHER,
        kind: 'lifecycle-changed',
        text,
        row: isKept ? row('role-signed') : undefined,
        details,
      };
    }
  }
}

function lifecycleOf({ type, properties }: GuardedResource): unknown {
  return comparableProperties(type, { LifecyclePolicy: properties.LifecyclePolicy }).LifecyclePolicy;
}

/** Whether a lifecycle is the default of the library for a role. */
function isDefault(lifecycle: unknown, role: RepositoryRole): boolean {
  const LifecyclePolicy = { LifecyclePolicyText: lifecycleIn(role, undefined).lifecycle.toJson() };
  const form = comparableProperties(ResourceType.REPOSITORY, { LifecyclePolicy }).LifecyclePolicy;
  return contentText(lifecycle) === contentText(form);
}

function tagHappening(before: GuardedResource, after: GuardedResource, changes: readonly PropertyChange[]): Happening {
  const [wasImmutable, isImmutable] = [before, after].map(isImmutableAtAll);
  const details = detailsOf(changes);
  if (wasImmutable && !isImmutable) {
    const text = 'had immutable tags, and they can be moved to other images now';
    return { gravity: Gravity.REVOKED, kind: 'tags-can-move', text, row: row('tags-can-move'), details };
  }
  if (!wasImmutable && isImmutable) {
    const text = 'gets immutable tags';
    return { gravity: Gravity.OTHER, kind: 'tags-cannot-move', text, row: row('tags-cannot-move'), details };
  }
  const text = 'has other exceptions for tags that can move';
  const id = 'tags-get-exceptions';
  return { gravity: Gravity.REVOKED, kind: 'tags-exceptions-changed', text, row: row(id), details };
}

/** Whether tags are immutable, with or without exceptions. */
function isImmutableAtAll({ properties: { ImageTagMutability: mutability } }: GuardedResource): boolean {
  return String(mutability).startsWith('IMMUTABLE');
}

/** Settings whose rules end or are added. */
function rulesHappenings(
  before: GuardedResource,
  after: GuardedResource,
  changes: readonly PropertyChange[],
  take: (...names: string[]) => PropertyChange[],
): Happening[] {
  const { type } = after;
  if (changes.length === 0) return [];
  if (type === ResourceType.SCANNING_CONFIGURATION) {
    const isLess =
      String(before.properties.ScanType) === 'ENHANCED' && String(after.properties.ScanType) !== 'ENHANCED';
    const gone = isLess || goneIn(before, after, rulesIn).length > 0;
    take('Rules', 'ScanType');
    const text = gone ? 'ends for some repositories, or changes for them' : 'is extended';
    return [{ gravity: gone ? Gravity.REVOKED : Gravity.OTHER, what: 'changed', text, details: detailsOf(changes) }];
  }
  if (type === ResourceType.SIGNING_CONFIGURATION) {
    const gone = goneIn(before, after, rulesIn).length > 0;
    take('Rules');
    const text = gone ? 'ends for some repositories, or changes for them' : 'is extended';
    return [{ gravity: gone ? Gravity.REVOKED : Gravity.OTHER, what: 'changed', text, details: detailsOf(changes) }];
  }
  if (type !== ResourceType.REPLICATION_CONFIGURATION) return [];
  take('ReplicationConfiguration');
  const details = detailsOf(changes);
  const found: Happening[] = [];
  const foreign = goneIn(after, before, destinationsIn).filter((each) => !each.includes(String(after.stack.account)));
  if (foreign.length > 0) {
    const text = 'gets a destination in another account, whose owner gets the images';
    found.push({ gravity: Gravity.OPENED, what: 'opened', text, details });
  }
  if (goneIn(before, after, rulesIn).length > 0) {
    const text = 'ends for some repositories or destinations, or changes for them';
    found.push({ gravity: Gravity.REVOKED, what: 'changed', text, row: row('replication-removed'), details });
  }
  if (found.length === 0) found.push({ gravity: Gravity.OTHER, what: 'changed', text: 'is extended', details });
  return found;
}

type Parts = (resource: GuardedResource) => string[];

/** The parts of one resource that another one does not have. */
function goneIn(one: GuardedResource, other: GuardedResource, parts: Parts): string[] {
  const there = new Set(parts(other));
  return parts(one).filter((part) => !there.has(part));
}

function rulesIn({ type, properties }: GuardedResource): string[] {
  const { Rules, ReplicationConfiguration: replication } = comparableProperties(type, properties);
  const rules = isObject(replication) ? replication.Rules : Rules;
  return [rules ?? []].flat().map(contentText);
}

function destinationsIn({ type, properties }: GuardedResource): string[] {
  const { ReplicationConfiguration: replication } = comparableProperties(type, properties);
  const rules = isObject(replication) ? [replication.Rules ?? []].flat() : [];
  return rules.flatMap((rule) => (isObject(rule) ? [rule.Destinations ?? []].flat() : [])).map(contentText);
}

/** All changes that are no loss. */
function otherHappening(after: GuardedResource, changes: readonly PropertyChange[]): Happening {
  const names = [...new Set(changes.map(({ path }) => path.split('.')[0]))];
  const text = `is changed in place: ${listed(names)}`;
  return { gravity: Gravity.OTHER, what: 'changed', text, row: otherRow(after, names), details: detailsOf(changes) };
}

function otherRow({ type, name, stack }: GuardedResource, names: readonly string[]): Happening['row'] {
  if (type === ResourceType.SECRET) return row('cache-credentials-description');
  if (type !== ResourceType.CREATION_TEMPLATE) return undefined;
  const isOfCache = [...stack.resources.values()].some(
    (each) => each.type === ResourceType.PULL_THROUGH_CACHE_RULE && each.property('EcrRepositoryPrefix') === name,
  );
  const isTagged = names.includes('ResourceTags') && names.every((each) => /^(ResourceTags|CustomRoleArn)$/.test(each));
  return row(isOfCache && isTagged ? 'cache-tagged' : 'template-settings');
}
