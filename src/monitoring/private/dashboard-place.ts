import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { IRegistry } from '../../facades/i-registry';

/** Where a widget takes its metrics from. */
export interface MetricPlace {
  readonly region: string;
  /** Only of another account: to read its metrics, it has to share them. */
  readonly accountId?: string;
}

/** Where the metrics of a registry are, for a dashboard. */
export function placeOf(dashboard: IConstruct, { env }: IRegistry): MetricPlace {
  return { region: env.region, accountId: env.account === Stack.of(dashboard).account ? undefined : env.account };
}
