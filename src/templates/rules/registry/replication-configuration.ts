import { isSamePlace, nameOf, placeOf } from '../environments';
import { isOpen, replicationRules } from './replicas';
import type { FilterKind } from './repository-filters';
import { checkEmptyFilters, checkFilters } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { isAccountId } from '../../../ecr/identifiers';
import { LIMITS } from '../../../ecr/limits';
import { FilterType } from '../../../ecr/name-filter';
import { isRegion, partitionOf } from '../../../ecr/regions';
import { isReplicationPrefix, REPLICATION_PREFIX_LENGTH } from '../../../ecr/replication-prefix';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { Member } from '../list-items';
import { isMissing, known, membersOf, shown } from '../list-items';

export const REPLICATION_CONFIGURATION: Rule = {
  id: EcrRule.REPLICATION_CONFIGURATION,
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkReplication,
};

const AT = 'Properties/ReplicationConfiguration';
const { REPLICATION_RULES: MAX_RULES, REPLICATION_DESTINATIONS: MAX_DESTINATIONS } = LIMITS;

const FILTERS: FilterKind = {
  type: FilterType.REPLICATION,
  isValid: isReplicationPrefix,
  form: `a filter is what names start with, ${REPLICATION_PREFIX_LENGTH} without a wildcard`,
  remedy: 'write "prod/", or leave RepositoryFilters out for all repositories',
};

function* checkReplication(configuration: TemplateResource): Iterable<Problem> {
  const setting = configuration.property('ReplicationConfiguration');
  if (isMissing(setting)) {
    return yield { at: AT, text: 'ReplicationConfiguration is not set, so that the deployment fails' };
  }
  const rules = replicationRules(configuration).all;
  if (rules.length > MAX_RULES) {
    yield {
      at: `${AT}/Rules`,
      text: `it has ${rules.length} rules, and takes at most ${MAX_RULES}, so that it is refused`,
      remedy: 'join rules with the same destinations or with the same filters',
    };
  }
  for (const rule of rules) {
    yield* checkEmptyFilters(rule);
    yield* checkFilters(rule, FILTERS);
    yield* checkDestinations(rule, configuration);
  }
  yield* checkNumber(rules);
  if (isOpen(configuration)) yield { at: AT, text: 'a part of it is known at deployment', unknown: true };
}

function* checkDestinations({ at, json }: Member, configuration: TemplateResource): Iterable<Problem> {
  const destinations = membersOf(json.Destinations, `${at}/Destinations`);
  if (destinations.all.length === 0 && !destinations.open) {
    yield {
      at: `${at}/Destinations`,
      text: 'the rule has no destination, so that it is refused',
      remedy: 'add a destination, or remove the rule',
    };
  }
  for (const destination of destinations.all) yield* checkDestination(destination, configuration);
}

function* checkDestination({ at, json }: Member, { stack }: TemplateResource): Iterable<Problem> {
  const { RegistryId: account, Region: region } = json;
  const badAccount = !hasHole(account) && !isAccountId(known(account) ?? '');
  if (badAccount) {
    const text = `RegistryId is ${shown(account)}, and no account id of 12 digits`;
    yield { at: `${at}/RegistryId`, text, remedy: 'write all 12 digits as a string' };
  }
  const badRegion = !hasHole(region) && !isRegion(known(region) ?? '');
  if (badRegion) {
    yield {
      at: `${at}/Region`,
      text: `Region is ${shown(region)}, and no region`,
      remedy: 'name it like eu-west-1',
    };
  }
  if (badAccount || badRegion) return;
  const own = placeOf(stack);
  const place = { account: known(account) ?? String(account), region: known(region) ?? String(region) };
  if (isSamePlace(own, place)) {
    return yield { at, text: `the destination ${nameOf(place)} is the registry itself, which replicates nothing` };
  }
  const [partition, ownPartition] = [place.region, own.region].map((each) => (hasHole(each) ? '' : partitionOf(each)));
  if (!partition || !ownPartition || partition === ownPartition) return;
  yield {
    at: `${at}/Region`,
    text: `the destination is in the partition ${partition}, and nothing is replicated out of ${ownPartition}`,
    remedy: 'push to the registry of the other partition instead',
  };
}

function* checkNumber(rules: readonly Member[]): Iterable<Problem> {
  const all = rules.flatMap(({ json }) => membersOf(json.Destinations, '').all);
  const places = new Set(all.map(({ json }) => `${shown(json.RegistryId)}/${shown(json.Region)}`));
  if (places.size <= MAX_DESTINATIONS) return;
  yield {
    at: `${AT}/Rules`,
    text: `its rules have ${places.size} destinations, and a registry takes at most ${MAX_DESTINATIONS}`,
    remedy: 'leave out a destination, or push to one of them that replicates to more',
  };
}
