import { InvalidInputError } from '../../text/errors';
import { mistakeInJson } from '../../text/json-mistake';
import { fillIn, placeholderAt } from '../../text/placeholder';

/** How much of an offending line an error repeats. */
const SNIPPET = 60;
const WHITE_SPACE = ' \n\r\t';

/** Who reads a text, for errors. */
export interface TextReader {
  readonly api: string;
  /** Comes before the line, such as the name of a file and a space. */
  readonly place: string;
  /** The remedy for a text that is no JSON. */
  readonly remedy: string;
}

/** The values of one or several JSON texts, one after the other, as repeated calls of a tool print them. */
export function parseTexts(reader: TextReader, text: string): unknown[] {
  const trimmed = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return [JSON.parse(trimmed)];
  } catch {
    // Looking for the borders takes its time, and most texts have none.
    return split(reader, trimmed).map(({ start, end }) => parse(reader, trimmed, start, end));
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Objects and lists end with the bracket that closes them; what is in quotes is no bracket. */
function split(reader: TextReader, text: string): Span[] {
  const spans: Span[] = [];
  let start = -1;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (start < 0) {
      if (WHITE_SPACE.includes(character)) continue;
      if (character !== '{' && character !== '[') refuse(reader, text, i, 'no list and no object starts here');
      start = i;
    }
    if (character === '"') {
      i = endOfString(text, i);
    } else if (character === '{' || character === '[') {
      depth += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth > 0) continue;
      spans.push({ start, end: i + 1 });
      start = -1;
    }
  }
  if (start >= 0) spans.push({ start, end: text.length });
  if (spans.length === 0) refuse(reader, text, 0, 'it is empty');
  return spans;
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

function parse(reader: TextReader, text: string, start: number, end: number): unknown {
  const json = text.slice(start, end);
  try {
    return JSON.parse(json);
  } catch {
    const { offset, why } = mistakeInJson(json);
    const placeholder = placeholderAt(json, offset);
    const remedy = placeholder === undefined ? reader.remedy : fillIn(placeholder);
    return refuse({ ...reader, remedy }, text, start + offset, why);
  }
}

function refuse({ api, place, remedy }: TextReader, text: string, offset: number, why: string): never {
  const line = text.slice(0, offset).split('\n').length;
  const found = text.split('\n')[line - 1].trim().slice(0, SNIPPET);
  throw new InvalidInputError({
    api,
    property: `${place}line ${line}`,
    found,
    must: `be JSON (${why})`,
    remedy,
  });
}
