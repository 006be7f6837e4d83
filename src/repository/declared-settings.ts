import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositorySettings } from './repository-settings';
import { ConstructLedger } from '../core/app-ledger';

const declared = new ConstructLedger<ecr.CfnRepository, Required<RepositorySettings>>();

/** Notes by which settings a repository was declared, for what must look alike, such as its replicas. */
export function declareSettings(repository: ecr.CfnRepository, settings: Required<RepositorySettings>): void {
  declared.set(repository, settings);
}

/** The settings of a repository of this library; undefined for one of the L2 or a raw L1. */
export function declaredSettings(repository: ecr.CfnRepository): Required<RepositorySettings> | undefined {
  return declared.get(repository);
}
