import { Intrinsics } from './intrinsics';
import type { StackLinks } from './intrinsics';
import type { StackDescription } from './stack-description';
import { TemplateResource } from './template-resource';
import { Relation, relatePlaces } from '../ecr/environments';
import { isObject } from '../text/json';

/** A template with the stack that it is for. */
export class TemplateStack {
  public readonly resources: ReadonlyMap<string, TemplateResource>;
  private readonly intrinsics: Intrinsics;

  /**
   * @param parent the stack that this one is nested in; a stack set is nested in none
   * @param links the values that other stacks have for this one
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

  /** The path of the stack's construct, by which references tell stacks apart. */
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

  /** The keys of the tags that its resources have from it and from the stacks around it. */
  public get tagKeys(): readonly string[] {
    return [...this.description.tagKeys, ...(this.parent?.tagKeys ?? [])];
  }

  /** The stack that is deployed by itself, in which this one is nested; without nesting, this one. */
  public get outermost(): TemplateStack {
    return this.parent?.outermost ?? this;
  }

  /** How the account and region of another stack relate to those of this one. */
  public relationTo(other: TemplateStack): Relation {
    if (this.outermost === other.outermost) return Relation.SAME;
    return relatePlaces(this.description, other.description);
  }

  /** A value of the template without intrinsic functions. */
  public resolve(value: unknown): unknown {
    return this.intrinsics.resolve(value);
  }
}
