import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { CREDENTIALS_FIELDS, CREDENTIALS_PREFIX } from '../cache-credentials';
import { EcrRule } from '../ecr-rule';
import { placesDiffer } from '../environments';

const id = EcrRule.CACHE_CREDENTIALS;

/** An account and region. Each may be unknown. */
interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** The name of the secret of a cache. CloudFormation generates a missing name. */
export function* mistakesInSecretName(name: unknown): Iterable<Mistake> {
  if (isAcceptable(name, (text) => text.startsWith(CREDENTIALS_PREFIX))) return;
  yield {
    id,
    at: '',
    found: name === undefined || name === '' ? 'a generated name' : name,
    must: `have a name that starts with "${CREDENTIALS_PREFIX}", because Amazon ECR can read no other secrets`,
    remedy: 'declare a PullThroughCacheCredentials',
  };
}

/**
 * The fields of the secret of a cache. A secret without any field is filled in later.
 *
 * @param name the name of the secret in texts
 */
export function* mistakesInSecretFields(fields: readonly string[], name: string): Iterable<Mistake> {
  const missing = CREDENTIALS_FIELDS.filter((each) => !fields.includes(each));
  if (fields.length === 0 || missing.length === 0) return;
  yield {
    id,
    at: '',
    found: `${name} with ${fields.join(' and ')}`,
    must: `have the fields ${CREDENTIALS_FIELDS.join(' and ')}, the only ones that Amazon ECR reads`,
    remedy: `name the field ${missing[0]} as it is written here, or declare a PullThroughCacheCredentials`,
  };
}

/** The account and region of a secret. Texts call the secret `name`. */
export function* mistakesInSecretPlace(cache: Place, secret: Place, name: string): Iterable<Mistake> {
  if (!placesDiffer(cache, secret)) return;
  yield {
    id,
    at: '',
    found: name,
    must:
      `be in ${cache.account}/${cache.region}, the account and region of the cache, ` +
      `not in ${secret.account}/${secret.region}`,
    remedy: 'declare a PullThroughCacheCredentials there',
  };
}

/** The mistake of a secret without its full ARN. AWS Secrets Manager takes it, and no document says that a cache does. */
export function partialSecretArn(found: unknown): Mistake {
  return {
    id: EcrRule.PARTIAL_SECRET_ARN,
    at: '',
    found,
    must: 'have its full ARN',
    which: 'has no full ARN, with the 6 characters at the end: no document says that a cache rule takes it',
    remedy: 'import it with secretsmanager.Secret.fromSecretCompleteArn, or acknowledge that it works',
  };
}

/** The mistake of a secret that a customer-managed key encrypts. */
export function secretWithKey(found: unknown): Mistake {
  return {
    id,
    at: '',
    found,
    must: 'have no customer-managed key, which Amazon ECR cannot use',
    remedy: 'leave its encryptionKey out, or declare a PullThroughCacheCredentials',
  };
}
