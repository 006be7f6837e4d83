import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import { mistakesInEventValue, textOf } from './event-value';
import type { Mistake } from './mistake';
import { mistakesInTagMatcher } from './tag-matcher';
import { mistakesInKey } from './unknown-name';
import { isKnownText, readable, referenceOf } from '../../text/holes';
import { isObject } from '../../text/json';
import { EcrRule } from '../ecr-rule';
import type { EventField, EventFields } from '../events/event-fields';
import { looksLike } from '../events/looks-like';
import { matchesAbsence } from '../events/pattern-json';

/** The form in which a reference of a template names a repository; `undefined` if it is unknown or there is none. */
export type RepositoryForm = (text: string) => 'name' | 'arn' | undefined;

/** Compares the patterns of fields with the events of one type. */
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

  /** Mismatches of values that name a repository in another form than the event. */
  public *ofRepository(value: unknown, form: 'name' | 'arn', at: string): Iterable<Mismatch> {
    const must =
      form === 'arn' ? 'be the ARN of a repository, not its name' : 'be the name of a repository, not its ARN';
    yield* ofValues(value, at, (each) => {
      const found = this.formOf(each);
      return found === undefined || found === form ? [] : [mismatch('', each, `${must}, as in ${this.events}`)];
    });
  }

  private *ofUnknown(name: string, value: unknown, { known, complete }: EventFields, at: string): Iterable<Mismatch> {
    const path = `${at}.${name}`;
    const names = Object.keys(known);
    const meant = names.find((each) => looksLike(name, each));
    if (meant !== undefined) {
      yield mismatch(path, value, `be called ${meant}, as in ${this.events}`);
    } else if (complete) {
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
    if (field.tag) return yield* ofValues(value, at, (each) => [...mistakesInTagMatcher(each)]);
    const place = { kind: `value in ${this.events}`, reason: `as in ${this.events}` };
    yield* ofValues(value, at, (each) => [...mistakesInEventValue(each, field, place)]);
  }

  /** The form that a value or matcher is certainly for: an ARN or a name. */
  private formOf(value: unknown): 'name' | 'arn' | undefined {
    const text = startOf(value);
    if (text === undefined) return undefined;
    if (referenceOf(text) !== undefined) return this.referenceForm(text);
    const [start] = readable(text).split('$');
    if (start.startsWith('arn:')) return 'arn';
    return start.length > 0 && !'arn:'.startsWith(start) ? 'name' : undefined;
  }
}

/** The mismatches of the values of one field. There are none if one value can match. */
function* ofValues(value: unknown, at: string, mistakesIn: (each: unknown) => readonly Mistake[]): Iterable<Mismatch> {
  if (!Array.isArray(value)) {
    if (isKnownText(value)) yield mismatch(at, value, 'be a list');
    return;
  }
  const dead = value.flatMap((each, index) =>
    mistakesIn(each).map((mistake) => ({ ...mistake, at: `${at}[${index}]`, key: `${at} ${readable(each)}` })),
  );
  const isAlive = dead.length < value.length;
  const unknown = dead.filter(({ id }) => id === EcrRule.UNKNOWN_NAME);
  // If all values are wrong, one mismatch of each kind is reported.
  if (isAlive) for (const each of dead) yield { ...each, fatal: false };
  else if (unknown.length > 0) for (const each of unknown) yield { ...each, fatal: true };
  else for (const each of dead.slice(0, 1)) yield { ...each, fatal: true };
}

/** The text that all matches of a value or matcher start with. */
function startOf(value: unknown): string | undefined {
  if (isObject(value) && typeof value.wildcard === 'string') return value.wildcard.split('*')[0];
  return textOf(value);
}
