import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { mistakesIfUnresolved } from './unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';
import { isNamespacePrefix } from '../namespace-prefix';
import { normalise, ROOT } from '../namespaces';

/** The lengths of a prefix without a "/" at its end. */
interface Lengths {
  readonly min: number;
  readonly max: number;
}

const CACHE: Lengths = { min: LIMITS.MIN_CACHE_PREFIX_LENGTH, max: LIMITS.CACHE_PREFIX_LENGTH };
const TEMPLATE: Lengths = { min: 1, max: LIMITS.TEMPLATE_PREFIX_LENGTH };

/** The prefix of a cache, or of its upstream: namespaces, with or without a `/` at the end, or `ROOT`. */
export function mistakesInCachePrefix(prefix: unknown, region?: string): Iterable<Mistake> {
  return mistakesInPrefix(EcrRule.CACHE_UPSTREAM, prefix, CACHE, region);
}

/** The start of names in a cache, as a policy has it: the prefix of the cache, or one of a namespace within it. */
export function mistakesInImportPrefix(prefix: unknown): Iterable<Mistake> {
  return mistakesInPrefix(EcrRule.CACHE_UPSTREAM, prefix, { min: CACHE.min, max: TEMPLATE.max });
}

/** The prefix of a creation template: namespaces, with or without a `/` at the end, or `ROOT`. */
export function mistakesInTemplatePrefix(prefix: unknown, region?: string): Iterable<Mistake> {
  return mistakesInPrefix(EcrRule.TEMPLATE_FORM, prefix, TEMPLATE, region);
}

/** The mistake of an unresolved prefix. Constructs are named after it, and two tokens could be the same prefix. */
export function mistakesInLatePrefix(prefix: unknown): Iterable<Mistake> {
  return mistakesIfUnresolved(EcrRule.TEMPLATE_FORM, prefix, 'its resources are found by it');
}

function* mistakesInPrefix(id: EcrRule, found: unknown, { min, max }: Lengths, region?: string): Iterable<Mistake> {
  const mistake = (must: string, remedy: string): Mistake => ({ id, at: '', found, must, remedy });
  if (!isAcceptable(found, isNamespacePrefix)) {
    return yield mistake(
      `be namespaces like "team" or "team/project/", or "${ROOT}"`,
      'write lower-case letters and digits, separated by ".", "_", "__", dashes or "/", without a wildcard',
    );
  }
  if (!isAcceptable(found, (text) => isNamespacePrefix(text, region))) {
    yield mistake(
      `have single separators only in ${region}, whose schema is the older one`,
      'replace each run of separators by one',
    );
  }
  const fits = (test: (length: number) => boolean) => isAcceptable(found, (text) => test(normalise(text).length));
  if (fits((length) => length >= min && length <= max)) return;
  const { length } = normalise(String(found));
  yield mistake(
    `be ${min} to ${max} characters, not ${length}`,
    length < min ? 'choose a longer prefix' : 'choose a shorter prefix',
  );
}
