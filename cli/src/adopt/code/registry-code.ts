import { commentText, literal } from './literal';
import { rawProperties } from './registry-raw';
import { CodeModule } from './stack-source';
import type { StackSource } from './stack-source';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { Json } from '../../../../src/text/json';
import type { DeployedResource } from '../../check/deployed-resources';
import { settingsOf } from '../../compare/registry-resources';
import type { RegistryFile, RepositoryLine } from '../../snapshot/format';
import type { AdoptionPlan } from '../adoption-plan';
import type { GeneratedResource } from '../generated-code';
import { settingLogicalId } from '../logical-id';

/** The id of the `Registry` in its stack. */
export const REGISTRY_ID = 'Registry';
/** The ids that a `Registry` gives to its own constructs. */
const REGISTRY_IDS = ['Scanning', 'Policy', 'Templates', 'Replication', 'Signing', 'Key'];
/** The width of a comment. */
const WIDTH = 110;

/** A setting that an L1 construct declares. */
export interface RawSetting {
  readonly type: string;
  /** The setting in a sentence, such as `the pull-through cache docker-hub`. */
  readonly name: string;
  /** The ids of its constructs, the first one in the stack. One in the registry is written with the name of the registry. */
  readonly path: readonly string[];
  /** The constant of the construct. */
  readonly constant: string;
  readonly logicalId: string;
  readonly identifier: Readonly<Record<string, string>>;
  /** The properties, with the names of CloudFormation. */
  readonly properties: Json;
  /** The reason why the library does not declare it as it is, as a clause after "because". */
  readonly because: string;
  /** The code to write later, as a sentence. */
  readonly later: string;
}

/** The class of the L1 construct of a type. */
const CLASSES: Readonly<Record<string, string>> = {
  [ResourceType.REGISTRY_POLICY]: 'CfnRegistryPolicy',
  [ResourceType.SCANNING_CONFIGURATION]: 'CfnRegistryScanningConfiguration',
  [ResourceType.REPLICATION_CONFIGURATION]: 'CfnReplicationConfiguration',
  [ResourceType.SIGNING_CONFIGURATION]: 'CfnSigningConfiguration',
  [ResourceType.PULL_THROUGH_CACHE_RULE]: 'CfnPullThroughCacheRule',
  [ResourceType.CREATION_TEMPLATE]: 'CfnRepositoryCreationTemplate',
  [ResourceType.PULL_TIME_EXCLUSION]: 'CfnPullTimeUpdateExclusion',
};

/** The settings that the app declares of a registry, as a template has them. */
export function declaredSettings(plan: AdoptionPlan): DeployedResource[] {
  return settingsOf(plan.registry).filter(({ Type, Properties }) => !isLeft(plan, Type, nameOf(Type, Properties)));
}

function isLeft({ leftSettings }: AdoptionPlan, type: string, name?: string): boolean {
  return leftSettings.some((left) => left.type === type && (left.name === undefined || left.name === name));
}

/** The code of the settings of a registry, while it is written. */
export class RegistryCode {
  /** The ids of constructs in the stack. */
  public readonly stackIds = new Ids([REGISTRY_ID]);
  /** The ids of constructs in the registry. */
  public readonly registryIds = new Ids(REGISTRY_IDS);
  public readonly resources: GeneratedResource[] = [];
  public readonly remarks: string[] = [];
  /** The statements after that of the registry. */
  public readonly statements: string[] = [];
  private readonly registryName: string;
  private readonly declared: readonly DeployedResource[];
  private isRegistryUsed = false;

  public constructor(
    private readonly plan: AdoptionPlan,
    public readonly source: StackSource,
  ) {
    this.registryName = source.name('registry');
    this.declared = declaredSettings(plan);
  }

  public get registry(): RegistryFile {
    return this.plan.registry;
  }

  /** The repositories that the app declares. */
  public get adopted(): readonly RepositoryLine[] {
    return this.plan.adopted;
  }

  /** The settings of a type that the app declares, as a template has them. */
  public settings(type: string): Json[] {
    return this.declared.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  }

  /** Whether a setting is left to another owner. */
  public isLeft(type: string, name?: string): boolean {
    return isLeft(this.plan, type, name);
  }

  /** The constant of the registry, which is declared only if something uses it. */
  public useRegistry(): string {
    this.isRegistryUsed = true;
    return this.registryName;
  }

  /** The declaration of the registry. */
  public declaration(props: readonly (readonly [string, string])[]): string {
    const members = props.map(([name, code]) => `${name}: ${code},`).join('\n');
    const expression = `new ${this.source.use('Registry')}(this, ${literal(REGISTRY_ID)}, {\n${members}\n});`;
    return this.isRegistryUsed ? `const ${this.registryName} = ${expression}` : expression;
  }

  /** Adds a statement that calls a method of the registry. */
  public call(method: string, ...args: readonly string[]): void {
    this.statements.push(`${this.useRegistry()}.${method}(${args.join(', ')});`);
  }

  /** Adds a resource that the `Registry` declares. */
  public own(type: string, ids: readonly string[], kind: string, key?: string): void {
    this.resources.push({
      type,
      path: [REGISTRY_ID, ...ids],
      logicalId: settingLogicalId(kind, key),
      identifier: identifierOf(this.registry, type, key),
    });
  }

  /** Adds a setting that an L1 construct declares, with the logical id that the `Registry` would give it. */
  public raw(setting: RawSetting): void {
    const { type, path, logicalId, identifier, because, later, name } = setting;
    const { source } = this;
    const { props, overrides } = rawProperties(setting.properties);
    const scope = path.length > 1 ? this.useRegistry() : 'this';
    const constant = source.name(setting.constant);
    const retain = `${source.use('RemovalPolicy', CodeModule.CDK)}.RETAIN`;
    this.statements.push(
      [
        comment(`An L1 construct, because ${because}. ${later}`),
        `const ${constant} = new ${source.use(CLASSES[type], CodeModule.ECR)}(${scope}, ${literal(path.at(-1))}, ${literal(props)});`,
        ...Object.entries(overrides).map(
          ([property, value]) => `${constant}.addPropertyOverride(${literal(property)}, ${literal(value)});`,
        ),
        `${constant}.overrideLogicalId(${literal(logicalId)});`,
        `${constant}.applyRemovalPolicy(${retain});`,
      ].join('\n'),
    );
    this.resources.push({ type, path, logicalId, identifier });
    this.remarks.push(`An L1 construct declares ${name}, because ${because}.`);
  }

  /** Adds a setting that a registry has once, by an L1 construct in the registry. */
  public rawSingleton(
    setting: Pick<RawSetting, 'type' | 'name' | 'constant' | 'properties' | 'because' | 'later'> & {
      /** The id that the `Registry` gives to its own construct. */
      readonly id: string;
      readonly kind: string;
    },
  ): void {
    const { id, kind, type } = setting;
    this.raw({
      ...setting,
      path: [REGISTRY_ID, id],
      logicalId: settingLogicalId(kind),
      identifier: identifierOf(this.registry, type),
    });
  }
}

/** Ids of constructs in a scope. */
class Ids {
  private readonly taken: Set<string>;

  public constructor(taken: readonly string[]) {
    this.taken = new Set(taken);
  }

  /** The wanted id, with a number where it is taken. */
  public next(wanted: string): string {
    let id = wanted;
    for (let number = 2; this.taken.has(id); number++) id = `${wanted}${number}`;
    this.taken.add(id);
    return id;
  }
}

/** The words of a text as the id of a construct. */
export function idOf(text: string, kind: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return `${text === 'ROOT' ? 'Root' : words.join('')}${kind}`;
}

/** The constant of a construct with an id. No name starts with a digit. */
export function constantOf(id: string): string {
  const name = `${id.slice(0, 1).toLowerCase()}${id.slice(1)}`;
  return /^[0-9]/.test(name) ? `_${name}` : name;
}

/** A comment of as many lines as it needs. */
export function comment(text: string): string {
  const lines = [''];
  for (const word of commentText(text).split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (longer.length > WIDTH && lines.at(-1) !== '') lines.push(` ${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => `//${line}`).join('\n');
}

/** The name of a setting among others of its type. */
function nameOf(type: string, properties: Json): string | undefined {
  const name = properties[PREFIXES[type] ?? ''];
  return typeof name === 'string' ? name : undefined;
}

/** The identifier of a setting, for CloudFormation. */
export function identifierOf({ account }: RegistryFile, type: string, key?: string): Readonly<Record<string, string>> {
  const property = PREFIXES[type];
  return property === undefined || key === undefined ? { RegistryId: account } : { [property]: key };
}

/** The property that identifies a setting among others of its type. */
const PREFIXES: Readonly<Record<string, string>> = {
  [ResourceType.PULL_THROUGH_CACHE_RULE]: 'EcrRepositoryPrefix',
  [ResourceType.CREATION_TEMPLATE]: 'Prefix',
};
