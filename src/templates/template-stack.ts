import type { Assumptions } from './assumptions';
import type { Branch, ReferenceValues } from './conditions';
import { Intrinsics } from './intrinsics';
import type { StackLinks } from './intrinsics';
import { allowedOf, defaultOf } from './parameters';
import type { StackDescription } from './stack-description';
import { TemplateResource } from './template-resource';
import { Relation, relatePlaces } from '../ecr/environments';
import { isObject } from '../text/json';

/** A template with its stack. */
export class TemplateStack {
  private readonly all: ReadonlyMap<string, TemplateResource>;
  private present?: ReadonlyMap<string, TemplateResource>;
  private defaults?: boolean;
  private choices?: boolean;
  private readonly intrinsics: Intrinsics;

  /**
   * @param parent the stack that this one is nested in; a stack set is nested in none
   * @param links the values that this stack gets from other stacks
   * @param assumptions what is assumed of values that only the deployment knows
   */
  public constructor(
    public readonly description: StackDescription,
    public readonly parent: TemplateStack | undefined,
    links: StackLinks,
    assumptions?: Assumptions,
  ) {
    this.intrinsics = new Intrinsics(this, links, assumptions);
    const resources = Object.entries(description.template.Resources ?? {}).filter(([, json]) => isObject(json));
    this.all = new Map(resources.map(([id, json]) => [id, new TemplateResource(this, id, json)]));
  }

  /** The resources by logical id, without those whose conditions are known to be false. */
  public get resources(): ReadonlyMap<string, TemplateResource> {
    return (this.present ??= this.withoutAbsent());
  }

  /** The path of the construct of the stack. It identifies the stack in references. */
  public get path(): string {
    return this.description.path;
  }

  public get templatePath(): string {
    return this.description.templatePath;
  }

  /** The account, if it is known at synthesis. */
  public get account(): string | undefined {
    return this.description.account;
  }

  /** The region, if it is known at synthesis. */
  public get region(): string | undefined {
    return this.description.region;
  }

  /** The keys of the tags that its resources get from this stack and the stacks around it. */
  public get tagKeys(): readonly string[] {
    return [...this.description.tagKeys, ...(this.parent?.tagKeys ?? [])];
  }

  /** The value of a tag that its resources get from this stack or a stack around it. */
  public tagOf(key: string): unknown {
    const { tags = {} } = this.description;
    return Object.hasOwn(tags, key) ? tags[key] : this.parent?.tagOf(key);
  }

  /** The outermost stack around a nested stack, otherwise this stack. It is deployed by itself. */
  public get outermost(): TemplateStack {
    return this.parent?.outermost ?? this;
  }

  /** The relation of the account and region of another stack to those of this stack. */
  public relationTo(other: TemplateStack): Relation {
    if (this.outermost === other.outermost) return Relation.SAME;
    return relatePlaces(this.description, other.description);
  }

  /** Whether a condition of the template is true, if synthesis knows. */
  public decide(condition: string): boolean | undefined {
    return this.intrinsics.condition(condition);
  }

  /** The branches of some conditions and references of the template in which a condition is true. */
  public branchesOf(conditions: readonly string[], required?: string, references?: ReferenceValues): Branch[] {
    return this.intrinsics.branchesOf(conditions, required, references);
  }

  /** Whether a parameter of the template has a default that counts. */
  public get hasDefaults(): boolean {
    const { description } = this;
    return (this.defaults ??= Object.keys(description.template.Parameters ?? {}).some(
      (name) => defaultOf(description, name) !== undefined,
    ));
  }

  /** Whether the template has conditions, mappings or parameters among whose values a deployment chooses. */
  public get hasChoices(): boolean {
    const { description } = this;
    const { Conditions, Mappings, Parameters = {} } = description.template;
    return (this.choices ??=
      Conditions !== undefined ||
      Mappings !== undefined ||
      Object.keys(Parameters).some((name) => allowedOf(description, name) !== undefined));
  }

  /** A value of the template without intrinsic functions. */
  public resolve(value: unknown): unknown {
    return this.intrinsics.resolve(value);
  }

  /** The properties of a resource without intrinsic functions. The values that several resources have are one value. */
  public propertiesOf(properties: unknown): unknown {
    return this.intrinsics.propertiesOf(properties);
  }

  /** Whether properties that were read have dynamic references. */
  public get hasDynamicReferences(): boolean {
    return this.intrinsics.hasDynamicReferences;
  }

  /** A value without intrinsic functions, with its dynamic references as they are written. */
  public withDynamicReferences(value: unknown): unknown {
    return this.intrinsics.withDynamicReferences(value);
  }

  private withoutAbsent(): ReadonlyMap<string, TemplateResource> {
    if (!isObject(this.description.template.Conditions)) return this.all;
    return new Map(
      [...this.all].filter(([, { condition }]) => condition === undefined || this.decide(condition) !== false),
    );
  }
}
