import { InputKind } from './checked-input';
import type { CheckedInput } from './checked-input';
import { TemplatePlaces } from './template-places';
import { unreadIn } from './unread-parts';
import { readAssembly } from '../../../src/templates/assembly';
import { acknowledgementsIn } from '../../../src/templates/judge/acknowledgement';
import type { Acknowledgement } from '../../../src/templates/judge/acknowledgement';
import type { StackDescription } from '../../../src/templates/stack-description';
import { TemplateApp } from '../../../src/templates/template-app';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { API, refuse } from '../io/bad-input';
import { parseJson, readText } from '../io/text-file';

const REMEDY = 'synthesize the app again';

/** A synthesized app, with its stages, nested stacks and stack sets. */
export function appInput(directory: string): CheckedInput {
  const stacks = readAssembly(directory, { readJson, api: API });
  const places = new TemplatePlaces();
  return {
    kind: InputKind.APP,
    name: directory,
    app: new TemplateApp(stacks),
    acknowledgements: stacks.flatMap(acknowledgementsOf),
    leftOut: new Map(),
    unread: unreadIn(stacks),
    placeOf: (resource, at) => places.placeOf(resource, at),
    ownerOf: ({ stack }) => stack.outermost.path,
  };
}

function readJson(file: string): Json {
  const value = parseJson(file, readText(file), REMEDY);
  return isObject(value) ? value : refuse({ property: file, found: value, must: 'be an object', remedy: REMEDY });
}

/** The acknowledgements of the constructs in a stack. Those of an app or a stage are not in any file. */
function acknowledgementsOf({ metadata }: StackDescription): Acknowledgement[] {
  return Object.entries(metadata?.() ?? {}).flatMap(([path, entries]) =>
    acknowledgementsIn(entries, path.replace(/^\//, '')),
  );
}
