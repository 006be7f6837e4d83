import { fillRegion } from '../../../ecr/fill-region';
import { UPSTREAMS } from '../../../ecr/upstreams';
import type { Upstream } from '../../../ecr/upstreams';
import type { TemplateResource } from '../../template-resource';
import { isMissing, known } from '../list-items';

/** The upstream of a cache rule. */
export interface CacheUpstream {
  /** The host, if it is known. */
  readonly host?: string;
  /** The kind in the rule, or else the kind of its host. */
  readonly upstream?: Upstream;
  /** Whether the name and the host are of the same kind, as far as both are known. */
  readonly agrees: boolean;
}

export function upstreamOf(cache: TemplateResource): CacheUpstream {
  const host = known(fillRegion(cache.property('UpstreamRegistryUrl'), cache.stack.region));
  const name = cache.property('UpstreamRegistry');
  const byHost = host === undefined ? undefined : UPSTREAMS.find(({ hosts }) => hosts.test(host));
  if (isMissing(name)) return { host, upstream: byHost, agrees: true };
  const byName = UPSTREAMS.find(({ type }) => type === name);
  return { host, upstream: byName ?? byHost, agrees: host === undefined || !byName || byName === byHost };
}
