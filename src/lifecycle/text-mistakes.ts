import { lifecycleMistake } from './value-mistakes';
import type { Mistake } from '../ecr/mistakes/mistake';
import { isObject } from '../text/json';
import type { Json } from '../text/json';
import { mistakeInJson } from '../text/json-mistake';
import { fillIn, placeholderAt } from '../text/placeholder';
import { meantName } from '../text/spelling';

/** How much of a text that is no JSON an error repeats, on each side of the mistake. */
const SNIPPET = 40;
/** The form of a policy, as errors show it. */
const FORM = '{"rules":[…]}';

/** The mistake in a text that `JSON.parse` refuses. */
export function mistakeInText(text: string): Mistake {
  const { offset, why } = mistakeInJson(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const start = Math.max(before.lastIndexOf('\n') + 1, offset - SNIPPET);
  const [rest] = text.slice(offset).split('\n');
  const found = (text.slice(start, offset) + rest.slice(0, SNIPPET)).trim();
  const placeholder = placeholderAt(text, offset);
  const remedy = placeholder === undefined ? 'correct it there' : fillIn(placeholder);
  return lifecycleMistake(`line ${line} of the text`, found, `be JSON (${why})`, remedy);
}

/** The mistake in a document that is near a policy and is none. */
export function mistakeInForm(document: unknown): Mistake | undefined {
  if (typeof document === 'string') {
    const must = `be a policy, ${FORM}, and not a text within a text`;
    return lifecycleMistake('the policy', document, must, 'turn the policy into JSON once, and not twice');
  }
  if (Array.isArray(document)) {
    return document.some(isRule)
      ? lifecycleMistake('the policy', document, `be an object, and not the list of its rules`, `write ${FORM}`)
      : undefined;
  }
  if (!isObject(document) || 'rules' in document) return undefined;
  if (isRule(document)) {
    return lifecycleMistake('the policy', document, 'be the policy, and not one rule of it', `write ${FORM}`);
  }
  const around = Object.keys(document).find((name) => isPolicyName(name) || isPolicy(document[name]));
  if (around === undefined) return undefined;
  return lifecycleMistake(
    'the policy',
    document,
    `be a policy, ${FORM}, and this is ${whatHas(around, document)}`,
    `pass its ${around}`,
  );
}

function isPolicyName(name: string): boolean {
  return meantName(['lifecyclePolicyText'], name) !== undefined || name === 'lifecyclePolicyText';
}

function whatHas(name: string, document: Json): string {
  if (name !== 'lifecyclePolicyText') return `an object that has the policy in ${name}`;
  const command = 'previewResults' in document ? 'get-lifecycle-policy-preview' : 'get-lifecycle-policy';
  return `the answer of aws ecr ${command}`;
}

function isRule(value: unknown): boolean {
  return isObject(value) && 'selection' in value && 'action' in value;
}

function isPolicy(value: unknown): boolean {
  if (isObject(value)) return Array.isArray(value.rules);
  if (typeof value !== 'string' || !value.includes('"rules"')) return false;
  try {
    return isPolicy(JSON.parse(value));
  } catch {
    return false;
  }
}
