import type { ReadJson } from './assembly-manifest';
import { nestedStackPath } from './construct-paths';
import type { ConstructPaths } from './construct-paths';
import { describeTemplate } from './stack-description';
import type { StackDescription, TemplateInput, TemplateJson } from './stack-description';
import { withHoles } from '../text/intrinsics';
import { isObject, parsed } from '../text/json';
import type { Json } from '../text/json';

const NESTED_STACK = 'AWS::CloudFormation::Stack';
const STACK_SET = 'AWS::CloudFormation::StackSet';

/** The sources that the children of a stack are read from. */
export interface ChildSources {
  readonly readJson: ReadJson;
  /** The file of the assembly that is published under a name, which is a part of its URL. */
  readonly assetOf: (name: string) => string | undefined;
  readonly paths: ConstructPaths;
}

/** Without an assembly, the only children are inline. */
const NO_FILES: ChildSources = {
  readJson: () => ({}),
  assetOf: () => undefined,
  paths: { stackOf: () => undefined, constructOf: () => undefined },
};

/** A template with its file. */
interface Found {
  readonly template: TemplateJson;
  readonly templatePath: string;
  /** The path of its stack, if it is known. */
  readonly path?: string;
}

/** The stacks of templates in memory, and their stack sets. */
export function describeTemplates(templates: readonly TemplateInput[]): StackDescription[] {
  return templates.map(describeTemplate).flatMap((stack) => [stack, ...childStacks(stack)]);
}

/** The nested stacks and stack sets that a stack declares, at any depth. Each comes before its own children. */
export function childStacks(stack: StackDescription, sources: ChildSources = NO_FILES): StackDescription[] {
  return Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const isStackSet = resource?.Type === STACK_SET;
    if (!isStackSet && resource?.Type !== NESTED_STACK) return [];
    const properties = isObject(resource.Properties) ? resource.Properties : {};
    const found = inlineTemplate(stack, properties) ?? publishedTemplate(stack, properties, sources);
    if (!found) return [];
    const { paths } = sources;
    const { template, templatePath, path = pathOfChild(stack, logicalId, resource) } = found;
    const child: StackDescription = {
      ...(isStackSet ? {} : { account: stack.account, region: stack.region }),
      path,
      template,
      templatePath,
      stage: stack.stage,
      isStackSet: isStackSet || stack.isStackSet,
      names: stack.names,
      tagKeys: tagKeysIn(properties.Tags),
      declaration: { stack, logicalId, isNested: !isStackSet },
      constructPathOf: (id) => paths.constructOf(path, id),
    };
    return [child, ...childStacks(child, sources)];
  });
}

/** A template in a property of a stack set. */
function inlineTemplate({ templatePath }: StackDescription, { TemplateBody: body }: Json): Found | undefined {
  const template = parsed(withHoles(body));
  return isObject(template) ? { template, templatePath } : undefined;
}

/** A template that the assembly publishes. Templates in YAML are not read. */
function publishedTemplate(
  stack: StackDescription,
  { TemplateURL: url }: Json,
  { assetOf, paths, readJson }: ChildSources,
): Found | undefined {
  if (url === undefined) return undefined;
  const names: string[] = JSON.stringify(url).match(/[\w.-]+/g) ?? [];
  const file = names.map(assetOf).find((each) => each !== undefined);
  if (!file?.endsWith('.json') || isWithin(stack, file)) return undefined;
  return { template: readJson(file), templatePath: file, path: paths.stackOf(file) };
}

/** The path of a nested stack. Without metadata, it is the path of the construct of its resource. */
function pathOfChild(stack: StackDescription, logicalId: string, resource: Json): string {
  const noted = isObject(resource.Metadata) ? resource.Metadata['aws:cdk:path'] : undefined;
  const path =
    stack.constructPathOf?.(logicalId) ?? (noted === undefined ? `${stack.path}/${logicalId}` : String(noted));
  return nestedStackPath(path);
}

/** Whether a file is the template of a stack or of one around it. Reading it again would never end. */
function isWithin(stack: StackDescription | undefined, file: string): boolean {
  return stack !== undefined && (stack.templatePath === file || isWithin(stack.declaration?.stack, file));
}

function tagKeysIn(tags: unknown): string[] {
  return [tags ?? []].flat().flatMap((tag) => (isObject(tag) && typeof tag.Key === 'string' ? [tag.Key] : []));
}
