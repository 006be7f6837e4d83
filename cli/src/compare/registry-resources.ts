import { ResourceType } from '../../../src/ecr/resource-type';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { registryResources, repositoryResource } from '../check/deployed-resources';
import type { DeployedResource } from '../check/deployed-resources';
import type { RegistryFile, RepositoryLine, Unread } from '../snapshot/format';

/** The settings of a registry as resources of a template that would leave them as they are. */
export function settingsOf(registry: RegistryFile): DeployedResource[] {
  const exclusions = (registry.pullTimeUpdateExclusions ?? []).map((arn) => ({
    Type: ResourceType.PULL_TIME_EXCLUSION,
    Properties: { PrincipalArn: arn },
  }));
  return [...Object.values(registryResources(registry)).map(withoutNamedKey), ...exclusions];
}

/**
 * A repository as a resource of a template that would leave it as it is.
 *
 * @param unread the calls that were refused; what they read is a hole
 */
export function repositoryOf(repository: RepositoryLine, unread: readonly Unread[] = []): DeployedResource {
  const { Type, Properties } = withoutNamedKey(repositoryResource(repository, unread));
  const { catalogData } = repository;
  if (catalogData === undefined || Type !== ResourceType.PUBLIC_REPOSITORY) return { Type, Properties };
  const names = Object.entries(CATALOG).filter(([name]) => catalogData[name] !== undefined);
  const data = Object.fromEntries(names.map(([name, property]) => [property, catalogData[name]]));
  return { Type, Properties: { ...Properties, RepositoryCatalogData: data } };
}

/** The parts of a description in the gallery, and their names in CloudFormation. */
const CATALOG: Readonly<Record<string, string>> = {
  description: 'RepositoryDescription',
  aboutText: 'AboutText',
  usageText: 'UsageText',
  architectures: 'Architectures',
  operatingSystems: 'OperatingSystems',
};

/** The key that AWS manages is not named in a template: CloudFormation would see another encryption. */
function withoutNamedKey({ Type, Properties }: DeployedResource): DeployedResource {
  const { EncryptionConfiguration: encryption } = Properties;
  if (!isObject(encryption) || encryption.KmsKey !== 'alias/aws/ecr') return { Type, Properties };
  const { KmsKey: _, ...rest } = encryption as Json;
  return { Type, Properties: { ...Properties, EncryptionConfiguration: rest } };
}
