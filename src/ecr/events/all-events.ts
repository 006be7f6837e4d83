import { CLOUD_TRAIL_EVENTS } from './cloud-trail-events';
import type { EventType } from './event-type';
import { ECR_SOURCE, INSPECTOR_SOURCE } from './event-type';
import { IMAGE_EVENTS } from './image-events';
import { IMAGE_SCAN, INSPECTOR_COVERAGE, INSPECTOR_FINDING, INSPECTOR_SCAN, SCAN_CHANGE } from './scan-events';

const of = (source: string) => CLOUD_TRAIL_EVENTS.filter((each) => each.source === source);

/** All events of Amazon ECR, and those of Amazon Inspector about images. */
export const EVENT_TYPES: readonly EventType[] = [
  ...IMAGE_EVENTS,
  IMAGE_SCAN,
  SCAN_CHANGE,
  ...of(ECR_SOURCE),
  INSPECTOR_FINDING,
  INSPECTOR_SCAN,
  INSPECTOR_COVERAGE,
  ...of(INSPECTOR_SOURCE),
];

/** The fields of an event, including its detail. A replayed event has the name of its replay. */
export const ENVELOPE: readonly string[] = [
  ...['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'],
  'replay-name',
];
