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

/** Whether a text is the id of an organization. */
export function isOrganizationId(text: string): boolean {
  return ORGANIZATION_ID.test(text);
}

/** Whether a text is a path of an organization that ends at a unit. */
export function isOrganizationPath(text: string): boolean {
  return ORGANIZATION_PATH.test(text);
}

/** Whether a path ends in a `*` right after a complete id. The `*` also matches longer ids. */
export function endsAfterId(path: string): boolean {
  return ENDS_AFTER_ID.test(path);
}
