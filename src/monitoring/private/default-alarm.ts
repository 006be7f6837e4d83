import type { Duration } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { checkedEvaluation } from './alarm-evaluation';
import type { AlarmSource, Evaluation } from './alarm-evaluation';
import { matchedEvents } from './alarm-metrics';
import { checkedThresholds } from './alarm-thresholds';
import type { ThresholdDefaults, ThresholdOptions } from './alarm-thresholds';
import { MissingData } from './monitoring-alarm';
import type { AlarmDefinition } from './monitoring-alarm';
import type { RegistryAlarms } from './registry-alarms';
import type { EventRuleOptions } from '../../facades/event-options';
import type { RegistryEvents } from '../../facades/registry-events';
import type { DefaultAlarmOptions } from '../monitoring-alarm-options';
import type { RegistryMonitoringProps } from '../registry-monitoring-props';

/** The properties of `RegistryMonitoring` that configure an alarm. */
type AlarmProperty = {
  [Key in keyof RegistryMonitoringProps]-?: 'enabled' extends keyof NonNullable<RegistryMonitoringProps[Key]>
    ? Key
    : never;
}[keyof RegistryMonitoringProps];

interface AlarmRecord extends ThresholdDefaults {
  readonly name: string;
  /** The property with the options of the alarm. */
  readonly option: AlarmProperty;
  readonly evaluation?: Partial<Evaluation>;
  /** The reason of the alarm: a sentence without its end. */
  readonly text: string;
  /** Throws for properties with which the alarm cannot work, also if it is switched off. */
  readonly check?: (source: AlarmSource, props: RegistryMonitoringProps) => void;
  /**
   * Whether there is something to watch.
   *
   * @default - always
   */
  readonly applies?: (props: RegistryMonitoringProps) => boolean;
}

/** An alarm on a metric that is there. */
interface MetricAlarm extends AlarmRecord {
  readonly metric: (props: RegistryMonitoringProps, period: Duration) => AlarmDefinition['metric'];
  /** Where to look when the alarm is on. */
  readonly where?: (props: RegistryMonitoringProps) => string;
}

/** The construct and the factory of a rule. */
export interface RuleSource {
  readonly scope: Construct;
  readonly events: RegistryEvents;
}

/** An alarm on events, which a rule counts and logs. */
interface EventAlarm extends AlarmRecord {
  readonly rule: (
    source: RuleSource,
    id: string,
    options: EventRuleOptions,
    props: RegistryMonitoringProps,
  ) => events.Rule;
  /** The label of the events on a dashboard, if they are images that did not arrive. */
  readonly failure?: string;
}

/** An alarm that a registry has by default, or that a property asks for. It has one metric. */
export type DefaultAlarm = MetricAlarm | EventAlarm;

/** Adds an alarm, unless it is switched off or has nothing to watch. */
export function addDefaultAlarm(watch: RegistryAlarms, alarm: DefaultAlarm, props: RegistryMonitoringProps): void {
  const { name, option, text, applies = () => true } = alarm;
  const source = watch.source(option);
  alarm.check?.(source, props);
  const options: DefaultAlarmOptions & ThresholdOptions = props[option] ?? {};
  if (options.enabled === false || !applies(props)) return;
  const thresholds = checkedThresholds(source, options, alarm);
  const evaluation = checkedEvaluation(source, options, alarm.evaluation);
  const [metric, where] = signalOf(watch, alarm, props, evaluation.period);
  watch.add(name, {
    metric,
    thresholds,
    evaluation,
    missing: MissingData.NOTHING_HAPPENED,
    text: where ? `${text}; ${where}` : text,
  });
}

/** The metric of an alarm, and where to look when it is on. */
function signalOf(
  watch: RegistryAlarms,
  alarm: DefaultAlarm,
  props: RegistryMonitoringProps,
  period: Duration,
): [AlarmDefinition['metric'], string?] {
  if ('metric' in alarm) return [alarm.metric(props, period), alarm.where?.(props)];
  const { log, rule } = watch.addRule(alarm.name, (id, options) =>
    alarm.rule({ scope: watch.scope, events: watch.events(alarm.option) }, id, options, props),
  );
  return [matchedEvents(rule, period), `the events are in the log group ${log.logGroup.logGroupName}`];
}
