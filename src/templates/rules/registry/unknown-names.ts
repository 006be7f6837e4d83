import { upstreamOf } from './caches';
import { replicationRules } from './replicas';
import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInUpstreamHost, mistakesInUpstreamName } from '../../../ecr/mistakes/caches';
import { mistakesInRegion } from '../../../ecr/mistakes/regions';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, UnknownNames } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isMissing, judgeable, membersOf } from '../list-items';
import { problemsOf } from '../mistake-problems';

const id = EcrRule.UNKNOWN_NAME;

/** Regions that images are replicated to. */
export const DESTINATION_NAMES: UnknownNames = {
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkDestinations,
};

function* checkDestinations(configuration: TemplateResource): Iterable<Problem> {
  for (const rule of replicationRules(configuration).all) {
    for (const { at, json } of membersOf(rule.json.Destinations, `${rule.at}/Destinations`).all) {
      yield* problemsOf(
        id,
        `${at}/Region`,
        'Region',
        mistakesInRegion(EcrRule.REPLICATION_CONFIGURATION, judgeable(json.Region)),
      );
    }
  }
}

/** Upstream registries of caches, and their hosts. */
export const UPSTREAM_NAMES: UnknownNames = {
  types: [ResourceType.PULL_THROUGH_CACHE_RULE],
  check: checkUpstream,
};

function* checkUpstream(cache: TemplateResource): Iterable<Problem> {
  const name = judgeable(cache.property('UpstreamRegistry'));
  if (!isMissing(name)) {
    yield* problemsOf(id, 'Properties/UpstreamRegistry', 'UpstreamRegistry', mistakesInUpstreamName(name));
  }
  const { host } = upstreamOf(cache);
  if (host === undefined) return;
  const mistakes = mistakesInUpstreamHost(host, name);
  yield* problemsOf(id, 'Properties/UpstreamRegistryUrl', 'UpstreamRegistryUrl', mistakes);
}
