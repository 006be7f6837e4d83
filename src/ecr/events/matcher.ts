import { hasHole } from '../../text/holes';
import { isObject, mapTexts } from '../../text/json';
import { matchesWildcard } from '../../text/wildcard';

/** Operators that compare texts. */
const TEXT_OPERATORS = ['prefix', 'suffix', 'wildcard', 'equals-ignore-case', 'cidr'] as const;

/**
 * The operators of matchers in event patterns.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const OPERATORS: readonly string[] = [...TEXT_OPERATORS, 'anything-but', 'exists', 'numeric'];

/** A kind of value in an event. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'null';

/** The only kind of values that a value or matcher of a pattern can match; `undefined` if there are several. */
export function kindMatched(value: unknown): ValueKind | undefined {
  if (value === null) return 'null';
  if (hasHole(value)) return undefined;
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (!isObject(value)) return undefined;
  if ('numeric' in value) return 'number';
  return TEXT_OPERATORS.some((operator) => operator in value) ? 'text' : undefined;
}

/** The text of a value or matcher, if it has one. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return undefined;
  const found = TEXT_OPERATORS.map((operator) => value[operator]).find((operand) => typeof operand === 'string');
  return typeof found === 'string' ? found : undefined;
}

/** Whether a value or matcher may match a text. */
export function matchesText(value: unknown, text: string): boolean {
  if (hasHole(value)) return true;
  if (!isObject(value)) return value === text;
  if (kindMatched(value) === 'number') return false;
  const { prefix, suffix, wildcard, 'equals-ignore-case': ignoring, 'anything-but': others } = value;
  return (
    compares(prefix, text, (part, whole) => whole.startsWith(part)) &&
    compares(suffix, text, (part, whole) => whole.endsWith(part)) &&
    compares(wildcard, text, (part, whole) => part.includes('\\') || matchesWildcard(part, whole)) &&
    compares(ignoring, text, (part, whole) => part.toLowerCase() === whole.toLowerCase()) &&
    (others === undefined || !isExcluded(others, text)) &&
    value.exists !== false
  );
}

/** Whether a matcher compares as its operand asks. An operand that is missing or not valid asks for nothing. */
function compares(operand: unknown, text: string, test: (part: string, whole: string) => boolean): boolean {
  if (typeof operand === 'string') return test(operand, text);
  const ignoring = isObject(operand) ? operand['equals-ignore-case'] : undefined;
  return typeof ignoring !== 'string' || test(ignoring.toLowerCase(), text.toLowerCase());
}

function isExcluded(others: unknown, text: string): boolean {
  if (!isObject(others)) return [others].flat().includes(text);
  // Each of these operators may also have a list of operands.
  return Object.entries(others).some(([operator, operands]) =>
    [operands].flat().some((operand) => matchesText({ [operator]: operand }, text)),
  );
}

/** A value or matcher with its text in lower case. */
export function inLowerCase(value: unknown): unknown {
  return mapTexts(value, (text) => text.toLowerCase());
}
