import { checkList, InvalidInputError } from './errors';
import type { InvalidInput } from './errors';
import { isUnresolved } from './unresolved';

/**
 * The place of a value that is checked for its kind. The checks are for apps in plain JavaScript, where a value of the wrong
 * kind would be ignored or fail inside the library. TypeScript and jsii refuse such a value themselves.
 */
export type Place = Pick<InvalidInput, 'scope' | 'api' | 'property'>;

/** The property that marks values. All copies of the package recognize it, unlike with `instanceof`. */
const VALUE_CLASS = Symbol.for('cdk-ecr.valueClass');

/** A class with factories for its instances. */
export interface ValueClass {
  readonly name: string;
  readonly prototype: object;
}

interface Description {
  readonly name: string;
  readonly remedy: string;
}

/** Marks the instances of a class of values. */
export function declareValueClass({ prototype }: ValueClass, name: string, remedy: string): void {
  Object.defineProperty(prototype, VALUE_CLASS, { value: { name, remedy } satisfies Description });
}

/** Throws unless a value is an instance of a declared class. */
export function checkValue(place: Place, found: unknown, { prototype }: ValueClass): void {
  const { name, remedy } = descriptionOf(prototype)!;
  if (descriptionOf(found)?.name === name) return;
  throw new InvalidInputError({ ...place, found, must: `be ${article(name)} ${name}`, remedy });
}

/** Throws unless a value is a list of instances of a declared class. */
export function checkValues(place: Place, found: unknown, valueClass: ValueClass): void {
  checkList(place, found);
  (found as unknown[]).forEach((each, index) =>
    checkValue({ ...place, property: `${place.property}[${index}]` }, each, valueClass),
  );
}

/** Throws unless a value has properties, as options do. An instance of a declared class would be ignored. */
export function checkProperties(place: Place, found: unknown, remedy: string): void {
  if (typeof found === 'object' && found !== null && !Array.isArray(found) && !descriptionOf(found)) return;
  throw new InvalidInputError({ ...place, found, must: 'be an object with properties', remedy });
}

/** Throws unless a value is a text or unresolved. */
export function checkText(place: Place, found: unknown, remedy: string): void {
  if (typeof found === 'string' || (found !== undefined && isUnresolved(found))) return;
  throw new InvalidInputError({ ...place, found, must: 'be a string', remedy });
}

/** Throws unless a value is `true` or `false`. */
export function checkBoolean(place: Place, found: unknown): void {
  if (typeof found === 'boolean') return;
  throw new InvalidInputError({ ...place, found, must: 'be true or false', remedy: 'write it without quotes' });
}

/** Throws unless a value is a `Duration`, of any copy of aws-cdk-lib. */
export function checkDuration(place: Place, found: unknown): void {
  if (typeof (found as { toMilliseconds?: unknown } | undefined)?.toMilliseconds === 'function') return;
  const remedy = 'write it with its unit, such as Duration.days(14)';
  throw new InvalidInputError({ ...place, found, must: 'be a Duration', remedy });
}

/** Throws unless a value is a statement of a policy, of any copy of aws-cdk-lib. */
export function checkStatement(place: Place, found: unknown): void {
  checkHas(place, found, 'toStatementJson', 'be a statement', 'write new iam.PolicyStatement({ … })');
}

/** Throws unless a value has a property of constructs, such as `env` or `node`. */
export function checkHas(place: Place, found: unknown, property: string, must: string, remedy: string): void {
  if (typeof found === 'object' && found !== null && property in found) return;
  throw new InvalidInputError({ ...place, found, must, remedy });
}

/** Throws unless a value maps texts to texts. A value of the map may be unresolved. */
export function checkTexts(place: Place, found: unknown, remedy: string): void {
  checkProperties(place, found, remedy);
  for (const [key, value] of Object.entries(found as object)) {
    checkText({ ...place, property: `${place.property}.${key}` }, value, remedy);
  }
}

function descriptionOf(value: unknown): Description | undefined {
  return (value as { [VALUE_CLASS]?: Description } | null | undefined)?.[VALUE_CLASS];
}

function article(name: string): string {
  return /^[AEIOU]/.test(name) ? 'an' : 'a';
}
