import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import {
  FindingMetrics,
  NotificationTopic,
  RegistryDashboard,
  RegistryMonitoring,
  ScanFindingNotifications,
  Severity,
} from 'cdk-ecr';
import type { IRegistry } from 'cdk-ecr';

interface MonitoringStackProps extends StackProps {
  readonly registry: IRegistry;
  /** What monitors registries of other regions, which are on the dashboard too. */
  readonly otherMonitoring: RegistryMonitoring[];
  /** Keys that images are encrypted with. */
  readonly repositoryKeys: kms.IKeyRef[];
}

/** Whom the platform team tells what, and where it looks: one of everything, however many repositories there are. */
export class MonitoringStack extends Stack {
  public constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    const { registry, otherMonitoring, repositoryKeys, ...stackProps } = props;
    super(scope, id, stackProps);

    // Nobody is subscribed yet: that is for whoever deploys.
    const pager = new NotificationTopic(this, 'Pager', { displayName: 'Image registry' });
    const mail = new NotificationTopic(this, 'Mail', { displayName: 'Image registry' });

    const retention = RetentionDays.ONE_YEAR;
    const findings = new FindingMetrics(this, 'FindingMetrics', {
      registry,
      minimumSeverity: Severity.MEDIUM,
      retention,
    });
    const { deadLetterQueue } = findings.log;
    new ScanFindingNotifications(this, 'FindingNotifications', {
      registry,
      minimumSeverity: Severity.CRITICAL,
      topic: mail.topic,
      // Single findings are in the log of the metrics.
      findingLog: findings.log,
      deadLetterQueue,
    });
    const monitoring = new RegistryMonitoring(this, 'Monitoring', {
      registry,
      findings,
      repositoryKeys,
      actions: { critical: [pager], warning: [mail] },
      retention,
      deadLetterQueue,
    });

    const { dashboard } = new RegistryDashboard(this, 'Dashboard', {
      registry,
      otherRegistries: otherMonitoring.map((other) => other.registry),
      monitoring: [monitoring, ...otherMonitoring],
      findingMetrics: [findings],
      dashboardName: 'image-registry',
    });

    new CfnOutput(this, 'PagerTopic', { value: pager.topic.topicArn });
    new CfnOutput(this, 'MailTopic', { value: mail.topic.topicArn });
    new CfnOutput(this, 'DashboardName', { value: dashboard.dashboardName });
  }
}
