import { existsSync } from 'fs';
import { basename, dirname } from 'path';
import { readAssembly } from '../../../src/templates/assembly';
import type { StackDescription } from '../../../src/templates/stack-description';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';
import { API, refuse } from '../io/bad-input';
import { parseJson, readText } from '../io/text-file';

const REMEDY = 'synthesize the app again';

/** The stacks of a synthesized app. */
export function readApp(directory: string): StackDescription[] {
  return readAssembly(directory, { readJson, api: API });
}

function readJson(file: string): Json {
  if (basename(file) === 'manifest.json' && !existsSync(file)) {
    const must = 'be the folder of a synthesized app, with a manifest.json';
    refuse({ property: '--app', found: dirname(file), must, remedy: 'run cdk synth, or correct the path' });
  }
  const value = parseJson(file, readText(file), REMEDY);
  return isObject(value) ? value : refuse({ property: file, found: value, must: 'be an object', remedy: REMEDY });
}
