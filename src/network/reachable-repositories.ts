import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { mistakesInAccounts, mistakesInOrganization } from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';

/**
 * The repositories that clients can reach through VPC endpoints, by the account that the repositories belong to.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export class ReachableRepositories {
  /** Only the repositories of the account to which the VPC endpoints are deployed. */
  public static ownAccount(): ReachableRepositories {
    return new ReachableRepositories((own) => [own]);
  }

  /**
   * The repositories of the account to which the VPC endpoints are deployed, and of other accounts.
   *
   * Use it, for example, if a company keeps its images in a central account.
   *
   * @param accounts ids of the other accounts
   * @throws if the list is empty, or an id does not have 12 digits
   */
  public static ownAccountAnd(accounts: string[]): ReachableRepositories {
    refuse({ api: 'ReachableRepositories.ownAccountAnd', property: 'accounts' }, mistakesInAccounts(accounts));
    return new ReachableRepositories((own) => [own, ...accounts]);
  }

  /**
   * The repositories of all accounts of an organization in AWS Organizations (condition key `aws:ResourceOrgID`).
   *
   * @param organizationId id of the organization, such as `o-a1b2c3d4e5`
   * @throws if the id does not have this form
   */
  public static organization(organizationId: string): ReachableRepositories {
    refuse(
      { api: 'ReachableRepositories.organization', property: 'organizationId' },
      mistakesInOrganization(organizationId),
    );
    return new ReachableRepositories(() => ['*'], { StringEquals: { 'aws:ResourceOrgID': organizationId } });
  }

  private constructor(
    /**
     * The accounts, given the endpoint's own.
     *
     * @internal
     */
    public readonly _accounts: (own: string) => string[],
    /** @internal */
    public readonly _conditions?: Conditions,
  ) {}
}
