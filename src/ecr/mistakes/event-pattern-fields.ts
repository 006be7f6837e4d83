import { mistakesInFormMatcher } from './event-form';
import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import { mistakesInKind, mistakesInObjectValue, ofValues } from './event-pattern-values';
import { mistakesInEventValue } from './event-value';
import type { Mistake } from './mistake';
import { mistakesInRepositoryMatcher } from './repository-matcher';
import { mistakesInTagMatcher } from './tag-matcher';
import { mistakesInKey } from './unknown-name';
import { isKnownText, readable, referenceOf } from '../../text/holes';
import { isObject } from '../../text/json';
import type { EventField, EventFields } from '../events/event-fields';
import { looksLike } from '../events/looks-like';
import { textOf } from '../events/matcher';
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
    yield* ofValues(value, at, (each) => [...this.inRepository(each, form)]);
  }

  private *inRepository(value: unknown, form: 'name' | 'arn'): Iterable<Mistake> {
    const found = this.formOf(value);
    if (found !== undefined && found !== form) {
      const must =
        form === 'arn' ? 'be the ARN of a repository, not its name' : 'be the name of a repository, not its ARN';
      yield mismatch('', value, `${must}, as in ${this.events}`);
    } else {
      yield* mistakesInRepositoryMatcher(value);
    }
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
    yield* ofValues(value, at, (each) => {
      if (field.fields) return [...mistakesInObjectValue(each, field, this.events)];
      const [wrongKind] = mistakesInKind(each, field, this.events);
      return wrongKind ? [wrongKind] : [...this.inValue(each, field)];
    });
  }

  /** The mistakes in a value or matcher for the kind of values that the field has. */
  private inValue(value: unknown, field: EventField): Iterable<Mistake> {
    if (field.repository) return this.inRepository(value, field.repository);
    if (field.tag) return mistakesInTagMatcher(value);
    if (field.form) return mistakesInFormMatcher(value, field.form, this.events);
    const place = { kind: `value in ${this.events}`, reason: `as in ${this.events}` };
    return mistakesInEventValue(value, field, place);
  }

  /** The form that a value or matcher is certainly for: an ARN or a name. */
  private formOf(value: unknown): 'name' | 'arn' | undefined {
    const text = startOf(value);
    if (text === undefined) return undefined;
    if (referenceOf(text) !== undefined) return this.referenceForm(text);
    const [start] = readable(text).split('$');
    if (start.toLowerCase().startsWith('arn:')) return 'arn';
    return start.length > 0 && !'arn:'.startsWith(start) ? 'name' : undefined;
  }
}

/** The text that all matches of a value or matcher start with. */
function startOf(value: unknown): string | undefined {
  if (isObject(value) && 'suffix' in value) return undefined;
  if (isObject(value) && typeof value.wildcard === 'string') return value.wildcard.split('*')[0];
  return textOf(value);
}
