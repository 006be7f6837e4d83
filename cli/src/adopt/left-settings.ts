import type { LeftSetting } from './adoption-plan';
import { LeftReason } from './adoption-plan';
import type { KnownOwners } from './owners';
import { ACCOUNT_SETTING } from './terraform-state';
import { isRepositoryType, ResourceType } from '../../../src/ecr/resource-type';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { byText } from '../../../src/text/lists';
import { isSingleton, nameOf } from '../compare/resource-identity';
import { isIn } from '../in-use/reference';

/** The settings that a registry has several of. */
const NAMED: readonly string[] = [
  ...[ResourceType.PULL_THROUGH_CACHE_RULE, ResourceType.CREATION_TEMPLATE, ResourceType.PULL_TIME_EXCLUSION],
];

/** The calls that read them. */
const CALLS: Readonly<Record<string, string>> = {
  'ecr:GetRegistryPolicy': ResourceType.REGISTRY_POLICY,
  'ecr:GetRegistryScanningConfiguration': ResourceType.SCANNING_CONFIGURATION,
  'ecr:DescribeRegistry': ResourceType.REPLICATION_CONFIGURATION,
  'ecr:GetSigningConfiguration': ResourceType.SIGNING_CONFIGURATION,
  'ecr:DescribePullThroughCacheRules': ResourceType.PULL_THROUGH_CACHE_RULE,
  'ecr:DescribeRepositoryCreationTemplates': ResourceType.CREATION_TEMPLATE,
  'ecr:ListPullTimeUpdateExclusions': ResourceType.PULL_TIME_EXCLUSION,
  'ecr:GetAccountSetting': ACCOUNT_SETTING,
};

/** The settings of a registry that others own, and those that could not be read. */
export function leftSettings({ registry, states, templates }: KnownOwners): LeftSetting[] {
  const ofStacks = [...templates].flatMap(([by, template]) =>
    settingsIn(template).map((setting) => ({ ...setting, reason: LeftReason.STACK, by })),
  );
  const ofStates = states
    .filter((owned) => !isRepositoryType(owned.type) && isIn(owned, registry))
    .map(({ type, name, state }) => ({ type, name, reason: LeftReason.TERRAFORM, by: state }));
  const unread = registry.unread.flatMap(({ action, of }) => {
    const type = Object.hasOwn(CALLS, action) ? CALLS[action] : undefined;
    if (type === undefined) return [];
    return [{ type, name: type === ACCOUNT_SETTING ? of : undefined, reason: LeftReason.UNREAD, by: action }];
  });
  const all = [...ofStacks, ...ofStates, ...unread].map(({ name, ...setting }) =>
    name === undefined ? setting : { ...setting, name },
  );
  const unique = new Map(all.map((setting) => [keyOf(setting), setting]));
  return [...unique].sort(([one], [other]) => byText(one, other)).map(([, setting]) => setting);
}

/** The settings that a template declares. One whose name only the deployment knows stands for all of its type. */
function settingsIn({ Resources: resources }: Json): { readonly type: string; readonly name?: string }[] {
  return Object.values(isObject(resources) ? resources : {}).flatMap((resource) => {
    const { Type: type, Properties: properties } = isObject(resource) ? resource : {};
    if (typeof type !== 'string' || !(isSingleton(type) || NAMED.includes(type))) return [];
    const name = nameOf(type, isObject(properties) ? properties : {});
    return [{ type, ...(name !== undefined && { name }) }];
  });
}

function keyOf({ type, name = '', reason, by }: LeftSetting): string {
  return JSON.stringify([type, name, reason, by]);
}
