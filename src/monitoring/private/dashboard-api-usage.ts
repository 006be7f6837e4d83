import { Tokenization } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricPlace } from './dashboard-place';
import { DEFAULT_ALARMS } from './default-alarms';
import { criticalName } from './registry-alarms';
import { RegistryOperation } from '../../ecr/registry-operation';
import type { IRegistry } from '../../facades/i-registry';
import { RegistryMetrics } from '../../facades/registry-metrics';
import type { RegistryMonitoring } from '../registry-monitoring';

const NAMES = DEFAULT_ALARMS.filter(({ option }) => option === 'apiUsage').map(({ name }) => name);

/** The thresholds of the alarms on API quotas. All operations have the same. */
function linesOf({ alarms }: RegistryMonitoring): cloudwatch.HorizontalAnnotation[] {
  const name = NAMES.find((each) => each in alarms);
  if (name === undefined) return [];
  const { [name]: first, [criticalName(name)]: critical } = alarms;
  const line = lineAt(first.toAnnotation().value, cloudwatch.Color.ORANGE);
  return critical ? [line, lineAt(critical.toAnnotation().value, cloudwatch.Color.RED)] : [line];
}

function lineAt(value: number, color: string): cloudwatch.HorizontalAnnotation {
  return { value, label: `${Tokenization.stringifyNumber(value)} %`, color };
}

/** Calls of each operation in percent of its quota, with the thresholds of its alarms, or a line at 80 percent. */
export function apiUsageWidget(
  place: MetricPlace,
  registry: IRegistry,
  monitoring: RegistryMonitoring[],
): cloudwatch.IWidget {
  const lines = monitoring.flatMap(linesOf);
  const metrics = RegistryMetrics.fromRegistry(registry);
  return new cloudwatch.GraphWidget({
    ...place,
    title: 'API calls, in percent of the quota',
    width: 8,
    height: 6,
    left: RegistryOperation.all.map((operation) => metrics.quotaUsage(operation, { label: operation.operationName })),
    leftYAxis: { min: 0, max: 100, showUnits: false },
    leftAnnotations: lines.length > 0 ? lines : [lineAt(80, cloudwatch.Color.ORANGE)],
  });
}
