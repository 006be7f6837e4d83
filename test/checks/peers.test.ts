import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import { ACCOUNT, findingsOf, REGION } from './support';
import { PrivateRepository } from '../../src/repository/private-repository';
import { expectGenerated, markdownTable } from '../support/generated-doc';

const FILE = 'docs/ecr-checks-on-peers.md';

/** The L1 that another construct creates from a name alone. */
interface Peer {
  readonly name: string;
  /** Its default settings, in words. */
  readonly settings: string;
  /** The version that was read. */
  readonly read: string;
  readonly region?: string;
  build(stack: Stack): void;
}

const READ_ACTIONS = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:DescribeImageScanFindings',
  'ecr:DescribeImages',
  'ecr:DescribeRepositories',
  'ecr:GetDownloadUrlForLayer',
  'ecr:GetLifecyclePolicy',
  'ecr:GetLifecyclePolicyPreview',
  'ecr:GetRepositoryPolicy',
  'ecr:ListImages',
  'ecr:ListTagsForResource',
];

function lifecycle(...selections: object[]): ecr.CfnRepository.LifecyclePolicyProperty {
  const rules = selections.map((selection, index) => ({
    rulePriority: index + 1,
    selection,
    action: { type: 'expire' },
  }));
  return { lifecyclePolicyText: JSON.stringify({ rules }) };
}

const UNTAGGED = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
const SCANNED = { imageScanningConfiguration: { scanOnPush: true } };

/** Terraform deletes an empty repository that leaves its configuration, as CloudFormation does by default. */
function terraform(stack: Stack, props: ecr.CfnRepositoryProps): void {
  new ecr.CfnRepository(stack, 'Repository', { repositoryName: 'team/api', ...props });
}

function l2(stack: Stack): void {
  new ecr.CfnRepository(stack, 'Repository').applyRemovalPolicy(RemovalPolicy.RETAIN);
}

const CLOUD_POSSE: ecr.CfnRepositoryProps = {
  ...SCANNED,
  imageTagMutability: 'IMMUTABLE',
  lifecyclePolicy: lifecycle(
    { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 1 },
    { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 500 },
  ),
};

/** Scanning of a registry by Amazon Inspector, beside which a rule on scans is declared. */
function enhanced(stack: Stack, eventPattern: object): void {
  const rules = [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] }];
  new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType: 'ENHANCED', rules });
  new events.CfnRule(stack, 'Scans', { eventPattern });
}

const PEERS: readonly Peer[] = [
  {
    name: 'aws-cdk-lib, `ecr.Repository`',
    settings: 'tags can be moved, no scanning, AES-256, no lifecycle policy, retained',
    read: '2.276.0',
    build: l2,
  },
  {
    name: 'terraform-aws-modules/ecr, private',
    settings:
      'immutable tags, scan on push, AES-256, a policy that lets the account read, a lifecycle policy that has to be given (here for untagged images)',
    read: '0498b47, 019cef5',
    build: (stack) =>
      terraform(stack, {
        ...SCANNED,
        imageTagMutability: 'IMMUTABLE',
        lifecyclePolicy: lifecycle(UNTAGGED),
        repositoryPolicyText: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'PrivateReadOnly',
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
              Action: ['ecr:GetAuthorizationToken', ...READ_ACTIONS],
            },
          ],
        },
      }),
  },
  {
    name: 'terraform-aws-modules/ecr, public',
    settings: 'a policy that lets everybody read, no tags',
    read: '0498b47, 019cef5',
    region: 'us-east-1',
    build: (stack) =>
      new ecr.CfnPublicRepository(stack, 'Repository', {
        repositoryName: 'tool',
        repositoryPolicyText: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'PublicReadOnly',
              Effect: 'Allow',
              Principal: { AWS: '*' },
              Action: ['ecr-public:BatchGetImage', 'ecr-public:GetDownloadUrlForLayer'],
            },
          ],
        },
      }),
  },
  {
    name: 'cloudposse/ecr',
    settings: 'immutable tags, scan on push, AES-256, a lifecycle that keeps 1 untagged image and 500 of all',
    read: '03446eb',
    build: (stack) => terraform(stack, CLOUD_POSSE),
  },
  {
    name: 'cloudposse/ecr, with an organization that may read',
    settings: 'as above, and a policy for everybody of the organization',
    read: '03446eb',
    build: (stack) =>
      terraform(stack, {
        ...CLOUD_POSSE,
        repositoryPolicyText: {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'OrganizationsReadonlyAccess',
              Effect: 'Allow',
              Principal: '*',
              Action: READ_ACTIONS,
              Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } },
            },
          ],
        },
      }),
  },
  {
    name: 'lgallard/ecr',
    settings:
      'tags can be moved, scan on push, an encryption that has to be chosen (here AES-256), no lifecycle policy',
    read: '043c288',
    build: (stack) => terraform(stack, { ...SCANNED, imageTagMutability: 'MUTABLE' }),
  },
  {
    name: 'lgallard/ecr, the alarms of `enable_monitoring`',
    settings: 'alarms on size, calls, pushes, pulls and findings by RepositoryName in AWS/ECR',
    read: '0ac9dc1',
    build: (stack) => {
      const names = ['RepositorySizeInBytes', 'ApiCallCount', 'ImagePushCount', 'ImagePullCount'];
      for (const metricName of [...names, 'HighSeverityVulnerabilityCount']) {
        new cloudwatch.CfnAlarm(stack, metricName, {
          namespace: 'AWS/ECR',
          metricName,
          dimensions: [{ name: 'RepositoryName', value: 'team/api' }],
          comparisonOperator: 'GreaterThanThreshold',
          evaluationPeriods: 2,
          period: 300,
          statistic: 'Sum',
          threshold: 10,
        });
      }
    },
  },
  {
    name: 'tedilabs/container, `ecr-repository`',
    settings: 'tags can be moved, no scanning, AES-256, no lifecycle policy',
    read: '81513be',
    build: (stack) =>
      terraform(stack, { imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: false } }),
  },
  {
    name: '@cloudcomponents/cdk-container-registry, `onFinding`, where Amazon Inspector scans',
    settings: 'the events of scans of Amazon ECR itself, as `onImageScanCompleted` of aws-cdk-lib has them',
    read: '025f645',
    build: (stack) =>
      enhanced(stack, {
        source: ['aws.ecr'],
        'detail-type': ['ECR Image Scan'],
        detail: { 'repository-name': ['team/api'], 'scan-status': ['COMPLETE'] },
      }),
  },
  {
    name: 'cdk-ecr-image-scan-notify, where Amazon Inspector scans',
    settings: 'the events of completed scans, by any scanner',
    read: '10da3da',
    build: (stack) =>
      enhanced(stack, { source: ['aws.ecr', 'aws.inspector2'], 'detail-type': ['ECR Image Scan', 'Inspector2 Scan'] }),
  },
  {
    name: 'cdk-ecr, `PrivateRepository`',
    settings: 'immutable tags, scan on push, a key of the customer, untagged images expire, retained',
    read: 'this version',
    build: (stack) => new PrivateRepository(stack, 'Repository'),
  },
];

function findingsAbout({ build, region = REGION }: Peer) {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region } });
  build(stack);
  return findingsOf(stack);
}

test('docs/ecr-checks-on-peers.md lists the default settings of other libraries', () => {
  const rows = PEERS.map(({ name, settings, read }) => [name, settings, read]);
  expectGenerated(FILE, 'peers', markdownTable(['Peer', 'Settings', 'Read'], rows));
});

test('docs/ecr-checks-on-peers.md lists the findings in these defaults', () => {
  const rows = PEERS.flatMap((peer) => {
    const found = findingsAbout(peer).map(({ rule, severity = '', text }) => {
      // Without the explanation, which is the same each time and is in the list of rules.
      return [`\`${rule}\``, severity, text.split('. ')[0]];
    });
    return (found.length > 0 ? found : [['none', '', '']]).map((cells) => [peer.name, ...cells]);
  });
  expectGenerated(FILE, 'findings', markdownTable(['Peer', 'Rule', 'Severity', 'Finding'], rows));
});
