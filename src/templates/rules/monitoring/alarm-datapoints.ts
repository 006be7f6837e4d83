import { ecrMetricsOf } from './alarm-metrics';
import { METRICS_INSIGHTS } from '../../../ecr/alarm-range';
import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInAlarm } from '../../../ecr/mistakes/alarm';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { problemsOf } from '../mistake-problems';

export const ALARM_DATAPOINTS: Rule = {
  id: EcrRule.ALARM_DATAPOINTS,
  types: [ResourceType.ALARM],
  check: checkDatapoints,
};

function* checkDatapoints(alarm: TemplateResource): Iterable<Problem> {
  const evaluationPeriods = numberOf(alarm.property('EvaluationPeriods'));
  const datapointsToAlarm = numberOf(alarm.property('DatapointsToAlarm'));
  const reported = new Set<string>();
  for (const { at, period, expression } of ecrMetricsOf(alarm)) {
    const limit = /^\s*SELECT\s/i.test(String(expression)) ? METRICS_INSIGHTS : undefined;
    const evaluation = { evaluationPeriods, datapointsToAlarm, period: numberOf(period), limit };
    for (const mistake of mistakesInAlarm(evaluation)) {
      if (reported.has(mistake.at)) continue;
      reported.add(mistake.at);
      const place = mistake.at === 'period' ? at : `Properties/${capitalized(mistake.at)}`;
      yield* problemsOf(EcrRule.ALARM_DATAPOINTS, place, '', [mistake], () => '');
    }
  }
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** A number, or a text with a number, as templates may have it. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : undefined;
}
