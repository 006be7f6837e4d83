import type { EventField, EventFields } from '../../../ecr/events/event-fields';
import { looksLike } from '../../../ecr/events/looks-like';
import { ResourceType } from '../../../ecr/resource-type';
import { isKnownText, readable, referenceOf } from '../../../text/holes';
import { isObject } from '../../../text/json';
import { matchesWildcard } from '../../../text/wildcard';
import type { TemplateApp } from '../../template-app';

/** A part of a pattern that no event of a type has. */
export interface Mismatch {
  /** E.g. `detail.result`. */
  readonly path: string;
  /** Equal keys of other types of events tell of the same mistake. */
  readonly key: string;
  readonly text: string;
  /** No event matches; otherwise a part of the pattern is without effect. */
  readonly fatal: boolean;
}

/** Compares patterns of fields with what events of one type have. */
export class FieldMismatches {
  public constructor(
    private readonly app: TemplateApp,
    private readonly detailType: string,
  ) {}

  public *of(pattern: object, { known, complete }: EventFields, at: string): Iterable<Mismatch> {
    for (const [name, value] of Object.entries(pattern)) {
      const path = `${at}.${name}`;
      const field = Object.entries(known).find(([each]) => each === name)?.[1];
      if (field) {
        yield* this.ofField(value, field, path);
        continue;
      }
      if (!isKnownText(name) || matchesAbsence(value)) continue;
      const meant = Object.keys(known).find((each) => looksLike(name, each));
      if (meant === undefined && !complete) continue;
      const instead = meant === undefined ? `only ${Object.keys(known).join(', ')}` : `but ${at}.${meant}`;
      yield this.fatal(path, `has no field ${path}, ${instead}`);
    }
  }

  /** Whether values of a field may name a repository in the form that the event has. */
  public *ofRepository(value: unknown, form: 'name' | 'arn', path: string): Iterable<Mismatch> {
    yield* this.ofValues(value, path, {
      isDead: (each) => {
        const found = this.formOf(each);
        return found !== undefined && found !== form;
      },
      must:
        form === 'arn'
          ? 'has the ARN of a repository there, not its name'
          : 'has the name of a repository there, not its ARN',
    });
  }

  private *ofField(value: unknown, field: EventField, path: string): Iterable<Mismatch> {
    if (isObject(value)) {
      if (field.fields) yield* this.of(value, field.fields, path);
      return;
    }
    if (field.repository) return yield* this.ofRepository(value, field.repository, path);
    const { values, open = false } = field;
    const isDead = values ? (each: unknown) => isNoneOf(each, values, open) : () => false;
    yield* this.ofValues(value, path, {
      isDead,
      must: `has only ${values?.join(', ')}${open ? ' or the like' : ''} there`,
    });
  }

  private *ofValues(
    value: unknown,
    path: string,
    { isDead, must }: { readonly isDead: (each: unknown) => boolean; readonly must: string },
  ): Iterable<Mismatch> {
    if (!Array.isArray(value)) {
      if (isKnownText(value)) yield { ...this.fatal(path, ''), text: `${path} is no list, as EventBridge asks for` };
      return;
    }
    const dead = value.filter(isDead);
    const fatal = dead.length === value.length;
    for (const each of fatal ? dead.slice(0, 1) : dead) {
      const quoted = readable(each);
      yield {
        path,
        key: `${path} ${quoted}`,
        fatal,
        text: `an event of the type ${this.detailType} ${must}: ${path} is ${quoted}`,
      };
    }
  }

  private fatal(path: string, text: string): Mismatch {
    return { path, key: path, text: `an event of the type ${this.detailType} ${text}`, fatal: true };
  }

  /** Whether a value or matcher is for ARNs or for names, where that is certain. */
  private formOf(value: unknown): 'name' | 'arn' | undefined {
    const text = startOf(value);
    if (text === undefined) return undefined;
    const reference = referenceOf(text);
    if (reference !== undefined) {
      if (this.app.resourceOf(text)?.type !== ResourceType.REPOSITORY) return undefined;
      return reference.endsWith('.Arn') ? 'arn' : 'name';
    }
    const [start] = readable(text).split('$');
    if (start.startsWith('arn:')) return 'arn';
    return start.length > 0 && !'arn:'.startsWith(start) ? 'name' : undefined;
  }
}

/** Whether a condition on a field holds for events that do not have it. */
export function matchesAbsence(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => isObject(each) && each.exists === false);
  return isObject(value) && Object.values(value).every(matchesAbsence);
}

/** The text with which all that matches starts. */
function startOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  if (typeof value.prefix === 'string') return value.prefix;
  return typeof value.wildcard === 'string' ? value.wildcard.split('*')[0] : undefined;
}

/** Whether a value or matcher certainly takes none of the values that there are. */
function isNoneOf(value: unknown, values: readonly string[], open: boolean): boolean {
  if (isKnownText(value)) return open ? /[a-z]/.test(value) : !values.includes(value);
  if (!isObject(value)) return false;
  if (isKnownText(value.prefix)) {
    const { prefix } = value;
    return open ? /[a-z]/.test(prefix) : !values.some((each) => each.startsWith(prefix));
  }
  if (isKnownText(value.wildcard)) {
    const { wildcard } = value;
    return open ? /[a-z]/.test(wildcard) : !values.some((each) => matchesWildcard(wildcard, each));
  }
  return false;
}
