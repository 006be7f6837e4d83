import type * as events from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { sameEnvironment } from '../../core/same-environment';
import { EventResult } from '../../ecr/events/event-enums';
import type { ScanFrequency } from '../../ecr/scan-frequency';
import type { EventSource } from '../event-source';
import type { FieldPattern } from '../repository-selection';
import { tagPattern } from './tag-pattern';
import { InvalidInputError } from '../../text/errors';
import type { ImageEventOptions, ReferrerEventOptions, ReplicationEventOptions } from '../event-options';

/** Patterns of the events that Amazon ECR sends itself. Other accounts may forward theirs to the same bus. */
export function ecrPattern(
  { env }: EventSource,
  detailType: string,
  detail: Record<string, FieldPattern | object | undefined>,
): events.EventPattern {
  const given = Object.entries(detail).filter(([, value]) => value !== undefined);
  return {
    source: ['aws.ecr'],
    account: [env.account],
    region: [env.region],
    detailType: [detailType],
    detail: Object.fromEntries(given),
  };
}

/** Amazon ECR publishes what it writes on success; what else there is means that it failed. */
function resultPattern(result: EventResult = EventResult.SUCCESS): FieldPattern | undefined {
  if (result === EventResult.ANY) return undefined;
  return result === EventResult.SUCCESS ? ['SUCCESS'] : [{ 'anything-but': ['SUCCESS'] }];
}

/** An image is pushed, deleted, archived or restored. The event has no resources: the name is in the detail. */
export function imagePattern(
  source: EventSource,
  method: string,
  action: Record<string, string[]>,
  options: ImageEventOptions,
): events.EventPattern {
  return ecrPattern(source, 'ECR Image Action', imageDetail(source, method, action, options));
}

export function referrerPattern(
  source: EventSource,
  method: string,
  options: ReferrerEventOptions,
): events.EventPattern {
  const { artifactMediaTypes } = options;
  if (artifactMediaTypes?.length === 0) {
    throw new InvalidInputError({
      scope: source.scope,
      owner: `${source.owner}.${method}`,
      property: 'artifactMediaTypes',
      found: artifactMediaTypes,
      must: 'have at least one media type',
      remedy: 'leave it out for artifacts of every type',
    });
  }
  return ecrPattern(source, 'ECR Referrer Action', {
    ...imageDetail(source, method, { 'action-type': ['PUSH'] }, options),
    'artifact-media-type': artifactMediaTypes,
  });
}

function imageDetail(
  { owner, scope, repositories }: EventSource,
  method: string,
  action: Record<string, string[]>,
  { tags, result }: ImageEventOptions,
) {
  return {
    ...action,
    result: resultPattern(result),
    'repository-name': repositories.names(),
    'image-tag': tagPattern(`${owner}.${method}`, scope, tags),
  };
}

export function cachePattern(source: EventSource, method: string, options: ImageEventOptions): events.EventPattern {
  return ecrPattern(source, 'ECR Pull Through Cache Action', {
    'sync-status': resultPattern(options.result),
    'repository-name': source.repositories.names(),
    'image-tag': tagPattern(`${source.owner}.${method}`, source.scope, options.tags),
  });
}

export function frequencyPattern(
  source: EventSource,
  method: string,
  frequencies: ScanFrequency[] | undefined,
): events.EventPattern {
  if (frequencies?.length === 0) {
    throw new InvalidInputError({
      scope: source.scope,
      owner: `${source.owner}.${method}`,
      property: 'frequencies',
      found: frequencies,
      must: 'have at least one frequency',
      remedy: 'leave it out for any',
    });
  }
  const names = source.repositories.names();
  const repositories = {
    ...(names && { 'repository-name': names }),
    ...(frequencies && { 'scan-frequency': frequencies.map((frequency) => `${frequency}`) }),
  };
  return ecrPattern(source, 'ECR Scan Resource Change', {
    'action-type': ['SCAN_FREQUENCY_CHANGE'],
    repositories: Object.keys(repositories).length > 0 ? repositories : undefined,
  });
}

export function replicationPattern(
  source: EventSource,
  method: string,
  result: string,
  options: ReplicationEventOptions,
): events.EventPattern {
  checkDestination(source, method, options, source.scope);
  const from = options.source?.env;
  return ecrPattern(source, 'ECR Replication Action', {
    'action-type': ['REPLICATE'],
    result: [result],
    'repository-name': source.repositories.names(),
    'source-account': from && [from.account],
    'source-region': from && [from.region],
    'image-tag': tagPattern(`${source.owner}.${method}`, source.scope, options.tags),
  });
}

function checkDestination(
  { owner, env }: EventSource,
  method: string,
  { source }: ReplicationEventOptions,
  scope: IConstruct,
) {
  if (!source || !sameEnvironment(source.env, env)) return;
  throw new InvalidInputError({
    scope,
    owner: `${owner}.${method}`,
    property: 'source',
    found: `${source.env.account}/${source.env.region}`,
    must: 'be another registry, because the events of a replication arrive at its destination',
    remedy: 'ask the registry or repository of the destination, in a stack of its account and region',
  });
}
