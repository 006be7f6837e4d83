import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricPlace } from './dashboard-place';
import { Severity } from '../../ecr/events/severity';
import type { FindingMetrics } from '../finding-metrics';

const COLORS: Partial<Record<Severity, string>> = {
  [Severity.CRITICAL]: cloudwatch.Color.RED,
  [Severity.HIGH]: cloudwatch.Color.ORANGE,
};

/** Findings of scans, by severity. */
export function findingWidget(place: MetricPlace, findings: FindingMetrics): cloudwatch.IWidget {
  return new cloudwatch.GraphWidget({
    ...place,
    title: 'Findings',
    width: 8,
    height: 6,
    left: findings.severities.map((severity) =>
      findings.metric(severity, { label: severity, color: COLORS[severity] }),
    ),
    leftYAxis: { min: 0, showUnits: false },
    stacked: true,
  });
}
