import { dirname, join } from 'path';
import type { FileAsset, ReadJson } from './assembly-manifest';
import type { ConstructPaths } from './construct-paths';
import type { StackDescription, TemplateJson } from './stack-description';
import { withHoles } from '../text/intrinsics';
import { isObject, parsed } from '../text/json';
import type { Json } from '../text/json';

const NESTED_STACK = 'AWS::CloudFormation::Stack';
const STACK_SET = 'AWS::CloudFormation::StackSet';

/** The sources that the children of a stack are read from. */
export interface ChildSources {
  readonly readJson: ReadJson;
  /** The files that the assembly publishes, in which templates are. */
  readonly assets: () => readonly FileAsset[];
  readonly paths: ConstructPaths;
}

/** Without an assembly, the only children are inline. */
const NO_FILES: ChildSources = {
  readJson: () => ({}),
  assets: () => [],
  paths: { stackOf: () => undefined, constructOf: () => undefined },
};

/** A template with its file. */
interface Found {
  readonly template: TemplateJson;
  readonly templatePath: string;
}

/** The nested stacks and stack sets that a stack declares, at any depth. Each comes before those that it declares itself. */
export function childStacks(stack: StackDescription, sources: ChildSources = NO_FILES): StackDescription[] {
  return Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const isStackSet = resource.Type === STACK_SET;
    if (!isStackSet && resource.Type !== NESTED_STACK) return [];
    const properties = isObject(resource.Properties) ? resource.Properties : {};
    const found = inlineTemplate(stack, properties) ?? publishedTemplate(stack, properties, sources);
    if (!found) return [];
    const { paths } = sources;
    const { template, templatePath } = found;
    const isInline = templatePath === stack.templatePath;
    const child: StackDescription = {
      ...(isStackSet ? {} : { account: stack.account, region: stack.region }),
      path: (isInline ? undefined : paths.stackOf(templatePath)) ?? pathOfChild(stack, logicalId, resource),
      template,
      templatePath,
      stage: stack.stage,
      isStackSet: isStackSet || stack.isStackSet,
      names: stack.names,
      tagKeys: tagKeysIn(properties.Tags),
      declaration: { stack, logicalId, isNested: !isStackSet },
      constructPathOf: (id) => (isInline ? undefined : paths.constructOf(templatePath, id)),
    };
    return [child, ...childStacks(child, sources)];
  });
}

/** A template that stands in the property of a stack set. */
function inlineTemplate({ templatePath }: StackDescription, { TemplateBody: body }: Json): Found | undefined {
  const template = parsed(withHoles(body));
  return isObject(template) ? { template, templatePath } : undefined;
}

/** A template that the assembly publishes. Templates in YAML are not read. */
function publishedTemplate(
  stack: StackDescription,
  { TemplateURL: url }: Json,
  { assets, readJson }: ChildSources,
): Found | undefined {
  if (url === undefined) return undefined;
  const text = JSON.stringify(url);
  const asset = assets().find(({ key }) => text.includes(key));
  if (!asset?.path.endsWith('.json')) return undefined;
  const file = join(dirname(stack.templatePath), asset.path);
  return isWithin(stack, file) ? undefined : { template: readJson(file), templatePath: file };
}

/** A nested stack without metadata has the path of the construct whose resource it is. */
function pathOfChild(stack: StackDescription, logicalId: string, resource: Json): string {
  const noted = isObject(resource.Metadata) ? resource.Metadata['aws:cdk:path'] : undefined;
  const path =
    stack.constructPathOf?.(logicalId) ?? (noted === undefined ? `${stack.path}/${logicalId}` : String(noted));
  return path.replace(/\.NestedStack\/[^/]+\.NestedStackResource$/, '');
}

/** Whether a file is the template of a stack or of one around it. Reading it again would have no end. */
function isWithin(stack: StackDescription | undefined, file: string): boolean {
  return stack !== undefined && (stack.templatePath === file || isWithin(stack.declaration?.stack, file));
}

function tagKeysIn(tags: unknown): string[] {
  return [tags ?? []].flat().flatMap((tag) => (isObject(tag) && typeof tag.Key === 'string' ? [tag.Key] : []));
}
