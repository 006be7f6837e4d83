import type * as events from 'aws-cdk-lib/aws-events';
import type { FieldsByName } from '../../ecr/events/event-fields';
import type { DetailPattern, EventType } from '../../ecr/events/event-type';
import { withoutUndefined } from '../../text/without-undefined';
import type { EventSource } from '../event-source';

/** A pattern of events that Amazon ECR sends for the registry. Other accounts may forward theirs to the same bus. */
export function ecrPattern<K extends FieldsByName>(
  { env }: EventSource,
  { source, detailType }: EventType<K>,
  detail: NoInfer<DetailPattern<K>>,
): events.EventPattern {
  return {
    source: [source],
    account: [env.account],
    region: [env.region],
    detailType: [detailType],
    detail: withoutUndefined(detail),
  };
}

/** A pattern of events that Amazon Inspector sends in the registry's region, for any account. */
export function inspectorPattern<K extends FieldsByName>(
  { env }: EventSource,
  { source, detailType }: EventType<K>,
  detail: NoInfer<DetailPattern<K>>,
): events.EventPattern {
  return { source: [source], region: [env.region], detailType: [detailType], detail: withoutUndefined(detail) };
}
