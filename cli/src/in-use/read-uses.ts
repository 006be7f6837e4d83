import { isTasks, usesOfTasks } from './ecs';
import { isKubernetes, usesOfPods } from './kubernetes';
import { isFunctions, usesOfFunctions } from './lambda';
import type { Use } from './use';
import { parseTexts } from '../../../src/lifecycle/evaluator/json-texts';
import { isObject } from '../../../src/text/json';
import { API, refuse } from '../io/bad-input';
import { readText } from '../io/text-file';

const REMEDY =
  'pass a list of digests or image URIs, or what kubectl get pods -A -o json, aws ecs describe-tasks or aws lambda ' +
  'get-function print';
/** No image, digest or tag has such a character. */
const NO_REFERENCE = /[^\w./:@+-]/;

/** What runs, by files of any of the known forms. */
export function readUses(files: readonly string[]): Use[] {
  return files.flatMap((file) => {
    const text = readText(file);
    if (!/^\s*[[{]/.test(text)) return usesInLines(file, text);
    const values = parseTexts({ api: API, place: `${file} `, remedy: REMEDY }, text);
    return values.flat().flatMap((value) => usesIn(file, value));
  });
}

function usesIn(file: string, value: unknown): Use[] {
  if (isObject(value)) {
    if (isTasks(value)) return usesOfTasks(value);
    if (isFunctions(value)) return usesOfFunctions(file, value);
    if (isKubernetes(value)) return usesOfPods(file, value);
  }
  return refuse({ property: file, found: value, must: 'say what runs, in a known form', remedy: REMEDY });
}

function usesInLines(file: string, text: string): Use[] {
  return text.split('\n').flatMap((line, i) => {
    const reference = line.trim();
    if (reference === '' || reference.startsWith('#')) return [];
    const user = `${file}:${i + 1}`;
    if (NO_REFERENCE.test(reference)) {
      refuse({ property: user, found: reference, must: 'be a digest or an image URI', remedy: REMEDY });
    }
    return [{ reference, user }];
  });
}
