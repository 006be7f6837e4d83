import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { refuse } from '../io/bad-input';

const REMEDY = 'take a new snapshot';
const LISTS = ['unread', 'pullThroughCacheRules', 'repositoryCreationTemplates'];

/** Refuses the content of a `registry.json` that other code cannot read, because it was changed. */
export function checkRegistry(registry: Json, file: string): void {
  const check = (member: string, isRight: boolean, must: string) => {
    const { [member]: found } = registry;
    if (!isRight) refuse({ property: `${member} of ${file}`, found, must, remedy: REMEDY });
  };
  for (const member of ['account', 'region']) check(member, typeof registry[member] === 'string', 'be a text');
  check('contents', isObject(registry.contents), 'be an object');
  for (const member of LISTS) {
    const { [member]: list } = registry;
    const isAbsent = list === undefined && member !== 'unread';
    check(member, isAbsent || (Array.isArray(list) && list.every(isObject)), 'be a list of objects');
  }
}

/** The same for a line of `repositories.ndjson`. */
export function checkRepository(repository: Json, place: string): void {
  for (const member of ['tags', 'stack', 'encryption']) {
    const { [member]: found } = repository;
    if (found === undefined || isObject(found)) continue;
    refuse({ property: `${member} of ${place}`, found, must: 'be an object', remedy: REMEDY });
  }
}
