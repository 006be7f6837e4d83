import type { Decisions } from './decision';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';
import { CALL_METRIC, PULL_METRIC } from '../metrics';

const { namespace: REPOSITORIES, metricName: PULLS, dimension: NAME } = PULL_METRIC;
const { namespace: USAGE, metricName: CALLS } = CALL_METRIC;

/** Decisions about events, topics and alarms. */
export const MONITORING_DECISIONS = {
  [EcrRule.TOPIC_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'What EventBridge may not publish is lost, and nobody hears of what was found in an image',
    remedy:
      'add an AWS::SNS::TopicPolicy that allows sns:Publish to the service events.amazonaws.com, without a condition ' +
      '(`topic.addToResourcePolicy`)',
  },
  [EcrRule.FOREIGN_POLICY]: {
    warning: true,
    explanation: 'The app cannot change the policy of a topic or key of another app',
    remedy: 'make sure that the policy admits the service',
  },
  [EcrRule.EVENT_PATTERN]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'EventBridge takes any pattern, and a rule that matches nothing looks like a registry in which nothing happens',
    remedy:
      'write the pattern as the event is documented: of Amazon ECR with hyphens (repository-name), of a finding of Amazon ' +
      'Inspector in camel case (repositoryName), values in upper case; or use RepositoryEvents and RegistryEvents',
  },
  [EcrRule.ALARM_METRIC]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'CloudWatch takes an alarm on any name, and one without data is as silent as one with nothing to tell',
    remedy:
      `alarm on ${PULLS} of ${REPOSITORIES} by ${NAME}, or on ${CALLS} of ${USAGE} (Service ${CALL_METRIC.service}, ` +
      `Type ${CALL_METRIC.type}, Resource the operation, Class ${CALL_METRIC.class}); ` +
      'of scan findings, pushes and sizes there are no metrics (RepositoryMetrics, RegistryMetrics and FindingMetrics)',
  },
  [EcrRule.ALARM_DATAPOINTS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'CloudWatch refuses an alarm that could not go off, and with it the deployment',
    remedy: 'set DatapointsToAlarm to EvaluationPeriods at most, or leave it out for all of them',
  },
  [EcrRule.REGISTRY_WIDE_QUERY]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A query over all repositories is billed for each of them and reads 10,000 at most',
    remedy: 'alarm on RegistryMetrics.apiCalls(RegistryOperation.BATCH_GET_IMAGE) instead',
  },
  [EcrRule.REPLICA_NOT_MONITORED]: {
    warning: true,
    explanation: 'Failures of replication are reported at the destination',
    remedy: 'add a RegistryMonitoring in a stack of its account and region',
  },
} satisfies Decisions;
