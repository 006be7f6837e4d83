import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import { mistakesInKey } from './unknown-name';
import { hasHole, isKnownText, readable } from '../../text/holes';
import { isObject } from '../../text/json';
import type { Json } from '../../text/json';
import { looksLike } from '../events/looks-like';
import { OPERATORS } from '../events/matcher';

/** The operands of a kind that EventBridge accepts. */
interface Operands {
  readonly are: string;
  accepts(operand: unknown): boolean;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNumber = (value: unknown): boolean => isText(value) || typeof value === 'number';

const PART: Operands = {
  are: 'a text, or a text for equals-ignore-case',
  accepts: (operand) => isText(operand) || (isObject(operand) && isText(operand['equals-ignore-case'])),
};
const TEXT: Operands = { are: 'a text', accepts: isText };

const OPERANDS: Readonly<Record<string, Operands>> = {
  prefix: PART,
  suffix: PART,
  wildcard: {
    are: 'a text without two "*" in a row',
    accepts: (operand) => typeof operand === 'string' && !operand.replace(/\\./g, '').includes('**'),
  },
  'equals-ignore-case': TEXT,
  cidr: TEXT,
  exists: { are: 'true or false, not a text', accepts: (operand) => typeof operand === 'boolean' },
  numeric: { are: 'a list of comparisons and numbers, such as [">", 0]', accepts: isComparison },
  'anything-but': {
    are: 'a text, a number, a list of them, or a matcher of texts',
    accepts: (operand) =>
      Array.isArray(operand)
        ? operand.length > 0 && operand.every(isTextOrNumber)
        : isTextOrNumber(operand) || isObject(operand),
  },
};

/** The parts of a pattern that EventBridge refuses, whatever the events are, and operators that the library does not know. */
export function* shapeMismatches(pattern: Json, at = ''): Iterable<Mismatch> {
  for (const [name, value] of Object.entries(pattern)) {
    const path = `${at}.${name}`;
    if (Array.isArray(value)) {
      if (value.length === 0) yield mismatch(path, value, 'have a value: EventBridge refuses an empty list');
      for (const [index, each] of value.entries()) yield* memberMismatches(each, `${path}[${index}]`);
    } else if (!isObject(value)) {
      if (!hasHole(value)) yield mismatch(path, value, 'be a list');
    } else if (isMatcher(value)) {
      yield mismatch(path, value, `be a list, such as [${readable(value)}]`);
    } else {
      yield* shapeMismatches(value, path);
    }
  }
}

/** Whether an object is a matcher where EventBridge reads the name of a field. No event has fields of such names. */
function isMatcher(value: Json): boolean {
  const names = Object.keys(value);
  return names.length === 1 && OPERATORS.includes(names[0]);
}

function* memberMismatches(value: unknown, at: string): Iterable<Mismatch> {
  if (Array.isArray(value)) return yield mismatch(at, value, 'be a value or a matcher, not a list');
  if (!isObject(value)) return;
  const names = Object.keys(value);
  if (names.length !== 1) {
    return yield mismatch(at, value, 'have one operator; several matchers in the list are alternatives');
  }
  const [name] = names;
  const place = `${at}.${name}`;
  const operands = OPERANDS[name];
  if (operands) {
    if (!hasHole(value) && !operands.accepts(value[name])) yield mismatch(place, value[name], `be ${operands.are}`);
  } else if (isKnownText(name)) {
    yield* unknownOperator(name, value[name], place);
  }
}

function* unknownOperator(name: string, operand: unknown, at: string): Iterable<Mismatch> {
  const meant = OPERATORS.find((each) => looksLike(name, each));
  if (meant !== undefined) return yield mismatch(at, operand, `be called ${meant}`);
  for (const mistake of mistakesInKey('operator', name, operand, OPERATORS)) {
    yield { ...mistake, at, key: at, fatal: true };
  }
}

/** Whether a list has pairs of a comparison and a number. */
function isComparison(operand: unknown): boolean {
  return (
    Array.isArray(operand) &&
    operand.length > 0 &&
    operand.length % 2 === 0 &&
    operand.every((each, index) =>
      index % 2 === 0 ? ['<', '<=', '=', '>=', '>'].includes(String(each)) : typeof each === 'number',
    )
  );
}
