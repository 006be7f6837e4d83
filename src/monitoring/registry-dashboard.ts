import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { DashboardSection } from './dashboard-section';
import { AlarmStates } from './private/dashboard-alarms';
import { apiUsageWidget } from './private/dashboard-api-usage';
import { checkDashboardKinds, DashboardChecks } from './private/dashboard-checks';
import { failuresOf, failureWidget } from './private/dashboard-failures';
import { findingWidget } from './private/dashboard-findings';
import { placeOf } from './private/dashboard-place';
import { pullWidgets } from './private/dashboard-pulls';
import type { RegistryDashboardProps } from './registry-dashboard-props';
import type { IRegistry } from '../facades/i-registry';

/**
 * A CloudWatch dashboard of one or more registries.
 *
 * The dashboard shows alarms, pulls, scan findings, failures of replication and pull-through caches, and how much of
 * the API quotas is used. It has as many widgets for 10,000 repositories as for one, because CloudWatch selects the
 * repositories with the most pulls.
 *
 * Two widgets rank repositories by pulls. "Pulls: the 20 most pulled repositories" ranks up to 10,000 repositories,
 * over at most the last two weeks. "Pulls by repository" covers any time range, but ranks at most 500 repositories, and
 * only those pulled in the last two weeks.
 *
 * Amazon ECR has no metrics of failures. The dashboard shows failures of a registry only if `monitoring` has a
 * `RegistryMonitoring` for it.
 *
 * @example
 * import {
 *   FindingMetrics,
 *   NotificationTopic,
 *   Registry,
 *   RegistryDashboard,
 *   RegistryMonitoring,
 *   RegistryScanning,
 * } from 'cdk-ecr';
 *
 * const registry = new Registry(this, 'Registry', { scanning: RegistryScanning.enhanced({ continuous: ['*'] }) });
 * const findings = new FindingMetrics(this, 'Findings', { registry });
 * const pager = new NotificationTopic(this, 'Pager');
 * const actions = { critical: [pager], warning: [pager] };
 * new RegistryDashboard(this, 'Dashboard', {
 *   registry,
 *   monitoring: [new RegistryMonitoring(this, 'Monitoring', { registry, findings, actions })],
 *   findingMetrics: [findings],
 *   dashboardName: 'registry',
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export class RegistryDashboard extends Construct {
  /** The CloudWatch dashboard. Add more widgets to it. */
  public readonly dashboard: cloudwatch.Dashboard;

  /** The sections that the dashboard shows. */
  public readonly sections: DashboardSection[];

  public constructor(scope: Construct, id: string, props: RegistryDashboardProps) {
    super(scope, id);
    checkDashboardKinds(this, props);
    const { monitoring = [], alarms = [] } = props;
    const checks = new DashboardChecks(this, props);
    this.sections = checks.sections(props.sections);
    checks.name(props.dashboardName);

    const rows: cloudwatch.IWidget[][] = [];
    if (this.shows(DashboardSection.ALARMS)) {
      const monitored = () => monitoring.flatMap((each): cloudwatch.IAlarmRef[] => Object.values(each.alarms));
      rows.push([new AlarmStates(() => [...new Set([...monitored(), ...alarms])])]);
    }
    for (const each of checks.registries) rows.push(...this.rowsOf(each, checks));
    checks.size(rows);

    this.dashboard = new cloudwatch.Dashboard(this, 'Resource', {
      dashboardName: props.dashboardName,
      defaultInterval: Duration.days(1),
      widgets: rows,
    });
  }

  private rowsOf(registry: IRegistry, checks: DashboardChecks): cloudwatch.IWidget[][] {
    const place = placeOf(this, registry);
    const monitoring = checks.monitoringOf(registry);
    const pulls = this.shows(DashboardSection.PULLS) ? pullWidgets(place) : [];
    const others: cloudwatch.IWidget[] = [];
    if (this.shows(DashboardSection.FINDINGS)) {
      others.push(...checks.findingsOf(registry).map((each) => findingWidget(place, each)));
    }
    const failures = this.shows(DashboardSection.FAILURES) ? monitoring.flatMap(failuresOf) : [];
    if (failures.length > 0) others.push(failureWidget(place, failures));
    if (this.shows(DashboardSection.API_USAGE)) others.push(apiUsageWidget(place, registry, monitoring));
    if (pulls.length + others.length === 0) return [];

    const title = new cloudwatch.TextWidget({ markdown: `## ${registry.registryUri}`, width: 24, height: 1 });
    return [[title], pulls, others].filter((row) => row.length > 0);
  }

  private shows(section: DashboardSection): boolean {
    return this.sections.includes(section);
  }
}
