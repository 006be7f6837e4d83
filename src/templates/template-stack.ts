import { readFileSync } from 'fs';
import { resolve } from 'path';
import { CfnElement, Stage } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { Intrinsics } from './intrinsics';
import type { TemplateApp } from './template-app';
import { TemplateResource } from './template-resource';
import { relate } from '../core/environment';
import type { Relation } from '../ecr/environments';
import { isLiteral } from '../text/unresolved';

/** The parts of a template that are read. */
export interface TemplateJson {
  readonly Resources?: Record<string, Record<string, unknown>>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

/** Where synthesis puts the template of a stack. */
export function templatePathOf(stack: Stack): string {
  return resolve(Stage.of(stack)!.outdir, stack.templateFile);
}

/** A synthesized template with its stack. */
export class TemplateStack {
  public readonly templatePath: string;
  public readonly template: TemplateJson;
  public readonly resources: ReadonlyMap<string, TemplateResource>;
  /** Account and region, where they are known at synthesis. */
  public readonly account?: string;
  public readonly region?: string;
  private readonly intrinsics: Intrinsics;
  private paths?: Map<string, string>;

  public constructor(
    public readonly app: TemplateApp,
    public readonly stack: Stack,
  ) {
    this.templatePath = templatePathOf(stack);
    this.template = JSON.parse(readFileSync(this.templatePath, 'utf8'));
    this.account = isLiteral(stack.account) ? stack.account : undefined;
    this.region = isLiteral(stack.region) ? stack.region : undefined;
    const resources = Object.entries(this.template.Resources ?? {});
    this.resources = new Map(resources.map(([id, json]) => [id, new TemplateResource(this, id, json)]));
    this.intrinsics = new Intrinsics(this);
  }

  /** The path of the stack's construct, by which references tell stacks apart. */
  public get path(): string {
    return this.stack.node.path;
  }

  /** The stack that this one is nested in. */
  public get parent(): TemplateStack | undefined {
    const { nestedStackParent } = this.stack;
    return nestedStackParent && this.app.stackOf(nestedStackParent);
  }

  /** The stack that is deployed by itself, in which this one is nested; without nesting, this one. */
  public get outermost(): TemplateStack {
    return this.parent?.outermost ?? this;
  }

  /** How the account and region of another stack relate to those of this one. */
  public relationTo(other: TemplateStack): Relation {
    return relate(this.stack, other.stack);
  }

  /** A value of the template without intrinsic functions. */
  public resolve(value: unknown): unknown {
    return this.intrinsics.resolve(value);
  }

  public constructPathOf(logicalId: string): string {
    this.paths ??= new Map(
      this.stack.node
        .findAll()
        .filter((construct): construct is CfnElement => CfnElement.isCfnElement(construct))
        .filter((element) => element.stack === this.stack)
        .map((element) => [this.stack.resolve(element.logicalId), element.node.path]),
    );
    return this.paths.get(logicalId) ?? this.path;
  }
}
