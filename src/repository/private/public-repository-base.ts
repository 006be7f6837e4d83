import { Resource } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { review } from '../../core/review';
import { referenceSuffix } from '../../ecr/hosts';
import { mistakesInRegistryAlias } from '../../ecr/mistakes/names';
import { ECR_PUBLIC } from '../../ecr/upstreams';
import type { IPublicRepository } from '../../facades/i-public-repository';
import { PublicRepositoryGrants } from '../../facades/public-repository-grants';

/**
 * Base of declared and imported public repositories.
 *
 * @internal
 */
export abstract class PublicRepositoryBase extends Resource implements IPublicRepository {
  public abstract readonly repositoryName: string;
  public abstract readonly repositoryArn: string;
  public readonly grants = PublicRepositoryGrants.fromPublicRepository(this);

  /** The repository as other constructs refer to it. */
  public get publicRepositoryRef(): ecr.PublicRepositoryReference {
    return { repositoryName: this.repositoryName, publicRepositoryArn: this.repositoryArn };
  }

  public abstract addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;

  public galleryUri(registryAlias: string, tagOrDigest?: string): string {
    const place = { api: 'PublicRepository.galleryUri', property: 'registryAlias' };
    review(this, place, mistakesInRegistryAlias(registryAlias));
    return `${ECR_PUBLIC.host}/${registryAlias}/${this.repositoryName}${referenceSuffix(tagOrDigest)}`;
  }
}
