import type { Mistake } from './mistake';
import { isLiteral } from '../../text/unresolved';
import { rangeLimit } from '../alarm-range';
import type { RangeLimit } from '../alarm-range';
import { EcrRule } from '../ecr-rule';

/** The periods in which an alarm compares its metrics with its threshold. Unresolved values are not judged. */
export interface AlarmEvaluation {
  readonly evaluationPeriods?: number;
  readonly datapointsToAlarm?: number;
  /** The length of a period in seconds. */
  readonly period?: number;
  /**
   * The longest range.
   *
   * @default - that of metrics with such periods
   */
  readonly limit?: RangeLimit;
}

/** Periods of less than a minute, in seconds. */
const SHORT_PERIODS = [10, 20, 30];

/** Mistakes in the periods and data points of an alarm that CloudWatch refuses. */
export function* mistakesInAlarm(evaluation: AlarmEvaluation): Iterable<Mistake> {
  const { evaluationPeriods, datapointsToAlarm } = evaluation;
  yield* mistakesInCount('evaluationPeriods', evaluationPeriods);
  yield* mistakesInRange(evaluation);
  yield* mistakesInCount('datapointsToAlarm', datapointsToAlarm);
  if (!isLiteral(datapointsToAlarm) || !isLiteral(evaluationPeriods) || datapointsToAlarm <= evaluationPeriods) return;
  const must = `be at most evaluationPeriods, which is ${evaluationPeriods}`;
  yield mistake('datapointsToAlarm', datapointsToAlarm, must, 'lower it, or evaluate more periods');
}

/** The mistake in a count of less than 1. With 0, an alarm would be on always or never. */
export function* mistakesInCount(at: string, count: number | undefined): Iterable<Mistake> {
  if (!isLiteral(count) || (Number.isInteger(count) && count >= 1)) return;
  yield mistake(at, count, 'be a whole number, at least 1', 'write 1 for the first');
}

function* mistakesInRange({ period, evaluationPeriods, limit }: AlarmEvaluation): Iterable<Mistake> {
  if (isLiteral(period) && period % 60 !== 0 && !SHORT_PERIODS.includes(period)) {
    const must = `be ${SHORT_PERIODS.join(', ')} or a multiple of 60 seconds`;
    return yield mistake('period', `${period} seconds`, must, 'use a minute, or whole minutes');
  }
  if (!isLiteral(period) || !isLiteral(evaluationPeriods)) return;
  const { seconds, because } = limit ?? rangeLimit(period);
  if (period * evaluationPeriods <= seconds) return;
  const most = Math.floor(seconds / period);
  if (most >= 1) {
    const must = `be at most ${most} with a period of ${period} seconds, because ${because}`;
    yield mistake('evaluationPeriods', evaluationPeriods, must, 'evaluate fewer periods');
  } else {
    yield mistake('period', `${period} seconds`, `be at most ${seconds} seconds, because ${because}`, 'shorten it');
  }
}

function mistake(at: string, found: unknown, must: string, remedy: string): Mistake {
  return { id: EcrRule.ALARM_DATAPOINTS, at, found, must, remedy };
}
