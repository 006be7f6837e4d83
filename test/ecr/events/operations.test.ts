import { REGISTRY_OPERATIONS, REPOSITORY_OPERATIONS } from '../../../src/ecr/events/operations';
import { REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from '../../../src/ecr/policy/action-names';

/** Operations that write images. They change no setting of the repository. */
const OF_IMAGES = ['PutImage', 'UpdateImageStorageClass'];

/** The operations that change a setting, by the names of the actions that allow them. */
function writingOperations(actions: readonly string[]): string[] {
  return actions
    .map((action) => action.replace('ecr:', ''))
    .filter((name) => /^(Create|Delete|Deregister|Put|Register|Set|Update)/.test(name) && !OF_IMAGES.includes(name));
}

test.each([
  ['repository', REPOSITORY_OPERATIONS, REPOSITORY_ACTIONS],
  ['registry', REGISTRY_OPERATIONS, REGISTRY_ACTIONS],
])('each operation that changes a setting of a %s belongs to one change', (_, operations, actions) => {
  expect(Object.values<string[]>(operations).flat().sort()).toEqual(writingOperations(actions).sort());
});
