import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { DashboardSection } from './dashboard-section';
import type { FindingMetrics } from './finding-metrics';
import type { RegistryMonitoring } from './registry-monitoring';
import type { IRegistry } from '../facades/i-registry';

/** Properties of `RegistryDashboard`. */
export interface RegistryDashboardProps {
  /** The registry. */
  readonly registry: IRegistry;

  /**
   * Registries of other regions and accounts, each with sections of its own, below. To show the metrics of another
   * account, CloudWatch needs that account to share them with the one of the dashboard.
   *
   * @default - one registry only
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Cross-Account-Cross-Region.html
   */
  readonly otherRegistries?: IRegistry[];

  /**
   * The sections. The dashboard decides their order.
   *
   * @default - everything: alarms where there are `monitoring` or `alarms`, findings where there are `findingMetrics`, and
   * failures where `monitoring` counts them
   */
  readonly sections?: DashboardSection[];

  /**
   * The monitoring of these registries. The dashboard shows its alarms, also those that are added later, and the
   * failures that it counts for the alarms `ReplicationFailures` and `PullThroughCacheFailures`, where they are
   * enabled. For a dashboard of another account or region its alarms and rules get names, so that those that are
   * deployed already are replaced; for that its account and region must be known at synthesis.
   *
   * @default - no failures, as Amazon ECR has no metrics for them, and no alarms but `alarms`
   */
  readonly monitoring?: RegistryMonitoring[];

  /**
   * Other alarms whose state is shown: of any account and region, where those of another one need an `alarmName`.
   *
   * @default - none but those of `monitoring`
   */
  readonly alarms?: cloudwatch.IAlarmRef[];

  /**
   * Metrics of findings, of these registries.
   *
   * @default - no findings, as Amazon ECR has no metrics for them
   */
  readonly findingMetrics?: FindingMetrics[];

  /**
   * Name of the dashboard: 1 to 255 letters, digits, `-` and `_`. Dashboards are of the account, not of a region.
   *
   * @default - CloudFormation generates a name
   */
  readonly dashboardName?: string;
}
