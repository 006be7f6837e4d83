import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { Construct, IConstruct } from 'constructs';
import type { IRegistry } from './i-registry';
import type { RepositorySelection } from './repository-selection';
import type { RegistryScanType } from '../ecr/registry-scan-type';
import { InvalidInputError } from '../text/errors';

/** The repositories whose events a facade is for, and the scope of its rules. */
export interface EventSource {
  /** The facade, for errors. */
  readonly api: string;
  readonly scope: Construct;
  /** The environment of the registry, where the events arrive. */
  readonly env: ResourceEnvironment;
  readonly repositories: RepositorySelection;
  readonly scanType?: RegistryScanType;
}

/** The type of scanning: that of the registry, or the one that the caller gives if the registry has none. */
export function scanTypeOf(
  api: string,
  scope: IConstruct,
  registry: IRegistry | undefined,
  told: RegistryScanType | undefined,
): RegistryScanType | undefined {
  const known = registry?.scanning?.type;
  if (known && told && known !== told) {
    throw new InvalidInputError({
      scope,
      api,
      property: 'scanType',
      found: told,
      must: `be ${known}, as the scanning of ${registry.node.path}`,
      remedy: 'leave it out',
    });
  }
  return known ?? told;
}
