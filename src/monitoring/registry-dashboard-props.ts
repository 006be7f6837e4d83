import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DashboardSection } from './dashboard-section';
import type { FindingMetrics } from './finding-metrics';
import type { RegistryMonitoring } from './registry-monitoring';
import type { IRegistry } from '../facades/i-registry';

/** Properties of `RegistryDashboard`. */
export interface RegistryDashboardProps {
  /** The registry whose metrics the dashboard shows first. */
  readonly registry: IRegistry;

  /**
   * Registries of other regions and accounts. The dashboard shows each of them in sections of its own, below
   * `registry`.
   *
   * If a registry is in another account, that account must share its CloudWatch metrics with the account of the
   * dashboard.
   *
   * @default - the dashboard shows `registry` only
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Cross-Account-Cross-Region.html
   */
  readonly otherRegistries?: IRegistry[];

  /**
   * The sections of the dashboard. The order in this list has no effect.
   *
   * @default - all sections with content: alarms need `monitoring` or `alarms`, findings need `findingMetrics`, and
   * failures need a `monitoring` that counts failures
   */
  readonly sections?: DashboardSection[];

  /**
   * The monitoring of the registries on the dashboard, for the sections of alarms and failures.
   *
   * The dashboard shows all alarms of each `RegistryMonitoring`, including alarms that are added later. It shows the
   * failures that the alarms `ReplicationFailures` and `PullThroughCacheFailures` count, if these alarms are enabled.
   *
   * If a monitoring is in another account or region than the dashboard, its account and region must be known at
   * synthesis. The CDK then names its alarms and rules, so CloudFormation replaces those already deployed without a
   * name.
   *
   * @default - the dashboard shows no failures, as Amazon ECR has no metrics for them, and no alarms except `alarms`
   */
  readonly monitoring?: RegistryMonitoring[];

  /**
   * More alarms whose state the dashboard shows, of any account and region.
   *
   * An alarm of another account or region than the dashboard needs an `alarmName`.
   *
   * @default - only the alarms of `monitoring`
   */
  readonly alarms?: cloudwatch.IAlarmRef[];

  /**
   * The metrics of scan findings in the registries on the dashboard.
   *
   * @default - the dashboard shows no findings, as Amazon ECR has no metrics for them
   */
  readonly findingMetrics?: FindingMetrics[];

  /**
   * Name of the dashboard: 1 to 255 letters, digits, `-` and `_`. The name must be unique in the account, in all
   * regions.
   *
   * @default - CloudFormation generates a name
   */
  readonly dashboardName?: string;
}
