// Sample events in the documented shapes, with values of our own.
// Amazon ECR: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
// Amazon Inspector: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced-events.html

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const OTHER_ACCOUNT = '444455556666';
export const OTHER_REGION = 'us-east-1';

const DIGEST = `sha256:${'7f5b2640fe6fb4f46592dfd3410c4a79dac4f89e4782432e0378abcd1234abcd'}`;

type Fields = Readonly<Record<string, unknown>>;

function envelope(source: string, detailType: string, detail: Fields, more: Fields = {}): Fields {
  return {
    version: '0',
    id: '13cde686-328b-6117-af20-0e5566167482',
    'detail-type': detailType,
    source,
    account: ACCOUNT,
    time: '2026-01-16T01:54:34Z',
    region: REGION,
    resources: [],
    detail,
    ...more,
  };
}

function arnOf(name: string, account = ACCOUNT): string {
  return `arn:aws:ecr:${REGION}:${account}:repository/${name}`;
}

function image(detail: Fields, more?: Fields): Fields {
  const shared = { result: 'SUCCESS', 'repository-name': 'team/api', 'image-digest': DIGEST };
  return envelope('aws.ecr', 'ECR Image Action', { ...shared, 'action-type': 'PUSH', ...detail }, more);
}

function storage(target: string, detail: Fields = {}): Fields {
  return image({
    'action-type': 'UPDATE_STORAGE_CLASS',
    'target-storage-class': target,
    'manifest-media-type': 'application/vnd.oci.image.manifest.v1+json',
    'artifact-media-type': 'application/vnd.oci.image.config.v1+json',
    ...detail,
  });
}

function referrer(detail: Fields): Fields {
  const shared = { result: 'SUCCESS', 'repository-name': 'team/api', 'image-digest': DIGEST, 'action-type': 'PUSH' };
  const media = {
    'manifest-media-type': 'application/vnd.cncf.oras.artifact.manifest.v1+json',
    'artifact-media-type': 'text/sbom+json',
  };
  return envelope('aws.ecr', 'ECR Referrer Action', { ...shared, ...media, ...detail });
}

function basicScan(counts: Fields, detail: Fields = {}, more: Fields = {}): Fields {
  const shared = {
    'scan-status': 'COMPLETE',
    'repository-name': 'team/api',
    'image-digest': DIGEST,
    'image-tags': ['v1'],
  };
  return envelope(
    'aws.ecr',
    'ECR Image Scan',
    { ...shared, 'finding-severity-counts': counts, ...detail },
    { resources: [arnOf('team/api')], ...more },
  );
}

function frequency(repositories: Fields[], detail: Fields = {}): Fields {
  const shared = { 'action-type': 'SCAN_FREQUENCY_CHANGE', 'resource-type': 'REPOSITORY', 'scan-type': 'ENHANCED' };
  return envelope('aws.ecr', 'ECR Scan Resource Change', { ...shared, repositories, ...detail });
}

function changed(name: string, now: string, before: string): Fields {
  return {
    'repository-name': name,
    'repository-arn': arnOf(name),
    'scan-frequency': now,
    'previous-scan-frequency': before,
  };
}

function cache(detail: Fields): Fields {
  const shared = {
    'rule-version': '1',
    'sync-status': 'SUCCESS',
    'ecr-repository-prefix': 'docker-hub',
    'repository-name': 'docker-hub/library/alpine',
    'upstream-registry-url': 'registry-1.docker.io',
    'image-tag': '3.20',
    'image-digest': DIGEST,
  };
  return envelope(
    'aws.ecr',
    'ECR Pull Through Cache Action',
    { ...shared, ...detail },
    { resources: [arnOf('docker-hub/library/alpine')] },
  );
}

function replication(detail: Fields, more: Fields = {}): Fields {
  const shared = {
    result: 'SUCCESS',
    'repository-name': 'team/api',
    'image-digest': DIGEST,
    'source-account': ACCOUNT,
    'action-type': 'REPLICATE',
    'source-region': OTHER_REGION,
    'image-tag': 'latest',
  };
  return envelope(
    'aws.ecr',
    'ECR Replication Action',
    { ...shared, ...detail },
    { resources: [arnOf('team/api')], ...more },
  );
}

function inspectorScan(counts: Fields, name = 'team/api', account = ACCOUNT, detail: Fields = {}): Fields {
  const shared = { 'scan-status': 'INITIAL_SCAN_COMPLETE', 'image-digest': DIGEST, 'image-tags': ['v1'] };
  return envelope(
    'aws.inspector2',
    'Inspector2 Scan',
    { ...shared, 'repository-name': arnOf(name, account), 'finding-severity-counts': counts, ...detail },
    { account, resources: [arnOf(name, account)] },
  );
}

interface FindingSample {
  readonly detail?: Fields;
  readonly image?: Fields;
  readonly resource?: Fields;
  readonly account?: string;
}

const PACKAGE = { name: 'log4j-core', version: '2.14.1', fixedInVersion: '2.15.0', packageManager: 'JAR' };

function finding({ detail = {}, image: ofImage = {}, resource = {}, account = ACCOUNT }: FindingSample = {}): Fields {
  const resources = [
    {
      id: `${arnOf('team/api', account)}/${DIGEST}`,
      type: 'AWS_ECR_CONTAINER_IMAGE',
      partition: 'aws',
      region: REGION,
      details: {
        awsEcrContainerImage: {
          architecture: 'amd64',
          imageHash: DIGEST,
          imageTags: ['v1', 'latest'],
          platform: 'ALPINE_LINUX_3_20',
          pushedAt: 'Jan 3, 2026, 6:02:30 PM',
          registry: account,
          repositoryName: 'team/api',
          ...ofImage,
        },
      },
      ...resource,
    },
  ];
  return envelope(
    'aws.inspector2',
    'Inspector2 Finding',
    {
      awsAccountId: account,
      findingArn: `arn:aws:inspector2:${REGION}:${account}:finding/0123456789abcdef`,
      severity: 'CRITICAL',
      status: 'ACTIVE',
      title: 'CVE-2021-44228 - org.apache.logging.log4j:log4j-core',
      type: 'PACKAGE_VULNERABILITY',
      packageVulnerabilityDetails: { vulnerabilityId: 'CVE-2021-44228', vulnerablePackages: [PACKAGE] },
      resources,
      ...detail,
    },
    { account, resources: [`${arnOf('team/api', account)}/${DIGEST}`] },
  );
}

function call(eventName: string, requestParameters: Fields = {}, detail: Fields = {}): Fields {
  const shared = { eventVersion: '1.08', eventSource: 'ecr.amazonaws.com', awsRegion: REGION };
  const parameters = { registryId: ACCOUNT, ...requestParameters };
  return envelope('aws.ecr', 'AWS API Call via CloudTrail', {
    ...shared,
    eventName,
    requestParameters: parameters,
    ...detail,
  });
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/logging-using-cloudtrail.html */
function lifecycleRun(repositoryName = 'team/api', detail: Fields = {}): Fields {
  return envelope('aws.ecr', 'AWS Service Event via CloudTrail', {
    eventVersion: '1.05',
    userIdentity: { accountId: ACCOUNT, invokedBy: 'AWS Internal' },
    eventSource: 'ecr.amazonaws.com',
    eventName: 'PolicyExecutionEvent',
    awsRegion: REGION,
    eventType: 'AwsServiceEvent',
    resources: [{ ARN: arnOf(repositoryName), accountId: ACCOUNT, type: 'AWS::ECR::Repository' }],
    serviceEventDetails: {
      repositoryName,
      lifecycleEventPolicy: { policyVersion: 1, lifecycleEventRules: [{ rulePriority: 1, action: 'expire' }] },
      lifecycleEventImageActions: [
        { lifecycleEventImage: { digest: DIGEST, tagStatus: 'Tagged', tagList: ['v1'] }, rulePriority: 1 },
      ],
      lifecycleEventFailureDetails: [],
    },
    ...detail,
  });
}

const API = { repositoryName: 'team/api' };

/** By name; each differs from a neighbour in what its name says. */
export const SAMPLES: Readonly<Record<string, Fields>> = {
  'push v1': image({ 'image-tag': 'v1' }),
  'push dev': image({ 'image-tag': 'dev' }),
  'push untagged': image({}),
  'push failed': image({ 'image-tag': 'v1', result: 'FAILURE' }),
  'push web': image({ 'image-tag': 'v1', 'repository-name': 'team/web' }),
  'push teams': image({ 'image-tag': 'v1', 'repository-name': 'teams/api' }),
  'push suffix': image({ 'image-tag': 'v1', 'repository-name': 'team/api-next' }),
  'push other account': image({ 'image-tag': 'v1' }, { account: OTHER_ACCOUNT }),
  'push other region': image({ 'image-tag': 'v1' }, { region: OTHER_REGION }),
  'delete v1': image({ 'action-type': 'DELETE', 'image-tag': 'v1' }),
  'delete untagged': image({ 'action-type': 'DELETE' }),
  'delete failed': image({ 'action-type': 'DELETE', 'image-tag': 'v1', result: 'FAILED' }),
  archive: storage('ARCHIVE'),
  'archive web': storage('ARCHIVE', { 'repository-name': 'team/web' }),
  restore: storage('STANDARD', { 'last-activated-at': '2026-01-16T01:54:34Z' }),
  'referrer sbom': referrer({}),
  'referrer signature': referrer({ 'artifact-media-type': 'application/vnd.cncf.notary.signature' }),
  'referrer failed': referrer({ result: 'FAILURE' }),
  'referrer deleted': referrer({ 'action-type': 'DELETE' }),
  'referrer deleted web': referrer({ 'action-type': 'DELETE', 'repository-name': 'team/web' }),
  'referrer web': referrer({ 'repository-name': 'team/web' }),

  'basic critical': basicScan({ CRITICAL: 2, MEDIUM: 9 }),
  'basic high': basicScan({ HIGH: 1 }),
  'basic medium': basicScan({ MEDIUM: 9, UNDEFINED: 1 }),
  'basic undefined': basicScan({ UNDEFINED: 1 }),
  'basic zero': basicScan({ CRITICAL: 0, LOW: 1 }),
  'basic nothing': basicScan({}),
  'basic untagged': basicScan({ CRITICAL: 2 }, { 'image-tags': [] }),
  'basic failed': basicScan({}, { 'scan-status': 'FAILED' }),
  'basic failed untagged': basicScan({}, { 'scan-status': 'FAILED', 'image-tags': [] }),
  'basic web': basicScan({ CRITICAL: 2 }, { 'repository-name': 'team/web' }, { resources: [arnOf('team/web')] }),
  'basic other account': basicScan({ CRITICAL: 2 }, {}, { account: OTHER_ACCOUNT }),

  'frequency continuous': frequency([changed('team/api', 'CONTINUOUS_SCAN', 'SCAN_ON_PUSH')]),
  'frequency on push': frequency([changed('team/api', 'SCAN_ON_PUSH', 'CONTINUOUS_SCAN')]),
  'frequency of two': frequency([
    changed('team/web', 'CONTINUOUS_SCAN', 'MANUAL'),
    changed('team/api', 'SCAN_ON_PUSH', 'MANUAL'),
  ]),
  'frequency web': frequency([changed('team/web', 'CONTINUOUS_SCAN', 'MANUAL')]),
  'scan resource other': frequency([changed('team/api', 'CONTINUOUS_SCAN', 'MANUAL')], { 'action-type': 'OTHER' }),

  'cache synced': cache({}),
  'cache synced latest': cache({ 'image-tag': 'latest' }),
  'cache failed': cache({
    'sync-status': 'FAILED',
    'failure-code': 'UpstreamUnavailable',
    'failure-reason': 'The upstream registry did not answer',
  }),
  'cache other': cache({ 'repository-name': 'quay/prometheus', 'ecr-repository-prefix': 'quay' }),

  replicated: replication({}),
  'replicated v1': replication({ 'image-tag': 'v1' }),
  'replicated from other account': replication({ 'source-account': OTHER_ACCOUNT }),
  'replicated from other region': replication({ 'source-region': 'ap-south-1' }),
  'replicated elsewhere': replication({}, { region: 'us-west-2' }),
  'replicated web': replication({ 'repository-name': 'team/web' }),
  'replication failed': replication({ result: 'FAILED' }),
  'replication failed web': replication({ result: 'FAILED', 'repository-name': 'team/web' }),

  'inspector critical': inspectorScan({ CRITICAL: 7, HIGH: 61, TOTAL: 68 }),
  'inspector medium': inspectorScan({ MEDIUM: 62, TOTAL: 62 }),
  'inspector untriaged': inspectorScan({ UNTRIAGED: 1, TOTAL: 1 }),
  'inspector clean': inspectorScan({ TOTAL: 0 }),
  'inspector web': inspectorScan({ HIGH: 1, TOTAL: 1 }, 'team/web'),
  'inspector suffix': inspectorScan({ CRITICAL: 1, TOTAL: 1 }, 'team/api-next'),
  'inspector teams': inspectorScan({ CRITICAL: 1, TOTAL: 1 }, 'teams/api'),
  'inspector member': inspectorScan({ CRITICAL: 1, TOTAL: 1 }, 'team/api', OTHER_ACCOUNT),
  'inspector member web': inspectorScan({ CRITICAL: 1, TOTAL: 1 }, 'team/web', OTHER_ACCOUNT),
  'inspector other status': inspectorScan({ CRITICAL: 1, TOTAL: 1 }, 'team/api', ACCOUNT, { 'scan-status': 'OTHER' }),

  finding: finding(),
  'finding fix': finding({ detail: { fixAvailable: 'YES' } }),
  'finding partial fix': finding({ detail: { fixAvailable: 'PARTIAL' } }),
  'finding no fix': finding({ detail: { fixAvailable: 'NO' } }),
  'finding in use': finding({ image: { inUseCount: 3 } }),
  'finding not in use': finding({ image: { inUseCount: 0 } }),
  'finding high': finding({ detail: { severity: 'HIGH' } }),
  'finding medium': finding({ detail: { severity: 'MEDIUM' } }),
  'finding untriaged': finding({ detail: { severity: 'UNTRIAGED' } }),
  'finding closed': finding({ detail: { status: 'CLOSED' } }),
  'finding suppressed': finding({ detail: { status: 'SUPPRESSED' } }),
  'finding untagged': finding({ image: { imageTags: [] } }),
  'finding web': finding({ image: { repositoryName: 'team/web' } }),
  'finding member': finding({ account: OTHER_ACCOUNT }),
  'finding of an instance': finding({ resource: { type: 'AWS_EC2_INSTANCE', details: { awsEc2Instance: {} } } }),
  'finding of a function': finding({ resource: { type: 'AWS_LAMBDA_FUNCTION', details: { awsLambdaFunction: {} } } }),

  'lifecycle run': lifecycleRun(),
  'lifecycle run web': lifecycleRun('team/web'),
  'lifecycle run teams': lifecycleRun('teams/api'),
  'service event other': lifecycleRun('team/api', { eventName: 'OtherEvent' }),

  'call PutLifecyclePolicy': call('PutLifecyclePolicy', API),
  'call SetRepositoryPolicy': call('SetRepositoryPolicy', API),
  'call SetRepositoryPolicy web': call('SetRepositoryPolicy', { repositoryName: 'team/web' }),
  'call SetRepositoryPolicy refused': call('SetRepositoryPolicy', API, { errorCode: 'AccessDenied' }),
  'call DeleteRepository': call('DeleteRepository', API),
  'call CreateRepository': call('CreateRepository', API),
  'call PutImage': call('PutImage', API),
  'call PutRegistryPolicy': call('PutRegistryPolicy'),
  'call PutRegistryPolicy refused': call('PutRegistryPolicy', {}, { errorCode: 'AccessDenied' }),
  'call PutReplicationConfiguration': call('PutReplicationConfiguration'),
  'call PutRegistryScanningConfiguration': call('PutRegistryScanningConfiguration'),
  'call CreatePullThroughCacheRule': call('CreatePullThroughCacheRule', { ecrRepositoryPrefix: 'docker-hub' }),
  'call of another service': call('PutRegistryPolicy', {}, { eventSource: 'ecr-public.amazonaws.com' }),
};
