import { accessHappenings, POLICY_PROPERTIES } from './access-happenings';
import { detailsOf } from './guarded';
import type { Happening, PropertyChangesOf } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { enabledHappening, keyPolicyHappening } from './key-happenings';
import { replicationHappenings, rulesHappening, scanningHappening } from './registry-happenings';
import { emptyingHappening, lifecycleHappening, scanHappening, tagHappening } from './repository-happenings';
import { row } from './rows';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { listed } from '../../../../src/text/lists';
import type { PropertyChange } from '../../compare/property-changes';
import { Gravity } from '../guarded-change';

/** Properties whose changes mean more than that the resource changes. */
interface Topic {
  readonly properties: readonly string[];
  /** What the changes do; nothing if they are no more than others. */
  readonly tell: (changed: PropertyChangesOf) => Happening | readonly Happening[] | undefined;
}

const TOPICS: Readonly<Record<string, readonly Topic[]>> = {
  [ResourceType.REPOSITORY]: [
    { properties: ['LifecyclePolicy'], tell: lifecycleHappening },
    { properties: ['ImageTagMutability', 'ImageTagMutabilityExclusionFilters'], tell: tagHappening },
    { properties: ['ImageScanningConfiguration'], tell: scanHappening },
    { properties: ['EmptyOnDelete'], tell: emptyingHappening },
  ],
  [ResourceType.SCANNING_CONFIGURATION]: [{ properties: ['Rules', 'ScanType'], tell: scanningHappening }],
  [ResourceType.SIGNING_CONFIGURATION]: [{ properties: ['Rules'], tell: (changed) => rulesHappening(changed) }],
  [ResourceType.REPLICATION_CONFIGURATION]: [{ properties: ['ReplicationConfiguration'], tell: replicationHappenings }],
  [ResourceType.KEY]: [
    { properties: ['Enabled'], tell: enabledHappening },
    { properties: ['KeyPolicy'], tell: keyPolicyHappening },
  ],
};

/** What the changes of a resource do that CloudFormation changes in place. */
export function propertyHappenings({ before, after, changes }: PropertyChangesOf): Happening[] {
  const { type } = after;
  const rest = new Set(changes);
  const found: Happening[] = [];
  const policy = POLICY_PROPERTIES[type];
  const access: Topic[] =
    policy === undefined ? [] : [{ properties: [policy], tell: () => accessHappenings(before, after) }];
  for (const { properties, tell } of [...access, ...(TOPICS[type] ?? [])]) {
    const own = changes.filter(({ path }) => properties.includes(path.split('.')[0]));
    const told = own.length > 0 ? [tell({ before, after, changes: own }) ?? []].flat() : [];
    if (told.length > 0) for (const each of own) rest.delete(each);
    found.push(...told);
  }
  return rest.size > 0 ? [...found, otherHappening(after, [...rest])] : found;
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
