import { ACCOUNT, anyOf, closed, DIGEST, extensible, objectsOf, REPOSITORY_NAME, TAG, textsOf } from './event-fields';
import type { EventField, EventFields } from './event-fields';
import { ECR_SOURCE, INSPECTOR_SOURCE } from './event-type';
import type { EventType } from './event-type';
import { REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from '../policy/action-names';

/** The type of events of calls to the API of a service. A trail of AWS CloudTrail records them. */
export const API_CALL = 'AWS API Call via CloudTrail';
const SERVICE_EVENT = 'AWS Service Event via CloudTrail';

/** The parameters of calls to the API of Amazon ECR that say what a call is about. */
const ECR_PARAMETERS = extensible({
  registryId: ACCOUNT,
  repositoryName: REPOSITORY_NAME,
  ...anyOf('repositoryNames', 'imageIds'),
  imageTag: TAG,
  imageDigest: DIGEST,
  ...anyOf('imageTagMutability', 'lifecyclePolicyText', 'policyText', 'resourceArn', 'prefix'),
  ...anyOf('ecrRepositoryPrefix', 'upstreamRegistryUrl'),
});

const PARAMETERS: EventField & { readonly fields: EventFields } = { fields: extensible({}), nullable: true };

/**
 * The fields of a record.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
const RECORD = {
  ...objectsOf('additionalEventData', 'addendum', 'edgeDeviceDetails', 'insightDetails', 'resources', 'tlsDetails'),
  ...textsOf('awsRegion', 'eventID', 'eventName', 'eventSource', 'eventTime', 'eventType', 'eventVersion'),
  recipientAccountId: ACCOUNT,
  ...textsOf('requestID', 'sourceIPAddress', 'userAgent'),
  ...anyOf('apiVersion', 'errorCode', 'errorMessage', 'eventCategory', 'managementEvent', 'readOnly'),
  requestParameters: PARAMETERS,
  responseElements: PARAMETERS,
  // Events of API calls have no details of this kind; a run of a lifecycle policy has these.
  serviceEventDetails: { fields: extensible({ repositoryName: REPOSITORY_NAME }) },
  ...anyOf('sessionCredentialFromConsole', 'sharedEventID'),
  ...objectsOf('userIdentity'),
  ...anyOf('vpcEndpointAccountId', 'vpcEndpointId'),
};

/** The name of the event of a run of a lifecycle policy that deleted or archived images. */
export const LIFECYCLE_RUN = 'PolicyExecutionEvent';

/** The names of calls and actions of Amazon ECR. Not all operations of the API have an action of IAM by their name. */
const ECR_NAMES: readonly string[] = [
  ...[...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS].map((action) => action.replace('ecr:', '')),
  ...['ListImageReferrers', 'StartReplicationBackfill'],
];

function record<const S extends string>(eventSource: S) {
  return closed({ ...RECORD, eventSource: { values: [eventSource] } });
}

/** A call to the API of Amazon ECR. */
export const ECR_CALL = {
  source: ECR_SOURCE,
  detailType: API_CALL,
  detail: closed({
    ...record('ecr.amazonaws.com').known,
    eventName: { values: ECR_NAMES, never: { [LIFECYCLE_RUN]: `its events have the type ${SERVICE_EVENT}` } },
    requestParameters: { fields: ECR_PARAMETERS, nullable: true },
  }),
} as const satisfies EventType;

/** An action of Amazon ECR itself, such as a run of a lifecycle policy. */
export const ECR_SERVICE_ACTION = {
  ...ECR_CALL,
  detailType: SERVICE_EVENT,
  detail: closed({ ...ECR_CALL.detail.known, eventName: { values: [...ECR_NAMES, LIFECYCLE_RUN] } }),
} as const satisfies EventType;

const INSPECTOR_CALL = {
  source: INSPECTOR_SOURCE,
  detailType: API_CALL,
  detail: record('inspector2.amazonaws.com'),
} as const satisfies EventType;

/** Calls to the APIs of Amazon ECR and Amazon Inspector, and actions of the services themselves. */
export const CLOUD_TRAIL_EVENTS: readonly EventType[] = [
  ECR_CALL,
  ECR_SERVICE_ACTION,
  INSPECTOR_CALL,
  { ...INSPECTOR_CALL, detailType: SERVICE_EVENT },
];
