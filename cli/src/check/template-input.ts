import { basename } from 'path';
import { InputKind } from './checked-input';
import type { CheckedInput } from './checked-input';
import { parseTemplate } from './template-file';
import { TemplatePlaces } from './template-places';
import { unreadIn } from './unread-parts';
import { templateAt } from '../../../src/templates/assembly-input';
import { describeTemplates } from '../../../src/templates/child-stacks';
import type { TemplateInput } from '../../../src/templates/stack-description';
import { TemplateApp } from '../../../src/templates/template-app';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { API, refuse } from '../io/bad-input';
import { readText } from '../io/text-file';

/** A CloudFormation template in JSON or YAML. It does not tell its account and region. */
export function templateInput(file: string): CheckedInput {
  const stacks = describeTemplates([describedTemplate(file)]);
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

/** The template in a file, as a stack with the name of the file. */
export function describedTemplate(file: string): TemplateInput {
  const template = checkedTemplate(file, parseTemplate(file, readText(file)));
  const path = basename(file).replace(/(\.template)?\.(json|ya?ml)$/, '');
  return { path, template, templatePath: file, stage: file };
}

/** The content of a file, which has to be a template. */
export function checkedTemplate(file: string, content: unknown): Json {
  if (!isObject(content) || content.Resources === undefined) {
    return refuse({
      property: `content of ${file}`,
      which: 'has no Resources',
      found: undefined,
      must: '',
      remedy: 'name a CloudFormation template, or the folder of a synthesized app',
    });
  }
  return templateAt({ api: API, file, remedy: 'correct the template' }, content);
}
