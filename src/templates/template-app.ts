import type { Assumptions } from './assumptions';
import { describeTemplates } from './child-stacks';
import type { EvaluatedStack, StackLinks } from './intrinsics';
import type { StackDescription, TemplateInput } from './stack-description';
import type { TemplateResource } from './template-resource';
import { TemplateStack } from './template-stack';
import { Relation } from '../ecr/environments';
import { isKnownText, referenceOf } from '../text/holes';
import { isObject } from '../text/json';
import { addTo } from '../text/lists';

/** The templates of an app, and the references between them. */
export class TemplateApp implements StackLinks {
  /** An app of templates in memory. */
  public static fromTemplates(templates: readonly TemplateInput[]): TemplateApp {
    return new TemplateApp(describeTemplates(templates));
  }

  public readonly stacks: readonly TemplateStack[];
  private readonly byPath: ReadonlyMap<string, TemplateStack>;
  private readonly byDeclaration = new Map<string, TemplateStack>();
  private readonly byType = new Map<string, TemplateResource[]>();
  private exports?: Map<string, () => unknown>;

  private readonly views = new Map<string, TemplateApp>();

  /**
   * @param descriptions the stacks, each after the one that declares it
   * @param assumptions what is assumed of values that only the deployment knows
   */
  public constructor(
    private readonly descriptions: readonly StackDescription[],
    assumptions?: Assumptions,
  ) {
    const stacks = new Map<StackDescription, TemplateStack>();
    const paths = new Set<string>();
    for (const description of descriptions) {
      const { declaration, path } = description;
      // Several stack sets may deploy one template.
      if (paths.has(path)) continue;
      paths.add(path);
      const parent = declaration?.isNested ? stacks.get(declaration.stack) : undefined;
      const stack = new TemplateStack(description, parent, this, assumptions);
      stacks.set(description, stack);
      if (declaration) this.byDeclaration.set(`${declaration.stack.path}|${declaration.logicalId}`, stack);
    }
    this.byPath = new Map([...stacks.values()].map((stack) => [stack.path, stack]));
    this.stacks = [...stacks.values()].filter(({ description }) => this.isDeployed(description));
    for (const resource of this.stacks.flatMap((stack) => [...stack.resources.values()])) {
      addTo(this.byType, resource.type, resource);
    }
  }

  /** The app as it is under some assumptions. Resources with the same assumptions share it. */
  public assuming(assumptions: Assumptions): TemplateApp {
    const key = JSON.stringify([assumptions.path, [...(assumptions.choices ?? [])], assumptions.defaults]);
    let view = this.views.get(key);
    if (!view) this.views.set(key, (view = new TemplateApp(this.descriptions, assumptions)));
    return view;
  }

  /** The resource of this view of the app that stands for a resource of another; undefined if it is not there. */
  public counterpartOf({ stack, logicalId }: TemplateResource): TemplateResource | undefined {
    return this.byPath.get(stack.path)?.resources.get(logicalId);
  }

  /** The stack of the construct with a path. */
  public stackAt(path: string): TemplateStack | undefined {
    return this.byPath.get(path);
  }

  /** All resources of a type, in the order of stacks and templates. */
  public resourcesOf(type: string): readonly TemplateResource[] {
    return this.byType.get(type) ?? [];
  }

  /** Resources of a type that are in the same account and region, certainly or (with `Relation.UNRESOLVED`) maybe. */
  public sameEnvironment(
    resource: TemplateResource,
    type: string,
    relation: Relation = Relation.SAME,
  ): readonly TemplateResource[] {
    return this.resourcesOf(type).filter((other) => resource.stack.relationTo(other.stack) === relation);
  }

  /** The resource of the app that a text refers to with `Ref` or an attribute. */
  public resourceOf(value: unknown): TemplateResource | undefined {
    const reference = referenceOf(value);
    if (reference === undefined || !reference.includes('|')) return undefined;
    const separator = reference.lastIndexOf('|');
    const [id] = reference.slice(separator + 1).split('.');
    return this.byPath.get(reference.slice(0, separator))?.resources.get(id);
  }

  public parameterOf({ description }: EvaluatedStack, name: string): (() => unknown) | undefined {
    const { declaration } = description;
    // The instances of a stack set may each have a value of their own.
    if (!declaration?.isNested) return undefined;
    const { stack, logicalId } = declaration;
    const parameters = this.byPath.get(stack.path)?.resources.get(logicalId)?.properties.Parameters;
    return isObject(parameters) && Object.hasOwn(parameters, name) ? () => parameters[name] : undefined;
  }

  public outputOf({ description }: EvaluatedStack, logicalId: string, name: string): (() => unknown) | undefined {
    const nested = this.byDeclaration.get(`${description.path}|${logicalId}`);
    const { Outputs: outputs = {} } = nested?.description.template ?? {};
    const output = Object.hasOwn(outputs, name) ? outputs[name] : undefined;
    return output && (() => nested!.resolve(output.Value));
  }

  public exportOf(importing: EvaluatedStack, name: string): (() => unknown) | undefined {
    this.exports ??= new Map(
      this.stacks.flatMap((stack) =>
        Object.values(stack.description.template.Outputs ?? {})
          .map((output) => ({ output, exported: stack.resolve(output.Export?.Name) }))
          .filter(({ exported }) => isKnownText(exported))
          .map(({ output, exported }) => [exportKey(stack, exported as string), () => stack.resolve(output.Value)]),
      ),
    );
    return this.exports.get(exportKey(importing, name));
  }

  /** Whether no condition is known to leave out the stack, or one around it. */
  private isDeployed({ declaration }: StackDescription): boolean {
    if (!declaration) return true;
    const { stack, logicalId } = declaration;
    return (this.byPath.get(stack.path)?.resources.has(logicalId) ?? true) && this.isDeployed(stack);
  }
}

/** The key of exports: the account and region. The exports of a stack set are unknown. */
function exportKey({ description: { account, region, isStackSet, path } }: EvaluatedStack, name: string): string {
  return [account, region, isStackSet ? path : '', name].join('|');
}
