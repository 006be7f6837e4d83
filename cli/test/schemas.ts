import { readFileSync } from 'fs';
import { join } from 'path';
import Ajv from 'ajv';

/** The mistakes of an output by its schema; empty if there are none. */
export function mistakesIn(schema: string, output: string): unknown[] {
  const ajv = new Ajv({ allErrors: true, strictSchema: false });
  const validate = ajv.compile(JSON.parse(readFileSync(join(__dirname, `../schemas/${schema}.schema.json`), 'utf8')));
  return validate(JSON.parse(output)) ? [] : (validate.errors ?? []);
}
