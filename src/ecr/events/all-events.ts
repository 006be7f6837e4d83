import { CLOUD_TRAIL_EVENTS } from './cloud-trail-events';
import type { EventType } from './event-type';
import { IMAGE_EVENTS } from './image-events';
import { SCAN_EVENTS } from './scan-events';

/** All events of Amazon ECR, and those of Amazon Inspector about images. */
export const EVENT_TYPES: readonly EventType[] = [...IMAGE_EVENTS, ...SCAN_EVENTS, ...CLOUD_TRAIL_EVENTS];

/** The fields of an event, including its detail. A replayed event has the name of its replay. */
export const ENVELOPE: readonly string[] = [
  ...['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'],
  'replay-name',
];
