import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import type { Mistake } from './mistake';
import { hasHole, readable } from '../../text/holes';
import { isObject } from '../../text/json';
import { EcrRule } from '../ecr-rule';
import type { EventField } from '../events/event-fields';
import { kindMatched } from '../events/matcher';

/** The mismatches of the values of one field. There are none if one value can match, or if they are not a list. */
export function* ofValues(
  value: unknown,
  at: string,
  mistakesIn: (each: unknown) => readonly Mistake[],
): Iterable<Mismatch> {
  if (!Array.isArray(value) || value.length === 0) return;
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

/** The mistake in a value or matcher for another kind of values than the field has. */
export function* mistakesInKind(value: unknown, field: EventField, events: string): Iterable<Mistake> {
  const found = kindMatched(value);
  const expected = kindOf(field);
  if (found === undefined || expected === undefined || found === expected) return;
  if (found === 'null') {
    const must = `match a ${expected}: the field is never null in ${events}`;
    yield mismatch('', value, must, { remedy: 'write {"exists": false} for events without the field' });
  } else {
    yield mismatch('', value, `match a ${expected}, as in ${events}`);
  }
}

/** The kind of the values of a field, if it is known. */
function kindOf({ kind, values, tag, repository }: EventField): 'text' | 'number' | undefined {
  return kind ?? (values || tag || repository ? 'text' : undefined);
}

/** The mistake in a value or matcher of an object. EventBridge compares only the values in it. */
export function* mistakesInObjectValue(value: unknown, field: EventField, events: string): Iterable<Mistake> {
  if (hasHole(value) || (value === null && field.nullable)) return;
  // Nothing is compared with the object, so that it always counts as absent.
  if (isObject(value) && value.exists === false) return;
  const [example] = Object.keys(field.fields?.known ?? {});
  const such = example === undefined ? '' : `, such as ${example}`;
  const remedy = 'write the condition on a field of the object; {"exists": true} matches values only, not objects';
  yield mismatch('', value, `be a condition on a field of it${such}: it is an object in ${events}`, { remedy });
}
