import { gitHubTrust } from './private/oidc-github';
import { bitbucketTrust, circleCiTrust, customTrust, gitLabTrust } from './private/oidc-identities';
import type { OidcTrust } from './private/oidc-trust';
import type {
  BitbucketIdentityOptions,
  CircleCiIdentityOptions,
  CustomIdentityOptions,
  GitHubIdentityOptions,
  GitLabIdentityOptions,
} from './push-identity-options';
import { checkProperties, declareValueClass } from '../text/kinds';

/**
 * Which jobs of a CI system may push, by the claims of the OpenID Connect tokens that the system gives them: no static
 * keys of AWS are stored there.
 *
 * Claims are compared with exact values. A wildcard stands only where a subject differs from run to run, or for the id
 * of a GitHub owner, and pull requests are never admitted.
 *
 * @example
 * import { ImagePushRole, PrivateRepository, PushIdentity } from 'cdk-ecr';
 *
 * new ImagePushRole(this, 'Ci', {
 *   identity: PushIdentity.gitHub({ owner: 'acme', repository: 'api', repositoryId: '456789', branch: 'main' }),
 *   repositories: [new PrivateRepository(this, 'Api', { repositoryName: 'team/api' })],
 * });
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 */
export class PushIdentity {
  /**
   * Jobs of GitHub Actions on github.com: of a branch, a tag, or an environment.
   *
   * Give `repositoryId`. GitHub then may send the subject with ids, as for repositories created, renamed or transferred
   * since July 2026, or without. After a rename, change `repository`.
   *
   * @throws if not exactly one of `branch`, `tag` and `environment` is given, or if a value has a wildcard or another form
   */
  public static gitHub(options: GitHubIdentityOptions): PushIdentity {
    return new PushIdentity(gitHubTrust(checked('gitHub', options)));
  }

  /**
   * Jobs of GitLab CI/CD, on gitlab.com or an instance of yours: of a branch or a tag.
   *
   * STS tells projects apart by their path only: when a project moves, remove the role before another project gets the
   * path.
   *
   * @throws if not exactly one of `branch` and `tag` is given, or if a value has a wildcard or another form
   */
  public static gitLab(options: GitLabIdentityOptions): PushIdentity {
    return new PushIdentity(gitLabTrust(checked('gitLab', options)));
  }

  /**
   * Steps of Bitbucket Pipelines, by the UUIDs that the repository's settings show under OpenID Connect.
   *
   * @throws if a value has a wildcard or another form
   */
  public static bitbucket(options: BitbucketIdentityOptions): PushIdentity {
    return new PushIdentity(bitbucketTrust(checked('bitbucket', options)));
  }

  /**
   * Jobs of CircleCI, by the UUIDs that the settings of organization and project show.
   *
   * @throws if only one of `vcsOrigin` and `branch` is given, or if a value has a wildcard or another form
   */
  public static circleCi(options: CircleCiIdentityOptions): PushIdentity {
    return new PushIdentity(circleCiTrust(checked('circleCi', options)));
  }

  /**
   * Jobs of any system that issues OpenID Connect tokens.
   *
   * @throws if there is no audience or no subject, or if a value has a wildcard
   */
  public static custom(options: CustomIdentityOptions): PushIdentity {
    return new PushIdentity(customTrust(checked('custom', options)));
  }

  /** @internal */
  public readonly _trust: OidcTrust;

  private constructor(trust: OidcTrust) {
    this._trust = trust;
  }

  /** In words, as in messages of this library. */
  public toString(): string {
    return this._trust.name;
  }
}

function checked<T extends object>(factory: string, options: T): T {
  const api = `PushIdentity.${factory}`;
  checkProperties(
    { api, property: 'options' },
    options,
    'name the repository or project by the properties of an object',
  );
  return options;
}

declareValueClass(
  PushIdentity,
  'PushIdentity',
  'use one of its factories, such as PushIdentity.gitHub({ owner: …, repository: … })',
);
