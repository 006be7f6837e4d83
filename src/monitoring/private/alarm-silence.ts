import { Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import type { AlarmSeverity } from '../monitoring-actions';

/** Warns of the alarms of each severity that trigger no action. Owners may add actions until the app is synthesized. */
export function warnOfSilence(
  monitoring: IConstruct,
  severities: Readonly<Record<AlarmSeverity, cloudwatch.Alarm[]>>,
): string[] {
  for (const [severity, alarms] of Object.entries(severities)) {
    const silent = alarms.filter((alarm) => !triggersAction(alarm)).map(({ node }) => node.id);
    if (silent.length === 0) continue;
    const property = `actions.${severity.toLowerCase()}`;
    warn(
      monitoring,
      EcrRule.ALARM_ACTION,
      `alarms of severity ${severity} have no action, so that nobody is told: ${silent.join(', ')}; ` +
        `set ${property} to a list with an action, such as a NotificationTopic`,
    );
  }
  return [];
}

function triggersAction(alarm: cloudwatch.Alarm): boolean {
  const { alarmActions } = alarm.node.defaultChild as cloudwatch.CfnAlarm;
  const actions: unknown = Stack.of(alarm).resolve(alarmActions);
  return Array.isArray(actions) && actions.length > 0;
}
