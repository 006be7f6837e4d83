import { Intrinsics } from './intrinsics';
import type { StackLinks } from './intrinsics';
import type { StackDescription } from './stack-description';
import { TemplateResource } from './template-resource';
import { Relation, relatePlaces } from '../ecr/environments';
import { isObject } from '../text/json';

/** A template with its stack. */
export class TemplateStack {
  public readonly resources: ReadonlyMap<string, TemplateResource>;
  private readonly intrinsics: Intrinsics;

  /**
   * @param parent the stack that this one is nested in; a stack set is nested in none
   * @param links the values that this stack gets from other stacks
   */
  public constructor(
    public readonly description: StackDescription,
    public readonly parent: TemplateStack | undefined,
    links: StackLinks,
  ) {
    const resources = Object.entries(description.template.Resources ?? {}).filter(([, json]) => isObject(json));
    this.resources = new Map(resources.map(([id, json]) => [id, new TemplateResource(this, id, json)]));
    this.intrinsics = new Intrinsics(this, links);
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

  /** The outermost stack around a nested stack, otherwise this stack. It is deployed by itself. */
  public get outermost(): TemplateStack {
    return this.parent?.outermost ?? this;
  }

  /** The relation of the account and region of another stack to those of this stack. */
  public relationTo(other: TemplateStack): Relation {
    if (this.outermost === other.outermost) return Relation.SAME;
    return relatePlaces(this.description, other.description);
  }

  /** A value of the template without intrinsic functions. */
  public resolve(value: unknown): unknown {
    return this.intrinsics.resolve(value);
  }
}
