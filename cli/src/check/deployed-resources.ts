import { RegistryScanType } from '../../../src/ecr/registry-scan-type';
import { RESOURCE_PROPERTIES } from '../../../src/ecr/resource-properties';
import { ResourceType } from '../../../src/ecr/resource-type';
import { isReservedTag } from '../../../src/ecr/tags';
import { UNRESOLVED } from '../../../src/text/holes';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { withoutUndefined } from '../../../src/text/without-undefined';
import type { RegistryFile, RepositoryEncryption, RepositoryLine, Unread } from '../snapshot/format';

/** What is deployed, in the form of a template. Values that could not be read are holes. */
export type DeployedResource = { readonly Type: string; readonly Properties: Json };

/** The settings of a registry by the actions that read them. */
const SETTINGS: Readonly<Record<string, { readonly id: string; readonly type: string }>> = {
  'ecr:GetRegistryPolicy': { id: 'registry policy', type: ResourceType.REGISTRY_POLICY },
  'ecr:GetRegistryScanningConfiguration': {
    id: 'scanning configuration',
    type: ResourceType.SCANNING_CONFIGURATION,
  },
  'ecr:DescribeRegistry': { id: 'replication configuration', type: ResourceType.REPLICATION_CONFIGURATION },
  'ecr:GetSigningConfiguration': { id: 'signing configuration', type: ResourceType.SIGNING_CONFIGURATION },
  'ecr:DescribePullThroughCacheRules': { id: 'pull-through cache', type: ResourceType.PULL_THROUGH_CACHE_RULE },
  'ecr:DescribeRepositoryCreationTemplates': { id: 'creation template', type: ResourceType.CREATION_TEMPLATE },
};

/** The properties of a repository by the actions that read them. */
const PARTS: Readonly<Record<string, string>> = {
  'ecr:GetRepositoryPolicy': 'RepositoryPolicyText',
  'ecr:GetLifecyclePolicy': 'LifecyclePolicy',
  'ecr:ListTagsForResource': 'Tags',
};
const PUBLIC_PARTS: Readonly<Record<string, string>> = {
  'ecr-public:GetRepositoryPolicy': 'RepositoryPolicyText',
  'ecr-public:ListTagsForResource': 'Tags',
};

const LISTS = ['ecr:DescribeRepositories', 'ecr-public:DescribeRepositories', 'kms:DescribeKey'];
const JUDGED = new Set([SETTINGS, PARTS, PUBLIC_PARTS].flatMap(Object.keys).concat(LISTS));

/** The actions that read what a registry has of a type. */
export function actionsReading(type: string): string[] {
  const parts: Record<string, readonly string[]> = {
    [ResourceType.REPOSITORY]: ['ecr:DescribeRepositories', 'kms:DescribeKey', ...Object.keys(PARTS)],
    [ResourceType.PUBLIC_REPOSITORY]: ['ecr-public:DescribeRepositories', ...Object.keys(PUBLIC_PARTS)],
    [ResourceType.PULL_TIME_EXCLUSION]: ['ecr:ListPullTimeUpdateExclusions'],
  };
  const settings = Object.keys(SETTINGS).filter((action) => SETTINGS[action].type === type);
  return [...settings, ...(parts[type] ?? [])];
}

/** Whether rules judge what an action reads. */
export function isJudged({ action }: Unread): boolean {
  return JUDGED.has(action);
}

/** The settings of a registry by their names. */
export function registryResources(registry: RegistryFile): Record<string, DeployedResource> {
  const {
    policy,
    scanningConfiguration,
    replicationConfiguration,
    signingConfiguration,
    pullThroughCacheRules = [],
    repositoryCreationTemplates = [],
  } = registry;
  const scanning = propertiesOf(ResourceType.SCANNING_CONFIGURATION, scanningConfiguration ?? {});
  const signing = propertiesOf(ResourceType.SIGNING_CONFIGURATION, signingConfiguration ?? {});
  const named = (name: string, key: string, type: string, all: readonly Json[]) =>
    all.map((each): [string, DeployedResource] => [
      `${name} ${String(each[key])}`,
      { Type: type, Properties: propertiesOf(type, each) },
    ]);
  const setting = (action: string, Properties: Json): [string, DeployedResource] => {
    const { id, type } = SETTINGS[action];
    return [id, { Type: type, Properties }];
  };
  return Object.fromEntries([
    ...(policy ? [setting('ecr:GetRegistryPolicy', { PolicyText: policy })] : []),
    // Every registry has one. Without rules, basic scanning is as in a template without a configuration.
    ...(hasRules(scanningConfiguration) || scanning.ScanType === RegistryScanType.ENHANCED
      ? [setting('ecr:GetRegistryScanningConfiguration', scanning)]
      : []),
    ...(hasRules(replicationConfiguration)
      ? [setting('ecr:DescribeRegistry', { ReplicationConfiguration: inTemplate(replicationConfiguration) })]
      : []),
    ...(hasRules(signingConfiguration) ? [setting('ecr:GetSigningConfiguration', signing)] : []),
    ...named('pull-through cache', 'ecrRepositoryPrefix', ResourceType.PULL_THROUGH_CACHE_RULE, pullThroughCacheRules),
    ...named('creation template', 'prefix', ResourceType.CREATION_TEMPLATE, repositoryCreationTemplates),
  ]);
}

/** A setting for each call that was refused. Nothing is known of it, so that no rule takes it for absent. */
export function unknownResources(unread: readonly Unread[]): Record<string, DeployedResource> {
  return Object.fromEntries(
    unread.flatMap(({ action }): [string, DeployedResource][] => {
      const setting = SETTINGS[action];
      if (setting === undefined) return [];
      const names = Object.keys(RESOURCE_PROPERTIES[setting.type]);
      return [
        [setting.id, { Type: setting.type, Properties: Object.fromEntries(names.map((name) => [name, UNRESOLVED])) }],
      ];
    }),
  );
}

/** A repository, private or public. */
export function repositoryResource(repository: RepositoryLine, unread: readonly Unread[]): DeployedResource {
  const { repositoryName, isPublic, encryption, policy, lifecyclePolicy, tags = {}, scanOnPush } = repository;
  const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = repository;
  const parts = isPublic ? PUBLIC_PARTS : PARTS;
  const unknown = unread.flatMap(({ action }) => parts[action] ?? []);
  const properties: Json = {
    RepositoryName: repositoryName,
    RepositoryPolicyText: policy,
    Tags: Object.entries(tags)
      .filter(([key]) => !isReservedTag(key))
      // CloudFormation refuses an empty value, but other tools may write it.
      .map(([Key, value]) => ({ Key, Value: value === '' ? UNRESOLVED : value })),
    ...(!isPublic && {
      LifecyclePolicy: lifecyclePolicy && { LifecyclePolicyText: JSON.stringify(lifecyclePolicy) },
      EncryptionConfiguration: encryption && encryptionOf(encryption),
      ImageScanningConfiguration: { ScanOnPush: scanOnPush === true },
      ImageTagMutability: imageTagMutability,
      ImageTagMutabilityExclusionFilters: filters && exclusions(filters),
    }),
    ...Object.fromEntries(unknown.map((name) => [name, UNRESOLVED])),
  };
  return {
    Type: isPublic ? ResourceType.PUBLIC_REPOSITORY : ResourceType.REPOSITORY,
    Properties: withoutUndefined(properties),
  };
}

/** An encryption. The key that AWS manages has an ARN like any other. */
function encryptionOf({ encryptionType, kmsKey, keyManager }: RepositoryEncryption): Json {
  const keys: Record<string, string | undefined> = { CUSTOMER: kmsKey, AWS: 'alias/aws/ecr' };
  return {
    EncryptionType: encryptionType,
    ...(encryptionType !== 'AES256' && { KmsKey: keys[keyManager ?? ''] ?? UNRESOLVED }),
  };
}

function hasRules(configuration: Json | undefined): configuration is Json {
  return Array.isArray(configuration?.rules) && configuration.rules.length > 0;
}

/** The properties of a type that an answer of the API has. */
function propertiesOf(type: string, answer: Json): Json {
  const known = Object.keys(RESOURCE_PROPERTIES[type]);
  return Object.fromEntries(Object.entries(inTemplate(answer) as Json).filter(([name]) => known.includes(name)));
}

/** An answer of the API with the names of CloudFormation. The texts of policies are no objects, so that they stay. */
function inTemplate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTemplate);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      `${name[0].toUpperCase()}${name.slice(1)}`,
      name === 'imageTagMutabilityExclusionFilters' ? exclusions(each) : inTemplate(each),
    ]),
  );
}

/** Exceptions from immutability, whose members have other names in CloudFormation. */
function exclusions(filters: unknown): unknown {
  return [filters].flat().map((filter) => {
    const { filterType, filter: value } = (isObject(filter) ? filter : {}) as {
      filterType?: unknown;
      filter?: unknown;
    };
    return { ImageTagMutabilityExclusionFilterType: filterType, ImageTagMutabilityExclusionFilterValue: value };
  });
}
