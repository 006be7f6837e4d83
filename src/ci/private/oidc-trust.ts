import { flawOf } from '../../ecr/oidc/claim-flaw';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/** Whose tokens a role accepts. */
export interface OidcTrust {
  /** URL of the issuer without `https://`: the name of the provider and of the condition keys in IAM. */
  readonly issuer: string;
  readonly audience: string;
  /** Who this is, in words. */
  readonly name: string;
  /** Claims with their only values. */
  readonly equals: Record<string, string | string[]>;
  /** Claims with patterns, for parts that differ from run to run. */
  readonly like?: Record<string, string | string[]>;
  /** The reason why another project might get the same claims one day. */
  readonly reusableName?: string;
  /** The pull requests that may have the same claims, and the remedy. */
  readonly pullRequests?: string;
}

/** The conditions of a trust policy. The audience is always among them. */
export function conditionsOf({ issuer, audience, equals, like }: OidcTrust): Record<string, Record<string, unknown>> {
  const keys = (claims: Record<string, string | string[]>) =>
    Object.fromEntries(Object.entries(claims).map(([claim, value]) => [`${issuer}:${claim}`, one(value)]));
  return { StringEquals: keys({ aud: audience, ...equals }), ...(like && { StringLike: keys(like) }) };
}

/** A condition with a single value is a string in every policy that AWS prints. */
function one(value: string | string[]): string | string[] {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** Throws unless the value is exact; tokens pass. */
export function checkClaim(api: string, property: string, value: string): void {
  const must = flawOf(value);
  if (must === undefined) return;
  throw new InvalidInputError({
    api,
    property,
    found: value,
    must,
    remedy: 'write the one value that the token has',
  });
}

/** Throws unless the value has the form that the provider gives it; tokens pass. */
export function checkForm(api: string, property: string, value: string, form: RegExp, like: string): void {
  checkClaim(api, property, value);
  if (!isLiteral(value) || form.test(value)) return;
  throw new InvalidInputError({
    api,
    property,
    found: value,
    must: `be like "${like}"`,
    remedy: 'copy it from the settings of the CI system',
  });
}

/** Throws if several of the options are given. */
export function checkAtMostOne(api: string, options: Record<string, string | undefined>): void {
  const given = namesOf(options);
  if (given.length <= 1) return;
  throw new InvalidInputError({
    api,
    property: given.join(' and '),
    found: given.map((name) => options[name]),
    must: `be only one of ${alternatives(options)}, because a token is for one of them`,
    remedy: 'declare a role for each',
  });
}

/** Throws if none of the options is given. */
export function checkOneGiven(api: string, options: Record<string, string | undefined>): void {
  if (namesOf(options).length > 0) return;
  throw new InvalidInputError({
    api,
    property: alternatives(options),
    found: undefined,
    must: 'be given, because without it every branch and every pull request could use the role',
    remedy: 'name what images are built from',
  });
}

function namesOf(options: Record<string, string | undefined>): string[] {
  return Object.keys(options).filter((name) => options[name] !== undefined);
}

function alternatives(options: Record<string, string | undefined>): string {
  return Object.keys(options)
    .join(', ')
    .replace(/, (\w+)$/, ' or $1');
}

/**
 * The URL of an issuer without `https://`.
 *
 * @throws if IAM would not take it, or if it is a token: condition keys are made of it
 */
export function issuerOf(api: string, property: string, url: string): string {
  if (isLiteral(url) && url.length <= 255 && /^https:\/\/[a-z0-9.-]+(\/[^\s?#:*$]*[^\s?#:*$/])?$/i.test(url)) {
    return url.slice('https://'.length);
  }
  throw new InvalidInputError({
    api,
    property,
    found: url,
    must: 'be a literal https URL of at most 255 characters without port, query and slash at the end',
    remedy: 'write the value of the claim "iss"',
  });
}
