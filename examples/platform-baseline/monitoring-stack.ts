import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { SlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import {
  FindingMetrics,
  NotificationFormat,
  NotificationTopic,
  RegistryDashboard,
  RegistryMonitoring,
  ScanFindingNotifications,
  Severity,
} from 'cdk-ecr';
import type { FindingLog, IRegistry } from 'cdk-ecr';

/** A channel of Slack. An administrator of its workspace has authorized Amazon Q Developer in the account. */
export interface SlackChannel {
  readonly workspaceId: string;
  readonly channelId: string;
}

interface MonitoringStackProps extends StackProps {
  readonly registry: IRegistry;
  /** What monitors registries of other regions, which are on the dashboard too. */
  readonly otherMonitoring: RegistryMonitoring[];
  /** Keys that images are encrypted with. */
  readonly repositoryKeys: kms.IKeyRef[];
  /** The channel that is told of findings. */
  readonly slack?: SlackChannel;
}

/** Whom the platform team tells what, and where it looks: one of everything, however many repositories there are. */
export class MonitoringStack extends Stack {
  public constructor(scope: Construct, id: string, props: MonitoringStackProps) {
    const { registry, otherMonitoring, repositoryKeys, slack, ...stackProps } = props;
    super(scope, id, stackProps);

    // Nobody is subscribed yet: subscribe after the deployment.
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
    if (slack) this.addSlack(slack, registry, findings.log);
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

  /** A topic of its own: chat shows no plain text, and mail should not be JSON. */
  private addSlack({ workspaceId, channelId }: SlackChannel, registry: IRegistry, findingLog: FindingLog): void {
    const { topic } = new ScanFindingNotifications(this, 'ChatNotifications', {
      registry,
      minimumSeverity: Severity.CRITICAL,
      format: NotificationFormat.CHAT,
      findingLog,
      deadLetterQueue: findingLog.deadLetterQueue,
    });
    new SlackChannelConfiguration(this, 'Slack', {
      slackChannelConfigurationName: 'image-findings',
      slackWorkspaceId: workspaceId,
      slackChannelId: channelId,
      notificationTopics: [topic],
    });
  }
}
