import { existsSync } from 'fs';
import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { TemplateResource } from './template-resource';
import { templatePathOf, TemplateStack } from './template-stack';
import { Relation } from '../ecr/environments';
import { isKnownText, referenceOf } from '../text/holes';

/** The synthesized templates of all stacks beneath a scope, and what refers to what between them. */
export class TemplateApp {
  public readonly stacks: readonly TemplateStack[];
  private readonly byPath: ReadonlyMap<string, TemplateStack>;
  private readonly byType = new Map<string, TemplateResource[]>();
  private exports?: Map<string, () => unknown>;

  public constructor(public readonly root: IConstruct) {
    const stacks = root.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
    this.stacks = stacks.filter(isSynthesized).map((stack) => new TemplateStack(this, stack));
    this.byPath = new Map(this.stacks.map((stack) => [stack.path, stack]));
    for (const stack of this.stacks) {
      for (const resource of stack.resources.values()) {
        const same = this.byType.get(resource.type);
        if (same) same.push(resource);
        else this.byType.set(resource.type, [resource]);
      }
    }
  }

  /** The template of a stack beneath the scope. */
  public stackOf(stack: Stack): TemplateStack | undefined {
    return this.byPath.get(stack.node.path);
  }

  /** All resources of a type, in the order of stacks and templates. */
  public resourcesOf(type: string): readonly TemplateResource[] {
    return this.byType.get(type) ?? [];
  }

  /** Resources of a type that are certainly, or (`Relation.UNKNOWN`) maybe, in the same account and region. */
  public sameEnvironment(
    resource: TemplateResource,
    type: string,
    relation: Relation = Relation.SAME,
  ): readonly TemplateResource[] {
    return this.resourcesOf(type).filter((other) => resource.stack.relationTo(other.stack) === relation);
  }

  /** The resource of the app that a text is the `Ref` or an attribute of. */
  public resourceOf(value: unknown): TemplateResource | undefined {
    const reference = referenceOf(value);
    if (reference === undefined || !reference.includes('|')) return undefined;
    const separator = reference.lastIndexOf('|');
    const [id] = reference.slice(separator + 1).split('.');
    return this.byPath.get(reference.slice(0, separator))?.resources.get(id);
  }

  /** What the parent passes to a nested stack for a parameter. */
  public parameterOf({ stack, parent }: TemplateStack, name: string): (() => unknown) | undefined {
    const id = parent?.stack.resolve(stack.nestedStackResource?.logicalId);
    const parameters = parent?.resources.get(id)?.properties.Parameters as Record<string, unknown> | undefined;
    return parameters && name in parameters ? () => parameters[name] : undefined;
  }

  /** The nested stack that a resource of type AWS::CloudFormation::Stack stands for. */
  public nestedStackOf(parent: TemplateStack, logicalId: string): TemplateStack | undefined {
    return this.stacks.find(
      (nested) =>
        nested.parent === parent && parent.stack.resolve(nested.stack.nestedStackResource?.logicalId) === logicalId,
    );
  }

  /** What a stack of the same account and region exports under a name. */
  public exportOf(importing: TemplateStack, name: string): (() => unknown) | undefined {
    this.exports ??= new Map(
      this.stacks.flatMap((stack) =>
        Object.values(stack.template.Outputs ?? {})
          .map((output) => ({ output, exported: stack.resolve(output.Export?.Name) }))
          .filter(({ exported }) => isKnownText(exported))
          .map(({ output, exported }) => [exportKey(stack, exported as string), () => stack.resolve(output.Value)]),
      ),
    );
    return this.exports.get(exportKey(importing, name));
  }
}

/** A stack that bundles for another stage, or was added after synthesis, has no template. */
function isSynthesized(stack: Stack): boolean {
  return existsSync(templatePathOf(stack));
}

function exportKey({ outermost }: TemplateStack, name: string): string {
  const { account, region } = outermost.stack;
  return [account, region, name].join('|');
}
