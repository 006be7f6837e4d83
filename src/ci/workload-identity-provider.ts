import { RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { createProvider, givenProvider, referToProvider } from './private/oidc-providers';
import type { OidcProvider } from './private/oidc-providers';
import type { OidcTrust } from './private/oidc-trust';
import { checkHas, checkProperties, declareValueClass } from '../text/kinds';

/** Options of `WorkloadIdentityProvider.create`. */
export interface CreateWorkloadIdentityProviderOptions {
  /**
   * Removal policy of the provider. Every role of the account that trusts the CI system needs the provider.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * The OpenID Connect provider in IAM through which an AWS account trusts a CI system.
 *
 * An account can have only one provider for each URL. All roles that trust the CI system share the provider.
 *
 * @example
 * import { ImagePushRole, WorkloadIdentity, WorkloadIdentityProvider } from 'cdk-ecr';
 *
 * new ImagePushRole(this, 'Ci', {
 *   identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456789', branch: 'main' }),
 *   identityProvider: WorkloadIdentityProvider.create(),
 *   prefixes: ['team-a/'],
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 */
export class WorkloadIdentityProvider {
  /**
   * The provider that the account has for the URL of the CI system, no matter how it was created.
   *
   * If the app creates that provider for the same account in the same stage, CloudFormation creates the provider before
   * the role.
   */
  public static existing(): WorkloadIdentityProvider {
    return new WorkloadIdentityProvider(referToProvider);
  }

  /**
   * A provider that the app declares or imports.
   *
   * @throws at the role, if the ARN of the provider is known and names another issuer
   */
  public static fromProvider(provider: iam.IOIDCProviderRef): WorkloadIdentityProvider {
    const api = 'WorkloadIdentityProvider.fromProvider';
    const remedy = 'import one by its ARN with OidcProviderNative.fromOidcProviderArn, or use existing()';
    checkHas(
      { api, property: 'provider' },
      provider,
      'oidcProviderRef',
      'be an OpenID Connect provider of IAM',
      remedy,
    );
    return new WorkloadIdentityProvider((scope, trust) => givenProvider(scope, trust, provider));
  }

  /**
   * Creates the OpenID Connect provider of the CI system in the account, together with the role.
   *
   * Use this for only one role for each account and CI system. The other roles use `WorkloadIdentityProvider.existing`, the
   * default. The provider accepts the audiences of all roles of the app in the account that trust the same CI system.
   *
   * @throws at the role, if the app already creates a provider for the same URL and account
   */
  public static create(options: CreateWorkloadIdentityProviderOptions = {}): WorkloadIdentityProvider {
    const place = { api: 'WorkloadIdentityProvider.create', property: 'options' };
    checkProperties(place, options, 'write { removalPolicy: … }, or nothing');
    const removalPolicy = options.removalPolicy ?? RemovalPolicy.RETAIN;
    return new WorkloadIdentityProvider((scope, trust) => createProvider(scope, trust, removalPolicy));
  }

  /** @internal */
  public readonly _bind: (scope: Construct, trust: OidcTrust) => OidcProvider;

  private constructor(bind: (scope: Construct, trust: OidcTrust) => OidcProvider) {
    this._bind = bind;
  }
}

declareValueClass(
  WorkloadIdentityProvider,
  'WorkloadIdentityProvider',
  'use one of its factories, such as WorkloadIdentityProvider.existing()',
);
