import { hasHole } from '../../text/holes';
import { isObject, parsed } from '../../text/json';

/** The field of a secret for a cache that is no secret. */
const USER = 'username';
/** A placeholder, which is replaced after the deployment. */
const PLACEHOLDER = /^$|^<.*>$|^[*x.]+$|unset|replace|change.?me|placeholder|dummy|todo|your[-_ ]/i;

/** The fields of a secret whose values a template has in clear text; `undefined` stands for the whole secret. */
export function clearTextIn(secret: unknown): (string | undefined)[] {
  if (typeof secret !== 'string') return [];
  const json = parsed(secret);
  if (!isObject(json)) return isClearText(secret) ? [undefined] : [];
  return Object.entries(json).flatMap(([name, value]) => (name !== USER && isClearText(value) ? [name] : []));
}

/** Whether a value is known before the deployment. A dynamic reference and a parameter are not. */
function isClearText(value: unknown): boolean {
  return typeof value === 'string' && !hasHole(value) && !value.includes('{{resolve:') && !PLACEHOLDER.test(value);
}
