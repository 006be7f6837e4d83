import { existsSync } from 'fs';
import { basename, dirname } from 'path';
import { API, refuse } from './bad-input';
import { parseJson, readText } from './text-file';
import { readAssembly } from '../../../src/templates/assembly';
import type { StackDescription } from '../../../src/templates/stack-description';
import { isObject } from '../../../src/text/json';
import type { Json } from '../../../src/text/json';

const REMEDY = 'synthesize the app again';

/**
 * The stacks of a synthesized app, with its stages, nested stacks and stack sets.
 *
 * @param property the argument that names the folder, for errors
 */
export function readApp(directory: string, property: string): StackDescription[] {
  return readAssembly(directory, { readJson: (file) => readJson(file, property), api: API });
}

function readJson(file: string, property: string): Json {
  if (basename(file) === 'manifest.json' && !existsSync(file)) {
    const must = 'be the folder of a synthesized app, with a manifest.json';
    refuse({ property, found: dirname(file), must, remedy: 'run cdk synth, or correct the path' });
  }
  const value = parseJson(file, readText(file), REMEDY);
  return isObject(value) ? value : refuse({ property: file, found: value, must: 'be an object', remedy: REMEDY });
}
