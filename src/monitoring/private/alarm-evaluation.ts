import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { LONG_PERIODS, rangeLimit } from '../../ecr/alarm-range';
import type { RangeLimit } from '../../ecr/alarm-range';
import { checkedPeriod } from '../../facades/metric-period';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';
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
  readonly owner: string;
}

/** The evaluation by the options, or by defaults. Throws where CloudWatch would refuse it. */
export function checkedEvaluation(
  source: AlarmSource,
  options: EvaluatedAlarmOptions,
  defaults: Partial<Evaluation> = {},
  limit?: RangeLimit,
): Evaluation {
  const period = checkedPeriod(source.owner, source.scope, options.period ?? defaults.period);
  const evaluationPeriods = options.evaluationPeriods ?? defaults.evaluationPeriods ?? 1;
  checkCount(source, 'evaluationPeriods', evaluationPeriods);
  checkRange(source, period, evaluationPeriods, limit);
  const byDefault = options.evaluationPeriods === undefined ? defaults.datapointsToAlarm : undefined;
  const datapointsToAlarm = options.datapointsToAlarm ?? byDefault ?? evaluationPeriods;
  checkCount(source, 'datapointsToAlarm', datapointsToAlarm);
  if (isLiteral(datapointsToAlarm) && isLiteral(evaluationPeriods) && datapointsToAlarm > evaluationPeriods) {
    throw new InvalidInputError({
      ...source,
      property: 'datapointsToAlarm',
      found: datapointsToAlarm,
      must: `be at most evaluationPeriods, which is ${evaluationPeriods}`,
      remedy: 'lower it, or evaluate more periods',
    });
  }
  return { period, evaluationPeriods, datapointsToAlarm };
}

/** The evaluation of a time without activity: one period, or days in a row. */
export function quietEvaluation(source: AlarmSource, quietFor: Duration = Duration.days(1)): Evaluation {
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

/** Throws unless a threshold of a count is at least 1. With 0 an alarm would always be on, or never. */
export function checkCount(source: AlarmSource, property: string, count: number): void {
  if (!isLiteral(count) || (Number.isInteger(count) && count >= 1)) return;
  throw new InvalidInputError({
    ...source,
    property,
    found: count,
    must: 'be a whole number, at least 1',
    remedy: 'write 1 for the first',
  });
}

export function checkPercent(source: AlarmSource, property: string, percent: number): void {
  if (!isLiteral(percent) || (percent > 0 && percent <= 100)) return;
  throw new InvalidInputError({
    ...source,
    property,
    found: percent,
    must: 'be more than 0 and at most 100 percent',
    remedy: 'write 80 to be told before calls are throttled',
  });
}

function checkRange(source: AlarmSource, period: Duration, evaluationPeriods: number, limit?: RangeLimit): void {
  if (period.isUnresolved() || !isLiteral(evaluationPeriods)) return;
  const length = period.toSeconds();
  const { seconds, because } = limit ?? rangeLimit(length);
  if (length * evaluationPeriods <= seconds) return;
  const most = Math.floor(seconds / length);
  throw new InvalidInputError({
    ...source,
    ...(most >= 1
      ? {
          property: 'evaluationPeriods',
          found: evaluationPeriods,
          must: `be at most ${most} with a period of ${length} seconds, because ${because}`,
          remedy: 'evaluate fewer periods',
        }
      : {
          property: 'period',
          found: `${length} seconds`,
          must: `be at most ${seconds} seconds, because ${because}`,
          remedy: 'shorten it',
        }),
  });
}
