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
   * Name of the repository with its namespaces, such as `acme/cli`.
   *
   * @attribute
   */
  readonly repositoryName: string;

  /**
   * ARN of the repository. Its region is empty.
   *
   * @attribute
   */
  readonly repositoryArn: string;

  /** Grants permissions on the repository. */
  readonly grants: PublicRepositoryGrants;

  /**
   * The URI for pulls from the public gallery: `public.ecr.aws/<registry alias>/<name>`.
   *
   * @param registryAlias alias of the account's public registry; CloudFormation cannot look it up
   * @param tagOrDigest a tag, or a digest that starts with `sha256:`; without it, the URI ends with the repository's
   * name
   * @throws if the alias does not have the form of a registry alias
   */
  galleryUri(registryAlias: string, tagOrDigest?: string): string;

  /**
   * Adds a statement to the repository's policy. For an imported repository, it adds nothing: `statementAdded` is
   * false.
   *
   * @throws if the statement names no principal
   */
  addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
}
