import * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { mayPush, recordPush } from '../../access/private/push-ledger';
import { InvalidInputError, isLiteral } from '../../private/errors';
import type { IPrivateRepository } from '../i-private-repository';
import { RepositoryEndpoint } from '../repository-endpoint';

/**
 * What declared and imported repositories have in common beyond `ecr.RepositoryBase`.
 *
 * @internal
 */
export abstract class PrivateRepositoryBase extends ecr.RepositoryBase implements IPrivateRepository {
  /**
   * Grants actions on the repository. Who may push, by whichever of the grants, may also sign with the profiles of the
   * registry's signing rules that match the repository, now or later; a repository whose name is known only at
   * deployment counts as matched.
   */
  public override grant(grantee: iam.IGrantable, ...actions: string[]): iam.Grant {
    // The other grants of the base class come through here.
    const grant = super.grant(grantee, ...actions);
    if (mayPush(actions)) recordPush(this, grantee);
    return grant;
  }

  public repositoryUriForEndpoint(endpoint: RepositoryEndpoint, tagOrDigest?: string): string {
    const separator = tagOrDigest?.startsWith('sha256:') ? '@' : ':';
    return `${this.host(endpoint)}/${this.repositoryName}${tagOrDigest ? `${separator}${tagOrDigest}` : ''}`;
  }

  private host(endpoint: RepositoryEndpoint): string {
    const { account, region } = this.env;
    switch (endpoint) {
      case RepositoryEndpoint.STANDARD:
        return `${account}.dkr.ecr.${region}.${this.stack.urlSuffix}`;
      case RepositoryEndpoint.FIPS:
        return `${account}.dkr.ecr-fips.${region}.${this.stack.urlSuffix}`;
      case RepositoryEndpoint.DUAL_STACK:
      case RepositoryEndpoint.DUAL_STACK_FIPS:
        if (isLiteral(region) && region.startsWith('cn-')) {
          throw new InvalidInputError({
            scope: this,
            owner: 'PrivateRepository.repositoryUriForEndpoint',
            property: 'endpoint',
            found: endpoint,
            must: `be STANDARD in ${region}, where AWS documents no dual-stack host`,
            remedy: 'use RepositoryEndpoint.STANDARD',
          });
        }
        return `${account}.dkr-ecr${endpoint === RepositoryEndpoint.DUAL_STACK_FIPS ? '-fips' : ''}.${region}.on.aws`;
    }
  }
}
