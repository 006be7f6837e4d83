import { InputKind } from './checked-input';
import type { CheckedInput } from './checked-input';
import { TemplatePlaces } from './template-places';
import { unreadIn } from './unread-parts';
import { acknowledgementsIn } from '../../../src/templates/judge/acknowledgement';
import type { Acknowledgement } from '../../../src/templates/judge/acknowledgement';
import type { StackDescription } from '../../../src/templates/stack-description';
import { TemplateApp } from '../../../src/templates/template-app';
import { readApp } from '../io/app-stacks';

/** A synthesized app, with its stages, nested stacks and stack sets. */
export function appInput(directory: string): CheckedInput {
  const stacks = readApp(directory, 'input');
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

/** The acknowledgements of the constructs in a stack. Those of an app or a stage are not in any file. */
function acknowledgementsOf({ metadata }: StackDescription): Acknowledgement[] {
  return Object.entries(metadata?.() ?? {}).flatMap(([path, entries]) =>
    acknowledgementsIn(entries, path.replace(/^\//, '')),
  );
}
