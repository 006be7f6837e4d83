import type { Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { DecisionCase } from './decision-case';
import { ACCOUNT, REGION, resource, stackBeside, template } from './decision-case';
import type { MONITORING_DECISIONS } from '../../../src/ecr/decisions/monitoring-decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { ALL_PULLS } from '../../../src/ecr/metrics';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { FindingLog } from '../../../src/monitoring/finding-log';
import { NotificationTopic } from '../../../src/monitoring/notification-topic';
import { RegistryMonitoring } from '../../../src/monitoring/registry-monitoring';
import { Registry } from '../../../src/registry/registry';

const scannedRegistry = (stack: Stack) =>
  new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });

function monitoring(stack: Stack, registry = scannedRegistry(stack)): RegistryMonitoring {
  const topic = sns.Topic.fromTopicArn(stack, 'Pager', `arn:aws:sns:${REGION}:${ACCOUNT}:pager`);
  const action = NotificationTopic.actionFor(topic);
  return new RegistryMonitoring(stack, 'Monitoring', { registry, actions: { critical: [action], warning: [action] } });
}

const alarm = (properties: object) =>
  resource('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/ECR',
    MetricName: 'RepositoryPullCount',
    Dimensions: [{ Name: 'RepositoryName', Value: 'prod/api' }],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 1,
    ...properties,
  });

export const MONITORING_CASES: Record<keyof typeof MONITORING_DECISIONS, DecisionCase> = {
  [EcrRule.TOPIC_POLICY]: {
    finding: {
      templates: [
        template({
          Topic: ['AWS::SNS::Topic', {}],
          Rule: [
            'AWS::Events::Rule',
            { EventPattern: { source: ['aws.ecr'] }, Targets: [{ Id: 'Topic', Arn: { Ref: 'Topic' } }] },
          ],
        }),
      ],
    },
  },
  [EcrRule.TARGET_POLICY]: {
    finding: {
      templates: [
        template({
          Queue: ['AWS::SQS::Queue', {}],
          Rule: [
            'AWS::Events::Rule',
            {
              EventPattern: { source: ['aws.ecr'] },
              Targets: [{ Id: 'Queue', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
            },
          ],
        }),
      ],
    },
  },
  [EcrRule.FOREIGN_POLICY]: {
    warning: (stack) => {
      const keyArn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
      const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', keyArn);
      return new FindingLog(stack, 'Log', { registry: scannedRegistry(stack), encryptionKey });
    },
  },
  [EcrRule.EVENT_PATTERN]: {
    finding: resource('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.ecr'],
        'detail-type': ['ECR Image Action'],
        detail: { repositoryName: ['prod/api'] },
      },
    }),
  },
  [EcrRule.ALARM_METRIC]: { finding: alarm({ MetricName: 'RepositorySizeInBytes' }) },
  [EcrRule.ALARM_DATAPOINTS]: { finding: alarm({ DatapointsToAlarm: 5 }) },
  [EcrRule.ALARM_MISSING_DATA]: {
    finding: alarm({ ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'notBreaching' }),
  },
  [EcrRule.REGISTRY_WIDE_QUERY]: {
    warning: (stack) => {
      const own = monitoring(stack);
      own.addPullSurge('Surge', { pullCount: 5_000 });
      return own;
    },
    finding: resource('AWS::CloudWatch::Alarm', { Metrics: [{ Id: 'pulls', Expression: ALL_PULLS, Period: 300 }] }),
  },
  [EcrRule.REPLICA_NOT_MONITORED]: {
    warning: (stack) => {
      const registry = scannedRegistry(stack);
      registry.replicateTo(scannedRegistry(stackBeside(stack)), { repositoryPrefixes: ['prod/'] });
      return monitoring(stack, registry);
    },
  },
  [EcrRule.ALARM_ACTION]: {
    warning: (stack) => {
      const action = { bind: () => ({ alarmActionArn: `arn:aws:sns:${REGION}:${ACCOUNT}:pager` }) };
      const registry = scannedRegistry(stack);
      return new RegistryMonitoring(stack, 'Monitoring', { registry, actions: { critical: [action] } });
    },
  },
};
