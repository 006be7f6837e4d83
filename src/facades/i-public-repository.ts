import type { IResource } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { PublicRepositoryGrants } from './public-repository-grants';

/**
 * A public repository, declared or imported.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repositories.html
 */
export interface IPublicRepository extends IResource, ecr.IPublicRepositoryRef {
  /**
   * Name of the repository, with all of its namespaces.
   *
   * @attribute
   */
  readonly repositoryName: string;

  /**
   * ARN of the repository, which names no region.
   *
   * @attribute
   */
  readonly repositoryArn: string;

  /** Gives permissions on the repository. */
  readonly grants: PublicRepositoryGrants;

  /**
   * The URI for pulls: `public.ecr.aws/<registry alias>/<name>`.
   *
   * @param registryAlias alias of the account's public registry, which CloudFormation cannot look up
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it the URI ends with the name
   * @throws if the alias has another form than Amazon ECR gives
   */
  galleryUri(registryAlias: string, tagOrDigest?: string): string;

  /**
   * Adds a statement to the repository's policy; of an imported repository it is not added.
   *
   * @throws if the statement names no principal
   */
  addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}
