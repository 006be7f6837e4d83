import { upstreamOf } from './caches';
import { EcrRule } from '../../../ecr/ecr-rule';
import { parseRegistryHost } from '../../../ecr/hosts';
import { LIMITS } from '../../../ecr/limits';
import {
  mistakesInCacheCount,
  mistakesInCacheRegion,
  mistakesInUpstreamHost,
  mistakesInUpstreamPlace,
  mistakesInUpstreamPrefix,
} from '../../../ecr/mistakes/caches';
import { mistakesInCachePrefix } from '../../../ecr/mistakes/prefixes';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { mistakesAroundHoles } from '../around-holes';
import { placeOf } from '../environments';
import { isMissing, judgeable } from '../list-items';
import { problemsOf } from '../mistake-problems';

const id = EcrRule.CACHE_UPSTREAM;

export const CACHE_UPSTREAM: Rule = { id, types: [ResourceType.PULL_THROUGH_CACHE_RULE], check: checkUpstream };

const PREFIX = 'EcrRepositoryPrefix';
const UPSTREAM_PREFIX = 'UpstreamRepositoryPrefix';
const URL = 'UpstreamRegistryUrl';

function* checkUpstream(cache: TemplateResource, { app, props }: CheckContext): Iterable<Problem> {
  const { region } = cache.stack;
  if (region !== undefined) {
    const found = [...problemsOf(id, 'Properties', 'region', mistakesInCacheRegion(region))];
    if (found.length > 0) return yield* found;
  }
  yield* checkCount(cache, app);
  yield* checkPrefixes(cache);
  yield* checkHost(cache, props.allowedUpstreams);
}

/** Reports the first cache that is one too many. Caches whose conditions may exclude each other are not counted. */
function* checkCount(cache: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const caches = app.sameEnvironment(cache, cache.type).filter(({ condition }) => condition === undefined);
  if (caches.indexOf(cache) !== LIMITS.PULL_THROUGH_CACHES) return;
  yield* problemsOf(id, 'Properties', 'number of caches', mistakesInCacheCount(caches.length));
}

function* checkPrefixes(cache: TemplateResource): Iterable<Problem> {
  const prefix = cache.property(PREFIX);
  yield* checkPrefix(cache, PREFIX, prefix);
  const upstream = cache.property(UPSTREAM_PREFIX);
  if (isMissing(upstream)) return;
  yield* checkPrefix(cache, UPSTREAM_PREFIX, upstream);
  const mistakes = mistakesInUpstreamPrefix(prefix, judgeable(upstream));
  yield* problemsOf(id, `Properties/${UPSTREAM_PREFIX}`, UPSTREAM_PREFIX, mistakes);
}

function* checkPrefix({ stack }: TemplateResource, property: string, value: unknown): Iterable<Problem> {
  const at = `Properties/${property}`;
  if (hasHole(value)) {
    const mistakesIn = (prefix: string) => mistakesInCachePrefix(prefix, stack.region);
    yield* problemsOf(id, at, property, typeof value === 'string' ? mistakesAroundHoles(value, mistakesIn) : []);
    return yield { at, text: `${property} is known at deployment`, unresolved: true };
  }
  yield* problemsOf(id, at, property, mistakesInCachePrefix(judgeable(value), stack.region));
}

function* checkHost(cache: TemplateResource, allowed: readonly string[] | undefined): Iterable<Problem> {
  const [url, name] = [cache.property(URL), cache.property('UpstreamRegistry')];
  const at = `Properties/${URL}`;
  if (isMissing(url)) {
    return yield { at, text: `${URL} is not set, which CloudFormation accepts but Amazon ECR refuses` };
  }
  const { host } = upstreamOf(cache);
  if (host === undefined && hasHole(url)) {
    return yield { at, text: 'the host is known at deployment', unresolved: true };
  }
  const found = [...problemsOf(id, at, URL, mistakesInUpstreamHost(host ?? url, name))];
  if (found.length > 0 || host === undefined) return yield* found;
  // Another rule warns of an unknown host. It may still not be allowed.
  if (allowed && !allowed.includes(host)) {
    return yield {
      at,
      text: `${URL} is ${host}, but only these are allowed: ${allowed.join(', ')}`,
      remedy: 'use an allowed upstream, or add this one to allowedUpstreams of EcrChecks',
    };
  }
  const upstream = parseRegistryHost(host);
  if (!upstream) return;
  const mistakes = mistakesInUpstreamPlace(placeOf(cache.stack), upstream);
  yield* problemsOf(id, at, `account and region of ${URL}`, mistakes);
}
