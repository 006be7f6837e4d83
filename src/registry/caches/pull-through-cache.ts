import * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import type { IPullThroughCache, PullThroughCacheAttributes } from './i-pull-through-cache';
import { ImportedPullThroughCache } from './imported-pull-through-cache';
import { PullThroughCacheBase } from './pull-through-cache-base';
import { PullThroughCacheGrants } from './pull-through-cache-grants';
import { checkCacheRegion, checkOwnEnvironment, enterCache } from './pull-through-checks';
import { checkCachePrefix } from './pull-through-names';
import { PullThroughRepository } from './pull-through-repository';
import { clientPolicy } from './pull-through-statements';
import { UpstreamRegistry } from './upstream-registry';
import { RepositoryAccess } from '../../access/repository-access';
import { acknowledgeUntil } from '../../core/acknowledgements';
import { environmentOf } from '../../core/environment';
import { review } from '../../core/review';
import { warn } from '../../core/warn';
import { CACHED_TAGS_STAY } from '../../ecr/cached-tags';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInUpstreamPrefix } from '../../ecr/mistakes/caches';
import { cachePullActions } from '../../ecr/policy/ecr-actions';
import { LifecyclePolicy } from '../../lifecycle/lifecycle-policy';
import { checkSettings } from '../../repository/check-settings';
import { ImageTagMutability } from '../../repository/image-tag-mutability';
import type { PrivateRepository } from '../../repository/private-repository';
import type { RepositorySettings } from '../../repository/repository-settings';
import { checkList, InvalidInputError } from '../../text/errors';
import { checkProperties, checkValue } from '../../text/kinds';
import { RegistryPolicyStatement } from '../policy/registry-policy-statement';
import type { Registry } from '../registry';
import type { SharedTemplate } from '../templates/template-request';

/** Options of `Registry.addPullThroughCache`. */
export interface PullThroughCacheOptions {
  /** The registry that is cached. */
  readonly upstream: UpstreamRegistry;

  /**
   * Prefix of the names of cached repositories, as a namespace: 2 to 30 lower-case letters and digits, with `.`, `_`,
   * `__`, dashes and `/` between them, or `ROOT` for none. No other repositories should be in that namespace.
   *
   * @default - by upstream: `docker-hub`, `ecr-public`, `kubernetes`, `quay`, `github`, `gitlab`, `azure`, `chainguard`
   * or `ecr`
   */
  readonly repositoryPrefix?: string;

  /**
   * How the repositories look that the cache creates.
   *
   * The service applies it when it creates a repository, at the first pull of an image from it. Repositories that exist
   * keep what they have.
   *
   * @default - tags can be moved, because a tag that cannot be moved cannot be refreshed from upstream; images expire
   * 30 days after they were cached (`LifecyclePolicy.forPullThroughCache`); for the rest, the defaults of
   * `RepositorySettings`
   */
  readonly settings?: RepositorySettings;

  /**
   * Repositories that the app declares itself, so that no pull creates them: their names in the upstream, without the
   * host.
   *
   * The grants and `allowPullFrom` then do not give `ecr:CreateRepository`, so principals pull from these repositories
   * only.
   *
   * @default - the first pull creates a repository
   */
  readonly precreate?: string[];
}

/** Properties of `PullThroughCache`. */
export interface PullThroughCacheProps extends PullThroughCacheOptions {
  /** The registry that the cache belongs to, in the same account and region. */
  readonly registry: Registry;
}

const API = 'PullThroughCache';

/**
 * A cache of an upstream registry under a prefix of a private registry, with the template from which Amazon ECR creates
 * its repositories.
 *
 * The service looks at the upstream at most once in 24 hours for each tag, and serves the cached image when the
 * upstream does not answer. Functions of AWS Lambda cannot use images through a cache. No property of a cache rule can
 * change: CloudFormation would replace the rule, and fail, because the new one has the same prefix. To change one, give
 * the cache another prefix; or remove it from the app, delete the rule (`aws ecr delete-pull-through-cache-rule`), and
 * add it again.
 *
 * @example
 * import * as ecs from 'aws-cdk-lib/aws-ecs';
 * import { PullThroughCacheCredentials, Registry, UpstreamRegistry } from 'cdk-ecr';
 *
 * declare const registry: Registry;
 * declare const task: ecs.FargateTaskDefinition;
 * const credentials = new PullThroughCacheCredentials(this, 'Credentials', { name: 'docker-hub' });
 * const cache = registry.addPullThroughCache('DockerHub', { upstream: UpstreamRegistry.dockerHub({ credentials }) });
 *
 * task.addContainer('Web', { image: ecs.ContainerImage.fromRegistry(cache.uriFor('nginx', '1.29')) });
 * cache.grants.pull(task.obtainExecutionRole());
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export class PullThroughCache extends PullThroughCacheBase {
  /** Refers to a cache that another app owns. Grants on it give a principal its own side of the permissions. */
  public static fromPullThroughCacheAttributes(
    scope: Construct,
    id: string,
    attributes: PullThroughCacheAttributes,
  ): IPullThroughCache {
    return new ImportedPullThroughCache(scope, id, attributes);
  }

  public readonly env: ResourceEnvironment;
  public readonly repositoryPrefix: string;
  public readonly grants: PullThroughCacheGrants;

  /** The repositories that the app declares, in the order of `precreate`. */
  public readonly repositories: PrivateRepository[];

  /**
   * @internal
   */
  public readonly _upstream?: UpstreamRegistry;
  private readonly registry: Registry;
  private readonly template: SharedTemplate;
  private readonly precreated: PullThroughRepository[];

  public constructor(scope: Construct, id: string, props: PullThroughCacheProps) {
    super(scope, id);
    const { registry, upstream } = props;
    this.env = environmentOf(this);
    this.registry = registry;
    this._upstream = upstream;
    checkProperties({ scope, api: API, property: 'props' }, props, 'write { upstream: UpstreamRegistry.ecrPublic() }');
    checkValue({ scope: this, api: API, property: 'upstream' }, upstream, UpstreamRegistry);
    if (props.settings) checkSettings({ scope: this, api: API, at: 'settings' }, props.settings);
    checkCacheRegion(this);
    checkOwnEnvironment(this, registry);
    this.repositoryPrefix = checkCachePrefix(
      API,
      'repositoryPrefix',
      props.repositoryPrefix ?? upstream._defaultPrefix,
      this,
    );
    const place = { api: API, property: 'upstreamRepositoryPrefix' };
    review(this, place, mistakesInUpstreamPrefix(this.repositoryPrefix, upstream._upstreamRepositoryPrefix));
    registry._period.check(`pull-through cache ${this.repositoryPrefix}`);
    enterCache(registry, this, this.repositoryPrefix);

    const settings = {
      ...props.settings,
      tagMutability: props.settings?.tagMutability ?? ImageTagMutability.mutable(),
      lifecycle: props.settings?.lifecycle ?? LifecyclePolicy.forPullThroughCache(),
    };
    if (!settings.tagMutability.tagsCanMove) {
      warn(
        this,
        EcrRule.IMMUTABLE_CACHE,
        `settings: ${CACHED_TAGS_STAY}; ` +
          'use ImageTagMutability.mutable(), or immutable() with exceptions for the tags that move',
      );
    }
    this.template = registry._templates.require({
      prefix: this.repositoryPrefix,
      appliedFor: 'PULL_THROUGH_CACHE',
      settings,
      contributor: this.node.path,
    });
    const rule = new ecr.CfnPullThroughCacheRule(this, 'Resource', { ecrRepositoryPrefix: this.repositoryPrefix });
    registry._own(rule, { EcrRepositoryPrefix: this.repositoryPrefix });
    upstream._configure(this, rule);
    // So that the very first pull finds both.
    rule.node.addDependency(this.template.resource, registry._policy.dependable);

    this.precreated = this.precreate(props, settings);
    this.repositories = [...this.precreated];
    this.grants = PullThroughCacheGrants._of({
      cache: this,
      account: this.env.account,
      repositoriesArn: this._repositoriesArn,
      actions: cachePullActions(this.pullsCreate),
    });
  }

  /**
   * Lets principals outside the account pull through the cache. A statement of the registry's policy lets them import and
   * create; the policy of the repositories that the cache creates lets them pull.
   *
   * Repositories that were cached before keep their policy: set it with `aws ecr set-repository-policy`, or delete the
   * repository, and the next pull creates it with the new policy.
   *
   * @param access made by `RepositoryAccess.pullFromAccounts`, `pullFromOrganization`, `pullFromOrganizationPaths` or
   * `pullFromPermissionSets`
   * @returns the identity policy for the roles or users that pull from their own account. It names the cache's account
   * and region, so these should be known at synthesis.
   * @throws if the access is another one, such as a push or one for AWS Lambda
   */
  public allowPullFrom(access: RepositoryAccess): iam.PolicyDocument {
    const { repositoryPrefix, pullsCreate: createRepositories } = this;
    const principals = this.clientsOf(access);
    this.registry.addToPolicy(
      RegistryPolicyStatement.allowPullThroughCacheImport({ principals, repositoryPrefix, createRepositories }),
    );
    this.template.admit([access]);
    for (const repository of this.precreated) repository.admit(access);
    return clientPolicy(this._repositoriesArn, this.pullsCreate);
  }

  private clientsOf(access: RepositoryAccess): iam.IPrincipal[] {
    const place = { scope: this, api: `${API}.allowPullFrom`, property: 'access' };
    checkValue(place, access, RepositoryAccess);
    const clients = access._cacheClients();
    if (clients) return clients;
    throw new InvalidInputError({
      ...place,
      found: access
        .toStatements()
        .map(({ sid }) => sid)
        .join(', '),
      must: 'let accounts, an organization, organizational units or permission sets pull, which alone a cache can admit',
      remedy: 'use RepositoryAccess.pullFromAccounts, or another factory for one of them',
    });
  }

  /** Whether repositories are left to the first pull. */
  private get pullsCreate(): boolean {
    return this.precreated.length === 0;
  }

  private precreate({ precreate, settings: given }: PullThroughCacheProps, settings: RepositorySettings) {
    if (precreate !== undefined) checkList({ scope: this, api: API, property: 'precreate' }, precreate);
    const names = new Set((precreate ?? []).map((repository) => this._repositoryName(`${API}.precreate`, repository)));
    return [...names].map((repositoryName) => {
      const repository = new PullThroughRepository(this, repositoryName, { ...settings, repositoryName });
      // Moving tags are the cache's own default; any other control that is lost is the user's choice, and warned of.
      if (!given?.tagMutability) {
        acknowledgeUntil(repository, EcrRule.TAG_IMMUTABILITY, 'A cached tag has to follow the tag of the upstream.');
      }
      return repository;
    });
  }
}
