import { isMap, isScalar, isSeq } from 'yaml';
import type { LineCounter, Node } from 'yaml';
import type { FilePlace } from './checked-input';
import { isJson, parseYaml } from './template-file';
import type { StackDescription } from '../../../src/templates/stack-description';
import type { TemplateResource } from '../../../src/templates/template-resource';
import { readText } from '../io/text-file';

/** Finds the line of a part of a template, or of the nearest part around it. */
type LineFinder = (path: readonly string[]) => number | undefined;

/** The places of resources in templates. A template is read when a place in it is asked for. */
export class TemplatePlaces {
  private readonly finders = new Map<string, LineFinder>();

  public placeOf({ stack, logicalId }: TemplateResource, at: string): FilePlace {
    const { templatePath: file } = stack;
    const declaring = declaringId(stack.description);
    const path = declaring === undefined ? [logicalId, ...at.split('/')] : [declaring];
    let find = this.finders.get(file);
    if (!find) this.finders.set(file, (find = lineFinder(readText(file))));
    return { file, line: find(['Resources', ...path]) };
  }
}

/** The resource whose property is the template of a stack; undefined for a template with a file of its own. */
function declaringId({ declaration, templatePath }: StackDescription): string | undefined {
  if (declaration?.stack.templatePath !== templatePath) return undefined;
  return declaringId(declaration.stack) ?? declaration.logicalId;
}

function lineFinder(text: string): LineFinder {
  return isJson(text) ? ([, id]) => lineInJson(text, id) : inYaml(text);
}

/** The line of a logical id. Templates in JSON are made by tools and may be long, so they are not parsed for it. */
function lineInJson(text: string, id: string): number | undefined {
  const start = text.search(/"Resources"\s*:/);
  const key = new RegExp(`${JSON.stringify(id).replace(/[^"\w]/g, '\\$&')}\\s*:\\s*\\{`);
  const length = text.slice(start).search(key);
  return length < 0 ? undefined : text.slice(0, start + length).split('\n').length;
}

function inYaml(text: string): LineFinder {
  const { document, lines } = parseYaml(text);
  return (path) => {
    let node: unknown = document.contents;
    let line: number | undefined;
    for (const name of path) {
      const part = partOf(node, name);
      if (!part) return line;
      line = lineOf(part.from, lines);
      node = part.value;
    }
    return line;
  };
}

function partOf(node: unknown, name: string): { readonly from: unknown; readonly value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    return pair && { from: pair.key, value: pair.value };
  }
  const item = isSeq(node) ? node.items[Number(name)] : undefined;
  return item === undefined ? undefined : { from: item, value: item };
}

function lineOf(node: unknown, lines: LineCounter): number | undefined {
  const { range } = node as Node;
  return range ? lines.linePos(range[0]).line : undefined;
}
