import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InvalidInputError } from '../text/errors';

/** The period of a metric. Throws unless it is whole minutes, up to a day. */
export function checkedPeriod(api: string, scope: IConstruct, period: Duration = Duration.minutes(5)): Duration {
  if (period.isUnresolved()) return period;
  const seconds = period.toSeconds({ integral: false });
  if (seconds >= 60 && seconds <= 86_400 && seconds % 60 === 0) return period;
  throw new InvalidInputError({
    scope,
    api,
    property: 'period',
    found: `${seconds} seconds`,
    must: 'be whole minutes, from 1 minute to 1 day, because a data point is that of a minute',
    remedy: 'write Duration.minutes(5)',
  });
}
