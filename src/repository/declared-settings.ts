import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositorySpec } from './repository-spec';
import { ConstructLedger } from '../core/app-ledger';

const declared = new ConstructLedger<ecr.CfnRepository, RepositorySpec>();

/** Remembers the settings a repository was declared with, so that replicas can match them. */
export function declareSettings(repository: ecr.CfnRepository, spec: RepositorySpec): void {
  declared.set(repository, spec);
}

/** The settings of a repository of this library; undefined for one of the L2 or a raw L1. */
export function declaredSettings(repository: ecr.CfnRepository): RepositorySpec | undefined {
  return declared.get(repository);
}
