import { ACCOUNT, ANY, closed, DIGEST, extensible, REPOSITORY_NAME, TAG, textsOf } from './event-fields';
import type { EventField } from './event-fields';
import { ECR_SOURCE } from './event-type';
import type { EventType } from './event-type';

/** The results of actions. Amazon ECR documents only the result of success. */
const RESULT = { values: ['SUCCESS', 'FAILURE', 'FAILED'], extensible: true } as const satisfies EventField;

const IMAGE = closed({
  result: RESULT,
  'repository-name': REPOSITORY_NAME,
  'image-digest': DIGEST,
  'action-type': { values: ['PUSH', 'DELETE', 'UPDATE_STORAGE_CLASS'], never: { PULL: 'a pull has no event' } },
  'image-tag': TAG,
  'target-storage-class': { values: ['ARCHIVE', 'STANDARD'] },
  ...textsOf('manifest-media-type', 'artifact-media-type', 'last-activated-at'),
});

/** An image is pushed, deleted, archived or restored. */
export const IMAGE_ACTION = {
  source: ECR_SOURCE,
  detailType: 'ECR Image Action',
  resources: 'nothing',
  detail: IMAGE,
} as const satisfies EventType;

/** A referrer is pushed, deleted, archived or restored: a signature, a bill of materials or another artifact of an image. */
export const REFERRER_ACTION = {
  source: ECR_SOURCE,
  detailType: 'ECR Referrer Action',
  resources: 'nothing',
  detail: IMAGE,
} as const satisfies EventType;

/** A pull-through cache copied an image from its upstream, or failed to. */
export const CACHE_ACTION = {
  source: ECR_SOURCE,
  detailType: 'ECR Pull Through Cache Action',
  resources: 'repository',
  detail: closed({
    'rule-version': ANY,
    'sync-status': RESULT,
    ...textsOf('ecr-repository-prefix'),
    'repository-name': REPOSITORY_NAME,
    'image-tag': TAG,
    ...textsOf('upstream-registry-url'),
    'image-digest': DIGEST,
    ...textsOf('failure-code', 'failure-reason'),
  }),
} as const satisfies EventType;

/** The documented results of a replication. */
const REPLICATION_RESULT = {
  values: ['SUCCESS', 'FAILED'],
  never: { FAILURE: 'a replication that failed has the result FAILED' },
} as const satisfies EventField;

/** An image was replicated, or the replication failed. The destination gets the event. */
export const REPLICATION_ACTION = {
  source: ECR_SOURCE,
  detailType: 'ECR Replication Action',
  resources: 'repository',
  detail: closed({
    result: REPLICATION_RESULT,
    'repository-name': REPOSITORY_NAME,
    'image-digest': DIGEST,
    'source-account': ACCOUNT,
    'action-type': { values: ['REPLICATE'] },
    ...textsOf('source-region'),
    'image-tag': TAG,
  }),
} as const satisfies EventType;

/** Amazon ECR documents the type but none of its fields. */
export const ARTIFACT_ACTION = {
  source: ECR_SOURCE,
  detailType: 'ECR Artifact Action',
  detail: extensible({}),
} as const satisfies EventType;

/** All types of events of images. */
export const IMAGE_EVENTS: readonly EventType[] = [
  IMAGE_ACTION,
  REFERRER_ACTION,
  CACHE_ACTION,
  REPLICATION_ACTION,
  ARTIFACT_ACTION,
];
