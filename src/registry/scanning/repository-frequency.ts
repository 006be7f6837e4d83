import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { literalNameOf } from '../../core/app-repositories';
import type { ScanFrequency } from '../../ecr/scan-frequency';
import type { RegistryScanning } from '../../facades/registry-scanning';
import { InvalidInputError } from '../../text/errors';

/** How often a registry scans a repository, for owned and imported registries alike. */
export function frequencyOf(
  registry: IConstruct,
  scanning: RegistryScanning | undefined,
  repository: ecr.IRepositoryRef,
): ScanFrequency {
  const api = 'Registry.scanFrequencyOf';
  if (!scanning) {
    throw new InvalidInputError({
      scope: registry,
      api,
      property: 'scanning',
      found: scanning,
      must: 'be known',
      remedy: 'give the registry `scanning`',
    });
  }
  const name = literalNameOf(repository);
  if (name === undefined) {
    throw new InvalidInputError({
      scope: registry,
      api,
      property: 'repository',
      found: repository.node.path,
      must: 'have a name that is known at synthesis',
      remedy: 'give the repository a `repositoryName`',
    });
  }
  return scanning.frequencyOf(name);
}
