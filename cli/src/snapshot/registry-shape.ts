import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { refuse } from '../io/bad-input';

const LISTS = ['unread', 'pullThroughCacheRules', 'repositoryCreationTemplates'];

/** Refuses the content of a `registry.json` that other code cannot read: somebody has changed it. */
export function checkRegistry(registry: Json, file: string): void {
  const check = (member: string, isRight: boolean, must: string) => {
    const { [member]: found } = registry;
    if (!isRight) refuse({ property: `${member} of ${file}`, found, must, remedy: 'take a new snapshot' });
  };
  for (const member of ['account', 'region']) check(member, typeof registry[member] === 'string', 'be a text');
  check('contents', isObject(registry.contents), 'be an object');
  for (const member of LISTS) {
    const { [member]: list } = registry;
    const isAbsent = list === undefined && member !== 'unread';
    check(member, isAbsent || (Array.isArray(list) && list.every(isObject)), 'be a list of objects');
  }
}
