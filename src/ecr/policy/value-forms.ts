import { takesWildcards } from './condition-operators';
import { REGION } from '../regions';

/** The values that a condition key can have, as far as a request of AWS has them. */
export interface ValueForm {
  /** A description of one value, for texts. */
  readonly is: string;
  /** Matches a whole value. */
  readonly form: RegExp;
  /** The start of every value. A pattern must agree with it. */
  readonly start?: string;
  /** Matches a character that no value has. Patterns cannot have it either. */
  readonly foreign?: RegExp;
}

const ORGANIZATION = 'o-[a-z0-9]{10,32}';

export const ACCOUNT_ID: ValueForm = { is: 'account id of 12 digits', form: /^\d{12}$/, foreign: /[^\d]/ };
export const ORGANIZATION_ID: ValueForm = {
  is: 'id of an organization, such as o-a1b2c3d4e5',
  form: new RegExp(`^${ORGANIZATION}$`),
  start: 'o-',
  foreign: /[^a-z0-9-]/,
};
/** The rule on paths of organizations judges the end of a path. */
export const ORGANIZATION_PATH: ValueForm = {
  is: 'path of an organization, such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/',
  form: new RegExp(`^${ORGANIZATION}(/r-[0-9a-z]+(/ou-[0-9a-z]+-[0-9a-z]+)*)?/?$`),
  start: 'o-',
  foreign: /[^a-z0-9/-]/,
};
export const USER_ID: ValueForm = {
  is: 'id of a user or role, such as AROAEXAMPLEID:session, or account id',
  form: /^(A[A-Z0-9]{8,}|\d{12})(:.*)?$/,
};
export const VPC_ID: ValueForm = { is: 'id of a VPC', form: /^vpc-[0-9a-z]+$/, start: 'vpc-', foreign: /[^0-9a-z-]/ };
export const ENDPOINT_ID: ValueForm = {
  is: 'id of a VPC endpoint',
  form: /^vpce-[0-9a-z]+$/,
  start: 'vpce-',
  foreign: /[^0-9a-z-]/,
};
export const REGION_NAME: ValueForm = { is: 'region', form: REGION, foreign: /[^a-z0-9-]/ };
export const SERVICE_PRINCIPAL: ValueForm = {
  is: 'service, such as lambda.amazonaws.com',
  form: /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/,
};
export const TRUTH: ValueForm = { is: 'value of the key, true or false', form: /^(true|false)$/i };
/** Texts, such as the values of tags. */
export const TEXT: ValueForm = { is: 'value of the key', form: /^[^*?]*$/s };

/** Whether no request has a value of a form. Under an operator that takes wildcards, the value is a pattern. */
export function isImpossible(value: string, operator: string, { form, start = '', foreign }: ValueForm): boolean {
  const isPattern = takesWildcards(operator) && /[*?]/.test(value);
  const text = /IgnoreCase/i.test(operator) ? value.toLowerCase() : value;
  if (!isPattern) return !form.test(text);
  const [known] = text.split(/[*?]/);
  const agrees = known.startsWith(start) || start.startsWith(known);
  return !agrees || (foreign?.test(text.replace(/[*?]/g, '')) ?? false);
}
