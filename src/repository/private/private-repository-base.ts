import * as ecr from 'aws-cdk-lib/aws-ecr';
import { InvalidInputError, isLiteral } from '../../private/errors';
import type { IPrivateRepository } from '../i-private-repository';
import { RepositoryEndpoint } from '../repository-endpoint';

/**
 * What declared and imported repositories have in common beyond `ecr.RepositoryBase`.
 *
 * @internal
 */
export abstract class PrivateRepositoryBase extends ecr.RepositoryBase implements IPrivateRepository {
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
