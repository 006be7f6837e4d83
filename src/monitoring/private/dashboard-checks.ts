import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { AlarmStates } from './dashboard-alarms';
import { failuresOf } from './dashboard-failures';
import { differentEnvironment, sameEnvironment } from '../../core/environment';
import type { IRegistry } from '../../facades/i-registry';
import { checkList, InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties } from '../../text/kinds';
import { isLiteral } from '../../text/unresolved';
import { DashboardSection } from '../dashboard-section';
import type { FindingMetrics } from '../finding-metrics';
import type { RegistryDashboardProps } from '../registry-dashboard-props';
import type { RegistryMonitoring } from '../registry-monitoring';

const API = 'RegistryDashboard';
const MOST_WIDGETS = 500;

/** Throws unless the props of a dashboard are of the right kinds. */
export function checkDashboardKinds(scope: IConstruct, props: RegistryDashboardProps): void {
  const at = (property: string) => ({ scope, api: API, property });
  checkProperties(at('props'), props, 'write { registry: … }');
  checkHas(at('registry'), props.registry, 'registryUri', 'be a registry', 'give the Registry');
  for (const property of ['otherRegistries', 'monitoring', 'alarms', 'findingMetrics', 'sections'] as const) {
    if (props[property] !== undefined) checkList(at(property), props[property]);
  }
}

/** Checks the props of a dashboard. */
export class DashboardChecks {
  public readonly registries: IRegistry[];
  private readonly monitoring: RegistryMonitoring[];
  private readonly alarms: cloudwatch.IAlarmRef[];
  private readonly findingMetrics: FindingMetrics[];

  public constructor(
    private readonly scope: IConstruct,
    { registry, otherRegistries = [], monitoring = [], alarms = [], findingMetrics = [] }: RegistryDashboardProps,
  ) {
    this.registries = [registry, ...otherRegistries];
    this.monitoring = monitoring;
    this.alarms = alarms;
    this.findingMetrics = findingMetrics;
    this.registries.forEach(({ env }, index) => {
      if (!this.registries.slice(0, index).some((other) => sameEnvironment(other.env, env))) return;
      this.refuse('otherRegistries', where(env), 'name each registry once', 'leave it out');
    });
    for (const each of monitoring) this.checkShown('monitoring', each, each.registry.env);
    for (const each of findingMetrics) this.checkShown('findingMetrics', each, findingsIn(each));
    monitoring.forEach((each, index) => {
      if (monitoring.indexOf(each) === index) return;
      this.refuse('monitoring', each.node.path, 'be named once', 'leave the second out');
    });
  }

  /** The sections that were chosen, or all that have something to show. */
  public sections(chosen?: DashboardSection[]): DashboardSection[] {
    const missing = this.missing();
    const sections = chosen ?? Object.values(DashboardSection).filter((section) => !missing.has(section));
    if (sections.length === 0) {
      this.refuse('sections', sections, 'have at least one section', 'leave the property out for all of them');
    }
    for (const section of sections) {
      const needed = missing.get(section);
      if (needed) this.refuse('sections', section, `be left out without ${needed[0]}`, needed[1]);
    }
    const { ALARMS, FAILURES, FINDINGS } = DashboardSection;
    this.checkUsed(sections, 'monitoring', this.monitoring, ALARMS, FAILURES);
    this.checkUsed(sections, 'alarms', this.alarms, ALARMS);
    this.checkUsed(sections, 'findingMetrics', this.findingMetrics, FINDINGS);
    return sections;
  }

  public name(name: string | undefined): void {
    if (!isLiteral(name) || /^[A-Za-z0-9_-]{1,255}$/.test(name)) return;
    this.refuse('dashboardName', name, 'have 1 to 255 letters, digits, "-" and "_"', 'replace other characters');
  }

  /** The metrics of findings in a registry. */
  public findingsOf(registry: IRegistry): FindingMetrics[] {
    return this.findingMetrics.filter((metrics) => this.registryIn(findingsIn(metrics)) === registry);
  }

  public monitoringOf(registry: IRegistry): RegistryMonitoring[] {
    return this.monitoring.filter((each) => this.registryIn(each.registry.env) === registry);
  }

  public size(rows: cloudwatch.IWidget[][]): void {
    const widgets = rows.flat().flatMap((widget) => (widget instanceof AlarmStates ? widget.widgets : widget)).length;
    if (widgets <= MOST_WIDGETS) return;
    this.refuse(
      'otherRegistries',
      `${this.registries.length - 1} registries`,
      `make at most ${MOST_WIDGETS} widgets together with registry, and not ${widgets}`,
      'declare several dashboards, or choose fewer sections',
    );
  }

  /** Sections that have nothing to show, with the remedy for each. */
  private missing(): Map<DashboardSection, [string, string]> {
    const missing = new Map<DashboardSection, [string, string]>();
    if (this.monitoring.length + this.alarms.length === 0) {
      missing.set(DashboardSection.ALARMS, ['monitoring and alarms', 'set monitoring']);
    }
    if (this.findingMetrics.length === 0) {
      missing.set(DashboardSection.FINDINGS, ['findingMetrics', 'set findingMetrics']);
    }
    if (this.monitoring.flatMap(failuresOf).length === 0) {
      missing.set(DashboardSection.FAILURES, [
        'monitoring that counts failures',
        'set monitoring, with replicationFailures or pullThroughCacheFailures enabled',
      ]);
    }
    return missing;
  }

  /** The registry of the dashboard in an environment. */
  private registryIn(env: ResourceEnvironment): IRegistry | undefined {
    return (
      this.registries.find((registry) => sameEnvironment(env, registry.env)) ??
      this.registries.find((registry) => !differentEnvironment(env, registry.env))
    );
  }

  private checkShown(property: string, { node }: IConstruct, env: ResourceEnvironment): void {
    if (this.registryIn(env)) return;
    const known = this.registries.map((registry) => where(registry.env)).join(' or ');
    this.refuse(property, node.path, `be of ${known}`, 'add its registry to otherRegistries');
  }

  /** Throws unless a chosen section shows what was given. */
  private checkUsed(
    sections: DashboardSection[],
    property: string,
    given: readonly unknown[],
    ...showing: DashboardSection[]
  ): void {
    if (given.length === 0 || sections.some((section) => showing.includes(section))) return;
    this.refuse(
      property,
      `${given.length} of them`,
      `be left out without the section ${showing.join(' or ')}`,
      `add ${showing[0]} to sections`,
    );
  }

  private refuse(property: string, found: unknown, must: string, remedy: string): never {
    throw new InvalidInputError({ scope: this.scope, api: API, property, found, must, remedy });
  }
}

function findingsIn({ log }: FindingMetrics): ResourceEnvironment {
  return log.rule.env;
}

function where({ account, region }: ResourceEnvironment): string {
  return `${account}/${region}`;
}
