import { PhysicalName } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import type { Evaluation } from './alarm-evaluation';
import type { AlarmThreshold } from './alarm-thresholds';
import { AlarmSeverity } from '../monitoring-actions';
import type { MonitoringActions } from '../monitoring-actions';

/** The meaning of a missing data point. */
export enum MissingData {
  /** An event that is counted did not happen, which is good. */
  NOTHING_HAPPENED,
  /** An event that is expected did not happen. */
  QUIET,
}

const TREATMENT: Record<MissingData, { treatment: cloudwatch.TreatMissingData; reason: string }> = {
  [MissingData.NOTHING_HAPPENED]: {
    treatment: cloudwatch.TreatMissingData.NOT_BREACHING,
    reason: 'Missing data is not breaching, because there is none while nothing happens.',
  },
  [MissingData.QUIET]: {
    treatment: cloudwatch.TreatMissingData.BREACHING,
    reason: 'Missing data is breaching, because there is none while all is quiet.',
  },
};

/** The properties of an alarm. */
export interface AlarmDefinition {
  readonly metric: cloudwatch.Metric | cloudwatch.MathExpression;
  /** The thresholds. Each of them has an alarm. */
  readonly thresholds: AlarmThreshold[];
  /** Whether the alarm is on below the thresholds, instead of at and above them. */
  readonly below?: boolean;
  readonly evaluation: Evaluation;
  readonly missing: MissingData;
  /** The reason of the alarm: a sentence without its end. */
  readonly text: string;
}

/** Adds an alarm for one of its thresholds, with the actions of the severity. */
export function addMonitoringAlarm(
  scope: Construct,
  name: string,
  { metric, below = false, evaluation, missing, text }: AlarmDefinition,
  { value, severity }: AlarmThreshold,
  { account, region }: ResourceEnvironment,
  { critical = [], warning = [] }: MonitoringActions,
): cloudwatch.Alarm {
  const { treatment, reason } = TREATMENT[missing];
  const { ComparisonOperator } = cloudwatch;
  const alarm = new cloudwatch.Alarm(scope, name, {
    // A dashboard of another account or region knows the alarm by its name.
    alarmName: PhysicalName.GENERATE_IF_NEEDED,
    alarmDescription: `${text}. Registry: ${account} in ${region}. ${reason}`,
    metric,
    threshold: value,
    comparisonOperator: below
      ? ComparisonOperator.LESS_THAN_THRESHOLD
      : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: evaluation.evaluationPeriods,
    datapointsToAlarm: evaluation.datapointsToAlarm,
    treatMissingData: treatment,
  });
  alarm.addAlarmAction(...(severity === AlarmSeverity.CRITICAL ? critical : warning));
  return alarm;
}
