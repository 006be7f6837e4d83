import { NAMESPACES, OLDER_NAMESPACES } from './name-grammar';
import { normalise, ROOT } from './namespaces';
import { hasOlderPrefixes } from './regions';
import type { Located } from '../text/errors';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

const PREFIX = new RegExp(`^(?:${NAMESPACES}/?|${ROOT})$`);
const OLDER_PREFIX = new RegExp(`^(?:${OLDER_NAMESPACES}/?|${ROOT})$`);

/** What {@link checkNamespacePrefix} needs beside the prefix. */
export interface PrefixContext {
  readonly scope?: Located;
  /** Of the prefix without a "/" at its end; 1 unless said otherwise. */
  readonly minLength?: number;
  /** Of the prefix without a "/" at its end. */
  readonly maxLength: number;
  readonly region?: string;
}

/** Whether the prefix of a template or cache fits the schema of the region. */
export function isNamespacePrefix(prefix: string, region?: string): boolean {
  const pattern = hasOlderPrefixes(region) ? OLDER_PREFIX : PREFIX;
  return pattern.test(prefix);
}

/**
 * Throws unless a prefix can be that of a template or cache: namespaces, with or without a `/` at the end, or `ROOT`.
 *
 * Tokens are refused: constructs are named after the prefix, and two tokens could be the same prefix.
 */
export function checkNamespacePrefix(owner: string, property: string, prefix: string, context: PrefixContext): void {
  const { scope, minLength = 1, maxLength, region } = context;
  const refuse = (must: string, remedy: string) => {
    throw new InvalidInputError({ scope, owner, property, found: prefix, must, remedy });
  };
  if (!isLiteral(prefix)) {
    refuse(
      'be a literal, because its resources are found by it',
      'write the prefix itself or read it from the context',
    );
  }
  if (!isNamespacePrefix(prefix)) {
    refuse(
      `be namespaces like "team" or "team/project/", or "${ROOT}"`,
      'write lower-case letters and digits, separated by ".", "_", "__", dashes or "/", without a wildcard',
    );
  }
  const { length } = normalise(prefix);
  if (length < minLength || length > maxLength) {
    refuse(
      `be ${minLength} to ${maxLength} characters, not ${length}`,
      length < minLength ? 'choose a longer prefix' : 'choose a shorter prefix',
    );
  }
  if (!isNamespacePrefix(prefix, region)) {
    refuse(
      `have single separators only in ${region}, whose schema is the older one`,
      'replace each run of separators by one',
    );
  }
}
