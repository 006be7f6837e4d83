import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositoryAccess } from '../../access/repository-access';
import { RepositoryPolicy } from '../../access/repository-policy';
import { PrivateRepository } from '../../repository/private-repository';

/** A repository of a cache that the app declares. Consumers of the cache are let in after it was made. */
export class PullThroughRepository extends PrivateRepository {
  public admit(access: RepositoryAccess): void {
    RepositoryPolicy.ofResource(this.node.defaultChild as ecr.CfnRepository).addAccess(access);
  }
}
