import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { IRegistry } from '../../facades/i-registry';

/** The account and region whose metrics a widget shows. */
export interface MetricPlace {
  readonly region: string;
  /** Set only for another account, which must share its metrics. */
  readonly accountId?: string;
}

/** The place of a registry's metrics, as seen from a dashboard. */
export function placeOf(dashboard: IConstruct, { env }: IRegistry): MetricPlace {
  return { region: env.region, accountId: env.account === Stack.of(dashboard).account ? undefined : env.account };
}
