import type * as iam from 'aws-cdk-lib/aws-iam';
import { checkVpcEndpoints } from './access-checks';
import { mistakesInOrganization } from '../ecr/mistakes/identifiers';
import { refuse } from '../ecr/mistakes/refuse';
import { declareValueClass } from '../text/kinds';

/**
 * The boundary that images must not leave. Give it to `RepositoryAccess.denyOutside`.
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
    return new RepositoryPerimeter('DenyOutsideOrganization', {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId },
    });
  }

  /**
   * Requests through some VPC endpoints are inside. All other requests, such as from the internet, are outside.
   *
   * @param vpcEndpointIds ids of the interface endpoints `ecr.dkr`, through which clients push and pull, and `ecr.api`
   * @throws if there is no id, or one is not that of a VPC endpoint
   */
  public static vpcEndpoints(vpcEndpointIds: string[]): RepositoryPerimeter {
    checkVpcEndpoints('RepositoryPerimeter.vpcEndpoints', 'vpcEndpointIds', vpcEndpointIds);
    const ids = [...new Set(vpcEndpointIds)].sort();
    return new RepositoryPerimeter('DenyOutsideVpcEndpoints', {
      StringNotEqualsIfExists: { 'aws:SourceVpce': ids.length === 1 ? ids[0] : ids },
    });
  }

  private constructor(
    /** @internal */
    public readonly _sid: string,
    /** @internal */
    public readonly _outside: iam.Conditions,
  ) {}
}

declareValueClass(
  RepositoryPerimeter,
  'RepositoryPerimeter',
  'use RepositoryPerimeter.organization(…) or RepositoryPerimeter.vpcEndpoints([…])',
);
