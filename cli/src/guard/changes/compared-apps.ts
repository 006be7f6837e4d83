import type { AlignedStacks } from './aligned-stacks';
import type { StackDescription } from '../../../../src/templates/stack-description';
import { TemplateApp } from '../../../../src/templates/template-app';

/**
 * The apps of both sides. A parameter that only one side has is taken to have its default: nobody gave a new one a value yet,
 * and a value of a former one is not known.
 */
export function comparedApps(stacks: AlignedStacks): [before: TemplateApp, after: TemplateApp] {
  const [before, after] = [parametersOf(stacks.before), parametersOf(stacks.after)];
  return [
    new TemplateApp(stacks.before, { hasDefault: (path, name) => after.get(path)?.has(name) === false }),
    new TemplateApp(stacks.after, { hasDefault: (path, name) => before.get(path)?.has(name) !== true }),
  ];
}

/** The parameters of stacks by their paths. */
function parametersOf(stacks: readonly StackDescription[]): Map<string, Set<string>> {
  return new Map(stacks.map(({ path, template }) => [path, new Set(Object.keys(template.Parameters ?? {}))]));
}
