import { alignStacks } from './aligned-stacks';
import type { AlignedStacks } from './aligned-stacks';
import { comparedApps } from './compared-apps';
import { watchedResources } from './watched-resources';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { defaultOf } from '../../../../src/templates/parameters';
import type { TemplateStack } from '../../../../src/templates/template-stack';
import { usesOf } from '../../../../src/templates/uses';
import type { Uses } from '../../../../src/templates/uses';
import { hasHole } from '../../../../src/text/holes';
import { listed } from '../../../../src/text/lists';
import { StateSource } from '../inputs/guard-state';
import type { GuardInputs } from '../inputs/guard-state';

/** What the comparison does not see, as sentences without a full stop. */
export function notCompared(inputs: GuardInputs): string[] {
  const stacks = alignStacks(inputs);
  return [...unknownStacks(inputs, stacks), ...unreadNested(stacks), ...transforms(stacks), ...choicesOf(stacks)];
}

/** The stacks that count as new because nothing before has their names. That is rarely meant if it is all of them. */
function unknownStacks({ before, after }: GuardInputs, { paired }: AlignedStacks): string[] {
  if (paired.size > 0 || before.source === StateSource.SNAPSHOT || after.stacks.length === 0) return [];
  const names = after.stacks.filter(({ declaration }) => !declaration).map(({ stackName, path }) => stackName ?? path);
  return [
    `What is deployed of ${listed(names)}: nothing before has the name of a stack after, so that all count as new`,
  ];
}

/** Nested stacks whose templates are not at hand. */
function unreadNested({ before, after }: AlignedStacks): string[] {
  const texts = [before, after].flatMap((side) => {
    const read = new Set(side.map(({ declaration: made }) => made && `${made.stack.path}/${made.logicalId}`));
    return side.flatMap(({ path, template }) =>
      Object.entries(template.Resources ?? {})
        .filter(([id, resource]) => resource?.Type === ResourceType.NESTED_STACK && !read.has(`${path}/${id}`))
        .map(([id]) => `The nested stack ${path}/${id}: its template is not there, so that it is not compared`),
    );
  });
  return [...new Set(texts)];
}

/** Stacks whose resources a macro writes, at least some of them. */
function transforms({ before, after }: AlignedStacks): string[] {
  const written = [...before, ...after].filter(({ template }) =>
    Object.keys(template.Resources ?? {}).some((name) => name.startsWith('Fn::')),
  );
  return [...new Set(written.map(({ path }) => path))].map(
    (path) => `The stack ${path}: only CloudFormation reads its macros, so that what they write is not compared`,
  );
}

/** Parameters, mappings and conditions that change, and on which watched resources depend. */
function choicesOf(stacks: AlignedStacks): string[] {
  const [before, after] = comparedApps(stacks);
  const found = watchedResources(before).flatMap(({ stack, logicalId, stackName }) => {
    const next = after.stackAt(stack.path);
    if (!next) return [];
    const [old, now] = [usesIn(stack, logicalId), usesIn(next, logicalId)];
    const texts = [
      ...[...new Set([...old.references, ...now.references])].map((name) => parameterText(stack, next, name)),
      ...now.lookups.map((lookup) => mappingText(stack, next, lookup)),
      ...[...now.conditions].map((name) => conditionText(stack, next, name)),
    ];
    return texts
      .filter((text) => text !== undefined)
      .map(([what, text]) => `${what} of the stack ${stackName}: ${text}`);
  });
  return [...new Set(found)];
}

/** What changes, and what the deployment does with it. */
type Choice = readonly [what: string, text: string];

function parameterText(before: TemplateStack, after: TemplateStack, name: string): Choice | undefined {
  const sides = [before, after].map(({ description }) => description);
  const [old, next] = sides.map((each) => JSON.stringify(defaultOf(each, name)));
  if (old === next) return undefined;
  const isOnBoth = sides.every(({ template }) => Object.hasOwn(template.Parameters ?? {}, name));
  const text = isOnBoth
    ? 'its default changes, and the deployment takes the new one or keeps its value'
    : 'only one side has it, and it is taken to have its default';
  return [`The parameter ${name}`, text];
}

function mappingText(before: TemplateStack, after: TemplateStack, lookup: unknown[]): Choice | undefined {
  const name = String(lookup[0]);
  const [old, next] = [before, after].map(({ description: { template } }) => JSON.stringify(template.Mappings?.[name]));
  if (old === next || !hasHole(after.resolve({ 'Fn::FindInMap': lookup }))) return undefined;
  return [`The mapping ${name}`, 'it changes, and only the deployment decides what is looked up'];
}

function conditionText(before: TemplateStack, after: TemplateStack, name: string): Choice | undefined {
  const [old, next] = [before, after].map(({ description: { template } }) =>
    JSON.stringify(template.Conditions?.[name]),
  );
  if (old === next || next === undefined || after.decide(name) !== undefined) return undefined;
  return [
    `The condition ${name}`,
    `it ${old === undefined ? 'is new' : 'changes'}, and only the deployment decides it`,
  ];
}

/** The names that a resource uses, also through conditions. */
function usesIn({ description: { template } }: TemplateStack, logicalId: string): Uses {
  const uses = usesOf(template.Resources?.[logicalId]);
  for (const condition of uses.conditions) {
    const { references, conditions } = usesOf(template.Conditions?.[condition]);
    for (const name of references) uses.references.add(name);
    // A set is iterated over what is added to it meanwhile.
    for (const name of conditions) uses.conditions.add(name);
  }
  return uses;
}
