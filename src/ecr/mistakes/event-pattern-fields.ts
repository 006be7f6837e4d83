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
import type { EventField, EventFields, FieldsByName } from '../events/event-fields';
import { looksLike } from '../events/looks-like';
import { textOf } from '../events/matcher';
import { matchesAbsence } from '../events/pattern-json';

/** A part of the host of a registry. */
const HOST = /\.dkr[.-]ecr(-fips)?\./;

/** A form in which a text names a repository. */
export type RepositoryForm = 'name' | 'arn' | 'uri';

/** The form in which a reference of a template names a repository; `undefined` if it is unknown or there is none. */
export type ReferenceForm = (text: string) => RepositoryForm | undefined;

const FORM_NAMES: Readonly<Record<RepositoryForm, string>> = { name: 'name', arn: 'ARN', uri: 'URI' };

/** Compares the patterns of fields with the events of one type. */
export class FieldMismatches {
  private readonly events: string;

  public constructor(
    private readonly referenceForm: ReferenceForm,
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
      const must = `be the ${FORM_NAMES[form]} of a repository, not its ${FORM_NAMES[found]}`;
      yield mismatch('', value, `${must}, as in ${this.events}`);
    } else {
      yield* mistakesInRepositoryMatcher(value, form);
    }
  }

  private *ofUnknown(name: string, value: unknown, { known, complete }: EventFields, at: string): Iterable<Mismatch> {
    const path = `${at}.${name}`;
    const names = Object.keys(known);
    const meant = names.find((each) => looksLike(name, each));
    if (meant !== undefined) {
      yield mismatch(path, value, `be called ${meant}, as in ${this.events}`);
    } else if (!complete) {
      yield* this.ofMisplaced(name, value, known, at);
    } else {
      const [mistake] = mistakesInKey(`field of ${this.events}`, name, value, names);
      yield { ...mistake, at: path, key: path, fatal: true };
    }
  }

  /** The mismatch of a field that the object does not have, but an object within it. It may have others of this kind. */
  private *ofMisplaced(name: string, value: unknown, known: FieldsByName, at: string): Iterable<Mismatch> {
    const path = `${at}.${name}`;
    const place = placeWithin(name, known);
    const names = Object.keys(known);
    if (place !== undefined) {
      yield mismatch(path, value, `stand at ${`${at}.${place}`.slice(1)}, as in ${this.events}`);
    } else if (name.includes('-') && names.length > 0 && !names.some((each) => each.includes('-'))) {
      yield mismatch(path, value, `have a name in camel case, such as ${names[0]}: ${this.events} have no hyphens`);
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
  private formOf(value: unknown): RepositoryForm | undefined {
    if (HOST.test(readable(textOf(value) ?? ''))) return 'uri';
    const text = startOf(value);
    if (text === undefined) return undefined;
    if (referenceOf(text) !== undefined) return this.referenceForm(text);
    const [start] = readable(text).split('$');
    if (start.toLowerCase().startsWith('arn:')) return 'arn';
    return start.length > 0 && !'arn:'.startsWith(start) ? 'name' : undefined;
  }
}

/** The place of a field that identifies an image or a repository, within the objects of other fields. */
function placeWithin(name: string, known: FieldsByName): string | undefined {
  for (const [parent, { fields }] of Object.entries(known)) {
    if (!fields) continue;
    const found = Object.entries(fields.known).find(([each, field]) => looksLike(name, each) && identifies(field));
    const within = found ? found[0] : placeWithin(name, fields.known);
    if (within !== undefined) return `${parent}.${within}`;
  }
  return undefined;
}

function identifies({ repository, tag, form }: EventField): boolean {
  return [repository, tag, form].some((each) => each !== undefined);
}

/** The text that all matches of a value or matcher start with. */
function startOf(value: unknown): string | undefined {
  if (isObject(value) && 'suffix' in value) return undefined;
  if (isObject(value) && typeof value.wildcard === 'string') return value.wildcard.split('*')[0];
  return textOf(value);
}
