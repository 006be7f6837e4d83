import { fillRegion } from '../../../../src/ecr/fill-region';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import type { TemplateStack } from '../../../../src/templates/template-stack';
import { hasHole, hole, UNRESOLVED } from '../../../../src/text/holes';
import { isIntrinsic } from '../../../../src/text/intrinsics';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { nameOf } from '../../compare/resource-identity';

/** A resource of one side that the guard watches. */
export class GuardedResource {
  public readonly type: string;
  public readonly logicalId: string;
  private resolved?: Json;

  public constructor(public readonly template: TemplateResource) {
    this.type = template.type;
    this.logicalId = template.logicalId;
  }

  /** The properties. Each value that is known at deployment only is a hole that tells where it comes from. */
  public get properties(): Json {
    if (this.resolved) return this.resolved;
    const { stack, logicalId } = this.template;
    const { Properties: given = {} } = stack.description.template.Resources![logicalId];
    const value = stack.withDynamicReferences(named(stack, given));
    return (this.resolved = (isObject(value) ? fillRegion(value, stack.region) : {}) as Json);
  }

  public get stack(): TemplateStack {
    return this.template.stack;
  }

  /** The name of the stack; the path of a nested one. */
  public get stackName(): string {
    const { stackName, path, declaration } = this.stack.description;
    return declaration?.isNested ? path : (stackName ?? path);
  }

  /** The path of the construct; the stack and the logical id if nothing tells it. */
  public get path(): string {
    const { constructPath, stack } = this.template;
    return constructPath === stack.path ? `${this.stackName}/${this.logicalId}` : constructPath;
  }

  /** The name, if the template gives it. */
  public get name(): string | undefined {
    return nameOf(this.type, this.properties);
  }

  /** Whether it stays when it leaves its template. */
  public get isRetained(): boolean {
    return isRetained(this.stack.resolve(this.template.deletionPolicy));
  }

  /** Whether the old resource stays when CloudFormation replaces it. */
  public get isRetainedOnReplace(): boolean {
    return isRetained(this.stack.resolve(this.template.updateReplacePolicy));
  }

  public get place(): string {
    return `${this.stack.account}/${this.stack.region}`;
  }
}

function isRetained(policy: unknown): boolean {
  return /^(Retain|Snapshot)/.test(String(policy ?? 'Delete'));
}

/** A value of a template whose calls that nothing tells are holes with the call in them. */
function named(stack: TemplateStack, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => named(stack, each));
  if (!isObject(value)) return value;
  if (!isIntrinsic(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, named(stack, each)]));
  }
  const resolved = stack.withDynamicReferences(value);
  if (!isBare(resolved)) return value;
  const { 'Fn::Join': join } = value;
  if (Array.isArray(join) && Array.isArray(join[1])) {
    return { 'Fn::Join': [join[0], join[1].map((each) => named(stack, each))] };
  }
  return hole(JSON.stringify(value));
}

/** Whether a value has a hole that tells nothing. */
function isBare(value: unknown): boolean {
  return hasHole(value) && JSON.stringify(value).includes(UNRESOLVED);
}
