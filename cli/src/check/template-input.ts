import { basename } from 'path';
import { InputKind } from './checked-input';
import type { CheckedInput } from './checked-input';
import { parseTemplate } from './template-file';
import { TemplatePlaces } from './template-places';
import { unreadIn } from './unread-parts';
import { describeTemplates } from '../../../src/templates/child-stacks';
import { TemplateApp } from '../../../src/templates/template-app';
import { isObject } from '../../../src/text/json';
import { refuse } from '../io/bad-input';
import { readText } from '../io/text-file';

/** A CloudFormation template in JSON or YAML. It does not tell its account and region. */
export function templateInput(file: string): CheckedInput {
  const template = parseTemplate(file, readText(file));
  if (!isObject(template) || !isObject(template.Resources)) {
    return refuse({
      property: `content of ${file}`,
      which: 'has no Resources',
      found: undefined,
      must: '',
      remedy: 'name a CloudFormation template, or the folder of a synthesized app',
    });
  }
  for (const section of ['Parameters', 'Outputs', 'Mappings']) checkSection(file, section, template[section] ?? {});
  const path = basename(file).replace(/(\.template)?\.(json|ya?ml)$/, '');
  const stacks = describeTemplates([{ path, template, templatePath: file, stage: file }]);
  const places = new TemplatePlaces();
  return {
    kind: InputKind.TEMPLATE,
    name: file,
    app: new TemplateApp(stacks),
    acknowledgements: [],
    leftOut: new Map(),
    unread: unreadIn(stacks),
    placeOf: (resource, at) => places.placeOf(resource, at),
    ownerOf: ({ stack }) => stack.outermost.path,
  };
}

/** CloudFormation refuses a template with other members. */
function checkSection(file: string, section: string, members: unknown): void {
  for (const [name, member] of Object.entries(isObject(members) ? members : { [section]: members })) {
    if (isObject(member)) continue;
    const property = `${section === name ? name : `${section}.${name}`} of ${file}`;
    refuse({ property, found: member, must: 'be an object', remedy: 'correct the template' });
  }
}
