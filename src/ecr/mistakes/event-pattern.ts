import { mistakesInFormMatcher } from './event-form';
import { isCertain, mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import { FieldMismatches } from './event-pattern-fields';
import { scanMismatch, sourceMismatch } from './event-pattern-place';
import type { PatternPlace } from './event-pattern-place';
import { shapeMismatches } from './event-pattern-shape';
import { relevantTypes } from './event-pattern-types';
import { mistakesInKind, mistakesInObjectValue, ofValues } from './event-pattern-values';
import type { Mistake } from './mistake';
import { mistakesInKey } from './unknown-name';
import { isObject } from '../../text/json';
import type { Json } from '../../text/json';
import { ENVELOPE } from '../events/all-events';
import type { EventType } from '../events/event-type';
import { looksLike } from '../events/looks-like';
import { matchesAbsence } from '../events/pattern-json';

/**
 * Mistakes that keep a pattern from matching an event. A misspelt known name is an error; other names are unknown.
 *
 * @param alternatives the patterns without `$or`; one match is enough
 */
export function mistakesInEventPattern(alternatives: readonly Json[], place: PatternPlace): readonly Mistake[] {
  // EventBridge refuses the whole pattern if one alternative is malformed.
  const malformed = new Map(
    alternatives.flatMap((each) => [...shapeMismatches(each)].map((mistake) => [mistake.key, mistake])),
  );
  const readings = alternatives.map((each) => [...mismatchesOf(each, place)]);
  const others = [...least(readings), ...deadChoices(alternatives, readings)];
  return [...malformed.values(), ...others.filter(({ key }) => !malformed.has(key))];
}

/** The mismatches of choices of `$or` that have no effect, because all alternatives with them match nothing. */
function deadChoices(alternatives: readonly Json[], readings: readonly (readonly Mismatch[])[]): readonly Mismatch[] {
  const isDead = (index: number) => readings[index].some(({ fatal }) => fatal);
  const alive = alternatives.filter((_, index) => !isDead(index));
  if (alive.length === 0) return [];
  const dead = readings.filter((_, index) => isDead(index)).flatMap((reading) => reading.filter(isCertain));
  const found = new Map(dead.map((each) => [each.key, each]));
  // A choice that is dead beside some choices of another $or may match beside the others.
  return [...found.values()].filter(({ at }) => !alive.some((each) => valueAt(each, at) !== undefined));
}

/** The value of a field of a pattern, such as `.detail.severity`. */
function valueAt(pattern: Json, at: string): unknown {
  const names = at
    .replace(/\[\d+\]$/, '')
    .split('.')
    .slice(1);
  return names.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), pattern);
}

/** The mismatches of a pattern with all types of events that it may be for. */
function* mismatchesOf(pattern: Json, place: PatternPlace): Iterable<Mismatch> {
  const envelope = [...envelopeMismatches(pattern)];
  if (envelope.length > 0) return yield* envelope;
  const { types, mismatches } = relevantTypes(pattern);
  yield* mismatches;
  if (types.length > 0) yield* least(types.map((type) => [...typeMismatches(pattern, type, place)]));
}

function* envelopeMismatches(pattern: Json): Iterable<Mismatch> {
  for (const [name, value] of Object.entries(pattern)) {
    const at = `.${name}`;
    if (matchesAbsence(value)) continue;
    if (ENVELOPE.includes(name)) {
      yield* fatalOf(ofValues(value, at, (each) => [...envelopeMistakes(each, name)]));
      continue;
    }
    const meant = ENVELOPE.find((each) => looksLike(name, each));
    if (meant !== undefined) {
      yield mismatch(at, value, `be called ${meant}`);
    } else {
      for (const mistake of mistakesInKey('field of events', name, value, ENVELOPE)) {
        yield { ...mistake, at, key: at, fatal: true };
      }
    }
  }
}

/** All fields of an event but its detail are texts or lists of texts. */
function envelopeMistakes(value: unknown, name: string): Iterable<Mistake> {
  if (name === 'detail') return mistakesInObjectValue(value, {}, 'events');
  const [wrongKind] = mistakesInKind(value, { kind: 'text' }, 'events');
  if (wrongKind) return [wrongKind];
  return name === 'account' || name === 'region' ? mistakesInFormMatcher(value, name, 'events') : [];
}

function* fatalOf(mismatches: Iterable<Mismatch>): Iterable<Mismatch> {
  for (const each of mismatches) if (each.fatal) yield each;
}

function* typeMismatches(pattern: Json, type: EventType, place: PatternPlace): Iterable<Mismatch> {
  const fields = new FieldMismatches(place.referenceForm, type.detailType);
  const { detail, resources } = pattern;
  if (isObject(detail)) yield* fields.of(detail, type.detail, '.detail');
  if (type.resources === 'nothing' && resources !== undefined && !matchesAbsence(resources)) {
    const must = `be left out, as events of the type ${type.detailType} have none (their detail has repository-name)`;
    yield mismatch('.resources', resources, must);
  }
  if (type.resources === 'repository' && resources !== undefined) {
    yield* fields.ofRepository(resources, 'arn', '.resources');
  }
  yield* sourceMismatch(pattern, type, place);
  yield* scanMismatch(pattern, type, place);
}

/**
 * The mismatches of a pattern with several readings. If some readings can match, only the mismatches that all of these have
 * count. Otherwise the mismatches of the best reading count.
 */
function least(readings: readonly (readonly Mismatch[])[]): readonly Mismatch[] {
  const matching = readings.filter((each) => !each.some(({ fatal }) => fatal));
  if (matching.length > 0) {
    const [first, ...others] = matching;
    return first.filter(({ key }) => others.every((other) => other.some((each) => each.key === key)));
  }
  const fatal = readings.map((each) => each.filter((mistake) => mistake.fatal));
  return fatal.reduce((best, each) => (isBetter(each, best) ? each : best), fatal[0] ?? []);
}

/** Whether a reading has fewer certain mistakes than another, or, with equally many, fewer mistakes. */
function isBetter(reading: readonly Mismatch[], other: readonly Mismatch[]): boolean {
  const certain = reading.filter(isCertain).length - other.filter(isCertain).length;
  return certain === 0 ? reading.length < other.length : certain < 0;
}
