import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { matchedEvents } from './alarm-metrics';
import type { MetricPlace } from './dashboard-place';
import { DEFAULT_ALARMS } from './default-alarms';
import type { RegistryMonitoring } from '../registry-monitoring';

/** Metrics of images that did not arrive, as the rules of alarms count them. An alarm that is disabled has none. */
export function failuresOf({ rules }: RegistryMonitoring): cloudwatch.IMetric[] {
  return DEFAULT_ALARMS.flatMap((alarm) => {
    if (!('failure' in alarm) || !(alarm.name in rules)) return [];
    const rule = rules[alarm.name];
    return matchedEvents(rule, Duration.minutes(5)).with({ ...rule.env, label: alarm.failure });
  });
}

export function failureWidget(place: MetricPlace, failures: cloudwatch.IMetric[]): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    ...place,
    title: 'Failures',
    width: 8,
    height: 6,
    left: failures,
    leftYAxis: { min: 0, showUnits: false },
  });
}
