import { mapTexts } from '../../../../src/text/json';
import { Redactor } from '../../snapshot/redactor';
import type { RegistryReport } from '../model/registry-report';

/** A digest, which may look as if it had an account id, or twelve digits: an account id, or a time in a name. */
const DIGEST_OR_DIGITS = /\bsha256:[0-9a-f]{64}\b|(?<!\d)\d{12}(?!\d)/g;
/** Twelve digits that stand alone. */
const ALONE = /(?<![0-9a-zA-Z])\d{12}(?![0-9a-zA-Z])/g;

/**
 * A report in which stand-ins replace account ids, each the same everywhere, also within names and tags. Digests stay as
 * they are, and so do tags that look like account ids but are none that the report has elsewhere: they may be times.
 */
export function redacted({ images, ...rest }: RegistryReport): RegistryReport {
  const redactor = new Redactor();
  const accounts = new Set<string>();
  const learn = (value: unknown) =>
    mapTexts(value, (text) => {
      for (const [account] of text.matchAll(ALONE)) accounts.add(account);
      return text;
    });
  learn(rest);
  for (const { users } of Object.values(images)) learn(users);
  const replace = (text: string) =>
    text.replace(DIGEST_OR_DIGITS, (found) => (accounts.has(found) ? redactor.account(found) : found));
  return {
    ...(mapTexts(rest, replace) as typeof rest),
    images: Object.fromEntries(
      Object.entries(images).map(([place, columns]) => [
        place,
        { ...columns, tags: columns.tags.map(replace), users: columns.users.map(replace) },
      ]),
    ),
  };
}
