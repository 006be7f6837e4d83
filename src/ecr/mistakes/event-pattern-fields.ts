import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import { mistakesInKey, mistakesInName } from './unknown-name';
import { isKnownText, readable, referenceOf } from '../../text/holes';
import { isObject } from '../../text/json';
import { matchesWildcard } from '../../text/wildcard';
import { EcrRule } from '../ecr-rule';
import type { EventField, EventFields } from '../events/event-fields';
import { looksLike } from '../events/looks-like';
import { matchesAbsence } from '../events/pattern-json';

/** The form in which a reference of a template names a repository; `undefined` if it names none, or that is not known. */
export type RepositoryForm = (text: string) => 'name' | 'arn' | undefined;

/** Compares patterns of fields with what events of one type have. */
export class FieldMismatches {
  private readonly events: string;

  public constructor(
    private readonly referenceForm: RepositoryForm,
    detailType: string,
  ) {
    this.events = `events of the type ${detailType}`;
  }

  public *of(pattern: object, fields: EventFields, at: string): Iterable<Mismatch> {
    for (const [name, value] of Object.entries(pattern)) {
      const field = Object.entries(fields.known).find(([each]) => each === name)?.[1];
      if (field) yield* this.ofField(value, field, `${at}.${name}`);
      else if (isKnownText(name) && !matchesAbsence(value)) yield* this.ofUnknown(name, value, fields, at);
    }
  }

  /** Whether values of a field may name a repository in the form that the event has. */
  public *ofRepository(value: unknown, form: 'name' | 'arn', at: string): Iterable<Mismatch> {
    const must = form === 'arn' ? 'be the ARN of a repository, not its name' : 'be the name of a repository, not its ARN';
    yield* ofValues(value, at, (each) => {
      const found = this.formOf(each);
      return found === undefined || found === form ? [] : [mismatch('', each, `${must}, as in ${this.events}`)];
    });
  }

  private *ofUnknown(name: string, value: unknown, { known, complete }: EventFields, at: string): Iterable<Mismatch> {
    const path = `${at}.${name}`;
    const names = Object.keys(known);
    const meant = names.find((each) => looksLike(name, each));
    if (meant !== undefined) yield mismatch(path, value, `be called ${meant}, as in ${this.events}`);
    else if (complete) {
      const [mistake] = mistakesInKey(`field of ${this.events}`, name, value, names);
      yield { ...mistake, at: path, key: path, fatal: true };
    }
  }

  private *ofField(value: unknown, field: EventField, at: string): Iterable<Mismatch> {
    if (isObject(value)) {
      if (field.fields) yield* this.of(value, field.fields, at);
      return;
    }
    if (field.repository) return yield* this.ofRepository(value, field.repository, at);
    yield* ofValues(value, at, (each) => this.ofValue(each, field));
  }

  private ofValue(value: unknown, { values, open = false, never = [] }: EventField): readonly Omit<Mismatch, 'key' | 'fatal'>[] {
    if (!values || !isNoneOf(value, values, open)) return [];
    if (isMeantFor(value, values) || (isKnownText(value) && never.includes(value))) {
      const must = `be one of ${values.join(', ')}${open ? ' or the like' : ''}, as in ${this.events}`;
      return [mismatch('', value, must)];
    }
    const [mistake] = mistakesInName(`value in ${this.events}`, textOf(value), values);
    return [{ ...mistake, found: value }];
  }

  /** Whether a value or matcher is for ARNs or for names, where that is certain. */
  private formOf(value: unknown): 'name' | 'arn' | undefined {
    const text = startOf(value);
    if (text === undefined) return undefined;
    if (referenceOf(text) !== undefined) return this.referenceForm(text);
    const [start] = readable(text).split('$');
    if (start.startsWith('arn:')) return 'arn';
    return start.length > 0 && !'arn:'.startsWith(start) ? 'name' : undefined;
  }
}

/** The mismatches of the values of one field, any of which may match. */
function* ofValues(
  value: unknown,
  at: string,
  mistakesIn: (each: unknown) => readonly Omit<Mismatch, 'key' | 'fatal'>[],
): Iterable<Mismatch> {
  if (!Array.isArray(value)) {
    if (isKnownText(value)) yield mismatch(at, value, 'be a list');
    return;
  }
  const dead = value.flatMap((each, index) =>
    mistakesIn(each).map((mistake) => ({ ...mistake, at: `${at}[${index}]`, key: `${at} ${readable(each)}` })),
  );
  const isAlive = dead.length < value.length;
  const unknown = dead.filter(({ id }) => id === EcrRule.UNKNOWN_NAME);
  // Where all values are wrong, one of a kind is enough to say so.
  if (isAlive) for (const each of dead) yield { ...each, fatal: false };
  else if (unknown.length > 0) for (const each of unknown) yield { ...each, fatal: true };
  else for (const each of dead.slice(0, 1)) yield { ...each, fatal: true };
}

/** The text of a value or matcher, with all that matches starts. */
function startOf(value: unknown): string | undefined {
  if (isObject(value) && typeof value.wildcard === 'string') return value.wildcard.split('*')[0];
  return textOf(value);
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const { prefix, wildcard } = value;
  return typeof prefix === 'string' ? prefix : typeof wildcard === 'string' ? wildcard : undefined;
}

/** Whether a value or matcher certainly takes none of the known values. */
function isNoneOf(value: unknown, values: readonly string[], open: boolean): boolean {
  const text = textOf(value);
  if (text === undefined || !isKnownText(text)) return false;
  return open ? /[a-z]/.test(text) : !values.some((each) => matches(value, each));
}

/** Whether a value or matcher would take a known value, but for the case or separators of letters. */
function isMeantFor(value: unknown, values: readonly string[]): boolean {
  if (typeof value === 'string') return values.some((each) => looksLike(value, each));
  return values.some((each) => matches(inLowerCase(value), each.toLowerCase()));
}

function inLowerCase(matcher: unknown): unknown {
  return Object.fromEntries(Object.entries(matcher as object).map(([name, value]) => [name, String(value).toLowerCase()]));
}

function matches(value: unknown, text: string): boolean {
  if (!isObject(value)) return value === text;
  return isKnownText(value.prefix) ? text.startsWith(value.prefix) : matchesWildcard(String(value.wildcard), text);
}
