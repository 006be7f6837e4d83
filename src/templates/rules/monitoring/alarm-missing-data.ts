import { ecrMetricsOf } from './alarm-metrics';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const ALARM_MISSING_DATA: Rule = {
  id: EcrRule.ALARM_MISSING_DATA,
  types: [ResourceType.ALARM],
  check: checkMissingData,
};

const BELOW = ['LessThanThreshold', 'LessThanOrEqualToThreshold'];

/** How an alarm without any data stays silent, by its treatment of missing data. */
const SILENT: Readonly<Record<string, string>> = {
  notBreaching: 'counts a period without data as good',
  ignore: 'keeps its state in a period without data',
};

function* checkMissingData(alarm: TemplateResource): Iterable<Problem> {
  const [comparison, treatment] = ['ComparisonOperator', 'TreatMissingData'].map((name) => alarm.property(name));
  const silent = SILENT[String(treatment)];
  if (silent === undefined || !BELOW.includes(String(comparison))) return;
  // An expression may fill in the periods without data.
  const metrics = ecrMetricsOf(alarm);
  if (metrics.length === 0 || alarm.list('Metrics').some(hasExpression)) return;
  const name = String(metrics[0].metricName);
  yield {
    at: 'Properties/TreatMissingData',
    text: `the alarm is for few or no ${name}, but ${silent}, and ${name} has no data while nothing happens`,
  };
}

function hasExpression(query: unknown): boolean {
  return (query as { Expression?: unknown } | null)?.Expression !== undefined;
}
