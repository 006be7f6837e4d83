import { valuesOf } from './event-pattern-json';
import type { Mismatch } from './field-mismatches';
import { isOnDefaultBus } from './scan-mismatch';
import type { EventType } from '../../../ecr/events/event-type';
import { REPLICATION_ACTION } from '../../../ecr/events/image-events';
import { isObject } from '../../../text/json';
import type { Json } from '../../../text/json';
import type { TemplateResource } from '../../template-resource';

/** The events of a replication arrive at its destination. The source gets none. */
export function* sourceMismatch(
  { detail }: Json,
  { detailType }: EventType,
  rule: TemplateResource,
): Iterable<Mismatch> {
  if (detailType !== REPLICATION_ACTION.detailType || !isObject(detail) || !isOnDefaultBus(rule)) return;
  const { account, region } = rule.stack;
  const isOwn = (name: string, own: string | undefined) => {
    const values = valuesOf(detail, name);
    return own !== undefined && values.length > 0 && values.every((value) => value === own);
  };
  // Another account of the region may replicate to this one.
  if (!isOwn('source-account', account) || !isOwn('source-region', region)) return;
  const path = 'detail.source-region';
  const text = `events of a replication arrive at its destination, never at its source ${account}/${region}`;
  yield { path, key: path, text, fatal: true };
}
