import { REGISTRY_HOST } from './hosts';

/** A kind of registry that Amazon ECR caches. */
export interface Upstream {
  /** Its name in `UpstreamRegistry` of a cache rule. */
  readonly type: string;
  /** Its hosts: all but those of Azure and Amazon ECR have one. */
  readonly hosts: RegExp;
  /** Whether it serves nobody without credentials. */
  readonly authenticated: boolean;
  /** Prefix of the cache, unless told. */
  readonly prefix: string;
  /** Where the host serves images whose name has no namespace. */
  readonly officialNamespace?: string;
}

/** An upstream that has one host. */
export interface HostedUpstream extends Upstream {
  readonly host: string;
}

export const ECR_PUBLIC = hosted('ecr-public', 'public.ecr.aws', { prefix: 'ecr-public' });
export const KUBERNETES = hosted('k8s', 'registry.k8s.io', { prefix: 'kubernetes' });
export const QUAY = hosted('quay', 'quay.io', { prefix: 'quay' });
export const DOCKER_HUB = hosted('docker-hub', 'registry-1.docker.io', {
  prefix: 'docker-hub',
  officialNamespace: 'library/',
  authenticated: true,
});
export const GITHUB = hosted('github-container-registry', 'ghcr.io', { prefix: 'github', authenticated: true });
export const GITLAB = hosted('gitlab-container-registry', 'registry.gitlab.com', {
  prefix: 'gitlab',
  authenticated: true,
});
export const CHAINGUARD = hosted('chainguard', 'cgr.dev', { prefix: 'chainguard', authenticated: true });
export const AZURE: Upstream = {
  type: 'azure-container-registry',
  // Since registries may have a domain name label, a name may have a dash and its hash.
  hosts: /^[a-z0-9][a-z0-9-]{3,61}[a-z0-9]\.azurecr\.io$/,
  prefix: 'azure',
  authenticated: true,
};
/** Its hosts have the account and the region. */
export const ECR: Upstream = {
  type: 'ecr',
  hosts: REGISTRY_HOST,
  prefix: 'ecr',
  authenticated: false,
};

export const UPSTREAMS: readonly Upstream[] = [
  ECR_PUBLIC,
  KUBERNETES,
  QUAY,
  DOCKER_HUB,
  GITHUB,
  GITLAB,
  AZURE,
  CHAINGUARD,
  ECR,
];

/** The hosts of the upstreams that have one. */
export const UPSTREAM_HOSTS: readonly string[] = [
  ECR_PUBLIC,
  KUBERNETES,
  QUAY,
  DOCKER_HUB,
  GITHUB,
  GITLAB,
  CHAINGUARD,
].map(({ host }) => host);

/** Whether a host is one of a registry that Amazon ECR caches. */
export function isUpstreamHost(host: string): boolean {
  return UPSTREAMS.some(({ hosts }) => hosts.test(host));
}

function hosted(
  type: string,
  host: string,
  options: { readonly prefix: string; readonly officialNamespace?: string; readonly authenticated?: boolean },
): HostedUpstream {
  return { authenticated: false, ...options, type, host, hosts: new RegExp(`^${host.replace(/\./g, '\\.')}$`) };
}
