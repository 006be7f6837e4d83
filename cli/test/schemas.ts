import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv/dist/2020';
import { isObject } from '../../src/text/json';

/**
 * The mistakes of an output by its published schema; empty if there are none. The schemas allow more properties, so that
 * a later version may add some. Here every property has to be in the schema.
 */
export function mistakesIn(schema: string, output: string): unknown[] {
  const content = JSON.parse(readFileSync(join(__dirname, `../schemas/${schema}.schema.json`), 'utf8'));
  const validate = new Ajv({ allErrors: true, strict: true }).compile(closed(content) as object);
  return validate(JSON.parse(output)) ? [] : (validate.errors ?? []);
}

function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).map(([key, value]) => [key, closed(value)]);
  const isClosed = schema.type === 'object' && isObject(schema.properties);
  return { ...Object.fromEntries(entries), ...(isClosed && { additionalProperties: false }) };
}
