import type { AlarmMetric } from './alarm-metrics';
import { ecrMetricsOf } from './alarm-metrics';
import { METRICS_INSIGHTS, rangeLimit } from '../../../ecr/alarm-range';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const ALARM_DATAPOINTS: Rule = {
  id: EcrRule.ALARM_DATAPOINTS,
  types: [ResourceType.ALARM],
  check: checkDatapoints,
};

function* checkDatapoints(alarm: TemplateResource): Iterable<Problem> {
  const metrics = ecrMetricsOf(alarm);
  const periods = numberOf(alarm.property('EvaluationPeriods'));
  if (metrics.length === 0 || periods === undefined) return;
  const datapoints = numberOf(alarm.property('DatapointsToAlarm'));
  if (datapoints !== undefined && datapoints > periods) {
    const text = `DatapointsToAlarm is ${datapoints}, more than the ${periods} of EvaluationPeriods, so that the deployment fails`;
    yield { at: 'Properties/DatapointsToAlarm', text };
  }
  const tooLong = metrics.map((metric) => rangeText(metric, periods)).find((text) => text !== undefined);
  if (tooLong === undefined) return;
  const remedy = 'lower EvaluationPeriods, or take longer periods: of an hour and more they may be 7 days together';
  yield { at: 'Properties/EvaluationPeriods', text: tooLong, remedy };
}

function rangeText({ period, expression }: AlarmMetric, periods: number): string | undefined {
  const length = numberOf(period);
  if (length === undefined) return undefined;
  const isQuery = /^\s*SELECT\s/i.test(String(expression));
  const { seconds, because } = isQuery ? METRICS_INSIGHTS : rangeLimit(length);
  if (length * periods <= seconds) return undefined;
  return `${periods} periods of ${length} seconds are more than the deployment can have, as ${because}`;
}

/** A number, or a text that is one; templates have both. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
