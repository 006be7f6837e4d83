import { REGISTRY_HOST } from './hosts';

/** A kind of registry that Amazon ECR caches. */
export interface Upstream {
  /** The name in `UpstreamRegistry` of a cache rule. */
  readonly type: string;
  /** The hosts. Only Azure and Amazon ECR have several. */
  readonly hosts: RegExp;
  /** Whether it requires credentials. */
  readonly authenticated: boolean;
  /** Default prefix of the cache. */
  readonly prefix: string;
  /** The namespace of images whose name has none. */
  readonly officialNamespace?: string;
  /** Whether each repository is in a namespace, so that its name has at least two parts. */
  readonly namespaced?: boolean;
  /** Other hosts under which people know the registry. */
  readonly aliases?: readonly string[];
}

/** An upstream that has one host. */
export interface HostedUpstream extends Upstream {
  readonly host: string;
}

export const ECR_PUBLIC = hosted('ecr-public', 'public.ecr.aws', { prefix: 'ecr-public', namespaced: true });
export const KUBERNETES = hosted('k8s', 'registry.k8s.io', { prefix: 'kubernetes' });
export const QUAY = hosted('quay', 'quay.io', { prefix: 'quay', namespaced: true });
export const DOCKER_HUB = hosted('docker-hub', 'registry-1.docker.io', {
  prefix: 'docker-hub',
  officialNamespace: 'library/',
  aliases: ['docker.io', 'index.docker.io', 'registry.hub.docker.com'],
  authenticated: true,
});
export const GITHUB = hosted('github-container-registry', 'ghcr.io', {
  prefix: 'github',
  namespaced: true,
  authenticated: true,
});
export const GITLAB = hosted('gitlab-container-registry', 'registry.gitlab.com', {
  prefix: 'gitlab',
  namespaced: true,
  authenticated: true,
});
export const CHAINGUARD = hosted('chainguard', 'cgr.dev', {
  prefix: 'chainguard',
  namespaced: true,
  authenticated: true,
});
export const AZURE: Upstream = {
  type: 'azure-container-registry',
  // A registry with a domain name label has a dash and a hash in its name.
  hosts: /^[a-z0-9][a-z0-9-]{3,61}[a-z0-9]\.azurecr\.io$/,
  prefix: 'azure',
  authenticated: true,
};
/** A private registry of Amazon ECR. The host contains the account and the region. */
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

/** The hosts of the upstreams that have one host. */
export const UPSTREAM_HOSTS: readonly string[] = [
  ECR_PUBLIC,
  KUBERNETES,
  QUAY,
  DOCKER_HUB,
  GITHUB,
  GITLAB,
  CHAINGUARD,
].map(({ host }) => host);

/** Whether a host is that of a registry that Amazon ECR caches. */
export function isUpstreamHost(host: string): boolean {
  return UPSTREAMS.some(({ hosts }) => hosts.test(host));
}

/** Whether a host names a registry that Amazon ECR caches, also under another name of it. */
export function namesUpstream(host: string): boolean {
  return isUpstreamHost(host) || UPSTREAMS.some(({ aliases }) => aliases?.includes(host));
}

function hosted(
  type: string,
  host: string,
  options: Pick<HostedUpstream, 'prefix' | 'officialNamespace' | 'namespaced' | 'aliases'> & Partial<HostedUpstream>,
): HostedUpstream {
  return { authenticated: false, ...options, type, host, hosts: new RegExp(`^${host.replace(/\./g, '\\.')}$`) };
}
