import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { matchedEvents } from './alarm-metrics';
import type { MetricPlace } from './dashboard-place';
import { FailureAlarm } from './default-alarms';
import type { RegistryMonitoring } from '../registry-monitoring';

const LABELS: Record<FailureAlarm, string> = {
  [FailureAlarm.REPLICATION]: 'Replication to this registry',
  [FailureAlarm.PULL_THROUGH_CACHE]: 'Pull-through caches',
};

/** Metrics of images that did not arrive, as the rules of alarms count them. An alarm that is disabled has none. */
export function failuresOf({ rules }: RegistryMonitoring): cloudwatch.IMetric[] {
  return Object.values(FailureAlarm)
    .filter((name) => rules[name])
    .map((name) => matchedEvents(rules[name], Duration.minutes(5)).with({ ...rules[name].env, label: LABELS[name] }));
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
