import { InvalidInputError } from '../../text/errors';

/** How much of an offending line an error repeats. */
const SNIPPET = 60;
/** What V8 says of a token: it repeats what is around it, and dots stand for the rest of the text. */
const UNEXPECTED = /^Unexpected token '(.+?)', (\.\.\.)?"(.*)"(?:\.\.\.)? is not valid JSON$/s;
/** What an error leaves out of it, as it shows the line. */
const SURROUNDINGS = /, (\.\.\.)?".*$/s;
/** How many characters V8 repeats before the token. */
const AROUND = 10;
const WHITE_SPACE = ' \n\r\t';

/** Who reads a text, for errors. */
export interface TextReader {
  readonly owner: string;
  /** Comes before the line, such as the name of a file and a space. */
  readonly place: string;
  /** What to pass instead of what is no JSON. */
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
  try {
    return JSON.parse(text.slice(start, end));
  } catch (error) {
    const { message } = error as Error;
    return refuse(reader, text, offsetOf(message, text, start, end), message.replace(SURROUNDINGS, ''));
  }
}

/** V8 names the position of a mistake, or repeats what is around it. One that it finds at the end is of what is missing. */
function offsetOf(message: string, text: string, start: number, end: number): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return start + Number(position);
  if (message.includes('end of JSON')) return end - 1;
  const [, token, before, around] = UNEXPECTED.exec(message) ?? [];
  const found = around === undefined ? -1 : text.indexOf(around, start);
  return found < 0 ? start : found + (before ? AROUND : around.indexOf(token));
}

function refuse({ owner, place, remedy }: TextReader, text: string, offset: number, why: string): never {
  const line = text.slice(0, offset).split('\n').length;
  const found = text.split('\n')[line - 1].trim().slice(0, SNIPPET);
  throw new InvalidInputError({
    owner,
    property: `${place}line ${line}`,
    found,
    must: `be JSON (${why})`,
    remedy,
  });
}
