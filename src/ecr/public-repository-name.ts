import { LIMITS } from './limits';
import { OLDER_NAMESPACES } from './name-grammar';
import { PUBLIC_REPOSITORY_REGION } from './regions';
import type { Located } from '../text/errors';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

const OWNER = 'PublicRepository';
const { MIN_NAME_LENGTH: MIN, PUBLIC_NAME_LENGTH: MAX } = LIMITS;
const NAME = new RegExp(`^(?=.{${MIN},${MAX}}$)${OLDER_NAMESPACES}$`);
const ALIAS = /^(?=.{2,50}$)[a-z][a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** Throws unless the name of a public repository fits the service; tokens pass. */
export function checkPublicRepositoryName(scope: Located | undefined, name: string | undefined): void {
  if (!isLiteral(name) || NAME.test(name)) return;
  throw new InvalidInputError({
    scope,
    owner: OWNER,
    property: 'repositoryName',
    found: name,
    must: `be ${MIN} to ${MAX} lower-case letters and digits, separated by a single ".", "_", "-" or "/"`,
    remedy: 'start and end every part with a letter or digit and replace each run of separators by one',
  });
}

/** Throws unless an alias may be one of a public registry; tokens pass. */
export function checkRegistryAlias(scope: Located, alias: string): void {
  if (!isLiteral(alias) || ALIAS.test(alias)) return;
  throw new InvalidInputError({
    scope,
    owner: `${OWNER}.galleryUri`,
    property: 'registryAlias',
    found: alias,
    must: 'be 2 to 50 lower-case letters and digits that start with a letter, separated by a single ".", "_" or "-"',
    remedy: `look the alias up with \`aws ecr-public describe-registries --region ${PUBLIC_REPOSITORY_REGION}\``,
  });
}
