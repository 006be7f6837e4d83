import { LIMITS } from './limits';
import { OLDER_NAMESPACES } from './name-grammar';

const { MIN_NAME_LENGTH: MIN, PUBLIC_NAME_LENGTH: MAX } = LIMITS;
const NAME = new RegExp(`^(?=.{${MIN},${MAX}}$)${OLDER_NAMESPACES}$`);
const ALIAS = /^(?=.{2,50}$)[a-z][a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Whether the service takes the name of a public repository. */
export function isPublicRepositoryName(name: string): boolean {
  return NAME.test(name);
}

/** Whether an alias can be one of a public registry. */
export function isRegistryAlias(alias: string): boolean {
  return ALIAS.test(alias);
}
