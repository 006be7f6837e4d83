import type { Duration } from 'aws-cdk-lib';
import { InvalidInputError } from '../text/errors';
import { isUnresolved } from '../text/unresolved';

/** ECR stores an archived image for at least this long, and refuses rules that would expire it sooner. */
export const ARCHIVE_MINIMUM_DAYS = 90;

const MAX_WILDCARDS = 4;
const LITERAL_REMEDY =
  'write it out: the policy must be a literal text, which compliance rules and the evaluation of the policy read';

/** Where an error is reported: the factory that was called and the path of the value in its input. */
export interface Place {
  readonly owner: string;
  readonly property: string;
}

/** Refuses tokens, unlike the rest of this library: with a token the policy text would become an intrinsic function. */
export function literalText(place: Place, value: unknown): string {
  if (isUnresolved(value)) {
    throw new InvalidInputError({ ...place, found: value, must: 'not contain a token', remedy: LITERAL_REMEDY });
  }
  if (typeof value !== 'string') {
    throw new InvalidInputError({ ...place, found: value, must: 'be a string', remedy: 'put the value in quotes' });
  }
  return value;
}

export function positiveInteger(place: Place, value: unknown): number {
  if (isUnresolved(value)) {
    throw new InvalidInputError({ ...place, found: 'a token', must: 'not be a token', remedy: LITERAL_REMEDY });
  }
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    const remedy = 'give a positive whole number';
    throw new InvalidInputError({ ...place, found: value, must: 'be an integer of at least 1', remedy });
  }
  return value as number;
}

export function wholeDays(place: Place, duration: Duration, minimum = 1): number {
  if (duration.isUnresolved()) {
    throw new InvalidInputError({ ...place, found: 'a token', must: 'not be a token', remedy: LITERAL_REMEDY });
  }
  const days = duration.toDays({ integral: false });
  if (!Number.isSafeInteger(days) || days < 1) {
    throw new InvalidInputError({
      ...place,
      found: duration.toHumanString(),
      must: 'be a whole number of days, at least 1',
      remedy: 'use Duration.days, the only unit that lifecycle rules know',
    });
  }
  return atLeastDays(place, days, minimum);
}

export function atLeastDays(place: Place, days: number, minimum: number): number {
  if (days < minimum) {
    throw new InvalidInputError({
      ...place,
      found: `${days} days`,
      must: `be at least ${minimum} days, the minimum for which ECR stores an archived image`,
      remedy: `raise it to ${minimum} days or more`,
    });
  }
  return days;
}

export function tagPattern(place: Place, value: unknown): string {
  const pattern = literalText(place, value);
  if (!/^[a-zA-Z0-9._*-]+$/.test(pattern)) {
    throw new InvalidInputError({
      ...place,
      found: pattern,
      must: 'consist of one or more of the characters a-z, A-Z, 0-9, ".", "_", "-" and the wildcard "*"',
      remedy: 'write a pattern that a tag can match as a whole, such as v*',
    });
  }
  const wildcards = pattern.split('*').length - 1;
  if (wildcards > MAX_WILDCARDS) {
    throw new InvalidInputError({
      ...place,
      found: pattern,
      must: `have at most ${MAX_WILDCARDS} wildcards "*"`,
      remedy: `remove ${wildcards - MAX_WILDCARDS} of its ${wildcards}`,
    });
  }
  return pattern;
}

export function tagPrefix(place: Place, value: unknown): string {
  const prefix = literalText(place, value);
  if (!/^[a-zA-Z0-9._-]+$/.test(prefix)) {
    throw new InvalidInputError({
      ...place,
      found: prefix,
      must: 'consist of one or more of the characters a-z, A-Z, 0-9, ".", "_" and "-", as no tag has others',
      remedy: 'write the literal start of the tags, or use a pattern where you need the wildcard "*"',
    });
  }
  return prefix;
}

/** Checks a tag list with one of the functions above; `place` is the list. */
export function tagList(place: Place, values: unknown, check: (place: Place, value: unknown) => string): string[] {
  if (isUnresolved(values)) {
    throw new InvalidInputError({ ...place, found: 'a token', must: 'not be a token', remedy: LITERAL_REMEDY });
  }
  if (!Array.isArray(values) || values.length === 0) {
    const remedy = 'name what the tags look like, or select untagged or any images';
    throw new InvalidInputError({ ...place, found: values, must: 'be a list with at least one member', remedy });
  }
  return values.map((value, i) => {
    const member = { ...place, property: `${place.property}[${i}]` };
    const text = check(member, value);
    if (values.indexOf(text) < i) {
      throw new InvalidInputError({ ...member, found: text, must: 'occur once in the list', remedy: 'remove it' });
    }
    return text;
  });
}
