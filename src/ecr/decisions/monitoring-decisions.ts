import type { Decisions } from './decision';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';
import { CALL_METRIC, PULL_METRIC } from '../metrics';

const { namespace: REPOSITORIES, metricName: PULLS, dimension: NAME } = PULL_METRIC;
const { namespace: USAGE, metricName: CALLS } = CALL_METRIC;

/** Decisions about events, topics and alarms. */
export const MONITORING_DECISIONS = {
  [EcrRule.TOPIC_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Events that EventBridge cannot publish are lost, and nobody is told of findings in images',
    remedy:
      'add an AWS::SNS::TopicPolicy that allows sns:Publish to the service events.amazonaws.com, without a condition ' +
      '(`topic.addToResourcePolicy`)',
  },
  [EcrRule.TARGET_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Events that EventBridge cannot deliver are lost, and nobody is told of findings in images',
    remedy:
      'add an AWS::SQS::QueuePolicy that allows sqs:SendMessage to events.amazonaws.com with the ARN of the rule as ' +
      'aws:SourceArn (the target `SqsQueue` of the CDK adds it)',
  },
  [EcrRule.FOREIGN_POLICY]: {
    warning: true,
    explanation: 'The app cannot change the policy of a topic or key of another app',
    remedy: 'make sure that the policy admits the service',
  },
  [EcrRule.EVENT_PATTERN]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'EventBridge accepts any pattern; a rule that matches nothing stays silent when something happens',
    remedy:
      'use the documented names: hyphens in events of Amazon ECR (repository-name), camel case in findings of Amazon ' +
      'Inspector (repositoryName), values in upper case; or use RepositoryEvents and RegistryEvents',
  },
  [EcrRule.ALARM_METRIC]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'CloudWatch accepts an alarm on a metric that does not exist; such an alarm gets no data',
    remedy:
      `alarm on ${PULLS} of ${REPOSITORIES} by ${NAME}, or on ${CALLS} of ${USAGE} (Service ${CALL_METRIC.service}, ` +
      `Type ${CALL_METRIC.type}, Resource the operation, Class ${CALL_METRIC.class}); ` +
      'there are no metrics of scan findings, pushes or sizes (see RepositoryMetrics, RegistryMetrics and FindingMetrics)',
  },
  [EcrRule.ALARM_DATAPOINTS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'CloudWatch refuses an alarm that can never go off, and the deployment fails',
    remedy: 'set DatapointsToAlarm to at most EvaluationPeriods, or leave it out to require all periods',
  },
  [EcrRule.ALARM_MISSING_DATA]: {
    finding: EcrRuleSeverity.WARNING,
    explanation: 'CloudWatch has no data of pulls and calls that do not happen, so such an alarm misses what it is for',
    remedy: 'set TreatMissingData to breaching',
  },
  [EcrRule.REGISTRY_WIDE_QUERY]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A query over all repositories is billed for each repository and reads at most 10,000',
    remedy: 'alarm on RegistryMetrics.apiCalls(RegistryOperation.BATCH_GET_IMAGE) instead',
  },
  [EcrRule.REPLICA_NOT_MONITORED]: {
    warning: true,
    explanation: 'Failures of replication are reported at the destination',
    remedy: 'add a RegistryMonitoring in a stack of its account and region',
  },
  [EcrRule.ALARM_ACTION]: {
    warning: true,
    explanation: 'An alarm without an action tells nobody: its state shows in CloudWatch only',
    remedy: 'give the severity of the alarm an action, such as a NotificationTopic',
  },
} satisfies Decisions;
