import type { Mistake } from './mistake';
import { isLiteral } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';
import { partitionOf } from '../regions';

const {
  REPLICATION_RULES: MAX_RULES,
  REPLICATION_RULES_OF_SCHEMA: MAX_RULES_OF_SCHEMA,
  REPLICATION_DESTINATIONS: MAX_DESTINATIONS,
} = LIMITS;
const id = EcrRule.REPLICATION_CONFIGURATION;

/** An account and region. Each may be unresolved. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/** The replication of images from one registry to another. */
export function* mistakesInRoute(from: Place, to: Place): Iterable<Mistake> {
  if (from.account === to.account && from.region === to.region) {
    yield {
      id,
      at: '',
      found: `${to.account}/${to.region}`,
      must: 'be another account or region than the source',
      remedy: 'replicate to a registry of another region or account',
    };
  }
  if (!isLiteral(from.region) || !isLiteral(to.region) || partitionOf(from.region) === partitionOf(to.region)) return;
  yield {
    id,
    at: '',
    found: to.region,
    must: `be in the source's partition ${partitionOf(from.region)}`,
    remedy: 'declare a registry in the other partition that gets its images by a push',
  };
}

/** The number of rules of a registry. A number between that of the schema and that of the API is a warning. */
export function* mistakesInReplicationRuleCount(count: number): Iterable<Mistake> {
  if (count <= MAX_RULES_OF_SCHEMA) return;
  const remedy = 'replicate the same prefixes to several destinations, because they share a rule';
  if (count > MAX_RULES) {
    yield {
      id,
      at: '',
      found: count,
      must: `be at most ${MAX_RULES}, as the model of the Amazon ECR API says`,
      remedy,
    };
    return;
  }
  yield {
    id: EcrRule.REPLICATION_RULE_COUNT,
    at: '',
    found: count,
    must: `be at most ${MAX_RULES_OF_SCHEMA}`,
    which:
      `is more than the ${MAX_RULES_OF_SCHEMA} that the schema of AWS::ECR::ReplicationConfiguration allows, although the ` +
      `model of the Amazon ECR API allows ${MAX_RULES}`,
    remedy: `${remedy}, or acknowledge that the deployment accepts the number`,
  };
}

/** The number of different destinations of a registry. */
export function* mistakesInDestinationCount(count: number): Iterable<Mistake> {
  if (count <= MAX_DESTINATIONS) return;
  yield {
    id,
    at: '',
    found: count,
    must: `be at most ${MAX_DESTINATIONS} over all rules of a registry`,
    remedy: 'leave out a destination, or let one of them replicate what is pushed to it',
  };
}
