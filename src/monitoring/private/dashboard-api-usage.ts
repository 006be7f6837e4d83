import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricPlace } from './dashboard-place';
import { RegistryOperation } from '../../ecr/registry-operation';
import type { IRegistry } from '../../facades/i-registry';
import { RegistryMetrics } from '../../facades/registry-metrics';

/** Calls of each operation in percent of its quota. */
export function apiUsageWidget(place: MetricPlace, registry: IRegistry): cloudwatch.IWidget {
  const metrics = RegistryMetrics.fromRegistry(registry);
  return new cloudwatch.GraphWidget({
    ...place,
    title: 'API calls, in percent of the quota',
    width: 8,
    height: 6,
    left: RegistryOperation.all.map((operation) => metrics.quotaUsage(operation, { label: operation.operationName })),
    leftYAxis: { min: 0, max: 100, showUnits: false },
    leftAnnotations: [{ value: 80, label: '80 %', color: cloudwatch.Color.ORANGE }],
  });
}
