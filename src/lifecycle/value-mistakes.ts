import type { Duration } from 'aws-cdk-lib';
import { EcrRule } from '../ecr/ecr-rule';
import { mistakesAt } from '../ecr/mistakes/mistake';
import type { Mistake } from '../ecr/mistakes/mistake';
import { fillIn, placeholderIn } from '../text/placeholder';
import { isUnresolved } from '../text/unresolved';

/** ECR stores an archived image for at least this long, and refuses rules that would expire it sooner. */
export const ARCHIVE_MINIMUM_DAYS = 90;

const MAX_WILDCARDS = 4;
const LITERAL_REMEDY =
  'write it out: the policy must be a literal text, which compliance rules and the evaluation of the policy read';

/** Finds the mistakes in one value. */
export type MistakesIn = (value: unknown) => Iterable<Mistake>;

/** A mistake in a lifecycle, which Amazon ECR refuses. */
export function lifecycleMistake(at: string, found: unknown, must: string, remedy: string): Mistake {
  const placeholder = typeof found === 'string' ? placeholderIn(found) : undefined;
  return {
    id: EcrRule.LIFECYCLE_GRAMMAR,
    at,
    found,
    must,
    remedy: placeholder === undefined ? remedy : fillIn(placeholder),
  };
}

/** Refuses tokens, unlike the rest of this library: with a token the policy text would become an intrinsic function. */
export function* mistakesInLiteral(value: unknown): Iterable<Mistake> {
  if (isUnresolved(value)) yield lifecycleMistake('', value, 'not contain a token', LITERAL_REMEDY);
  else if (typeof value !== 'string') yield lifecycleMistake('', value, 'be a string', 'put the value in quotes');
}

export function* mistakesInPositiveInteger(value: unknown): Iterable<Mistake> {
  if (isUnresolved(value)) {
    yield token();
  } else if (!Number.isSafeInteger(value) || (value as number) < 1) {
    yield lifecycleMistake('', value, 'be an integer of at least 1', 'give a positive whole number');
  }
}

export function* mistakesInAge(age: Duration, minimum = 1): Iterable<Mistake> {
  if (age.isUnresolved()) return yield token();
  const days = age.toDays({ integral: false });
  if (Number.isSafeInteger(days) && days >= 1) return yield* mistakesInDays(days, minimum);
  const remedy = 'use Duration.days, the only unit that lifecycle rules know';
  yield lifecycleMistake('', age.toHumanString(), 'be a whole number of days, at least 1', remedy);
}

export function* mistakesInDays(days: number, minimum: number): Iterable<Mistake> {
  if (days >= minimum) return;
  const must = `be at least ${minimum} days, the minimum for which ECR stores an archived image`;
  yield lifecycleMistake('', `${days} days`, must, `raise it to ${minimum} days or more`);
}

export function* mistakesInTagPattern(pattern: unknown): Iterable<Mistake> {
  if (!isText(pattern)) return yield* mistakesInLiteral(pattern);
  if (!/^[a-zA-Z0-9._*-]+$/.test(pattern)) {
    const must = 'consist of one or more of the characters a-z, A-Z, 0-9, ".", "_", "-" and the wildcard "*"';
    yield lifecycleMistake('', pattern, must, 'write a pattern that a tag can match as a whole, such as v*');
  }
  const wildcards = pattern.split('*').length - 1;
  if (wildcards > MAX_WILDCARDS) {
    const remedy = `remove ${wildcards - MAX_WILDCARDS} of its ${wildcards}`;
    yield lifecycleMistake('', pattern, `have at most ${MAX_WILDCARDS} wildcards "*"`, remedy);
  }
}

export function* mistakesInTagPrefix(prefix: unknown): Iterable<Mistake> {
  if (!isText(prefix)) return yield* mistakesInLiteral(prefix);
  if (/^[a-zA-Z0-9._-]+$/.test(prefix)) return;
  yield lifecycleMistake(
    '',
    prefix,
    'consist of one or more of the characters a-z, A-Z, 0-9, ".", "_" and "-", as no tag has others',
    'write the literal start of the tags, or use a pattern where you need the wildcard "*"',
  );
}

/** Mistakes in a list of tags; one of the functions above judges each tag. */
export function* mistakesInTagList(values: unknown, mistakesIn: MistakesIn): Iterable<Mistake> {
  if (isUnresolved(values)) return yield token();
  if (!Array.isArray(values) || values.length === 0) {
    const remedy = 'name what the tags look like, or select untagged or any images';
    return yield lifecycleMistake('', values, 'be a list with at least one member', remedy);
  }
  for (const [index, value] of (values as unknown[]).entries()) {
    const at = `[${index}]`;
    yield* mistakesAt(at, mistakesIn(value));
    if (values.indexOf(value) < index) yield lifecycleMistake(at, value, 'occur once in the list', 'remove it');
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !isUnresolved(value);
}

function token(): Mistake {
  return lifecycleMistake('', 'a token', 'not be a token', LITERAL_REMEDY);
}
