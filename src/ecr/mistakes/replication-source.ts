import type { Mistake } from './mistake';
import { EcrRule } from '../ecr-rule';

/** An account and region as far as they are known. */
interface Place {
  readonly account?: unknown;
  readonly region?: unknown;
}

/** The mistake of a rule for the events of a replication at its source. */
export function* mistakesInReplicationSource(source: Place, own: Place): Iterable<Mistake> {
  const { account, region } = own;
  // Another account of the region may replicate to this one.
  if (account === undefined || region === undefined || source.account !== account || source.region !== region) return;
  yield {
    id: EcrRule.EVENT_PATTERN,
    at: '',
    found: `${account}/${region}`,
    must: 'be another registry, because the events of a replication arrive at its destination',
    remedy: 'ask the registry or repository of the destination, in a stack of its account and region',
  };
}
