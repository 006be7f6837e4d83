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
import { isOrganization } from '../../access/own-account';
import { RepositoryAccess } from '../../access/repository-access';
import { acknowledgeUntil } from '../../core/acknowledgements';
import { environmentOf } from '../../core/environment';
import { note } from '../../core/note';
import { review } from '../../core/review';
import { claimRole } from '../../core/role-claims';
import { warn } from '../../core/warn';
import { CACHED_TAGS_STAY } from '../../ecr/cached-tags';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInUpstreamPrefix } from '../../ecr/mistakes/caches';
import { startOfNames } from '../../ecr/namespaces';
import { cachePullActions } from '../../ecr/policy/ecr-actions';
import { RepositoryRole } from '../../ecr/repository-role';
import { checkSettings } from '../../repository/check-settings';
import { ImageTagMutability } from '../../repository/image-tag-mutability';
import type { PrivateRepository } from '../../repository/private-repository';
import type { RepositorySettings } from '../../repository/repository-settings';
import { checkList, InvalidInputError } from '../../text/errors';
import { checkProperties, checkValue } from '../../text/kinds';
import { RegistryPolicyStatement } from '../policy/registry-policy-statement';
import type { Registry } from '../registry';
import { settingId } from '../setting-id';
import type { SharedTemplate } from '../templates/template-request';

/** Options of `Registry.addPullThroughCache`. */
export interface PullThroughCacheOptions {
  /** The upstream registry whose images are cached. */
  readonly upstream: UpstreamRegistry;

  /**
   * Prefix of the names of cached repositories, or `ROOT` for no prefix.
   *
   * A prefix has 2 to 30 lower-case letters and digits, with `.`, `_`, `__`, dashes and `/` between them. It is a
   * namespace that should have no other repositories.
   *
   * @default - by upstream: `docker-hub`, `ecr-public`, `kubernetes`, `quay`, `github`, `gitlab`, `azure`, `chainguard`
   * or `ecr`
   */
  readonly repositoryPrefix?: string;

  /**
   * Settings of the repositories that the cache creates.
   *
   * Amazon ECR creates a repository at the first pull of an image from it, and applies the settings then. Existing
   * repositories keep their settings.
   *
   * @default - mutable tags, because an immutable tag cannot be refreshed from upstream; for the rest, the defaults of
   * `RepositorySettings` for a pull-through cache
   */
  readonly settings?: RepositorySettings;

  /**
   * Names of cached repositories that the app declares, so that no pull has to create them.
   *
   * Use the names in the upstream registry, without the host. Principals can then pull from these repositories only,
   * because the grants and `allowPullFrom` do not include `ecr:CreateRepository`.
   *
   * @default - the first pull creates a repository
   */
  readonly precreate?: string[];
}

/** Properties of `PullThroughCache`. */
export interface PullThroughCacheProps extends PullThroughCacheOptions {
  /** The registry that gets the cache. It must be in the account and region of the cache's stack. */
  readonly registry: Registry;
}

const API = 'PullThroughCache';

/**
 * A pull-through cache: Amazon ECR caches images of an upstream registry under a prefix of a private registry.
 *
 * The construct also adds the creation template from which Amazon ECR creates the cached repositories.
 *
 * Amazon ECR checks the upstream registry at most once in 24 hours for each tag. If the upstream does not answer,
 * Amazon ECR serves the cached image. Functions of AWS Lambda cannot use images through a cache.
 *
 * The properties of a cache rule cannot change. CloudFormation would replace the rule, and fail because the new rule
 * has the same prefix. To change a property, give the cache another prefix. Or remove the cache from the app, delete
 * its rule with `aws ecr delete-pull-through-cache-rule`, and add the cache again.
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
  /**
   * Refers to a cache that another app owns.
   *
   * Grants on it only add the permissions to the policy of the principal. They do not change the registry policy or a
   * repository policy.
   */
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

  /** The repositories that the app declares for the cache, in the order of `precreate`. */
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

    const settings = { ...props.settings, tagMutability: this.tagMutability(props.settings?.tagMutability) };
    const because = `${this.node.path} caches ${this.repositoryPrefix}`;
    claimRole(this, this.env, { role: RepositoryRole.CACHE, start: startOfNames(this.repositoryPrefix), because });
    this.template = registry._templates.require({
      prefix: this.repositoryPrefix,
      appliedFor: 'PULL_THROUGH_CACHE',
      settings,
      contributor: this.node.path,
    });
    const rule = new ecr.CfnPullThroughCacheRule(this, 'Resource', { ecrRepositoryPrefix: this.repositoryPrefix });
    registry._own(rule, {
      logicalId: settingId('PullThroughCache', this.repositoryPrefix),
      identifier: { EcrRepositoryPrefix: this.repositoryPrefix },
    });
    upstream._configure(this, rule);
    // So that the very first pull finds both.
    rule.node.addDependency(this.template.resource, registry._policy.dependable);

    this.precreated = this.precreate(props, settings);
    this.repositories = [...this.precreated];
    this.grants = PullThroughCacheGrants._of({
      cache: this,
      isDeclared: true,
      account: this.env.account,
      repositoriesArn: this._repositoriesArn,
      actions: cachePullActions(this.pullsCreate),
    });
  }

  /**
   * Lets principals outside the account pull through the cache.
   *
   * The method adds a statement to the registry policy that lets the principals import images and create repositories.
   * It also lets the principals pull, by the repository policies of the cached repositories.
   *
   * Principals of the cache's own account are not included in an organization. Use `cache.grants.pull` for its roles and
   * users. Without that, they can still pull cached images by their own policies, but the first pull of a new image fails.
   *
   * Repositories that the cache created before keep their policy. Set it with `aws ecr set-repository-policy`. Or
   * delete the repository, so that the next pull creates it with the new policy.
   *
   * @param access an access from `RepositoryAccess.pullFromAccounts`, `pullFromOrganization`,
   * `pullFromOrganizationPaths` or `pullFromPermissionSets`
   * @returns the identity policy that the pulling roles or users need in their own account. It includes the account and
   * region of the cache, so set both in the `env` of the stack.
   * @throws if the access has another kind, such as a push or a pull by AWS Lambda
   */
  public allowPullFrom(access: RepositoryAccess): iam.PolicyDocument {
    const { repositoryPrefix, pullsCreate: createRepositories } = this;
    const principals = this.clientsOf(access);
    if (principals.some((principal) => isOrganization(principal))) {
      note(
        this,
        'ownAccount',
        'allowPullFrom: the organization does not include principals of the own account, whose first pull of a new ' +
          'image fails without their own permissions; use cache.grants.pull(role) for each role that pulls here',
      );
    }
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

  /** The tags of a cache have to follow those of the upstream. */
  private tagMutability(chosen: ImageTagMutability | undefined): ImageTagMutability {
    if (chosen?.tagsCanMove) return chosen;
    if (chosen) {
      warn(
        this,
        EcrRule.IMMUTABLE_CACHE,
        `settings: ${CACHED_TAGS_STAY}, so the tags of this cache are mutable; use ImageTagMutability.mutable(), or ` +
          'immutable() with exceptions for the tags that move',
      );
    }
    return ImageTagMutability.mutable();
  }

  /** Whether repositories are left to the first pull. */
  private get pullsCreate(): boolean {
    return this.precreated.length === 0;
  }

  private precreate({ precreate, settings: given }: PullThroughCacheProps, settings: RepositorySettings) {
    if (precreate !== undefined) checkList({ scope: this, api: API, property: 'precreate' }, precreate);
    const names = new Set(
      (precreate ?? []).map((name, index) => this._repositoryName(API, name, `precreate[${index}]`)),
    );
    return [...names].map((repositoryName) => {
      const repository = new PullThroughRepository(this, repositoryName, { ...settings, repositoryName });
      const resource = repository.node.defaultChild as ecr.CfnRepository;
      resource.overrideLogicalId(settingId('CachedRepository', repositoryName));
      // Moving tags are the cache's own default; any other control that is lost is the user's choice, and warned of.
      if (!given?.tagMutability) {
        acknowledgeUntil(repository, EcrRule.TAG_IMMUTABILITY, 'A cached tag has to follow the tag of the upstream.');
      }
      return repository;
    });
  }
}
