import { isAutoDelete } from './auto-delete-changes';
import type { GuardedResource } from './guarded-resource';
import { isOfEcr } from './subjects';
import { REGISTRY_CHANGES } from '../../../../src/ecr/changes/registry-changes';
import { REPOSITORY_CHANGES } from '../../../../src/ecr/changes/repository-changes';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { TemplateApp } from '../../../../src/templates/template-app';
import type { TemplateStack } from '../../../../src/templates/template-stack';
import { isObject } from '../../../../src/text/json';
import { number } from '../../../../src/text/lists';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';
import { StateSource } from '../inputs/guard-state';
import type { GuardInputs } from '../inputs/guard-state';

/** The stacks that leave the app. A snapshot has stacks of other apps, too, and a template is no app. */
export function leftStacks(
  { before, after }: GuardInputs,
  { stacks }: TemplateApp,
  resources: readonly GuardedResource[],
  isPaired: (path: string) => boolean,
): GuardedChange[] {
  const isWhole = before.source === StateSource.APP || before.source === StateSource.DEPLOYED_TEMPLATES;
  if (!isWhole || after.source !== StateSource.APP) return [];
  return stacks
    .filter((stack) => stack.outermost === stack && !isPaired(stack.path))
    .flatMap((stack) => {
      const count = resources.filter((each) => each.stack.outermost === stack && isOfEcr(each.type)).length;
      if (count === 0) return [];
      const what = `${number(count)} ${count === 1 ? 'resource' : 'resources'} of Amazon ECR`;
      const text = `The stack leaves the app. It stays deployed with ${what} until it is deleted.`;
      const empties = resources.some(
        (each) => each.stack.outermost === stack && isAutoDelete(each) && !each.isRetained,
      );
      if (!empties) return [stackChange(stack, 'stack-left', text, REGISTRY_CHANGES['registry-stack-renamed'].safely)];
      const loss = 'Its deletion deletes all images of repositories with autoDeleteImages, also of retained ones.';
      return [stackChange(stack, 'stack-left', `${text} ${loss}`, REPOSITORY_CHANGES['auto-delete-images'].safely)];
    });
}

/** The stacks that need a value of another stack which it did not export before. */
export function neededFirst(
  before: TemplateApp,
  after: TemplateApp,
  resources: readonly GuardedResource[],
  isPaired: (path: string) => boolean,
): GuardedChange[] {
  const found = new Map<string, GuardedChange>();
  for (const { stack, logicalId } of resources) {
    if (!isPaired(stack.path)) continue;
    for (const name of importsIn(stack.description.template.Resources?.[logicalId])) {
      const exporter = after.stacks.find((each) => each.path !== stack.path && exportsOf(each).has(name));
      const old = exporter && before.stackAt(exporter.path);
      if (!exporter || (old && exportsOf(old).has(name))) continue;
      const first = exporter.description.stackName ?? exporter.path;
      const text = `The stack needs a value that the stack ${first} exports from now on.`;
      found.set(`${stack.path}|${exporter.path}`, stackChange(stack, 'deploy-first', text, `deploy ${first} first`));
    }
  }
  return [...found.values()];
}

function exportsOf(stack: TemplateStack): Set<string> {
  const outputs = Object.values(stack.description.template.Outputs ?? {});
  return new Set(outputs.map(({ Export: exported }) => stack.resolve(exported?.Name)).filter(isText));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function importsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(importsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    name === 'Fn::ImportValue' && typeof each === 'string' ? [each] : importsIn(each),
  );
}

function stackChange(stack: TemplateStack, kind: string, text: string, safely: string): GuardedChange {
  const { stackName, path } = stack.description;
  return {
    gravity: Gravity.OTHER,
    kind,
    stack: stackName ?? path,
    path,
    logicalId: '',
    type: ResourceType.NESTED_STACK,
    text,
    details: [],
    safely,
  };
}
