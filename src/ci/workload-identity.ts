import { eksPodIdentityTrust, eksServiceAccountTrust } from './private/eks-identities';
import { gitHubTrust } from './private/oidc-github';
import { bitbucketTrust, circleCiTrust, customTrust, gitLabTrust } from './private/oidc-identities';
import { byToken } from './private/workload-trust';
import type { WorkloadTrust } from './private/workload-trust';
import type {
  BitbucketIdentityOptions,
  CircleCiIdentityOptions,
  CustomIdentityOptions,
  EksPodIdentityOptions,
  EksServiceAccountIdentityOptions,
  GitHubIdentityOptions,
  GitLabIdentityOptions,
} from './workload-identity-options';
import { checkProperties, declareValueClass } from '../text/kinds';

/**
 * The jobs of a CI system that may push images, identified by the claims of their OpenID Connect tokens. The CI system
 * stores no static AWS keys.
 *
 * Claims must have exact values. The library adds a wildcard only where a subject differs from run to run, or for the
 * id of a GitHub owner and the names of several GitHub repositories. The library refuses values that stand for pull
 * requests. Where other values leave it open whether a pull request has them, an `ImagePushRole` has the warning
 * `cdk-ecr::pullRequestPush`.
 *
 * @example
 * import { ImagePushRole, PrivateRepository, WorkloadIdentity } from 'cdk-ecr';
 *
 * new ImagePushRole(this, 'Ci', {
 *   identity: WorkloadIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456789', branch: 'main' }),
 *   repositories: [new PrivateRepository(this, 'Api', { repositoryName: 'team/api' })],
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class WorkloadIdentity {
  /**
   * Jobs of GitHub Actions on github.com, for one branch, tag or environment of one or several repositories.
   *
   * Give `repositoryId`, so that the role accepts both forms of subject that GitHub sends. Repositories created,
   * renamed or transferred since July 2026 send subjects with ids, others without. After a rename of the repository,
   * change `repository`.
   *
   * @throws if both `branch` and `tag` are given, if neither of them and no `environment` and `subjects` are given, if
   * not exactly one of `repository` and `repositoryIds` is given, or if a value has a wildcard or the wrong form
   */
  public static gitHub(options: GitHubIdentityOptions): WorkloadIdentity {
    return new WorkloadIdentity(byToken(gitHubTrust(checked('gitHub', options))));
  }

  /**
   * Jobs of GitLab CI/CD on gitlab.com or your own instance, for one branch or tag of a project.
   *
   * AWS STS tells projects apart only by their path. When a project moves, remove the role before another project gets
   * the old path.
   *
   * @throws if not exactly one of `branch` and `tag` is given, or if a value has a wildcard or the wrong form
   */
  public static gitLab(options: GitLabIdentityOptions): WorkloadIdentity {
    return new WorkloadIdentity(byToken(gitLabTrust(checked('gitLab', options))));
  }

  /**
   * Steps of Bitbucket Pipelines of a repository. The settings of the repository show the UUIDs under OpenID Connect.
   *
   * @throws if a value has a wildcard or the wrong form
   */
  public static bitbucket(options: BitbucketIdentityOptions): WorkloadIdentity {
    return new WorkloadIdentity(byToken(bitbucketTrust(checked('bitbucket', options))));
  }

  /**
   * Jobs of CircleCI, for one project. The settings of the organization and of the project show the UUIDs.
   *
   * @throws if only one of `vcsOrigin` and `branch` is given, or if a value has a wildcard or the wrong form
   */
  public static circleCi(options: CircleCiIdentityOptions): WorkloadIdentity {
    return new WorkloadIdentity(byToken(circleCiTrust(checked('circleCi', options))));
  }

  /**
   * Jobs of any other CI system that issues OpenID Connect tokens.
   *
   * @throws if there is no audience or no subject, or if a value has a wildcard
   */
  public static custom(options: CustomIdentityOptions): WorkloadIdentity {
    return new WorkloadIdentity(byToken(customTrust(checked('custom', options))));
  }

  /**
   * Pods of an EKS cluster that use a service account, by IRSA (IAM roles for service accounts).
   *
   * The account needs the IAM OpenID Connect provider of the cluster. If the app itself declares the cluster, use
   * `cluster.addServiceAccount` of aws-eks instead, and `repository.grants.pull(serviceAccount)`.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html
   * @throws if the URL of the issuer is known only at deployment, or if a value has a wildcard or the wrong form
   */
  public static eksServiceAccount(options: EksServiceAccountIdentityOptions): WorkloadIdentity {
    return new WorkloadIdentity(byToken(eksServiceAccountTrust(checked('eksServiceAccount', options))));
  }

  /**
   * Pods of an EKS cluster that use a service account, by EKS Pod Identity. It needs no identity provider.
   *
   * The cluster needs an `AWS::EKS::PodIdentityAssociation` with the role, which sends session tags: leave
   * `disableSessionTags` unset.
   *
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
   * @throws if a value has a wildcard or the wrong form; at the role, if the cluster is in another account
   */
  public static eksPodIdentity(options: EksPodIdentityOptions): WorkloadIdentity {
    return new WorkloadIdentity(eksPodIdentityTrust(checked('eksPodIdentity', options)));
  }

  /** @internal */
  public readonly _trust: WorkloadTrust;

  private constructor(trust: WorkloadTrust) {
    this._trust = trust;
  }

  /** The identity in words, such as `GitHub acme/api`, as messages of this library name it. */
  public toString(): string {
    return this._trust.name;
  }
}

function checked<T extends object>(factory: string, options: T): T {
  const api = `WorkloadIdentity.${factory}`;
  checkProperties(
    { api, property: 'options' },
    options,
    'name the repository or project by the properties of an object',
  );
  return options;
}

declareValueClass(
  WorkloadIdentity,
  'WorkloadIdentity',
  'use one of its factories, such as WorkloadIdentity.gitHub({ owner: …, repository: … })',
);
