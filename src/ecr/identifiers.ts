import { checkAtLeastOne, InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** The form of an account id, for use in other patterns. */
export const ACCOUNT_ID = '\\d{12}';

const ACCOUNT = new RegExp(`^${ACCOUNT_ID}$`);
const ORGANIZATION = 'o-[a-z0-9]{10,32}';
const ROOT = 'r-[0-9a-z]{4,32}';
const UNIT = 'ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}';
const ORGANIZATION_ID = new RegExp(`^${ORGANIZATION}$`);
const ORGANIZATION_PATH = new RegExp(`^${ORGANIZATION}/(?:${ROOT}/(?:${UNIT}/)*)?\\*?$`);
const ENDS_AFTER_ID = new RegExp(`(?:^${ORGANIZATION}|/${ROOT}|/${UNIT})\\*+$`);

/** Whether a text is the id of an account. */
export function isAccountId(text: string): boolean {
  return ACCOUNT.test(text);
}

/**
 * Checks of identifiers that travel between environments. A token would mean something else at each place, so that
 * here, other than in most of the library, it is refused.
 */
export function checkAccounts(owner: string, property: string, accounts: string[]): void {
  checkEach(owner, property, accounts, 'account id', checkAccount);
}

export function checkAccount(owner: string, property: string, account: string): void {
  check(owner, property, account, ACCOUNT, 'be an account id of 12 digits', 'write all 12 digits as a string');
}

export function checkOrganizationId(owner: string, property: string, id: string): void {
  check(
    owner,
    property,
    id,
    ORGANIZATION_ID,
    'be an organization id like "o-a1b2c3d4e5"',
    'look it up with `aws organizations describe-organization`',
  );
}

export function checkOrganizationPaths(owner: string, property: string, paths: string[]): void {
  checkEach(owner, property, paths, 'path', checkOrganizationPath);
}

/** Whether a path ends in a `*` right after a complete id, which also stands for units whose ids only begin so. */
export function endsAfterId(path: string): boolean {
  return ENDS_AFTER_ID.test(path);
}

function checkOrganizationPath(owner: string, property: string, path: string): void {
  check(
    owner,
    property,
    path,
    ORGANIZATION_PATH,
    'be a path like "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/" that ends in "/" or "/*"',
    'end it in "/" for the unit alone or in "/*" for the units below it as well',
  );
}

export function checkEach(
  owner: string,
  property: string,
  values: string[],
  what: string,
  checkOne: (owner: string, property: string, value: string) => void,
): void {
  checkAtLeastOne({ owner, property }, values, what, `add the ${what} or leave the call out`);
  values.forEach((value, index) => checkOne(owner, `${property}[${index}]`, value));
}

export function check(
  owner: string,
  property: string,
  found: string,
  pattern: RegExp,
  must: string,
  remedy: string,
): void {
  if (!isLiteral(found)) {
    throw new InvalidInputError({
      owner,
      property,
      found,
      must: 'be a literal, because it travels to other accounts and regions',
      remedy: 'write the value itself or read it from the context',
    });
  }
  if (!pattern.test(found)) throw new InvalidInputError({ owner, property, found, must, remedy });
}
