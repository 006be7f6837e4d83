import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import { FieldMismatches } from './event-pattern-fields';
import { relevantTypes } from './event-pattern-types';
import type { Mistake } from './mistake';
import { hasHole } from '../../text/holes';
import { isObject } from '../../text/json';
import type { Json } from '../../text/json';
import { ENVELOPE } from '../events/all-events';

const REMEDY = 'use the name of the field in the events; the value of a field that they do not have is empty';

/** The mistake in a JSON path to a field that no event of a pattern has. */
export function mistakesInEventPath(path: unknown, alternatives: readonly Json[]): readonly Mistake[] {
  const names = namesIn(path);
  if (names === undefined) return [];
  const [first] = names;
  if (!ENVELOPE.includes(first)) {
    return [mismatch('', path, `start with a field of events: ${ENVELOPE.join(', ')}`, { remedy: REMEDY })];
  }
  const types = alternatives.flatMap((each) => relevantTypes(each).types);
  const answers = types.map((type): Mismatch[] => {
    const { detail } = patternOf(names);
    return isObject(detail)
      ? [...new FieldMismatches(() => undefined, type.detailType).of(detail, type.detail, '.detail')]
      : [];
  });
  if (answers.some((each) => each.length === 0)) return [];
  return answers.slice(0, 1).flatMap(([each]) => ({ ...each, at: '', found: path, remedy: REMEDY }));
}

/** The names in a path such as `$.detail.image-tags[0]`; `undefined` for other expressions. */
function namesIn(path: unknown): string[] | undefined {
  if (typeof path !== 'string' || hasHole(path) || !/^\$(\.[\w-]+(\[\d+\])?)+$/.test(path)) return undefined;
  return path
    .replace(/\[\d+\]/g, '')
    .split('.')
    .slice(1);
}

/** A pattern with a field and no condition on it. */
function patternOf([first, ...others]: readonly string[]): Json {
  return { [first]: others.length === 0 ? [] : patternOf(others) };
}
