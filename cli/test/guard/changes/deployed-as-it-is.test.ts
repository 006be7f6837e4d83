import { stateOf } from './support';
import { describeTemplates } from '../../../../src/templates/child-stacks';
import type { StackDescription } from '../../../../src/templates/stack-description';
import type { ChangeCase } from '../../../../test/ecr/changes/change-case';
import type { Code } from '../../../../test/ecr/changes/deployment';
import { REGISTRY_CASES } from '../../../../test/ecr/changes/registry-cases';
import { REPOSITORY_CASES } from '../../../../test/ecr/changes/repository-cases';
import { changesBetween } from '../../../src/guard/changes/changes-between';
import type { GuardState } from '../../../src/guard/inputs/guard-state';
import { StateSource } from '../../../src/guard/inputs/guard-state';

const CASES: Record<string, ChangeCase | ChangeCase[]> = { ...REPOSITORY_CASES, ...REGISTRY_CASES };

const CODES = Object.entries(CASES).flatMap(([id, cases]) =>
  [cases]
    .flat()
    .flatMap(({ before, after }, index): [string, Code][] => [
      ...(before ? [[`${id} (${index}) before`, before] as [string, Code]] : []),
      ...(after ? [[`${id} (${index}) after`, after] as [string, Code]] : []),
    ]),
);

/** The name of a stack as CloudFormation has it. */
function deployedName({ stackName, path, declaration }: StackDescription): string {
  return declaration?.isNested
    ? `${deployedName(declaration.stack)}-${declaration.logicalId}-1A2B3C4D5E6F7`
    : (stackName ?? path);
}

/** The templates of an app as a folder has them: by the names of stacks, without accounts and construct paths. */
function deployed({ stacks }: GuardState): GuardState {
  const templates = stacks.map((stack) => {
    const name = deployedName(stack);
    return { path: name, stackName: name, template: stack.template };
  });
  return {
    source: StateSource.DEPLOYED_TEMPLATES,
    name: 'deployed',
    stacks: describeTemplates(templates),
    registries: [],
    unread: [],
  };
}

describe('what is deployed as the app has it is no change:', () => {
  test.each(CODES)('%s', (_, code) => {
    const after = stateOf(code);
    expect(changesBetween({ before: deployed(after), after })).toEqual([]);
  });
});
