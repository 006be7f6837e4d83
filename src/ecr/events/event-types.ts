import { FindingStatus } from './event-enums';
import { Severity } from './severity';

export const ECR_SOURCE = 'aws.ecr';
export const INSPECTOR_SOURCE = 'aws.inspector2';

/** What a field of an event holds. */
export interface EventField {
  /** All values there are. */
  readonly values?: readonly string[];
  /** There may be others, which are in upper case as well. */
  readonly open?: boolean;
  /** It names a repository. */
  readonly repository?: 'name' | 'arn';
  /** It is an object, or a list of them. */
  readonly fields?: EventFields;
}

export interface EventFields {
  readonly known: Readonly<Record<string, EventField>>;
  /** There are no others. */
  readonly complete: boolean;
}

/** A kind of event, as EventBridge tells it from others. */
export interface EventType {
  readonly source: string;
  readonly detailType: string;
  /** What stands in its list of resources. */
  readonly resources?: 'nothing' | 'repository';
  readonly detail: EventFields;
  /** Who scans where there are such events. */
  readonly scanType?: 'BASIC' | 'ENHANCED';
}

const ANY: EventField = {};
const NAME: EventField = { repository: 'name' };
const OPEN: EventFields = { known: {}, complete: false };
const RESULT: EventField = { values: ['SUCCESS', 'FAILURE', 'FAILED'], open: true };

function closed(known: Record<string, EventField>): EventFields {
  return { known, complete: true };
}

function counts(...names: string[]): EventField {
  return { fields: closed(Object.fromEntries(names.map((name) => [name, ANY]))) };
}

const { CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, UNTRIAGED, UNDEFINED } = Severity;
const SEVERITIES = [CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL];

const IMAGE = closed({
  result: RESULT,
  'repository-name': NAME,
  'image-digest': ANY,
  'action-type': { values: ['PUSH', 'DELETE', 'UPDATE_STORAGE_CLASS'] },
  'image-tag': ANY,
  'target-storage-class': { values: ['ARCHIVE', 'STANDARD'] },
  'manifest-media-type': ANY,
  'artifact-media-type': ANY,
  'last-activated-at': ANY,
});

const SCANNED_REPOSITORY: EventFields = {
  known: {
    'repository-name': NAME,
    'repository-arn': { repository: 'arn' },
    'scan-frequency': { values: ['SCAN_ON_PUSH', 'CONTINUOUS_SCAN', 'MANUAL'], open: true },
    'previous-scan-frequency': { values: ['SCAN_ON_PUSH', 'CONTINUOUS_SCAN', 'MANUAL'], open: true },
  },
  complete: false,
};

const CONTAINER_IMAGE: EventFields = {
  known: {
    architecture: ANY,
    author: ANY,
    imageHash: ANY,
    imageTags: ANY,
    inUseCount: ANY,
    lastInUseAt: ANY,
    platform: ANY,
    pushedAt: ANY,
    registry: ANY,
    repositoryName: NAME,
  },
  complete: false,
};

const FINDING: EventFields = {
  known: {
    awsAccountId: ANY,
    description: ANY,
    epss: ANY,
    exploitAvailable: { values: ['YES', 'NO'] },
    findingArn: ANY,
    firstObservedAt: ANY,
    fixAvailable: { values: ['YES', 'NO', 'PARTIAL'] },
    inspectorScore: ANY,
    inspectorScoreDetails: ANY,
    lastObservedAt: ANY,
    packageVulnerabilityDetails: ANY,
    remediation: ANY,
    resources: {
      fields: {
        known: {
          id: ANY,
          type: {
            values: ['AWS_ECR_CONTAINER_IMAGE', 'AWS_ECR_REPOSITORY', 'AWS_EC2_INSTANCE', 'AWS_LAMBDA_FUNCTION'],
            open: true,
          },
          partition: ANY,
          region: ANY,
          tags: ANY,
          details: { fields: { known: { awsEcrContainerImage: { fields: CONTAINER_IMAGE } }, complete: false } },
        },
        complete: false,
      },
    },
    severity: { values: [...SEVERITIES, UNTRIAGED] },
    status: { values: Object.values(FindingStatus) },
    title: ANY,
    type: { values: ['PACKAGE_VULNERABILITY'], open: true },
    updatedAt: ANY,
  },
  complete: false,
};

const CLOUD_TRAIL = closed(
  Object.fromEntries(
    [
      'additionalEventData',
      'addendum',
      'apiVersion',
      'awsRegion',
      'edgeDeviceDetails',
      'errorCode',
      'errorMessage',
      'eventCategory',
      'eventID',
      'eventName',
      'eventSource',
      'eventTime',
      'eventType',
      'eventVersion',
      'insightDetails',
      'managementEvent',
      'readOnly',
      'recipientAccountId',
      'requestID',
      'requestParameters',
      'resources',
      'responseElements',
      'serviceEventDetails',
      'sessionCredentialFromConsole',
      'sharedEventID',
      'sourceIPAddress',
      'tlsDetails',
      'userAgent',
      'userIdentity',
      'vpcEndpointAccountId',
      'vpcEndpointId',
    ].map((name): [string, EventField] => [name, ANY]),
  ),
);

function cloudTrail(source: string, eventSource: string): EventType[] {
  const known = { ...CLOUD_TRAIL.known, eventSource: { values: [eventSource] } };
  return ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'].map((detailType) => ({
    source,
    detailType,
    detail: closed(known),
  }));
}

/** All events of Amazon ECR, and those of Amazon Inspector. Where nothing is published of their fields, any will do. */
export const EVENT_TYPES: readonly EventType[] = [
  { source: ECR_SOURCE, detailType: 'ECR Image Action', resources: 'nothing', detail: IMAGE },
  { source: ECR_SOURCE, detailType: 'ECR Referrer Action', resources: 'nothing', detail: IMAGE },
  {
    source: ECR_SOURCE,
    detailType: 'ECR Image Scan',
    resources: 'repository',
    scanType: 'BASIC',
    detail: closed({
      'scan-status': { values: ['COMPLETE', 'FAILED'], open: true },
      'repository-name': NAME,
      'image-digest': ANY,
      'image-tags': ANY,
      'finding-severity-counts': counts(...SEVERITIES, UNDEFINED),
    }),
  },
  {
    source: ECR_SOURCE,
    detailType: 'ECR Scan Resource Change',
    scanType: 'ENHANCED',
    detail: {
      known: {
        'action-type': { values: ['SCAN_FREQUENCY_CHANGE'], open: true },
        repositories: { fields: SCANNED_REPOSITORY },
        'resource-type': { values: ['REPOSITORY'], open: true },
        'scan-type': { values: ['ENHANCED'], open: true },
      },
      complete: false,
    },
  },
  {
    source: ECR_SOURCE,
    detailType: 'ECR Pull Through Cache Action',
    resources: 'repository',
    detail: closed({
      'rule-version': ANY,
      'sync-status': RESULT,
      'ecr-repository-prefix': ANY,
      'repository-name': NAME,
      'upstream-registry-url': ANY,
      'image-tag': ANY,
      'image-digest': ANY,
    }),
  },
  {
    source: ECR_SOURCE,
    detailType: 'ECR Replication Action',
    resources: 'repository',
    detail: closed({
      result: RESULT,
      'repository-name': NAME,
      'image-digest': ANY,
      'source-account': ANY,
      'action-type': { values: ['REPLICATE'] },
      'source-region': ANY,
      'image-tag': ANY,
    }),
  },
  { source: ECR_SOURCE, detailType: 'ECR Artifact Action', detail: OPEN },
  ...cloudTrail(ECR_SOURCE, 'ecr.amazonaws.com'),
  { source: INSPECTOR_SOURCE, detailType: 'Inspector2 Finding', scanType: 'ENHANCED', detail: FINDING },
  {
    source: INSPECTOR_SOURCE,
    detailType: 'Inspector2 Scan',
    scanType: 'ENHANCED',
    detail: {
      known: {
        'scan-status': { values: ['INITIAL_SCAN_COMPLETE'], open: true },
        'repository-name': { repository: 'arn' },
        'image-digest': ANY,
        'image-tags': ANY,
        'finding-severity-counts': counts(...SEVERITIES, UNTRIAGED, UNDEFINED, 'TOTAL'),
      },
      complete: false,
    },
  },
  { source: INSPECTOR_SOURCE, detailType: 'Inspector2 Coverage', detail: OPEN },
  ...cloudTrail(INSPECTOR_SOURCE, 'inspector2.amazonaws.com'),
];

/** What an event has besides its detail. */
export const ENVELOPE = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources', 'detail'];

/** Whether somebody who writes one thing may mean another: in another case, with other separators, in the plural. */
export function looksLike(written: string, meant: string): boolean {
  return normalized(written) === normalized(meant);
}

function normalized(name: string): string {
  return name
    .replace(/\.amazonaws\.com$/i, '')
    .replace(/^aws\./i, '')
    .replace(/[^a-z0-9]/gi, '')
    .replace(/s$/i, '')
    .toLowerCase();
}
