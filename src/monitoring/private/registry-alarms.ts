import { PhysicalName } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import { checkCount, checkedEvaluation } from './alarm-evaluation';
import type { AlarmSource } from './alarm-evaluation';
import { matchedEvents } from './alarm-metrics';
import { EventLog } from './event-log';
import { addMonitoringAlarm, MissingData } from './monitoring-alarm';
import type { AlarmDefinition } from './monitoring-alarm';
import type { EventRuleOptions } from '../../facades/event-options';
import type { IRegistry } from '../../facades/i-registry';
import { RegistryEvents } from '../../facades/registry-events';
import type { RegistryEventsOptions } from '../../facades/registry-events';
import type { EventLogOptions } from '../event-log-options';
import { AlarmSeverity } from '../monitoring-actions';
import type { MonitoringActions } from '../monitoring-actions';
import type { EventCountAlarmOptions } from '../monitoring-alarm-options';

const API = 'RegistryMonitoring';

export type RuleFactory = (id: string, options: EventRuleOptions) => events.Rule;

/** The definition of an alarm on events. */
export interface EventAlarm {
  /** Property or method that asks for it. */
  readonly what: string;
  readonly options: EventCountAlarmOptions;
  readonly severity: AlarmSeverity;
  readonly text: string;
  readonly rule: RuleFactory;
}

/** Collects the alarms of a registry, the rules that they need, and one log for the events of all rules. */
export class RegistryAlarms {
  public readonly alarms: Record<string, cloudwatch.Alarm> = {};
  public readonly rules: Record<string, events.Rule> = {};
  /** The alarms by their severity, most urgent first. */
  public readonly severities: Record<AlarmSeverity, cloudwatch.Alarm[]> = {
    [AlarmSeverity.CRITICAL]: [],
    [AlarmSeverity.WARNING]: [],
  };
  public log?: EventLog;

  public constructor(
    private readonly scope: Construct,
    private readonly registry: IRegistry,
    private readonly actions: MonitoringActions,
    private readonly logOptions: EventLogOptions,
  ) {}

  public add(name: string, definition: AlarmDefinition): cloudwatch.Alarm {
    const alarm = addMonitoringAlarm(this.scope, name, definition, this.registry.env, this.actions);
    this.alarms[name] = alarm;
    this.severities[definition.severity].push(alarm);
    return alarm;
  }

  /** Adds an alarm on the events that a rule counts. */
  public addEventAlarm(name: string, { what, options, severity, text, rule }: EventAlarm): void {
    if (options.enabled === false) return;
    const source = this.source(what);
    const { eventCount = 1 } = options;
    checkCount(source, 'eventCount', eventCount);
    const evaluation = checkedEvaluation(source, options);
    const { log, rule: counting } = this.addRule(name, rule);
    this.add(name, {
      metric: matchedEvents(counting, evaluation.period),
      threshold: eventCount,
      evaluation,
      missing: MissingData.NOTHING_HAPPENED,
      severity: options.severity ?? severity,
      text: `${text}; the events are in the log group ${log.logGroup.logGroupName}`,
    });
  }

  /** Logs the events of a rule: a reader of the alarm wants to see them, and EventBridge may not count without a target. */
  public addRule(name: string, ruleOf: RuleFactory): { rule: events.Rule; log: EventLog } {
    const log = (this.log ??= new EventLog(new Construct(this.scope, 'Log'), this.logOptions));
    const rule = ruleOf(`${name}Rule`, {
      // A dashboard of another account or region knows the rule by its name.
      ruleName: PhysicalName.GENERATE_IF_NEEDED,
      target: log.target,
      description: `Counts events for the alarm ${name}`,
    });
    this.rules[name] = rule;
    return { rule, log };
  }

  public events(what: string, options: RegistryEventsOptions = {}): RegistryEvents {
    return RegistryEvents._of(`${API}.${what}`, this.scope, this.registry, options);
  }

  public source(what: string): AlarmSource {
    return { scope: this.scope, api: `${API}.${what}` };
  }
}
