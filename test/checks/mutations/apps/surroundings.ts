import { Duration, NestedStack } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { handWritten, handWrittenKey, keyOfL2, ofL2, OTHER, stackIn } from './parts';
import { FindingScope } from '../../../../src/ecr/events/event-enums';
import { ALL_PULLS } from '../../../../src/ecr/metrics';
import { RegistryOperation } from '../../../../src/ecr/registry-operation';
import { RegistryEvents } from '../../../../src/facades/registry-events';
import { RegistryMetrics } from '../../../../src/facades/registry-metrics';
import { RegistryScanning } from '../../../../src/facades/registry-scanning';
import { RepositoryMetrics } from '../../../../src/facades/repository-metrics';
import { NotificationTopic } from '../../../../src/monitoring/notification-topic';
import { ScanFindingNotifications } from '../../../../src/monitoring/scan-finding-notifications';
import { Registry } from '../../../../src/registry/registry';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, REGION } from '../../support';
import type { Json, SoundApp } from '../mutant';

const EVENTS = new iam.ServicePrincipal('events.amazonaws.com');
const USE = ['kms:Decrypt', 'kms:GenerateDataKey*'];

function watch(stack: Stack, id: string, eventPattern: Json, arn?: string): events.CfnRule {
  return new events.CfnRule(stack, id, {
    eventPattern,
    targets: arn === undefined ? undefined : [{ id: 'Topic', arn }],
  });
}

/** A topic whose policy lets EventBridge publish, both written by hand. */
function openTopic(stack: Stack, id: string, props: sns.CfnTopicProps = {}): sns.CfnTopic {
  const topic = new sns.CfnTopic(stack, id, props);
  const statement = { Effect: 'Allow', Principal: { Service: EVENTS.service }, Action: 'SNS:Publish', Resource: '*' };
  const policyDocument = { Version: '2012-10-17', Statement: statement };
  new sns.CfnTopicPolicy(stack, `${id}Policy`, { topics: [topic.ref], policyDocument });
  return topic;
}

export const SURROUNDING_APPS: readonly SoundApp[] = [
  {
    name: 'a platform is told of findings',
    build: (app) => {
      const stack = stackIn(app, 'Registry');
      const registry = new Registry(stack, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) });
      const { topic } = new NotificationTopic(stack, 'Topic');
      new ScanFindingNotifications(stack, 'Findings', { registry, topic });
      RegistryEvents.fromRegistry(registry).onFinding('All', { findingScope: FindingScope.ALL_MEMBERS });
    },
  },
  {
    name: 'rules on images have topics, queues and roles as targets',
    build: (app) => {
      const stack = stackIn(app, 'Events');
      const pushed = { source: ['aws.ecr'], detailType: ['ECR Image Action'] };
      const byRole = new targets.SnsTopic(new sns.Topic(stack, 'ByRole'), { authorizeUsingRole: true });
      const queue = new targets.SqsQueue(new sqs.Queue(stack, 'Queue'));
      const { NODEJS_22_X: runtime } = lambda.Runtime;
      const code = lambda.Code.fromInline('exports.handler = () => {}');
      const run = new targets.LambdaFunction(
        new lambda.Function(stack, 'Run', { code, runtime, handler: 'index.handler' }),
      );
      const imported = sns.Topic.fromTopicArn(stack, 'Imported', `arn:aws:sns:${REGION}:${ACCOUNT}:pushes`);
      const all = [
        byRole,
        queue,
        run,
        new targets.SnsTopic(imported),
        new targets.SnsTopic(new sns.Topic(stack, 'Own')),
      ];
      new events.Rule(stack, 'Pushed', { eventPattern: pushed, targets: all });
      const other = openTopic(stackIn(app, 'Topics'), 'Pushes');
      watch(stack, 'Other', { source: ['aws.ecr'] }, other.ref);
      const builds = new sns.CfnTopic(stack, 'Builds', { kmsMasterKeyId: 'alias/aws/sns' });
      watch(stack, 'OfCodeBuild', { source: ['aws.codebuild'] }, builds.ref);
    },
  },
  {
    name: 'rules match events in all forms of a pattern',
    build: (app) => {
      const stack = stackIn(app, 'Events');
      const image = { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'] };
      const patterns: Json = {
        Image: image,
        All: { source: [{ prefix: 'aws.' }] },
        Scan: {
          source: ['aws.ecr', 'aws.inspector2'],
          'detail-type': ['ECR Image Scan', 'Inspector2 Scan'],
        },
        Findings: {
          source: ['aws.inspector2'],
          'detail-type': ['Inspector2 Finding'],
          detail: { severity: ['CRITICAL', 'HIGH'], status: ['ACTIVE'] },
        },
        Pushes: {
          source: ['aws.ecr'],
          'detail-type': ['AWS API Call via CloudTrail'],
          detail: { eventSource: ['ecr.amazonaws.com'], eventName: ['PutImage', 'BatchDeleteImage'] },
        },
        Calls: { source: ['aws.ecr'], detail: { eventName: ['DeleteRepository'] } },
        Either: { ...image, detail: { $or: [{ 'image-tag': ['latest'] }, { 'image-tag': [{ exists: false }] }] } },
        Replicated: { source: ['aws.ecr'], 'detail-type': ['ECR Replication Action'], detail: { result: ['FAILED'] } },
      };
      for (const [id, pattern] of Object.entries(patterns)) watch(stack, id, pattern);
      const rule = watch(stack, 'Others', { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], account: [OTHER] });
      rule.eventBusName = 'security';
    },
  },
  {
    name: 'alarms watch pulls and calls',
    build: (app) => {
      const stack = stackIn(app, 'Alarms');
      const registry = new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
      const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api' });
      const metrics: Record<string, cloudwatch.IMetric> = {
        Calls: RegistryMetrics.fromRegistry(registry).apiCalls(RegistryOperation.BATCH_GET_IMAGE),
        Pulls: RepositoryMetrics.fromRepository(repository).pullCount({ period: Duration.hours(1) }),
        Some: new cloudwatch.MathExpression({ expression: `${ALL_PULLS} WHERE RepositoryName = 'prod/api'` }),
        Custom: new cloudwatch.Metric({ namespace: 'Platform/ECR', metricName: 'RepositorySizeInBytes' }),
        ByHand: new cloudwatch.Metric({
          namespace: 'AWS/ECR',
          metricName: 'RepositoryPullCount',
          dimensionsMap: { RepositoryName: 'prod/api' },
          statistic: 'Sum',
        }),
      };
      const { topic } = new NotificationTopic(stack, 'Topic');
      for (const [id, metric] of Object.entries(metrics)) {
        const alarm = new cloudwatch.Alarm(stack, id, { metric, threshold: 100, evaluationPeriods: 3 });
        alarm.addAlarmAction(new actions.SnsAction(topic));
      }
    },
  },
  {
    name: 'the key of repositories is shared with care',
    options: () => ({ allowedAccounts: [OTHER] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      const allow = { Effect: 'Allow', Resource: '*' };
      const logs = { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${REGION}:${ACCOUNT}:*` };
      const key = handWrittenKey(stack, 'Key', [
        {
          ...allow,
          Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
          Action: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Decrypt'],
          Condition: { StringEquals: { 'kms:ViaService': `ecr.${REGION}.amazonaws.com` } },
        },
        { ...allow, Principal: { Service: EVENTS.service }, Action: USE },
        {
          ...allow,
          Principal: { Service: `logs.${REGION}.amazonaws.com` },
          Action: USE,
          Condition: { ArnLike: logs },
        },
      ]);
      handWritten(stack, 'Api', key.attrArn, { repositoryName: 'shop/api' });
      watch(stack, 'Pushed', { source: ['aws.ecr'] }, openTopic(stack, 'Pushes', { kmsMasterKeyId: key.ref }).ref);
    },
  },
  {
    name: 'a role of a nested stack may use the key, and other keys are as they are',
    build: (app) => {
      const stack = stackIn(app, 'Service');
      const key = keyOfL2(stack);
      const role = new iam.Role(new NestedStack(stack, 'Nested'), 'Deploy', {
        assumedBy: new iam.AccountRootPrincipal(),
      });
      key.grant(role, 'kms:CreateGrant', 'kms:DescribeKey');
      ofL2(stack, 'Api', key, { repositoryName: 'shop/api' });
      new kms.CfnKey(stack, 'Signing', { keySpec: 'ECC_NIST_P256', keyUsage: 'SIGN_VERIFY' });
      new kms.Key(stack, 'Tables');
    },
  },
];
