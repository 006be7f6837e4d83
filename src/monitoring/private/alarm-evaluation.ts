import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { review } from '../../core/review';
import { LONG_PERIODS } from '../../ecr/alarm-range';
import type { RangeLimit } from '../../ecr/alarm-range';
import { mistakesInAlarm } from '../../ecr/mistakes/alarm';
import { checkedPeriod } from '../../facades/metric-period';
import { InvalidInputError } from '../../text/errors';
import { checkDuration } from '../../text/kinds';
import type { EvaluatedAlarmOptions } from '../monitoring-alarm-options';

const DAY = 24 * 3_600;

/** The periods in which an alarm compares its metric with its threshold. */
export interface Evaluation {
  readonly period: Duration;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

/** The construct whose options are checked, for errors. */
export interface AlarmSource {
  readonly scope: IConstruct;
  readonly api: string;
}

/** The evaluation by the options, or by defaults. Throws where CloudWatch would refuse it. */
export function checkedEvaluation(
  source: AlarmSource,
  options: EvaluatedAlarmOptions,
  defaults: Partial<Evaluation> = {},
  limit?: RangeLimit,
): Evaluation {
  const period = checkedPeriod(source.api, source.scope, options.period ?? defaults.period);
  const evaluationPeriods = options.evaluationPeriods ?? defaults.evaluationPeriods ?? 1;
  const byDefault = options.evaluationPeriods === undefined ? defaults.datapointsToAlarm : undefined;
  const datapointsToAlarm = options.datapointsToAlarm ?? byDefault ?? evaluationPeriods;
  const seconds = period.isUnresolved() ? undefined : period.toSeconds();
  const mistakes = mistakesInAlarm({ evaluationPeriods, datapointsToAlarm, period: seconds, limit });
  review(source.scope, { api: source.api, property: '' }, mistakes);
  return { period, evaluationPeriods, datapointsToAlarm };
}

/** The evaluation of a time without activity: one period, or days in a row. */
export function quietEvaluation(source: AlarmSource, quietFor: Duration = Duration.days(1)): Evaluation {
  checkDuration({ ...source, property: 'quietFor' }, quietFor);
  if (quietFor.isUnresolved()) return { period: quietFor, evaluationPeriods: 1, datapointsToAlarm: 1 };
  const seconds = quietFor.toSeconds({ integral: false });
  if (seconds >= 60 && seconds <= DAY && seconds % 60 === 0) {
    return { period: quietFor, evaluationPeriods: 1, datapointsToAlarm: 1 };
  }
  const days = seconds / DAY;
  if (Number.isInteger(days) && days >= 1 && days <= 7) {
    return { period: Duration.days(1), evaluationPeriods: days, datapointsToAlarm: days };
  }
  throw new InvalidInputError({
    ...source,
    property: 'quietFor',
    found: `${seconds} seconds`,
    must: `be whole minutes up to 1 day, or whole days up to 7, because ${LONG_PERIODS.because}`,
    remedy: 'write Duration.days(7) for the longest',
  });
}
