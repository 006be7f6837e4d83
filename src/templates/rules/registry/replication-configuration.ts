import { placeOf } from '../environments';
import { isUnresolved, replicationRules } from './replicas';
import { checkEmptyFilters, checkFilters } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { REPLICATION_FILTERS } from '../../../ecr/mistakes/filters';
import { mistakesInAccountId } from '../../../ecr/mistakes/identifiers';
import { mistakesInRegion } from '../../../ecr/mistakes/regions';
import {
  mistakesInDestinationCount,
  mistakesInReplicationRuleCount,
  mistakesInRoute,
} from '../../../ecr/mistakes/replication';
import { FilterType } from '../../../ecr/name-filter';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { Member } from '../list-items';
import { isMissing, judgeable, membersOf, shown } from '../list-items';
import { problemsOf } from '../mistake-problems';

const id = EcrRule.REPLICATION_CONFIGURATION;

export const REPLICATION_CONFIGURATION: Rule = {
  id,
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkReplication,
};

const AT = 'Properties/ReplicationConfiguration';

function* checkReplication(configuration: TemplateResource): Iterable<Problem> {
  const setting = configuration.property('ReplicationConfiguration');
  if (isMissing(setting)) {
    return yield { at: AT, text: 'ReplicationConfiguration is not set, so that the deployment fails' };
  }
  const { all: rules, unresolved } = replicationRules(configuration);
  if (rules.length === 0 && !unresolved) {
    yield {
      at: `${AT}/Rules`,
      text: 'there is no rule, which the schema of CloudFormation accepts but the deployment refuses',
      remedy: 'add a rule, or remove the configuration, which ends replication',
    };
  }
  yield* problemsOf(id, `${AT}/Rules`, 'number of rules', mistakesInReplicationRuleCount(rules.length));
  for (const rule of rules) {
    yield* checkEmptyFilters(rule, REPLICATION_FILTERS);
    yield* checkFilters(rule, REPLICATION_FILTERS, FilterType.REPLICATION);
    yield* checkDestinations(rule, configuration);
  }
  yield* checkNumber(rules);
  if (isUnresolved(configuration)) yield { at: AT, text: 'a part of it is known at deployment', unresolved: true };
}

function* checkDestinations({ at, json }: Member, configuration: TemplateResource): Iterable<Problem> {
  const destinations = membersOf(json.Destinations, `${at}/Destinations`);
  if (destinations.all.length === 0 && !destinations.unresolved) {
    yield {
      at: `${at}/Destinations`,
      text: 'the rule has no destination, so that it is refused',
      remedy: 'add a destination, or remove the rule',
    };
  }
  for (const destination of destinations.all) yield* checkDestination(destination, configuration);
}

function* checkDestination({ at, json }: Member, { stack }: TemplateResource): Iterable<Problem> {
  const [account, region] = [json.RegistryId, json.Region].map(judgeable);
  const malformed = [
    ...problemsOf(id, `${at}/RegistryId`, 'RegistryId', mistakesInAccountId(id, account)),
    ...problemsOf(id, `${at}/Region`, 'Region', mistakesInRegion(id, region)),
  ];
  if (malformed.length > 0) return yield* malformed;
  const to = { account: String(json.RegistryId), region: String(json.Region) };
  yield* problemsOf(id, at, 'the destination', mistakesInRoute(placeOf(stack), to));
}

function* checkNumber(rules: readonly Member[]): Iterable<Problem> {
  const all = rules.flatMap(({ json }) => membersOf(json.Destinations, '').all);
  const { size } = new Set(all.map(({ json }) => `${shown(json.RegistryId)}/${shown(json.Region)}`));
  yield* problemsOf(id, `${AT}/Rules`, 'number of destinations', mistakesInDestinationCount(size));
}
