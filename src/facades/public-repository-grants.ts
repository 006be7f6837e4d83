import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PUBLIC_PUSH_ACTIONS } from '../ecr/policy/ecr-actions';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/**
 * Grants permissions on a public repository. Pulling needs no grant: everybody may pull.
 *
 * @example
 * import * as iam from 'aws-cdk-lib/aws-iam';
 * import { PublicRepository } from 'cdk-ecr';
 *
 * declare const ci: iam.Role;
 * const repository = new PublicRepository(this, 'Cli', { repositoryName: 'acme/cli', tags: { team: 'cli' } });
 * repository.grants.push(ci);
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-repository-policies.html
 */
export class PublicRepositoryGrants {
  /** Grants on a public repository, which may be declared with any construct, or imported. */
  public static fromPublicRepository(repository: ecr.IPublicRepositoryRef): PublicRepositoryGrants {
    return new PublicRepositoryGrants(repository);
  }

  private constructor(private readonly repository: ecr.IPublicRepositoryRef) {}

  /**
   * Lets a principal push images and log in to the public registry.
   *
   * The login needs `ecr-public:GetAuthorizationToken` and `sts:GetServiceBearerToken`. Clients of all regions log in
   * in us-east-1.
   *
   * For a principal of another account, a statement is added to the repository's policy. The principal's own account
   * must allow the same actions, and both actions of the login.
   *
   * @throws if the repository is imported or an L1, and the grantee is of another account or has no policy. The policy
   * of such a repository cannot be changed here.
   */
  public push(grantee: iam.IGrantable): iam.Grant {
    ecr.PublicGalleryAuthorizationToken.grantRead(grantee);
    const options = {
      grantee,
      actions: PUBLIC_PUSH_ACTIONS,
      resourceArns: [this.repository.publicRepositoryRef.publicRepositoryArn],
    };
    if (hasPolicy(this.repository)) {
      // A repository policy has no resources.
      return iam.Grant.addToPrincipalOrResource({ ...options, resource: this.repository, resourceSelfArns: [] });
    }
    const grant = iam.Grant.addToPrincipal(options);
    if (!grant.success || isForeign(this.repository, grantee)) this.failForWantOfPolicy(grantee);
    return grant;
  }

  private failForWantOfPolicy(grantee: iam.IGrantable): never {
    const { principalJson: principal } = grantee.grantPrincipal.policyFragment;
    const statement = Stack.of(this.repository).resolve({
      Effect: 'Allow',
      Principal: principal,
      Action: PUBLIC_PUSH_ACTIONS,
    }) as object;
    throw new InvalidInputError({
      scope: this.repository,
      api: 'PublicRepositoryGrants.push',
      property: 'grantee',
      found: `${grantee.grantPrincipal}`,
      must: "be a role or user of the repository's account, because the policy of the repository cannot be changed here",
      remedy: `add ${JSON.stringify(statement)} where the repository is declared`,
    });
  }
}

/** Whether the repository is ours and declared, so that a statement would really be added to its policy. */
function hasPolicy(
  repository: ecr.IPublicRepositoryRef,
): repository is ecr.IPublicRepositoryRef & iam.IResourceWithPolicyV2 {
  return iam.GrantableResources.isResourceWithPolicy(repository) && repository.node.defaultChild !== undefined;
}

function isForeign(repository: ecr.IPublicRepositoryRef, grantee: iam.IGrantable): boolean {
  const { principalAccount } = grantee.grantPrincipal;
  const { account } = repository.env;
  return isLiteral(principalAccount) && isLiteral(account) && principalAccount !== account;
}
