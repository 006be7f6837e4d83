import type { Metadata } from './assembly-manifest';
import type { DeploymentPlace } from '../ecr/environments';

/** The parts of a template that are read. */
export interface TemplateJson {
  readonly Resources?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Parameters?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>;
}

/** A stack as the files of its app describe it. */
export interface StackDescription extends DeploymentPlace {
  /** The path of the construct of the stack. It identifies the stack in references. */
  readonly path: string;
  /** The name of the stack, if synthesis knows it. CloudFormation makes the names of nested stacks. */
  readonly stackName?: string;
  readonly template: TemplateJson;
  /** The file of the template. An inline template is in the file of the stack that declares it. */
  readonly templatePath: string;
  /** The names that users select the stack with, the construct path first. A nested stack has the names of its parent. */
  readonly names: readonly string[];
  /** The keys of the tags that CloudFormation gives to all resources of the stack. */
  readonly tagKeys: readonly string[];
  /** The values of these tags, as far as the stack of an assembly has them. */
  readonly tags?: Readonly<Record<string, unknown>>;
  /** The resource of another stack that deploys this one: a nested stack or a stack set. */
  readonly declaration?: StackDeclaration;
  /** The metadata of the constructs in the stack and its nested stacks. Only a stack of an assembly has it. */
  readonly metadata?: () => Metadata;
  /** The path of the construct of a logical id. */
  constructPathOf?(logicalId: string): string | undefined;
}

/** A resource that deploys a stack. */
export interface StackDeclaration {
  readonly stack: StackDescription;
  readonly logicalId: string;
  /** Whether it is a nested stack, with the account and region of the stack around it. */
  readonly isNested: boolean;
}

/** A template that is described without an assembly around it. */
export type TemplateInput = Pick<StackDescription, 'path' | 'template'> & Partial<StackDescription>;

/** A template as a stack. Templates without a stage are in the same one. */
export function describeTemplate(input: TemplateInput): StackDescription {
  return { templatePath: input.path, stage: undefined, isStackSet: false, names: [input.path], tagKeys: [], ...input };
}
