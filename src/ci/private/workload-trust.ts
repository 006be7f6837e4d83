import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { conditionsOf } from './oidc-trust';
import type { OidcTrust } from './oidc-trust';
import { WorkloadIdentityProvider } from '../workload-identity-provider';

/** A workload as the trust policy of a role names it. */
export interface TrustedPrincipal {
  readonly principal: iam.IPrincipal;
  /** The resources that the role depends on. */
  readonly dependable?: IDependable;
}

/** Who may assume a role. */
export interface WorkloadTrust {
  /** Who this is, in words. */
  readonly name: string;
  /** The reason why another project might get the same claims one day. */
  readonly reusableName?: string;
  /** The pull requests that may have the same claims, and the remedy. */
  readonly pullRequests?: string;
  /** Makes the principal for a role in the scope, by the provider if one is given. */
  readonly principalFor: (scope: Construct, provider: WorkloadIdentityProvider | undefined) => TrustedPrincipal;
}

/** The trust in those that show a token of an OpenID Connect provider. */
export function byToken(trust: OidcTrust): WorkloadTrust {
  return {
    name: trust.name,
    reusableName: trust.reusableName,
    pullRequests: trust.pullRequests,
    principalFor: (scope, provider = WorkloadIdentityProvider.existing()) => {
      const { arn, dependable } = provider._bind(scope, trust);
      return { principal: new iam.WebIdentityPrincipal(arn, conditionsOf(trust)), dependable };
    },
  };
}
