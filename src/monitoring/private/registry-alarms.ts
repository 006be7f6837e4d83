import { PhysicalName } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as events from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';
import type { AlarmSource } from './alarm-evaluation';
import { EventLog } from './event-log';
import { addMonitoringAlarm } from './monitoring-alarm';
import type { AlarmDefinition } from './monitoring-alarm';
import type { EventRuleOptions } from '../../facades/event-options';
import type { IRegistry } from '../../facades/i-registry';
import { RegistryEvents } from '../../facades/registry-events';
import type { RegistryEventsOptions } from '../../facades/registry-events';
import type { EventLogOptions } from '../event-log-options';
import { AlarmSeverity } from '../monitoring-actions';
import type { MonitoringActions } from '../monitoring-actions';

const API = 'RegistryMonitoring';

/** The name of the alarm for the second threshold, which is critical. */
export function criticalName(name: string): string {
  return `${name}Critical`;
}

export type RuleFactory = (id: string, options: EventRuleOptions) => events.Rule;

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
    public readonly scope: Construct,
    private readonly registry: IRegistry,
    private readonly actions: MonitoringActions,
    private readonly logOptions: EventLogOptions,
  ) {}

  /** Adds an alarm for each threshold, and returns that of the first. */
  public add(name: string, definition: AlarmDefinition): cloudwatch.Alarm {
    const [first] = definition.thresholds.map((threshold, index) => {
      const own = index === 0 ? name : criticalName(name);
      const alarm = addMonitoringAlarm(this.scope, own, definition, threshold, this.registry.env, this.actions);
      this.alarms[own] = alarm;
      this.severities[threshold.severity].push(alarm);
      return alarm;
    });
    return first;
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
