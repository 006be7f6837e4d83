import { isAcceptable, mistakesAt, mistakesIfNoList } from './mistake';
import type { Mistake } from './mistake';
import { mistakesIfUnresolved } from './unresolved';
import { EcrRule } from '../ecr-rule';
import { isAccountId, isOrganizationId, isOrganizationPath } from '../identifiers';

/** The form of an identifier. */
export interface IdentifierForm {
  readonly isValid: (text: string) => boolean;
  readonly must: string;
  readonly remedy: string;
}

const ACCOUNT: IdentifierForm = {
  isValid: isAccountId,
  must: 'be an account id of 12 digits',
  remedy: 'write all 12 digits as a string',
};
const ORGANIZATION: IdentifierForm = {
  isValid: isOrganizationId,
  must: 'be an organization id like "o-a1b2c3d4e5"',
  remedy: 'look it up with `aws organizations describe-organization`',
};
const ORGANIZATION_PATH: IdentifierForm = {
  isValid: isOrganizationPath,
  must: 'be a path like "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/" that ends in "/" or "/*"',
  remedy: 'end it in "/" for the unit alone or in "/*" for the units below it as well',
};

/** The id of an account. It may be unresolved. */
export function mistakesInAccountId(id: EcrRule, account: unknown): Iterable<Mistake> {
  return mistakesInIdentifier(ACCOUNT, account, id);
}

/** The id of an account that is used in other environments. This also holds for the functions below. */
export function mistakesInAccount(account: unknown): Iterable<Mistake> {
  return mistakesInLiteral(ACCOUNT, account);
}

export function mistakesInAccounts(accounts: readonly unknown[]): Iterable<Mistake> {
  return mistakesInEach(accounts, 'account id', mistakesInAccount);
}

export function mistakesInOrganization(organization: unknown): Iterable<Mistake> {
  return mistakesInLiteral(ORGANIZATION, organization);
}

export function mistakesInOrganizations(organizations: readonly unknown[]): Iterable<Mistake> {
  return mistakesInEach(organizations, 'organization', mistakesInOrganization);
}

export function mistakesInOrganizationPaths(paths: readonly unknown[]): Iterable<Mistake> {
  return mistakesInEach(paths, 'path', (path) => mistakesInLiteral(ORGANIZATION_PATH, path));
}

/** A list of at least one identifier. */
export function* mistakesInEach(
  values: readonly unknown[],
  what: string,
  mistakesInOne: (value: unknown) => Iterable<Mistake>,
): Iterable<Mistake> {
  yield* mistakesIfNoList(EcrRule.POLICY_FORM, values);
  if (!Array.isArray(values)) return;
  if (values.length === 0) {
    yield {
      id: EcrRule.POLICY_FORM,
      at: '',
      found: values,
      must: `have at least one ${what}`,
      remedy: `add the ${what} or leave the call out`,
    };
  }
  for (const [index, value] of values.entries()) yield* mistakesAt(`[${index}]`, mistakesInOne(value));
}

/** Refuses a token, because it would have another value in each environment. */
export function* mistakesInLiteral(form: IdentifierForm, value: unknown): Iterable<Mistake> {
  yield* mistakesIfUnresolved(EcrRule.POLICY_FORM, value, 'it is used in other accounts and regions');
  yield* mistakesInIdentifier(form, value);
}

export function* mistakesInIdentifier(
  { isValid, must, remedy }: IdentifierForm,
  value: unknown,
  id = EcrRule.POLICY_FORM,
): Iterable<Mistake> {
  if (!isAcceptable(value, isValid)) yield { id, at: '', found: value, must, remedy };
}
