import { CfnCondition, CfnParameter, Duration, Fn, NestedStack } from 'aws-cdk-lib';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Mistake, SoundVariant } from './seed';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { FindingScope } from '../../../src/ecr/events/event-enums';
import { ALL_PULLS } from '../../../src/ecr/metrics';
import { RegistryEvents } from '../../../src/facades/registry-events';
import { RepositoryMetrics } from '../../../src/facades/repository-metrics';
import type { Registry } from '../../../src/registry/registry';
import type { PrivateRepository } from '../../../src/repository/private-repository';
import { RepositoryKey } from '../../../src/repository/repository-key';
import type { CleanApp } from '../clean-app';
import { ACCOUNT, REGION } from '../support';

const OTHER = '444455556666';
const EVENTS = new iam.ServicePrincipal('events.amazonaws.com');
const USE = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const SOURCE = { StringEquals: { 'aws:SourceAccount': ACCOUNT } };

const imageKey = ({ primary }: CleanApp) => RepositoryKey.ofStack(primary);
const topicKey = (clean: CleanApp) => clean.l1('AWS::KMS::Key', 'EcrMonitoringKey');
const topicPolicy = (clean: CleanApp) => clean.l1('AWS::SNS::TopicPolicy');
const scansRule = (clean: CleanApp) => clean.l1('AWS::Events::Rule', 'Findings/Scans');
const findingsRule = (clean: CleanApp) => clean.l1('AWS::Events::Rule', 'Findings/Log');
const usage = (clean: CleanApp) => clean.l1('AWS::CloudWatch::Alarm', 'Usage');
const repositoryOf = ({ primary }: CleanApp) => primary.node.findChild('Api') as PrivateRepository;
const registryOf = ({ primary }: CleanApp) => primary.node.findChild('Registry') as Registry;

function override(resource: CfnResource, path: string, value: unknown): void {
  resource.addPropertyOverride(path, value);
}

/** Adds a statement to the key of the repositories. */
function onImageKey(clean: CleanApp, principal: iam.IPrincipal, actions: string[], conditions?: object): void {
  const statement = { principals: [principal], actions, resources: ['*'], conditions: conditions as never };
  imageKey(clean).addToResourcePolicy(new iam.PolicyStatement(statement));
}

function watch(stack: Stack, eventPattern: object, id = 'Watch'): events.CfnRule {
  return new events.CfnRule(stack, id, { eventPattern });
}

/** A rule on images that tells a topic. */
function tell(stack: Stack, topic: sns.ITopic): void {
  new events.Rule(stack, 'Pushed', {
    eventPattern: { source: ['aws.ecr'], detailType: ['ECR Image Action'] },
    targets: [new targets.SnsTopic(topic)],
  });
}

function alarm(stack: Stack, metric: cloudwatch.IMetric, props: Partial<cloudwatch.AlarmProps> = {}): cloudwatch.Alarm {
  return new cloudwatch.Alarm(stack, 'Alarm', { threshold: 1, evaluationPeriods: 1, ...props, metric });
}

export const MONITORING_MISTAKES: readonly Mistake[] = [
  {
    name: 'the key of repositories is not rotated',
    rule: EcrRule.KEY_ROTATION,
    seed: (clean) => override(imageKey(clean).node.defaultChild as CfnResource, 'EnableKeyRotation', false),
  },
  {
    name: 'the key of repositories is deleted with its stack',
    rule: EcrRule.KEY_LOSS,
    seed: (clean) => (imageKey(clean).node.defaultChild as CfnResource).addOverride('DeletionPolicy', 'Delete'),
  },
  {
    name: 'a creation template has a key of the L2, which does not rotate by default',
    rule: EcrRule.KEY_ROTATION,
    seed: (clean) => {
      const template = clean.l1('AWS::ECR::RepositoryCreationTemplate', 'team');
      override(template, 'EncryptionConfiguration.KmsKey', new kms.Key(clean.primary, 'Old').keyArn);
    },
  },
  {
    name: 'everybody may decrypt with the key of repositories',
    rule: EcrRule.KEY_POLICY,
    seed: (clean) => onImageKey(clean, new iam.AnyPrincipal(), ['kms:Decrypt']),
  },
  {
    name: 'another account may create grants on the key of repositories',
    rule: EcrRule.KEY_POLICY,
    seed: (clean) => onImageKey(clean, new iam.AccountPrincipal(OTHER), ['kms:Decrypt', 'kms:CreateGrant']),
  },
  {
    name: 'the key of repositories admits the service, which works through grants',
    rule: EcrRule.KEY_POLICY,
    seed: (clean) => onImageKey(clean, new iam.ServicePrincipal('ecr.amazonaws.com'), USE),
  },
  {
    name: 'the key of repositories lost the statement of its account',
    rule: EcrRule.KEY_POLICY,
    seed: (clean) => {
      const key = imageKey(clean).node.defaultChild as CfnResource;
      override(key, 'KeyPolicy.Statement.0.Action', ['kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']);
    },
  },
  {
    name: 'the Deny for grants lost its condition',
    rule: EcrRule.KEY_POLICY,
    seed: (clean) => {
      const key = imageKey(clean).node.defaultChild as CfnResource;
      key.addPropertyDeletionOverride('KeyPolicy.Statement.1.Condition');
    },
  },
  {
    name: 'EventBridge may publish only in the name of an account',
    rule: EcrRule.TOPIC_POLICY,
    seed: (clean) => override(topicPolicy(clean), 'PolicyDocument.Statement.1.Condition', SOURCE),
  },
  {
    name: 'only alarms may publish to the topic',
    rule: EcrRule.TOPIC_POLICY,
    seed: (clean) =>
      override(topicPolicy(clean), 'PolicyDocument.Statement.1.Principal.Service', 'cloudwatch.amazonaws.com'),
  },
  {
    name: 'the topic has a key of AWS',
    rule: EcrRule.TOPIC_POLICY,
    seed: (clean) => override(clean.l1('AWS::SNS::Topic'), 'KmsMasterKeyId', 'alias/aws/sns'),
  },
  {
    name: 'the key of the topic asks EventBridge for a source',
    rule: EcrRule.TOPIC_POLICY,
    seed: (clean) => override(topicKey(clean), 'KeyPolicy.Statement.2.Condition', SOURCE),
  },
  {
    name: 'a topic has a key of the L2, which does not know EventBridge',
    rule: EcrRule.TOPIC_POLICY,
    seed: ({ primary }) => {
      const topic = new sns.CfnTopic(primary, 'Pushes', { kmsMasterKeyId: new kms.Key(primary, 'PushKey').keyArn });
      tell(primary, sns.Topic.fromTopicArn(primary, 'Imported', topic.ref));
      new sns.CfnTopicInlinePolicy(primary, 'Publish', {
        topicArn: topic.ref,
        policyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: EVENTS.service }, Action: 'sns:Publish', Resource: topic.ref },
          ],
        },
      });
    },
  },
  {
    name: 'a pattern names the repository in camel case',
    rule: EcrRule.EVENT_PATTERN,
    seed: ({ primary }) => {
      watch(primary, {
        source: ['aws.ecr'],
        'detail-type': ['ECR Image Action'],
        detail: { repositoryName: ['prod/api'] },
      });
    },
  },
  {
    name: 'a pattern asks for resources, which pushes do not have',
    rule: EcrRule.EVENT_PATTERN,
    seed: (clean) => {
      const resources = [repositoryOf(clean).repositoryArn];
      watch(clean.primary, { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'], resources });
    },
  },
  {
    name: 'the L2 listens for scans of Amazon ECR where Amazon Inspector scans',
    rule: EcrRule.EVENT_PATTERN,
    seed: (clean) => {
      const repository = ecr.Repository.fromRepositoryName(clean.primary, 'Imported', 'prod/api');
      repository.onImageScanCompleted('Scanned');
    },
  },
  {
    name: 'severities are capitalized',
    rule: EcrRule.EVENT_PATTERN,
    seed: (clean) => override(findingsRule(clean), 'EventPattern.detail.severity', ['Critical', 'High']),
  },
  {
    name: 'a rule selects scans of Amazon Inspector by the name of the repository',
    rule: EcrRule.EVENT_PATTERN,
    seed: (clean) => override(scansRule(clean), 'EventPattern.detail.repository-name', ['prod/api']),
  },
  {
    name: 'the library knows no such type of event',
    rule: EcrRule.UNKNOWN_NAME,
    seed: ({ primary }) => watch(primary, { source: ['aws.ecr'], 'detail-type': ['ECR Image Push'] }),
  },
  {
    name: 'the library knows no such field of an event',
    rule: EcrRule.UNKNOWN_NAME,
    seed: ({ primary }) => {
      watch(primary, { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'], detail: { digest: ['sha256:1'] } });
    },
  },
  {
    name: 'a type of event is in lower case',
    rule: EcrRule.EVENT_PATTERN,
    seed: ({ primary }) => watch(primary, { source: ['aws.ecr'], 'detail-type': ['ECR image action'] }),
  },
  {
    name: 'the source is the name of the service',
    rule: EcrRule.EVENT_PATTERN,
    seed: ({ primary }) => watch(primary, { source: ['ecr.amazonaws.com'], 'detail-type': ['ECR Image Action'] }),
  },
  {
    name: 'a rule awaits a replication in the registry where the image comes from',
    rule: EcrRule.EVENT_PATTERN,
    seed: ({ primary }) => {
      const detail = { 'source-account': [ACCOUNT], 'source-region': [REGION], result: ['FAILED'] };
      watch(primary, { source: ['aws.ecr'], 'detail-type': ['ECR Replication Action'], detail });
    },
  },
  {
    name: 'an alarm is on the size of a repository',
    rule: EcrRule.ALARM_METRIC,
    seed: ({ primary }) => {
      const dimensionsMap = { RepositoryName: 'prod/api' };
      const metric = new cloudwatch.Metric({
        namespace: 'AWS/ECR',
        metricName: 'RepositorySizeInBytes',
        dimensionsMap,
      });
      alarm(primary, metric);
    },
  },
  {
    name: 'an alarm adds up all pulls without a dimension',
    rule: EcrRule.ALARM_METRIC,
    seed: ({ primary }) =>
      alarm(primary, new cloudwatch.Metric({ namespace: 'AWS/ECR', metricName: 'RepositoryPullCount' })),
  },
  {
    name: 'an alarm counts calls that CloudWatch does not',
    rule: EcrRule.ALARM_METRIC,
    seed: (clean) => override(usage(clean), 'Metrics.0.MetricStat.Metric.Dimensions.1.Value', 'DescribeImages'),
  },
  {
    name: 'an alarm asks for more data points than it evaluates',
    rule: EcrRule.ALARM_DATAPOINTS,
    seed: (clean) => override(usage(clean), 'DatapointsToAlarm', 5),
  },
  {
    name: 'an alarm reads the pulls of all repositories',
    rule: EcrRule.REGISTRY_WIDE_QUERY,
    seed: ({ primary }) => alarm(primary, new cloudwatch.MathExpression({ expression: ALL_PULLS })),
  },
  {
    name: 'an alarm evaluates two days of five minutes',
    rule: EcrRule.ALARM_DATAPOINTS,
    seed: (clean) => {
      const metric = RepositoryMetrics.fromRepository(repositoryOf(clean)).pullCount();
      const { node } = alarm(clean.primary, metric);
      override(node.defaultChild as CfnResource, 'EvaluationPeriods', 576);
    },
  },
];

export const MONITORING_SOUND: readonly SoundVariant[] = [
  {
    name: 'another account uses the key through Amazon ECR alone',
    seed: (clean) =>
      onImageKey(clean, new iam.AccountPrincipal(OTHER), ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Decrypt'], {
        StringEquals: { 'kms:ViaService': `ecr.${REGION}.amazonaws.com` },
      }),
  },
  {
    name: 'an account that is allowed uses the key',
    props: { allowedAccounts: [OTHER], allowedOrganizations: ['o-a1b2c3d4e5'] },
    seed: (clean) => onImageKey(clean, new iam.AccountPrincipal(OTHER), ['kms:Decrypt']),
  },
  {
    name: 'the repositories share their key with a topic of EventBridge',
    seed: (clean) => {
      const { primary } = clean;
      onImageKey(clean, EVENTS, USE);
      tell(primary, new sns.Topic(primary, 'Pushes', { masterKey: imageKey(clean) }));
    },
  },
  {
    name: 'the repositories share their key with logs of the account',
    seed: (clean) => {
      const context = { 'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${REGION}:${ACCOUNT}:*` };
      onImageKey(clean, new iam.ServicePrincipal(`logs.${REGION}.amazonaws.com`), USE, { ArnLike: context });
    },
  },
  {
    name: 'a role of a nested stack may use the key',
    seed: (clean) => {
      const nested = new NestedStack(clean.primary, 'Nested');
      const role = new iam.Role(nested, 'Deploy', { assumedBy: new iam.AccountRootPrincipal() });
      imageKey(clean).grant(role, 'kms:CreateGrant', 'kms:DescribeKey');
    },
  },
  {
    name: 'keys that encrypt no repository are not rotated',
    seed: ({ primary }) => new kms.CfnKey(primary, 'Signing', { keySpec: 'ECC_NIST_P256', keyUsage: 'SIGN_VERIFY' }),
  },
  {
    name: 'a parameter says whether the key is rotated',
    seed: (clean) => {
      const { valueAsString } = new CfnParameter(clean.primary, 'Rotation');
      override(imageKey(clean).node.defaultChild as CfnResource, 'EnableKeyRotation', valueAsString);
    },
  },
  {
    name: 'a condition of the template decides on a statement of the topic',
    seed: (clean) => {
      const isProd = new CfnCondition(clean.primary, 'IsProd', { expression: Fn.conditionEquals('a', 'b') });
      const policy = topicPolicy(clean) as sns.CfnTopicPolicy;
      const [first, second, third] = clean.primary.resolve(policy.policyDocument).Statement;
      const maybe = Fn.conditionIf(isProd.logicalId, second, { Ref: 'AWS::NoValue' });
      override(policy, 'PolicyDocument.Statement', [first, clean.primary.resolve(maybe), third]);
    },
  },
  {
    name: 'rules tell an imported topic',
    seed: ({ primary }) =>
      tell(primary, sns.Topic.fromTopicArn(primary, 'Imported', `arn:aws:sns:${REGION}:${ACCOUNT}:pushes`)),
  },
  {
    name: 'a rule publishes with a role',
    seed: ({ primary }) => {
      const topic = new sns.Topic(primary, 'Pushes');
      new events.Rule(primary, 'Pushed', {
        eventPattern: { source: ['aws.ecr'] },
        targets: [new targets.SnsTopic(topic, { authorizeUsingRole: true })],
      });
    },
  },
  {
    name: 'a topic of another stack is told, whose policy was written by hand',
    seed: (clean) => {
      const other = clean.stack('Topics', REGION);
      const topic = new sns.CfnTopic(other, 'Pushes');
      const statement = {
        Effect: 'Allow',
        Principal: { Service: EVENTS.service },
        Action: 'SNS:Publish',
        Resource: '*',
      };
      const policyDocument = { Version: '2012-10-17', Statement: statement };
      new sns.CfnTopicPolicy(other, 'Policy', { topics: [topic.ref], policyDocument });
      const rule = watch(clean.primary, { source: ['aws.ecr'] });
      rule.targets = [{ id: 'Topic', arn: topic.ref }];
    },
  },
  {
    name: 'topics of other services are closed to EventBridge',
    seed: ({ primary }) => {
      const topic = new sns.CfnTopic(primary, 'Builds', { kmsMasterKeyId: 'alias/aws/sns' });
      const rule = watch(primary, { source: ['aws.codebuild'] });
      rule.targets = [{ id: 'Topic', arn: topic.ref }];
    },
  },
  {
    name: 'rules match all events in all forms of a pattern',
    seed: ({ primary }) => {
      watch(primary, { source: [{ prefix: 'aws.' }] }, 'All');
      watch(
        primary,
        { source: ['aws.ecr', 'aws.inspector2'], 'detail-type': ['ECR Image Scan', 'Inspector2 Scan'] },
        'Scans',
      );
      watch(primary, { source: ['aws.ecr'], detail: { eventName: ['DeleteRepository'] } }, 'Calls');
      const alternatives = [{ 'image-tag': ['latest'] }, { 'image-tag': [{ exists: false }] }];
      watch(
        primary,
        { source: ['aws.ecr'], 'detail-type': ['ECR Image Action'], detail: { $or: alternatives } },
        'Either',
      );
    },
  },
  {
    name: 'a rule on a bus of the security account matches scans of other registries',
    seed: ({ primary }) => {
      const rule = watch(primary, { source: ['aws.ecr'], 'detail-type': ['ECR Image Scan'], account: [OTHER] });
      rule.eventBusName = 'security';
    },
  },
  {
    name: 'a rule matches findings of all members of the organization',
    seed: (clean) => {
      RegistryEvents.fromRegistry(registryOf(clean)).onFinding('All', { findingScope: FindingScope.ALL_MEMBERS });
    },
  },
  {
    name: 'an alarm is on pulls by the hour for a week',
    seed: (clean) => {
      const metric = RepositoryMetrics.fromRepository(repositoryOf(clean)).pullCount({ period: Duration.hours(1) });
      alarm(clean.primary, metric, { evaluationPeriods: 168, datapointsToAlarm: 168 });
    },
  },
  {
    name: 'an alarm queries the pulls of some repositories',
    seed: ({ primary }) => {
      const expression = `${ALL_PULLS} WHERE RepositoryName = 'prod/api'`;
      alarm(primary, new cloudwatch.MathExpression({ expression }));
    },
  },
  {
    name: 'an alarm is on a custom metric',
    seed: ({ primary }) => {
      const metric = new cloudwatch.Metric({ namespace: 'Platform/ECR', metricName: 'RepositorySizeInBytes' });
      alarm(primary, metric);
    },
  },
];
