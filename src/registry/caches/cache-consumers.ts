import * as iam from 'aws-cdk-lib/aws-iam';
import { RepositoryAccess } from '../../access/repository-access';
import {
  mistakesInAccounts,
  mistakesInOrganization,
  mistakesInOrganizationPaths,
} from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { declareValueClass } from '../../text/kinds';
import { RegistryPolicyStatement } from '../policy/registry-policy-statement';

/**
 * Who, outside the account of a pull-through cache, may pull through it.
 *
 * @example
 * import { CacheConsumers, PullThroughCache } from 'cdk-ecr';
 *
 * declare const cache: PullThroughCache;
 * const policyOfConsumers = cache.allowPullFrom(CacheConsumers.organization('o-a1b2c3d4e5'));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html
 */
export class CacheConsumers {
  /**
   * Accounts, whose own identity policies then say which of their principals.
   *
   * @param accounts account ids
   * @throws if there is none or one is not of 12 digits
   */
  public static accounts(accounts: string[]): CacheConsumers {
    refuse({ api: 'CacheConsumers.accounts', property: 'accounts' }, mistakesInAccounts(accounts));
    const sorted = [...new Set(accounts)].sort();
    return new CacheConsumers(
      RepositoryAccess.pullFromAccounts(sorted),
      sorted.map((account) => new iam.AccountPrincipal(account)),
    );
  }

  /**
   * All accounts of an organization.
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id has another form
   */
  public static organization(organizationId: string): CacheConsumers {
    refuse(
      { api: 'CacheConsumers.organization', property: 'organizationId' },
      mistakesInOrganization(organizationId),
    );
    return new CacheConsumers(RepositoryAccess.pullFromOrganization(organizationId), [
      new iam.OrganizationPrincipal(organizationId),
    ]);
  }

  /**
   * All accounts of some organizational units.
   *
   * @param paths paths of organizational units, which end in `/` for the unit itself or in `/*` for the units below it
   * as well, like `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`
   * @throws if there is none or one has another form
   */
  public static organizationPaths(paths: string[]): CacheConsumers {
    refuse({ api: 'CacheConsumers.organizationPaths', property: 'paths' }, mistakesInOrganizationPaths(paths));
    const sorted = [...new Set(paths)].sort();
    const condition = { 'aws:PrincipalOrgPaths': sorted.length === 1 ? sorted[0] : sorted };
    return new CacheConsumers(RepositoryAccess.pullFromOrganizationPaths(sorted), [
      new iam.PrincipalWithConditions(new iam.AnyPrincipal(), { 'ForAnyValue:StringLike': condition }),
    ]);
  }

  private constructor(
    /**
     * What a repository of the cache has to say to them.
     *
     * @internal
     */
    public readonly _access: RepositoryAccess,
    private readonly principals: iam.IPrincipal[],
  ) {}

  /**
   * What the registry has to say to them.
   *
   * @internal
   */
  public _statement(repositoryPrefix: string, createRepositories: boolean): RegistryPolicyStatement {
    return RegistryPolicyStatement.allowPullThroughCacheImport({
      principals: this.principals,
      repositoryPrefix,
      createRepositories,
    });
  }
}

declareValueClass(CacheConsumers, 'CacheConsumers', 'use one of its factories, such as CacheConsumers.accounts([…])');
