import type { App } from 'aws-cdk-lib';
import { EcrChecks } from '../../../src/checks/ecr-checks';
import type { EcrChecksProps } from '../../../src/checks/ecr-checks-props';
import { readScope } from '../../../src/checks/private/app-constructs';
import type { StackDescription } from '../../../src/templates/stack-description';
import { TemplateApp } from '../../../src/templates/template-app';
import type { TemplateResource } from '../../../src/templates/template-resource';
import { checkTemplates, quickApp } from '../support';
import type { Found } from '../support';

/** A part of a template, which operators read and change as they like. */
export type Json = Record<string, any>;

/** An app as a team writes it, about which nothing is to be reported. */
export interface SoundApp {
  readonly name: string;
  /** The options with which a platform team checks it. They may need its constructs. */
  readonly options?: (app: App) => EcrChecksProps;
  build(app: App): void;
}

type MutableStack = Omit<StackDescription, 'template' | 'tagKeys'> & {
  readonly template: Json;
  readonly tagKeys: string[];
};

/** A sound app that is synthesized once. Its templates are copied for each change. */
export class Specimen {
  public readonly name: string;
  /** The templates as they were synthesized. */
  public readonly original: TemplateApp;
  public readonly options: EcrChecksProps;
  private readonly app: App = quickApp();
  private readonly places: Record<string, readonly Place[]> = {};

  public constructor(sound: SoundApp) {
    this.name = sound.name;
    sound.build(this.app);
    this.app.synth();
    this.original = readScope(this.app);
    this.options = sound.options?.(this.app) ?? {};
  }

  /** The places where an operator can make its change. */
  public placesOf(type: string): readonly Place[] {
    const places = this.original.resourcesOf(type);
    return (this.places[type] ??= places.map((resource) => ({ resource, before: Site.at(this, resource) })));
  }

  public copy(): MutableStack[] {
    const copies = new Map<StackDescription, MutableStack>();
    for (const { description } of this.original.stacks) {
      const { declaration } = description;
      copies.set(description, {
        ...description,
        template: structuredClone(description.template),
        tagKeys: [...description.tagKeys],
        // Each stack comes after the one that declares it.
        declaration: declaration && { ...declaration, stack: copies.get(declaration.stack)! },
      });
    }
    return [...copies.values()];
  }

  public findings(stacks: readonly StackDescription[], props?: EcrChecksProps): Found[] {
    return checkTemplates(new EcrChecks(this.app, props), new TemplateApp(stacks));
  }
}

/** A resource of a sound app, and its site in a copy that is not changed. */
export interface Place {
  readonly resource: TemplateResource;
  readonly before: Site;
}

/** A resource in a copy of a sound app, which is changed. */
export class Site {
  /** The site of the same resource in a new copy of its app. */
  public static at(specimen: Specimen, resource: TemplateResource): Site {
    const stacks = specimen.copy();
    const stack = stacks.find(({ path }) => path === resource.stack.path)!;
    return new Site(specimen, stacks, stack, resource.logicalId, resource);
  }

  private constructor(
    public readonly specimen: Specimen,
    public readonly stacks: MutableStack[],
    public readonly stack: MutableStack,
    public readonly logicalId: string,
    /** The resource before the change, with resolved values. */
    public readonly original: TemplateResource,
  ) {}

  /** The whole resource in the template. */
  public get json(): Json {
    return (this.stack.template.Resources as Json)[this.logicalId];
  }

  /** The properties before the change. */
  public get before(): Json {
    return (this.original.stack.description.template.Resources?.[this.logicalId]?.Properties ?? {}) as Json;
  }

  /** The value of a property, without resolved references. `a.0.b` is a property in a list. */
  public get(path: string): any {
    return path.split('.').reduce<any>((value, name) => value?.[name], this.json.Properties);
  }

  /** Sets a property, or removes it with `undefined`. */
  public set(path: string, value: unknown): void {
    const names = path.split('.');
    const last = names.pop()!;
    const parent = names.reduce<Json>((json, name) => (json[name] ??= {}), (this.json.Properties ??= {}));
    if (value === undefined) delete parent[last];
    else parent[last] = value;
  }

  /** The resources of a type that are in the same account and region before the change. */
  public nearby(type: string): readonly TemplateResource[] {
    return this.specimen.original.sameEnvironment(this.original, type);
  }

  /** Adds a resource to the template. */
  public add(type: string, properties: Json, attributes: Json = {}): string {
    const { Resources: resources } = this.stack.template;
    const id = `Added${Object.keys(resources).length}`;
    resources[id] = { Type: type, Properties: properties, ...attributes };
    return id;
  }

  /** Adds a stack beside the others, in the same stage. */
  public addStack(account: string, region: string, resources: Json): void {
    const path = `Added${this.stacks.length}`;
    const { stage } = this.stack;
    const added = { account, region, path, stage, templatePath: path, names: [path], tagKeys: [], isStackSet: false };
    this.stacks.push({ ...added, template: { Resources: resources } });
  }

  /** Lets a parameter of the deployment choose between the value of a property and another one. */
  public undecide(path: string, other: unknown): void {
    this.addCondition();
    this.set(path, { 'Fn::Select': [{ Ref: 'Undecided' }, [this.get(path) ?? NO_VALUE, other ?? NO_VALUE]] });
  }

  /** Declares a parameter of the deployment, and returns a reference to it. */
  public parameter(name: string, parameter: Json): Json {
    (this.stack.template.Parameters ??= {})[name] = parameter;
    return { Ref: name };
  }

  /** Lets the deployment choose between the resource and those that were added. */
  public orAdded(): void {
    this.addCondition();
    const { template } = this.stack;
    template.Conditions.Otherwise = { 'Fn::Not': [{ Condition: 'Undecided' }] };
    this.json.Condition = 'Undecided';
    const added = Object.entries(template.Resources as Json).filter(([id]) => id.startsWith('Added'));
    for (const [, json] of added) json.Condition = 'Otherwise';
  }

  /** Declares the condition `Undecided`, which only the deployment decides. */
  public addCondition(): void {
    const { template } = this.stack;
    (template.Parameters ??= {}).Undecided = { Type: 'String' };
    (template.Conditions ??= {}).Undecided = { 'Fn::Equals': [{ Ref: 'Undecided' }, 'yes'] };
  }
}

export const NO_VALUE = { Ref: 'AWS::NoValue' };
