import type * as events from 'aws-cdk-lib/aws-events';
import { ecrPattern } from './ecr-pattern';
import { review } from '../../core/review';
import { EventResult } from '../../ecr/events/event-enums';
import type { FieldPattern } from '../../ecr/events/event-fields';
import type { DetailPatternOf } from '../../ecr/events/event-type';
import { CACHE_ACTION, IMAGE_ACTION, REFERRER_ACTION, REPLICATION_ACTION } from '../../ecr/events/image-events';
import { SCAN_CHANGE } from '../../ecr/events/scan-events';
import { mistakesInReplicationSource } from '../../ecr/mistakes/replication-source';
import type { ScanFrequency } from '../../ecr/scan-frequency';
import type { EventSource } from '../event-source';
import { tagPattern } from './tag-pattern';
import { checkAtLeastOne } from '../../text/errors';
import type { ImageEventOptions, ReferrerEventOptions, ReplicationEventOptions } from '../event-options';

/** The action of an event of images. */
export type ImageAction = Pick<DetailPatternOf<typeof IMAGE_ACTION>, 'action-type' | 'target-storage-class'>;

/** Amazon ECR documents the result of success. Any other result means a failure. */
function resultPattern(result: EventResult = EventResult.SUCCESS): FieldPattern<'SUCCESS'> | undefined {
  if (result === EventResult.ANY) return undefined;
  return result === EventResult.SUCCESS ? ['SUCCESS'] : [{ 'anything-but': ['SUCCESS'] }];
}

/** An image is pushed, deleted, archived or restored. The event has no resources: the name is in the detail. */
export function imagePattern(
  source: EventSource,
  method: string,
  action: ImageAction,
  options: ImageEventOptions,
): events.EventPattern {
  return ecrPattern(source, IMAGE_ACTION, imageDetail(source, method, action, options));
}

export function referrerPattern(
  source: EventSource,
  method: string,
  action: 'PUSH' | 'DELETE',
  options: ReferrerEventOptions,
): events.EventPattern {
  const { artifactMediaTypes } = options;
  const at = { scope: source.scope, api: `${source.api}.${method}`, property: 'artifactMediaTypes' };
  checkAtLeastOne(at, artifactMediaTypes, 'media type', 'leave it out for artifacts of every type');
  return ecrPattern(source, REFERRER_ACTION, {
    ...imageDetail(source, method, { 'action-type': [action] }, options),
    'artifact-media-type': artifactMediaTypes,
  });
}

function imageDetail(
  { api, scope, repositories }: EventSource,
  method: string,
  action: ImageAction,
  { tags, result }: ImageEventOptions,
) {
  return {
    ...action,
    result: resultPattern(result),
    'repository-name': repositories.names(),
    'image-tag': tagPattern(`${api}.${method}`, scope, tags),
  };
}

export function cachePattern(source: EventSource, method: string, options: ImageEventOptions): events.EventPattern {
  return ecrPattern(source, CACHE_ACTION, {
    'sync-status': resultPattern(options.result),
    'repository-name': source.repositories.names(),
    'image-tag': tagPattern(`${source.api}.${method}`, source.scope, options.tags),
  });
}

export function frequencyPattern(
  source: EventSource,
  method: string,
  frequencies: ScanFrequency[] | undefined,
): events.EventPattern {
  const at = { scope: source.scope, api: `${source.api}.${method}`, property: 'frequencies' };
  checkAtLeastOne(at, frequencies, 'frequency', 'leave it out for any');
  const names = source.repositories.names();
  const repositories = {
    ...(names && { 'repository-name': names }),
    ...(frequencies && { 'scan-frequency': frequencies }),
  };
  return ecrPattern(source, SCAN_CHANGE, {
    'action-type': ['SCAN_FREQUENCY_CHANGE'],
    repositories: Object.keys(repositories).length > 0 ? repositories : undefined,
  });
}

export function replicationPattern(
  source: EventSource,
  method: string,
  result: 'SUCCESS' | 'FAILED',
  options: ReplicationEventOptions,
): events.EventPattern {
  const { scope, env } = source;
  const from = options.source?.env;
  if (from) {
    const place = { api: `${source.api}.${method}`, property: 'source' };
    review(scope, place, mistakesInReplicationSource(from, env));
  }
  return ecrPattern(source, REPLICATION_ACTION, {
    'action-type': ['REPLICATE'],
    result: [result],
    'repository-name': source.repositories.names(),
    'source-account': from && [from.account],
    'source-region': from && [from.region],
    'image-tag': tagPattern(`${source.api}.${method}`, source.scope, options.tags),
  });
}
