import { Stack } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { checkCredentials } from './pull-through-credentials';
import { checkCachePrefix } from './pull-through-names';
import { PullThroughRole } from './pull-through-role';
import { environmentOf } from '../../core/environment';
import { review } from '../../core/review';
import { EcrRule } from '../../ecr/ecr-rule';
import { registryHost } from '../../ecr/hosts';
import { mistakesInUpstreamPlace } from '../../ecr/mistakes/caches';
import { mistakesInAccount } from '../../ecr/mistakes/identifiers';
import { refuse } from '../../ecr/mistakes/refuse';
import { mistakesInRegion } from '../../ecr/mistakes/regions';
import { ROOT } from '../../ecr/namespaces';
import { AZURE, CHAINGUARD, DOCKER_HUB, ECR, ECR_PUBLIC, GITHUB, GITLAB, KUBERNETES, QUAY } from '../../ecr/upstreams';
import type { Upstream } from '../../ecr/upstreams';
import { InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties, declareValueClass } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';

/** Options of upstream registries that require credentials. */
export interface AuthenticatedUpstreamOptions {
  /**
   * The secret with `username` and `accessToken` for the upstream registry. Declare it with
   * `PullThroughCacheCredentials`.
   *
   * For another secret: its name must start with `ecr-pullthroughcache/`, it must be in the account and region of the
   * cache, and it must not have a customer-managed key, which Amazon ECR cannot use.
   *
   * A cache cannot switch to another secret, because the properties of a cache rule cannot change. To rotate the
   * credentials, change the value of the same secret.
   */
  readonly credentials: secretsmanager.ISecretRef;
}

/** Options of `UpstreamRegistry.azure`. */
export interface AzureUpstreamOptions extends AuthenticatedUpstreamOptions {
  /**
   * Name of the registry in Azure: the part of its host before `.azurecr.io`. 5 to 63 lower-case letters, digits and
   * dashes.
   */
  readonly registryName: string;
}

/** Options of `UpstreamRegistry.ecr`. */
export interface EcrUpstreamOptions {
  /** Account of the upstream registry. */
  readonly account: string;

  /** Region of the upstream registry. */
  readonly region: string;

  /**
   * Namespace of the upstream repositories that the cache contains. The prefix of the cache replaces it in the names.
   *
   * For example, with `upstream-team`, the cache `team` has the upstream repository `upstream-team/api` as `team/api`.
   * 2 to 30 characters.
   *
   * @default - all upstream repositories, with their whole names after the prefix of the cache
   */
  readonly upstreamRepositoryPrefix?: string;

  /**
   * The role with which Amazon ECR reads from the upstream registry. It must be in the account of the cache.
   *
   * The role must trust `pullthroughcache.ecr.amazonaws.com`.
   *
   * @default - a new role that may read the upstream repositories and write the cached repositories
   */
  readonly role?: iam.IRoleRef;
}

/** An upstream with its options. */
interface ChosenUpstream extends Upstream {
  readonly host: string;
  readonly credentials?: secretsmanager.ISecretRef;
  readonly ecr?: EcrUpstreamOptions;
}

/**
 * An upstream registry, whose images a `PullThroughCache` caches.
 *
 * @example
 * import { PullThroughCacheCredentials, Registry, UpstreamRegistry } from 'cdk-ecr';
 *
 * declare const registry: Registry;
 * const credentials = new PullThroughCacheCredentials(this, 'Credentials', { name: 'docker-hub' });
 * registry.addPullThroughCache('DockerHub', { upstream: UpstreamRegistry.dockerHub({ credentials }) });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export class UpstreamRegistry {
  /** Amazon ECR Public, `public.ecr.aws`. The default prefix of the cache is `ecr-public`. */
  public static ecrPublic(): UpstreamRegistry {
    return new UpstreamRegistry(ECR_PUBLIC);
  }

  /** The registry of the Kubernetes project, `registry.k8s.io`. The default prefix of the cache is `kubernetes`. */
  public static kubernetes(): UpstreamRegistry {
    return new UpstreamRegistry(KUBERNETES);
  }

  /** Quay, `quay.io`. The default prefix of the cache is `quay`. */
  public static quay(): UpstreamRegistry {
    return new UpstreamRegistry(QUAY);
  }

  /** Docker Hub. The default prefix of the cache is `docker-hub`. */
  public static dockerHub(options: AuthenticatedUpstreamOptions): UpstreamRegistry {
    return new UpstreamRegistry({ ...DOCKER_HUB, credentials: required('dockerHub', options) });
  }

  /** The GitHub Container Registry, `ghcr.io`. The default prefix of the cache is `github`. */
  public static gitHub(options: AuthenticatedUpstreamOptions): UpstreamRegistry {
    return new UpstreamRegistry({ ...GITHUB, credentials: required('gitHub', options) });
  }

  /** The registry of GitLab.com, not of other GitLab servers. The default prefix of the cache is `gitlab`. */
  public static gitLab(options: AuthenticatedUpstreamOptions): UpstreamRegistry {
    return new UpstreamRegistry({ ...GITLAB, credentials: required('gitLab', options) });
  }

  /**
   * A registry in Azure. The default prefix of the cache is `azure`.
   *
   * @throws if no registry in Azure can have the name
   */
  public static azure(options: AzureUpstreamOptions): UpstreamRegistry {
    const credentials = required('azure', options);
    const { registryName } = options;
    const host = `${registryName}.azurecr.io`;
    if (isLiteral(registryName) && !AZURE.hosts.test(host)) {
      throw new InvalidInputError({
        api: 'UpstreamRegistry.azure',
        property: 'registryName',
        found: registryName,
        must: 'be 5 to 63 lower-case letters, digits and dashes, the part of the host before ".azurecr.io"',
        remedy: 'write it as `az acr show --query loginServer` does, without ".azurecr.io"',
      });
    }
    return new UpstreamRegistry({ ...AZURE, host, credentials });
  }

  /** Chainguard, `cgr.dev`. The default prefix of the cache is `chainguard`. */
  public static chainguard(options: AuthenticatedUpstreamOptions): UpstreamRegistry {
    return new UpstreamRegistry({ ...CHAINGUARD, credentials: required('chainguard', options) });
  }

  /**
   * A private registry of Amazon ECR in another account or region. The default prefix of the cache is `ecr`.
   *
   * An upstream registry in another account must let the account of the cache read. Its registry policy, or the
   * policies of its repositories, must allow that account `ecr:BatchGetImage`, `ecr:GetDownloadUrlForLayer`,
   * `ecr:BatchImportUpstreamImage` and `ecr:GetImageCopyStatus`.
   *
   * @throws if the account does not have 12 digits, or `upstreamRepositoryPrefix` is not a valid prefix
   */
  public static ecr(options: EcrUpstreamOptions): UpstreamRegistry {
    const api = 'UpstreamRegistry.ecr';
    checkProperties({ api, property: 'options' }, options, 'write { account: "…", region: "…" }');
    if (isLiteral(options.account)) refuse({ api, property: 'account' }, mistakesInAccount(options.account));
    const given = checkCachePrefix(api, 'upstreamRepositoryPrefix', options.upstreamRepositoryPrefix ?? ROOT);
    // Unless told, the service takes the root.
    const upstreamRepositoryPrefix = given === ROOT ? undefined : given;
    return new UpstreamRegistry({ ...ECR, host: '', ecr: { ...options, upstreamRepositoryPrefix } });
  }

  private constructor(private readonly upstream: ChosenUpstream) {}

  /**
   * @internal
   */
  public get _defaultPrefix(): string {
    return this.upstream.prefix;
  }

  /**
   * @internal
   */
  public get _upstreamRepositoryPrefix(): string | undefined {
    return this.upstream.ecr?.upstreamRepositoryPrefix;
  }

  /**
   * The name of a repository at the upstream: Docker Hub has its official images in a namespace.
   *
   * @internal
   */
  public _repositoryName(name: string): string {
    const { officialNamespace } = this.upstream;
    return officialNamespace && isLiteral(name) && !name.includes('/') ? `${officialNamespace}${name}` : name;
  }

  /**
   * @internal
   */
  public get _kind(): Upstream {
    return this.upstream;
  }

  /**
   * Gives the rule of a cache what it has of this upstream; creates the role where one is needed and none given.
   *
   * @internal
   */
  public _configure(cache: Construct, rule: ecr.CfnPullThroughCacheRule): void {
    const { type, host, credentials, ecr: options } = this.upstream;
    rule.upstreamRegistry = type;
    rule.upstreamRegistryUrl = host;
    if (credentials) rule.credentialArn = checkCredentials(cache, credentials);
    if (options) configureEcr(cache, rule, options);
  }
}

/** For callers whose language does not check it. */
function required(factory: string, options: AuthenticatedUpstreamOptions | undefined): secretsmanager.ISecretRef {
  const credentials = options?.credentials;
  const place = { api: `UpstreamRegistry.${factory}`, property: 'credentials' };
  const must = 'be a secret, because this registry serves nobody without credentials';
  checkHas(place, credentials, 'secretRef', must, 'declare a PullThroughCacheCredentials');
  return credentials!;
}

/**
 * A role for every upstream of another account or region: required between accounts, and taken by the service between
 * regions of one account.
 */
function configureEcr(cache: Construct, rule: ecr.CfnPullThroughCacheRule, options: EcrUpstreamOptions): void {
  const { account, region, upstreamRepositoryPrefix, role } = options;
  const stack = Stack.of(cache);
  checkOtherRegistry(cache, options);
  if (role) checkRole(cache, role);
  rule.upstreamRegistryUrl = registryHost({ account, region, urlSuffix: stack.urlSuffix });
  rule.upstreamRepositoryPrefix = upstreamRepositoryPrefix;
  rule.customRoleArn = (role ?? new PullThroughRole(cache, 'Role', { ...options, rule }).role).roleRef.roleArn;
}

function checkOtherRegistry(cache: Construct, upstream: EcrUpstreamOptions): void {
  const api = 'UpstreamRegistry.ecr';
  review(cache, { api, property: 'region' }, mistakesInRegion(EcrRule.CACHE_UPSTREAM, upstream.region));
  review(cache, { api, property: 'account and region' }, mistakesInUpstreamPlace(environmentOf(cache), upstream));
}

function checkRole(cache: Construct, role: iam.IRoleRef): void {
  const { account } = environmentOf(cache);
  const found = role.env.account;
  if (!isLiteral(account) || !isLiteral(found) || found === account) return;
  throw new InvalidInputError({
    scope: cache,
    api: 'UpstreamRegistry.ecr',
    property: 'role',
    found: role.node.path,
    must: `be a role of the cache's account ${account}, not of ${found}`,
    remedy: 'create it in the account of the cache, or leave it out',
  });
}

declareValueClass(
  UpstreamRegistry,
  'UpstreamRegistry',
  'use one of its factories, such as UpstreamRegistry.ecrPublic()',
);
