import { readdirSync } from 'fs';
import { join } from 'path';
import { StateSource } from './guard-state';
import type { GuardState } from './guard-state';
import { describeTemplates } from '../../../../src/templates/child-stacks';
import type { TemplateInput } from '../../../../src/templates/stack-description';
import { isObject } from '../../../../src/text/json';
import { parseTemplate } from '../../check/template-file';
import { checkedTemplate } from '../../check/template-input';
import { refuse } from '../../io/bad-input';
import { readText } from '../../io/text-file';

const TEMPLATE_FILE = /^(.+?)(?:\.template)?\.(?:json|ya?ml)$/;

/** The deployed templates in a folder. Each file has the name of its stack. */
export function deployedTemplates(folder: string): GuardState {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const templates = files
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => {
      const [, stackName] = TEMPLATE_FILE.exec(name) ?? [];
      return stackName === undefined ? [] : [templateOf(stackName, join(folder, name))];
    });
  if (templates.length === 0) {
    refuse({
      property: '--deployed',
      found: folder,
      must: 'be a snapshot, or a folder of templates that have the names of their stacks, such as Images.json',
      remedy: 'take a snapshot by cdk-ecr snapshot --templates, or write the templates there',
    });
  }
  const names = templates.map(({ path }) => path);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    refuse({
      property: '--deployed',
      found: folder,
      must: `have one template of ${twice}`,
      remedy: 'remove the other',
    });
  }
  const stacks = describeTemplates(templates);
  return { source: StateSource.DEPLOYED_TEMPLATES, name: folder, stacks, registries: [], unread: [] };
}

/** A template, or what `aws cloudformation get-template` prints. */
function templateOf(stackName: string, file: string): TemplateInput {
  const content = parseTemplate(file, readText(file));
  const body = isObject(content) && content.Resources === undefined ? (content.TemplateBody ?? content) : content;
  const template = checkedTemplate(file, typeof body === 'string' ? parseTemplate(file, body) : body);
  return { path: stackName, stackName, template, templatePath: file };
}
