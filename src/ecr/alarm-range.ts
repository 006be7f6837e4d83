/** The longest range that CloudWatch evaluates for an alarm, and the reason. */
export interface RangeLimit {
  readonly seconds: number;
  readonly because: string;
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** A query of Metrics Insights, with any period. */
export const METRICS_INSIGHTS: RangeLimit = {
  seconds: 3 * HOUR,
  because: 'CloudWatch evaluates a query of Metrics Insights over at most 3 hours',
};
/** Periods that are shorter than an hour. */
export const SHORT_PERIODS: RangeLimit = {
  seconds: DAY,
  because: 'CloudWatch evaluates periods of less than an hour over at most 1 day',
};
/** Periods of an hour and more. */
export const LONG_PERIODS: RangeLimit = {
  seconds: 7 * DAY,
  because: 'CloudWatch evaluates at most 7 days',
};

/**
 * The longest range of an alarm on metrics.
 *
 * @param period length of a period in seconds
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function rangeLimit(period: number): RangeLimit {
  return period < HOUR ? SHORT_PERIODS : LONG_PERIODS;
}
