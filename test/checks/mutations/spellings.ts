import type { Json, Site } from './mutant';

/** Other ways to write the values of a resource, with the same meaning. */
export const SPELLINGS: Readonly<Record<string, (site: Site) => void>> = {
  'Fn::Sub': (site) => respell(site, (text) => ({ 'Fn::Sub': text.replaceAll('${', '${!') })),
  'Fn::Join': (site) => {
    respell(site, (text) => ({ 'Fn::Join': ['', [text.slice(0, 1), text.slice(1)]] }));
  },
  'Fn::If with the same value on both sides': (site) => {
    site.undecide('Any', undefined);
    site.set('Any', undefined);
    respell(site, (text) => ({ 'Fn::If': ['Undecided', text, text] }));
  },
};

/** Writes all texts in the properties of a resource in another way. */
function respell(site: Site, spell: (text: string) => Json): void {
  site.json.Properties = spelled(site.json.Properties, spell);
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
