import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { mistakesInRegion } from './regions';
import { mistakesInName } from './unknown-name';
import { isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { parseRegistryHost } from '../hosts';
import { LIMITS } from '../limits';
import { ROOT } from '../namespaces';
import { hasPullThroughCaches } from '../regions';
import { ECR, isUpstreamHost, namesUpstream, UPSTREAM_HOSTS, UPSTREAMS } from '../upstreams';
import type { Upstream } from '../upstreams';

const id = EcrRule.CACHE_UPSTREAM;
const HOST = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** The region of a cache. */
export function* mistakesInCacheRegion(region: unknown): Iterable<Mistake> {
  if (isAcceptable(region, hasPullThroughCaches)) return;
  yield {
    id,
    at: '',
    found: region,
    must: 'be one that has pull-through caches, which China and AWS GovCloud (US) have not',
    remedy: 'copy the images into repositories of your own',
  };
}

/** The number of caches of a registry. */
export function* mistakesInCacheCount(count: number): Iterable<Mistake> {
  if (count <= LIMITS.PULL_THROUGH_CACHES) return;
  yield {
    id,
    at: '',
    found: count,
    must: `be at most ${LIMITS.PULL_THROUGH_CACHES} in a registry`,
    remedy: 'cache what belongs together under one prefix, or in another account or region',
  };
}

/** The kind of an upstream registry, as `UpstreamRegistry` names it. */
export function mistakesInUpstreamName(name: unknown): Iterable<Mistake> {
  return mistakesInName(
    'upstream registry',
    name,
    UPSTREAMS.map(({ type }) => type),
  );
}

/**
 * The host of an upstream registry.
 *
 * @param name the kind of the upstream, if it is given
 */
export function* mistakesInUpstreamHost(host: unknown, name?: unknown): Iterable<Mistake> {
  const kind = UPSTREAMS.find(({ type }) => type === name);
  if (!isAcceptable(host, (text) => HOST.test(text))) {
    yield { id, at: '', found: host, must: 'be a host without a scheme or path', remedy: 'write it like "quay.io"' };
  } else if (kind && !isAcceptable(host, (text) => kind.hosts.test(text))) {
    yield {
      id,
      at: '',
      found: host,
      must: `be a host of ${kind.type}, the upstream registry`,
      remedy: 'name the upstream registry and its host alike',
    };
  } else if (!isAcceptable(host, isUpstreamHost)) {
    yield* mistakesInName('host of an upstream registry', host, UPSTREAM_HOSTS);
  } else {
    const region = isUnresolved(host) ? undefined : parseRegistryHost(String(host))?.region;
    if (region !== undefined) yield* mistakesInRegion(id, region);
  }
}

/** The account and region of an upstream registry of Amazon ECR. */
export function* mistakesInUpstreamPlace(own: Place, upstream: Place): Iterable<Mistake> {
  if (own.account !== upstream.account || own.region !== upstream.region) return;
  yield {
    id,
    at: '',
    found: `${upstream.account}/${upstream.region}`,
    must: 'not both be those of the cache',
    remedy: 'pull from the repositories themselves, or name the registry of another account or region',
  };
}

/** The prefix of the repositories of the upstream, together with the prefix of the cache. */
export function* mistakesInUpstreamPrefix(prefix: unknown, upstreamPrefix: unknown): Iterable<Mistake> {
  if (prefix !== ROOT || upstreamPrefix === undefined || upstreamPrefix === ROOT) return;
  if (isUnresolved(upstreamPrefix)) return;
  yield {
    id,
    at: '',
    found: upstreamPrefix,
    must: `be left out with the repositoryPrefix ${ROOT}, under which the names are those of the upstream`,
    remedy: 'give the cache a `repositoryPrefix`',
  };
}

/**
 * The name of a repository of an upstream.
 *
 * @param prefix the prefix of the cache
 * @param upstream the upstream, if the app knows it
 */
export function* mistakesInUpstreamRepository(name: unknown, prefix: string, upstream?: Upstream): Iterable<Mistake> {
  if (typeof name !== 'string' || isUnresolved(name)) return;
  const [first, ...rest] = name.split('/');
  if (startsWithHost(first, upstream) && rest.length > 0) {
    yield {
      id: EcrRule.REPOSITORY_NAME,
      at: '',
      found: name,
      must: 'be the name in the upstream registry, without the host',
      remedy: `write "${rest.join('/')}"`,
    };
  } else if (upstream?.namespaced && rest.length === 0) {
    yield {
      id: EcrRule.REPOSITORY_NAME,
      at: '',
      found: name,
      must: `have a namespace, as all repositories of ${upstream.type}`,
      remedy: `write it like "<namespace>/${name}"`,
    };
  } else if (prefix !== ROOT && name.startsWith(`${prefix}/`)) {
    yield {
      id: EcrRule.UNKNOWN_NAME,
      at: '',
      found: name,
      must: 'be the name in the upstream registry, without the prefix of the cache',
      which: `starts with the prefix of the cache, which would then stand twice in ${prefix}/${name}`,
      remedy: `write "${name.slice(prefix.length + 1)}", or acknowledge that the upstream has such a namespace`,
    };
  }
}

/** The name of an image that has no namespace, in an upstream whose official images have one. */
export function* mistakesInOfficialImage(name: string, { type, officialNamespace }: Upstream): Iterable<Mistake> {
  if (officialNamespace === undefined || name.includes('/') || isUnresolved(name)) return;
  yield {
    id: EcrRule.REPOSITORY_NAME,
    at: '',
    found: name,
    must: `start with "${officialNamespace}", the namespace of official images of ${type}`,
    remedy: `write "${officialNamespace}${name}"`,
  };
}

/** The names in a private registry of Amazon ECR may start with the host of another registry, which it caches itself. */
function startsWithHost(first: string, upstream?: Upstream): boolean {
  return upstream?.type === ECR.type ? ECR.hosts.test(first) : namesUpstream(first);
}

/** An account and region. */
interface Place {
  readonly account: string;
  readonly region: string;
}
