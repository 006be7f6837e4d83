import { parsed } from './json';

/** A text of JSON, which keeps its holes, or a hole outside of all texts. */
const TEXT_OR_HOLE = /"(?:[^"\\]|\\[^])*"|\uE000[^\uE000\uE001]*\uE001/g;

/** The JSON of a text with holes. A hole in place of a value is a text with this hole; undefined if the rest is no JSON. */
export function parsedAroundHoles(text: string): unknown {
  return parsed(text.replace(TEXT_OR_HOLE, (found) => (found.startsWith('"') ? found : JSON.stringify(found))));
}
