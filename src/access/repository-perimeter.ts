import { checkVpcEndpoints, checkVpcs } from './access-checks';
import { oneOrAll } from './guardrail';
import type { Boundary } from './guardrail';
import { mistakesInOrganization, mistakesInOrganizationPaths } from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';
import { declareValueClass } from '../text/kinds';

/**
 * The boundary around the users of a repository. Give it to `RepositoryAccess.denyOutside`.
 *
 * A perimeter of identities (`organization`, `organizationPaths`) says whose principals are inside. A perimeter of
 * networks (`vpcs`, `vpcEndpoints`) says from where requests may come. Use one of each for both.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
export class RepositoryPerimeter {
  /**
   * The accounts of an organization are inside. A principal of another organization, or of none, is outside.
   *
   * @param organizationId id of the organization, like `o-a1b2c3d4e5`
   * @throws if the id is not of this form
   */
  public static organization(organizationId: string): RepositoryPerimeter {
    refuse(
      { api: 'RepositoryPerimeter.organization', property: 'organizationId' },
      mistakesInOrganization(organizationId),
    );
    return new RepositoryPerimeter({
      kind: 'identity',
      sid: 'DenyOutsideOrganization',
      outside: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId } },
      outsideSource: {
        StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId },
        Null: { 'aws:SourceOrgID': 'false' },
      },
    });
  }

  /**
   * The accounts in some organizational units are inside. All other principals are outside.
   *
   * Name the unit of the repository's own account too if this account uses the images.
   *
   * @param paths paths of organizational units, like `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*`. A path that ends in `/`
   * stands for accounts directly in the unit. A path that ends in `/*` also includes all units below.
   * @throws if there is no path, or one is not of this form
   */
  public static organizationPaths(paths: string[]): RepositoryPerimeter {
    refuse({ api: 'RepositoryPerimeter.organizationPaths', property: 'paths' }, mistakesInOrganizationPaths(paths));
    const values = oneOrAll([...paths].sort());
    return new RepositoryPerimeter({
      kind: 'identity',
      sid: 'DenyOutsideOrganizationPaths',
      // Without the key, as for an account without an organization, it is true of no value, and so of all.
      outside: { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': values } },
      outsideSource: {
        'ForAllValues:StringNotLike': { 'aws:SourceOrgPaths': values },
        Null: { 'aws:SourceOrgPaths': 'false' },
      },
    });
  }

  /**
   * Requests from some VPCs, through any of their VPC endpoints, are inside. All other requests, such as from the
   * internet, are outside.
   *
   * @param vpcIds ids of VPCs that have interface endpoints for `ecr.dkr`, through which clients push and pull, and
   * `ecr.api`
   * @throws if there is no id, or one is not that of a VPC
   */
  public static vpcs(vpcIds: string[]): RepositoryPerimeter {
    checkVpcs('RepositoryPerimeter.vpcs', 'vpcIds', vpcIds);
    return RepositoryPerimeter.network('DenyOutsideVpcs', 'aws:SourceVpc', vpcIds);
  }

  /**
   * Requests through some VPC endpoints are inside. All other requests, such as from the internet, are outside.
   *
   * @param vpcEndpointIds ids of the interface endpoints `ecr.dkr`, through which clients push and pull, and `ecr.api`
   * @throws if there is no id, or one is not that of a VPC endpoint
   */
  public static vpcEndpoints(vpcEndpointIds: string[]): RepositoryPerimeter {
    checkVpcEndpoints('RepositoryPerimeter.vpcEndpoints', 'vpcEndpointIds', vpcEndpointIds);
    return RepositoryPerimeter.network('DenyOutsideVpcEndpoints', 'aws:SourceVpce', vpcEndpointIds);
  }

  private static network(sid: string, key: string, ids: string[]): RepositoryPerimeter {
    const outside = { StringNotEqualsIfExists: { [key]: oneOrAll([...ids].sort()) } };
    return new RepositoryPerimeter({ kind: 'network', sid, outside });
  }

  private constructor(
    /** @internal */
    public readonly _boundary: Boundary,
  ) {}
}

declareValueClass(
  RepositoryPerimeter,
  'RepositoryPerimeter',
  'use RepositoryPerimeter.organization(…) or RepositoryPerimeter.vpcEndpoints([…])',
);
