import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import { yamlTags } from './yaml-tags';
import { refuse } from '../io/bad-input';
import { checkDepth, parseJson } from '../io/text-file';

const REMEDY = 'correct the template';

/** Whether a text is JSON and not YAML. */
export function isJson(text: string): boolean {
  return /^\s*\{/.test(text);
}

/** The content of a template in JSON or YAML. */
export function parseTemplate(file: string, text: string): unknown {
  if (isJson(text)) return parseJson(file, text, REMEDY);
  const value = valueOf(file, text);
  checkDepth(file, value, REMEDY);
  return value;
}

function valueOf(file: string, text: string): unknown {
  let found: string | undefined;
  try {
    const { document } = parseYaml(text);
    found = document.errors[0]?.message;
    if (found === undefined) return document.toJS();
  } catch (error) {
    // Aliases that refer to nothing or to too much, and levels without end.
    found = (error as Error).message;
  }
  return refuse({ property: `YAML of ${file}`, found, must: 'be correct', remedy: REMEDY });
}

/** A text in YAML 1.1, as CloudFormation reads it, with the lines of its parts. */
export function parseYaml(text: string): { readonly document: Document; readonly lines: LineCounter } {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.1', customTags: yamlTags, lineCounter: lines, logLevel: 'error' });
  return { document, lines };
}
