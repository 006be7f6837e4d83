import { readFileSync } from 'fs';
import { join } from 'path';
import type { ValidateFunction } from 'ajv/dist/2020';
import Ajv from 'ajv/dist/2020';

const FOLDER = join(__dirname, '../../schemas/snapshot-1');

/** A published schema. */
export function schemaOf(name: 'registry' | 'repository' | 'image'): { readonly properties: object } {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.schema.json`), 'utf8'));
}

/**
 * Holds a value against a published schema. The schemas allow more properties, so that a later version may add some. Here
 * every property has to be in the schema.
 */
export function validator(name: 'registry' | 'repository' | 'image'): ValidateFunction {
  return new Ajv({ strict: true, allErrors: true }).compile({ ...schemaOf(name), additionalProperties: false });
}
