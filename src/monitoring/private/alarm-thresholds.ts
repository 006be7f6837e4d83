import type { AlarmSource } from './alarm-evaluation';
import { review } from '../../core/review';
import { mistakesInCount } from '../../ecr/mistakes/alarm';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';
import { AlarmSeverity } from '../monitoring-actions';
import type { MonitoringAlarmOptions } from '../monitoring-alarm-options';

/** The options with the threshold of an alarm. */
type ThresholdProperty = 'eventCount' | 'pullCount' | 'pushCount' | 'usagePercent';
/** The options with a second threshold, which is critical. */
type CriticalProperty = `critical${Capitalize<ThresholdProperty>}`;

/** The options of any alarm. */
export type ThresholdOptions = MonitoringAlarmOptions & {
  readonly [Property in ThresholdProperty | CriticalProperty]?: number;
};

/** The threshold of a kind of alarm. */
export interface ThresholdDefaults {
  /** The option with the threshold, and its default. */
  readonly threshold: readonly [ThresholdProperty, number];
  /**
   * The severity of an alarm with one threshold.
   *
   * @default AlarmSeverity.WARNING
   */
  readonly severity?: AlarmSeverity;
  /** Whether the alarm is on below the threshold, instead of at and above it. */
  readonly below?: boolean;
}

/** A threshold of an alarm. */
export interface AlarmThreshold {
  readonly value: number;
  readonly severity: AlarmSeverity;
}

/** The threshold of an alarm, and after it the critical one if there are two. Throws where one could have no effect. */
export function checkedThresholds(
  source: AlarmSource,
  options: ThresholdOptions,
  { threshold: [property, byDefault], severity: ofOne = AlarmSeverity.WARNING, below = false }: ThresholdDefaults,
): AlarmThreshold[] {
  const value = options[property] ?? byDefault;
  checkThreshold(source, property, value);
  const criticalProperty = criticalOf(property);
  const critical = options[criticalProperty];
  if (critical === undefined) return [{ value, severity: options.severity ?? ofOne }];

  checkThreshold(source, criticalProperty, critical);
  if (options.severity === AlarmSeverity.CRITICAL) {
    throw new InvalidInputError({
      ...source,
      property: 'severity',
      found: options.severity,
      must: `be WARNING beside ${criticalProperty}, because each threshold needs a severity of its own`,
      remedy: `leave it out, or leave ${criticalProperty} out`,
    });
  }
  if (isLiteral(value) && isLiteral(critical) && (below ? critical >= value : critical <= value)) {
    throw new InvalidInputError({
      ...source,
      property: criticalProperty,
      found: critical,
      must: `be ${below ? 'less' : 'more'} than ${property}, which is ${value}, so that the warning comes first`,
      remedy: below ? `lower it, or raise ${property}` : `raise it, or lower ${property}`,
    });
  }
  return [
    { value, severity: AlarmSeverity.WARNING },
    { value: critical, severity: AlarmSeverity.CRITICAL },
  ];
}

/** Throws unless a threshold is in its range. With 0, an alarm would always be on, or never. */
function checkThreshold({ scope, api }: AlarmSource, property: ThresholdProperty | CriticalProperty, value: number) {
  if (!/percent$/i.test(property)) return review(scope, { api, property: '' }, mistakesInCount(property, value));
  if (!isLiteral(value) || (value > 0 && value <= 100)) return;
  throw new InvalidInputError({
    scope,
    api,
    property,
    found: value,
    must: 'be more than 0 and at most 100 percent',
    remedy: `write ${property === 'usagePercent' ? 80 : 95} to be told before calls are throttled`,
  });
}

function criticalOf(property: ThresholdProperty): CriticalProperty {
  return `critical${property[0].toUpperCase()}${property.slice(1)}` as CriticalProperty;
}
