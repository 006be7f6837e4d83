import { FindingStatus } from './event-enums';
import {
  ACCOUNT,
  ANY,
  anyOf,
  closed,
  DIGEST,
  extensible,
  NUMBER,
  numbersOf,
  objectsOf,
  REPOSITORY_ARN,
  REPOSITORY_NAME,
  TAG,
} from './event-fields';
import type { EventField, EventFields } from './event-fields';
import { ECR_SOURCE, INSPECTOR_SOURCE } from './event-type';
import type { EventType } from './event-type';
import { Severity, SEVERITIES_OF, SEVERITY_FIELDS } from './severity';
import { RegistryScanType } from '../registry-scan-type';
import { ScanFrequency } from '../scan-frequency';

const { BASIC, ENHANCED } = RegistryScanType;

/** Counts by severity. An event has only the severities with findings. */
type Counts = EventFields<Readonly<Record<Severity, typeof NUMBER>>>;

function counts(...names: string[]): { readonly fields: Counts } {
  return { fields: closed(numbersOf(...names)) as Counts };
}

/** A scan of basic scanning ended. */
export const IMAGE_SCAN = {
  source: ECR_SOURCE,
  detailType: 'ECR Image Scan',
  resources: 'repository',
  scanType: BASIC,
  detail: closed({
    'scan-status': {
      values: ['COMPLETE', 'FAILED'],
      extensible: true,
      never: { INITIAL_SCAN_COMPLETE: 'scans of Amazon Inspector have this status' },
    },
    'repository-name': REPOSITORY_NAME,
    'image-digest': DIGEST,
    'image-tags': TAG,
    'finding-severity-counts': counts(...SEVERITIES_OF.BASIC),
  }),
} as const satisfies EventType;

const FREQUENCY: { readonly values: readonly ScanFrequency[]; readonly extensible: true } = {
  values: [ScanFrequency.ON_PUSH, ScanFrequency.CONTINUOUS, ScanFrequency.MANUAL],
  extensible: true,
};

/** The scan frequency of repositories changed, under enhanced scanning. */
export const SCAN_CHANGE = {
  source: ECR_SOURCE,
  detailType: 'ECR Scan Resource Change',
  scanType: ENHANCED,
  detail: extensible({
    'action-type': { values: ['SCAN_FREQUENCY_CHANGE'], extensible: true },
    repositories: {
      fields: extensible({
        'repository-name': REPOSITORY_NAME,
        'repository-arn': REPOSITORY_ARN,
        'scan-frequency': FREQUENCY,
        'previous-scan-frequency': FREQUENCY,
      }),
    },
    'resource-type': { values: ['REPOSITORY'], extensible: true },
    'scan-type': { values: [ENHANCED], extensible: true },
  }),
} as const satisfies EventType;

/** Amazon Inspector scanned an image for the first time. */
export const INSPECTOR_SCAN = {
  source: INSPECTOR_SOURCE,
  detailType: 'Inspector2 Scan',
  scanType: ENHANCED,
  detail: extensible({
    'scan-status': {
      values: ['INITIAL_SCAN_COMPLETE'],
      extensible: true,
      never: { COMPLETE: 'scans of basic scanning have this status' },
    },
    // The field contains an ARN, despite its name.
    'repository-name': REPOSITORY_ARN,
    'image-digest': DIGEST,
    'image-tags': TAG,
    'finding-severity-counts': counts(...SEVERITIES_OF.ENHANCED, Severity.UNDEFINED, 'TOTAL'),
  }),
} as const satisfies EventType;

const RESOURCE_TYPE = {
  values: ['AWS_ECR_CONTAINER_IMAGE', 'AWS_ECR_REPOSITORY', 'AWS_EC2_INSTANCE', 'AWS_LAMBDA_FUNCTION'],
  extensible: true,
} as const satisfies EventField;

const CONTAINER_IMAGE = extensible({
  ...anyOf('architecture', 'author'),
  imageHash: DIGEST,
  ...anyOf('lastInUseAt', 'platform', 'pushedAt'),
  ...numbersOf('inUseCount'),
  registry: ACCOUNT,
  imageTags: TAG,
  repositoryName: REPOSITORY_NAME,
});

const VULNERABILITY = extensible({
  ...objectsOf('cvss'),
  ...anyOf('referenceUrls', 'relatedVulnerabilities', 'source', 'sourceUrl', 'vendorCreatedAt'),
  ...anyOf('vendorSeverity', 'vendorUpdatedAt', 'vulnerabilityId'),
  vulnerablePackages: {
    fields: extensible({
      ...anyOf('arch', 'epoch', 'filePath', 'fixedInVersion', 'name', 'packageManager', 'release', 'remediation'),
      ...anyOf('sourceLambdaLayerArn', 'sourceLayerHash', 'version'),
    }),
  },
});

/** Amazon Inspector reports or changes a finding. */
export const INSPECTOR_FINDING = {
  source: INSPECTOR_SOURCE,
  detailType: 'Inspector2 Finding',
  scanType: ENHANCED,
  detail: extensible({
    awsAccountId: ACCOUNT,
    description: ANY,
    ...objectsOf('epss'),
    exploitAvailable: { values: ['YES', 'NO'] },
    ...anyOf('findingArn', 'firstObservedAt'),
    fixAvailable: { values: ['YES', 'NO', 'PARTIAL'] },
    ...numbersOf('inspectorScore'),
    ...objectsOf('inspectorScoreDetails'),
    lastObservedAt: ANY,
    packageVulnerabilityDetails: { fields: VULNERABILITY },
    ...objectsOf('remediation'),
    resources: {
      fields: extensible({
        id: ANY,
        type: RESOURCE_TYPE,
        ...anyOf('partition', 'provider', 'providerAccountId', 'providerOrgId', 'region'),
        ...objectsOf('tags'),
        details: { fields: extensible({ awsEcrContainerImage: { fields: CONTAINER_IMAGE } }) },
      }),
    },
    severity: SEVERITY_FIELDS.ENHANCED,
    status: { values: Object.values(FindingStatus) },
    title: ANY,
    type: { values: ['PACKAGE_VULNERABILITY', 'CODE_VULNERABILITY', 'NETWORK_REACHABILITY'], extensible: true },
    updatedAt: ANY,
  }),
} as const satisfies EventType;

/** Amazon Inspector documents the type but none of its fields. */
export const INSPECTOR_COVERAGE = {
  source: INSPECTOR_SOURCE,
  detailType: 'Inspector2 Coverage',
  detail: extensible({}),
} as const satisfies EventType;

/** All types of events of scans and their findings. */
export const SCAN_EVENTS: readonly EventType[] = [
  IMAGE_SCAN,
  SCAN_CHANGE,
  INSPECTOR_FINDING,
  INSPECTOR_SCAN,
  INSPECTOR_COVERAGE,
];
