import published from './cloudformation.json';

/** The constraints of a property in a schema. */
export interface Constraint {
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface Schema {
  readonly regions: string | readonly string[];
  readonly constraints: Readonly<Record<string, Constraint>>;
}

const TYPES: Readonly<Record<string, readonly Schema[]>> = published.types;

/** The regions whose schemas are there. */
export const SCHEMA_REGIONS: readonly string[] = published.regions;

/** The regions that have a type. */
export function regionsOf(type: string): string[] {
  return SCHEMA_REGIONS.filter((region) => schemaIn(type, region) !== undefined);
}

/** The constraints of a property in the schema of a type in a region. */
export function constraintOf(type: string, property: string, region = 'us-east-1'): Constraint {
  const constraint = schemaIn(type, region)?.constraints[property];
  if (!constraint) throw new Error(`the schema of ${type} in ${region} says nothing of ${property}`);
  return constraint;
}

/** Whether a text fits what the schema of a type says of a property in a region. */
export function fitsSchema(text: string, type: string, property: string, region?: string): boolean {
  const { pattern = '', minLength = 0, maxLength = Infinity } = constraintOf(type, property, region);
  return text.length >= minLength && text.length <= maxLength && new RegExp(pattern).test(text);
}

function schemaIn(type: string, region: string): Schema | undefined {
  return TYPES[type].find(({ regions }) => regions === 'all' || regions.includes(region));
}
