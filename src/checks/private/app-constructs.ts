import { resolve } from 'path';
import { CfnElement, Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { readAssembly } from '../../templates/assembly';
import type { ConstructPaths } from '../../templates/construct-paths';
import type { StackDescription } from '../../templates/stack-description';
import { TemplateApp } from '../../templates/template-app';

/** Reads the templates of the stacks beneath a scope that has been synthesized. */
export function readScope(scope: IConstruct): TemplateApp {
  const constructs = new AppConstructs(scope);
  const stacks = readAssembly(assemblyOf(scope)!, { paths: constructs });
  return new TemplateApp(constructs.inOrder(stacks));
}

/** The directory of the cloud assembly that a scope is synthesized to. */
export function assemblyOf(scope: IConstruct): string | undefined {
  return (Stage.isStage(scope) ? scope : Stage.of(scope))?.outdir;
}

/** The constructs of templates. The tree also has those that the metadata of an assembly leaves out. */
class AppConstructs implements ConstructPaths {
  /** The stacks beneath the scope by the files of their templates, in the order of the tree. */
  private readonly stacks: ReadonlyMap<string, Stack>;
  private readonly order: ReadonlyMap<string, number>;
  private readonly byPath: ReadonlyMap<string, Stack>;
  private readonly paths = new Map<Stack, ReadonlyMap<string, string>>();

  public constructor(scope: IConstruct) {
    const stacks = scope.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
    this.stacks = new Map(stacks.map((stack) => [resolve(Stage.of(stack)!.outdir, stack.templateFile), stack]));
    this.byPath = new Map(stacks.map((stack) => [stack.node.path, stack]));
    this.order = new Map(stacks.map(({ node }, index) => [node.path, index]));
  }

  public stackOf(templatePath: string): string | undefined {
    return this.stacks.get(resolve(templatePath))?.node.path;
  }

  public constructOf(stackPath: string, logicalId: string): string | undefined {
    const stack = this.byPath.get(stackPath);
    if (!stack) return undefined;
    let paths = this.paths.get(stack);
    if (!paths) this.paths.set(stack, (paths = elementsOf(stack)));
    return paths.get(logicalId);
  }

  /** The stacks beneath the scope, in the order of the tree. A stack without a construct follows the stack that declares it. */
  public inOrder(stacks: readonly StackDescription[]): StackDescription[] {
    return stacks
      .map((stack) => ({ stack, index: this.indexOf(stack) }))
      .filter(({ index }) => index !== undefined)
      .sort((one, other) => one.index! - other.index!)
      .map(({ stack }) => stack);
  }

  private indexOf({ path, declaration }: StackDescription): number | undefined {
    return this.order.get(path) ?? (declaration && this.indexOf(declaration.stack));
  }
}

function elementsOf(stack: Stack): Map<string, string> {
  const elements = stack.node
    .findAll()
    .filter((construct): construct is CfnElement => CfnElement.isCfnElement(construct))
    .filter((element) => element.stack === stack);
  return new Map(elements.map((element) => [stack.resolve(element.logicalId), element.node.path]));
}
