import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import type { ReferenceForm } from './event-pattern-fields';
import { mistakesInReplicationSource } from './replication-source';
import { isObject } from '../../text/json';
import type { Json } from '../../text/json';
import { INSPECTOR_SOURCE } from '../events/event-type';
import type { EventType } from '../events/event-type';
import { REPLICATION_ACTION } from '../events/image-events';
import { isOnImages, valuesOf } from '../events/pattern-json';
import type { RegistryScanType } from '../registry-scan-type';

/** The surroundings of an event rule, for judging its pattern. */
export interface PatternPlace {
  readonly account?: string;
  readonly region?: string;
  /** Whether the rule gets the events of its own account. A custom event bus gets events that others forward. */
  readonly onDefaultBus: boolean;
  /** Whether the registry policy lets others replicate to the registry. */
  readonly mayReceive?: boolean;
  /** The scanning of the registry, and the path of its configuration. */
  readonly scanning?: { readonly type: RegistryScanType; readonly path: string };
  /** Whether the account may get findings of others, as the delegated administrator of Amazon Inspector. */
  readonly mayAdminister?: boolean;
  /** The form of references to repositories. */
  readonly referenceForm: ReferenceForm;
}

const SOURCE_REMEDY =
  'put the rule in the account and region of the destination, or name the account that replicates within the region';

/** The mismatch of a pattern for replications at their source. Only the destination gets events of a replication. */
export function* sourceMismatch({ detail }: Json, { detailType }: EventType, place: PatternPlace): Iterable<Mismatch> {
  if (detailType !== REPLICATION_ACTION.detailType || !isObject(detail) || !place.onDefaultBus) return;
  const [accounts, regions] = ['source-account', 'source-region'].map((name) => valuesOf(detail, name));
  if (new Set(regions).size !== 1) return;
  if (accounts.length === 0 && regions[0] === place.region && !place.mayReceive) {
    const must =
      'be another region, or have a source-account beside it: the events of a replication arrive at its destination, ' +
      'so that those from this registry arrive elsewhere';
    return yield mismatch('.detail.source-region', regions[0], must, { remedy: SOURCE_REMEDY });
  }
  if (new Set(accounts).size !== 1) return;
  for (const mistake of mistakesInReplicationSource({ account: accounts[0], region: regions[0] }, place)) {
    const at = '.detail.source-region';
    yield mismatch(at, mistake.found, mistake.must);
  }
}

/** The mismatch with the scanning of the registry. The service that scans decides which events there are. */
export function* scanMismatch(pattern: Json, type: EventType, place: PatternPlace): Iterable<Mismatch> {
  const { scanning } = place;
  if (type.scanType === undefined || !place.onDefaultBus || isFromElsewhere(pattern, place)) return;
  if (!scanning || scanning.type === type.scanType) return;
  if (type.source === INSPECTOR_SOURCE && (!isOnImages(pattern) || place.mayAdminister)) return;
  const must = `be a type of events that the registry has: its scanning (${scanning.path}) is ${scanning.type}`;
  yield mismatch('.detail-type', type.detailType, must);
}

/** Whether a pattern is for events of other accounts. */
function isFromElsewhere(pattern: Json, { account }: PatternPlace): boolean {
  const detail = isObject(pattern.detail) ? pattern.detail : {};
  const accounts = [...valuesOf(pattern, 'account'), ...valuesOf(detail, 'awsAccountId')];
  if (accounts.some((each) => account === undefined || each !== account)) return true;
  const arns = [...valuesOf(detail, 'repository-name'), ...valuesOf(pattern, 'resources')].map((each) =>
    isObject(each) ? (each.prefix ?? each.wildcard) : each,
  );
  return arns.map(String).some((arn) => /:ecr:[^:]*:[^:]+:/.test(arn) && !arn.includes(`:${account}:`));
}
