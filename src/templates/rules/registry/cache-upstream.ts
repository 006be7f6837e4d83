import { upstreamOf } from './caches';
import { EcrRule } from '../../../ecr/ecr-rule';
import { parseRegistryHost } from '../../../ecr/hosts';
import { LIMITS } from '../../../ecr/limits';
import { isNamespacePrefix } from '../../../ecr/namespace-prefix';
import { normalise, ROOT } from '../../../ecr/namespaces';
import { hasPullThroughCaches } from '../../../ecr/regions';
import { ResourceType } from '../../../ecr/resource-type';
import { UPSTREAMS } from '../../../ecr/upstreams';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isSamePlace, placeOf } from '../environments';
import { isMissing, known, shown } from '../list-items';

export const CACHE_UPSTREAM: Rule = {
  id: EcrRule.CACHE_UPSTREAM,
  types: [ResourceType.PULL_THROUGH_CACHE_RULE],
  check: checkUpstream,
};

const PREFIX = 'EcrRepositoryPrefix';
const URL = 'UpstreamRegistryUrl';

function* checkUpstream(cache: TemplateResource, { props }: CheckContext): Iterable<Problem> {
  const { region } = cache.stack;
  if (region !== undefined && !hasPullThroughCaches(region)) {
    return yield {
      at: 'Properties',
      text: `${region} has no pull-through caches, so that the deployment fails`,
      remedy: 'push the images to repositories of your own there',
    };
  }
  yield* checkPrefixes(cache);
  yield* checkHost(cache, props.allowedUpstreams);
}

function* checkPrefixes(cache: TemplateResource): Iterable<Problem> {
  const prefix = cache.property(PREFIX);
  yield* checkPrefix(cache, PREFIX, prefix);
  const upstream = cache.property('UpstreamRepositoryPrefix');
  if (isMissing(upstream)) return;
  yield* checkPrefix(cache, 'UpstreamRepositoryPrefix', upstream);
  if (prefix !== ROOT || upstream === ROOT || hasHole(upstream)) return;
  yield {
    at: 'Properties/UpstreamRepositoryPrefix',
    text: `UpstreamRepositoryPrefix is ${shown(upstream)}, which a cache with the prefix ROOT cannot have`,
    remedy: `leave it out, or give the cache a prefix`,
  };
}

function* checkPrefix(cache: TemplateResource, property: string, value: unknown): Iterable<Problem> {
  const at = `Properties/${property}`;
  if (hasHole(value)) return yield { at, text: `${property} is known at deployment`, unknown: true };
  const prefix = known(value) ?? '';
  const { length } = normalise(prefix);
  const { MIN_CACHE_PREFIX_LENGTH: min, CACHE_PREFIX_LENGTH: max } = LIMITS;
  if (length >= min && length <= max && isNamespacePrefix(prefix, cache.stack.region)) return;
  yield {
    at,
    text: `${property} is ${shown(value)}, and no prefix that the service takes, so that the deployment fails`,
    remedy: `write ${min} to ${max} lower-case letters and digits, separated by ".", "_", dashes or "/", or ROOT`,
  };
}

function* checkHost(cache: TemplateResource, allowed: readonly string[] | undefined): Iterable<Problem> {
  const [url, name] = [cache.property(URL), cache.property('UpstreamRegistry')];
  const at = `Properties/${URL}`;
  if (isMissing(url)) {
    return yield { at, text: `${URL} is not set, which CloudFormation takes and Amazon ECR refuses` };
  }
  if (!isMissing(name) && !hasHole(name) && !UPSTREAMS.some(({ type }) => type === name)) {
    return yield {
      at: 'Properties/UpstreamRegistry',
      text: `UpstreamRegistry is ${shown(name)}, and none that Amazon ECR supports`,
      remedy: `set it to one of ${UPSTREAMS.map(({ type }) => type).join(', ')}, or leave it out`,
    };
  }
  const { host, upstream, agrees } = upstreamOf(cache);
  if (host === undefined) {
    yield hasHole(url)
      ? { at, text: 'the host is known at deployment', unknown: true }
      : { at, text: `${URL} is ${shown(url)}, and no host` };
  } else if (!upstream) {
    yield { at, text: `${URL} is ${shown(url)}, which is no host of a registry that Amazon ECR supports` };
  } else if (!agrees) {
    yield { at, text: `${URL} is ${shown(url)}, which is no host of ${upstream.type}, the UpstreamRegistry` };
  } else if (allowed && !allowed.includes(host)) {
    yield {
      at,
      text: `${URL} is ${host}, and allowed are only ${allowed.join(', ')}`,
      remedy: 'take the images from an upstream that is allowed, or add it to allowedUpstreams of EcrChecks',
    };
  } else {
    yield* checkOther(cache, host);
  }
}

function* checkOther(cache: TemplateResource, host: string): Iterable<Problem> {
  const upstream = host === undefined ? undefined : parseRegistryHost(host);
  if (!upstream || !isSamePlace(upstream, placeOf(cache.stack))) return;
  yield {
    at: `Properties/${URL}`,
    text: `${URL} is ${host}, the registry of the cache itself`,
    remedy: 'name the registry of another account or region, or pull from the repositories themselves',
  };
}
