import { LIMITS } from './limits';
import { NAMESPACES, OLDER_NAMESPACES } from './name-grammar';
import { hasOlderNames } from './regions';
import type { Located } from '../text/errors';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

const { MIN_NAME_LENGTH: MIN, NAME_LENGTH: MAX } = LIMITS;
const LENGTH = `(?=.{${MIN},${MAX}}$)`;
const NAME = new RegExp(`^${LENGTH}${NAMESPACES}$`);
const OLDER_NAME = new RegExp(`^${LENGTH}${OLDER_NAMESPACES}$`);

/** Whether the name fits the schema of AWS::ECR::Repository in the region. */
export function isRepositoryName(name: string, region?: string): boolean {
  return (hasOlderNames(region) ? OLDER_NAME : NAME).test(name);
}

/** Throws unless the name of a private repository fits its region; tokens pass. */
export function checkRepositoryName(owner: string, name: string | undefined, region: string, scope?: Located): void {
  if (!isLiteral(name) || isRepositoryName(name, region)) return;
  throw new InvalidInputError({
    scope,
    owner,
    property: 'repositoryName',
    found: name,
    ...(isRepositoryName(name)
      ? {
          must: `have single separators only in ${region}, whose schema is the older one`,
          remedy: 'replace each run of separators by one',
        }
      : {
          must: `be ${MIN} to ${MAX} lower-case letters and digits, separated by ".", "_", "__", dashes or "/"`,
          remedy: 'start and end every part with a letter or digit and use lower case',
        }),
  });
}
