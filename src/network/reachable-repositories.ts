import type { Conditions } from 'aws-cdk-lib/aws-iam';
import { mistakesInAccounts, mistakesInOrganization } from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';

/**
 * The repositories that a VPC endpoint lets through, by their owner.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export class ReachableRepositories {
  /** The repositories of the endpoint's own account. */
  public static ownAccount(): ReachableRepositories {
    return new ReachableRepositories((own) => [own]);
  }

  /**
   * The repositories of the endpoint's own account and of some others, such as the one in which a company keeps its
   * images.
   *
   * @param accounts account ids
   * @throws if there is none or one is not of 12 digits
   */
  public static ownAccountAnd(accounts: string[]): ReachableRepositories {
    refuse({ api: 'ReachableRepositories.ownAccountAnd', property: 'accounts' }, mistakesInAccounts(accounts));
    return new ReachableRepositories((own) => [own, ...accounts]);
  }

  /**
   * The repositories of all accounts of an organization (`aws:ResourceOrgID`).
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id has another form
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
