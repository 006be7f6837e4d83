import type { Json } from './mutant';

/** Other ways to write a text of a template, with the same meaning. */
export const SPELLINGS: Readonly<Record<string, (text: string) => Json>> = {
  'Fn::Sub': (text) => ({ 'Fn::Sub': text.replaceAll('${', '${!') }),
  'Fn::Join': (text) => ({ 'Fn::Join': ['', [text.slice(0, 1), text.slice(1)]] }),
  'Fn::If': (text) => ({ 'Fn::If': ['Spelling', text, text] }),
  'Fn::Select': (text) => ({ 'Fn::Select': ['1', ['other', text]] }),
  'Fn::Split': (text) => ({ 'Fn::Select': [0, { 'Fn::Split': ['\n\n', text] }] }),
};

/** Writes all texts in the properties of some resources of a template in another way. */
export function respell(template: Json, resources: readonly Json[], spell: (text: string) => Json): void {
  (template.Parameters ??= {}).Spelling = { Type: 'String' };
  (template.Conditions ??= {}).Spelling = { 'Fn::Equals': [{ Ref: 'Spelling' }, 'yes'] };
  for (const resource of resources) resource.Properties = spelled(resource.Properties, spell);
}

function spelled(value: unknown, spell: (text: string) => Json): unknown {
  if (typeof value === 'string') return spell(value);
  if (Array.isArray(value)) return value.map((each) => spelled(each, spell));
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  // What is a function already stays as it is.
  if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spelled(each, spell)]));
}
