import type { TemplateStack } from './template-stack';
import { usesOf } from './uses';
import type { Uses } from './uses';
import { hasHole, UNRESOLVED } from '../text/holes';
import { isObject } from '../text/json';
import type { Json } from '../text/json';

/** The names in each path. Rules read few paths, of many resources. */
const NAMES = new Map<string, readonly string[]>();

function namesIn(path: string): readonly string[] {
  let names = NAMES.get(path);
  if (!names) NAMES.set(path, (names = path.split('.')));
  return names;
}

/** A resource in a synthesized template. Overrides, escape hatches and included templates are included. */
export class TemplateResource {
  public readonly type: string;
  /** The deletion policy, such as `Retain`. Without one, CloudFormation deletes the resource. */
  public readonly deletionPolicy?: string;
  public readonly updateReplacePolicy?: string;
  private resolved?: Json;

  public constructor(
    public readonly stack: TemplateStack,
    public readonly logicalId: string,
    private readonly json: Readonly<Json>,
  ) {
    this.type = String(json.Type);
    this.deletionPolicy = json.DeletionPolicy as string | undefined;
    this.updateReplacePolicy = json.UpdateReplacePolicy as string | undefined;
  }

  /** The name of the condition for its creation, unless it is known to be true. */
  public get condition(): string | undefined {
    const { Condition: name } = this.json;
    return name === undefined || this.stack.decide(String(name)) === true ? undefined : String(name);
  }

  /** The properties without intrinsic functions. Unresolved values are holes (`text/holes.ts`). */
  public get properties(): Json {
    // A condition that names nothing has no value.
    return (this.resolved ??= (this.stack.propertiesOf(this.json.Properties ?? {}) ?? {}) as Json);
  }

  /** The properties with their dynamic references, such as `{{resolve:ssm:/name}}`. It is undefined if the stack has none. */
  public get withReferences(): unknown {
    // What was read tells whether any resource of the stack has them.
    void this.properties;
    if (!this.stack.hasDynamicReferences) return undefined;
    return this.stack.withDynamicReferences(this.json.Properties);
  }

  /** The parts that deployments may make different, with their intrinsic functions. */
  public get parts(): unknown {
    const { Properties, DeletionPolicy, UpdateReplacePolicy } = this.json;
    return [Properties, DeletionPolicy, UpdateReplacePolicy];
  }

  /** The names that its parts use. */
  public get uses(): Uses {
    return usesOf(this.parts);
  }

  /** The metadata of the template, unchanged. */
  public get metadata(): Json {
    return isObject(this.json.Metadata) ? this.json.Metadata : {};
  }

  /** The path of the construct that renders it, or else the path of the stack. */
  public get constructPath(): string {
    const { constructPathOf } = this.stack.description;
    const noted = this.metadata['aws:cdk:path'];
    return constructPathOf?.(this.logicalId) ?? (typeof noted === 'string' ? noted : this.stack.path);
  }

  /** The value of a property. `a.b` is a property of the object `a`, and a hole if `a` is one. */
  public property(path: string): unknown {
    let value: unknown = this.properties;
    for (const name of namesIn(path)) {
      if (typeof value !== 'object' || value === null) return hasHole(value) ? UNRESOLVED : undefined;
      value = (value as Json)[name];
    }
    return value;
  }

  /** A property as a list. It is empty if the property is not set, and has one element if the property is not a list. */
  public list(path: string): unknown[] {
    const value = this.property(path);
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  }
}
