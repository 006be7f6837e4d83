import { visible } from './visible';

/** Something with a path in the app, such as a construct. */
export interface Located {
  readonly node: { readonly path: string };
}

/** The content of an error about an input: the place, the property, the value, the allowed values, and the remedy. */
export interface InvalidInput {
  /** The construct that was given the input; value objects, which have no path, name themselves in `api`. */
  readonly scope?: Located;
  /** Class or factory that refuses the input, e.g. `LifecycleRule.keepNewest`. */
  readonly api: string;
  readonly property: string;
  readonly found: unknown;
  /** The values that the service or CloudFormation allows, as the end of a sentence that starts with "must". */
  readonly must: string;
  /** A description of the value, in place of `must`. Without `found`, it follows the name of the property. */
  readonly which?: string;
  /** The remedy, as an imperative. */
  readonly remedy: string;
}

/** An error about an invalid input. It is thrown at once, so that the stack trace points at the mistake. */
export class InvalidInputError extends Error {
  static {
    // As `input` below: Node.js prints the enumerable properties of an error after its text.
    Object.defineProperty(this.prototype, 'name', { value: 'InvalidInputError' });
  }

  /** The data of the text. It is not enumerable, so that a terminal shows the text and not a whole construct. */
  declare public readonly input: InvalidInput;

  public constructor(input: InvalidInput) {
    super(describe(input));
    Object.defineProperty(this, 'input', { value: input });
  }
}

/** The text of `InvalidInputError`, for places that collect errors (`node.addValidation`) instead of throwing. */
export function describe(input: InvalidInput): string {
  const { scope, api, remedy } = input;
  const where = scope === undefined ? api : `${api} at ${scope.node.path || 'App'}`;
  return visible(`${where}: ${mistakeIn(input)}; ${remedy}`);
}

/** The mistake, without its place and its remedy. */
export function mistakeIn({
  property,
  found,
  must,
  which,
}: Pick<InvalidInput, 'property' | 'found' | 'must' | 'which'>): string {
  if (which === undefined) return `${property} is ${quote(found)} but must ${must}`;
  return found === undefined ? `${property} ${which}` : `${property} is ${quote(found)}, which ${which}`;
}

/** Most characters of a value in an error. A long policy would bury the message. */
const QUOTE_LENGTH = 160;

function quote(value: unknown): string {
  const text = textOf(value);
  if (text.length <= QUOTE_LENGTH) return text;
  // The quotes around a text are not a part of it.
  const { length } = typeof value === 'string' ? value : text;
  return `${text.slice(0, QUOTE_LENGTH)}… (${length} characters)`;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'function') return `the function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (isPlain(value) || 'toJSON' in value) {
    try {
      return JSON.stringify(value);
    } catch {
      // The value contains a construct, which refers to itself, or is nested without end.
    }
  }
  return isConstruct(value) ? `the construct ${value.node.path}` : `an object of class ${classOf(value)}`;
}

/** A value may have a property of its own with the name `constructor`. */
function classOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { readonly constructor: { readonly name: string } } | null;
  return prototype?.constructor.name ?? 'Object';
}

function isConstruct(value: object): value is Located {
  return typeof (value as Partial<Located>).node?.path === 'string';
}

/** Whether a value is a plain object or a list, in any realm. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Throws unless a value is a list, for plain JavaScript. A text would be treated as a list of its characters. */
export function checkList(
  source: Pick<InvalidInput, 'scope' | 'api' | 'property'>,
  found: unknown,
  remedy = 'put it in brackets',
): void {
  if (Array.isArray(found)) return;
  throw new InvalidInputError({ ...source, found, must: 'be a list', remedy });
}

/** Throws if a list is empty or not a list. A list that is not given passes. */
export function checkAtLeastOne(
  source: Pick<InvalidInput, 'scope' | 'api' | 'property'>,
  found: readonly unknown[] | undefined,
  what: string,
  remedy: string,
): void {
  if (found === undefined) return;
  checkList(source, found);
  if (found.length > 0) return;
  throw new InvalidInputError({ ...source, found, must: `have at least one ${what}`, remedy });
}
