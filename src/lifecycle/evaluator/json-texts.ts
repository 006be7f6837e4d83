import { InvalidInputError } from '../../private/errors';

/** How much of an offending line an error repeats. */
const SNIPPET = 60;
const WHITE_SPACE = ' \n\r\t';

/** The values of one or several JSON texts, one after the other, as repeated calls of a tool print them. */
export function parseTexts(owner: string, text: string): unknown[] {
  const trimmed = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return [JSON.parse(trimmed)];
  } catch {
    // Looking for the borders takes its time, and most texts have none.
    return split(owner, trimmed).map(({ start, end }) => parse(owner, trimmed, start, end));
  }
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Objects and lists end with the bracket that closes them; what is in quotes is no bracket. */
function split(owner: string, text: string): Span[] {
  const spans: Span[] = [];
  let start = -1;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (start < 0) {
      if (WHITE_SPACE.includes(character)) continue;
      if (character !== '{' && character !== '[') refuse(owner, text, i, 'no list and no object starts here');
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
  if (spans.length === 0) refuse(owner, text, 0, 'it is empty');
  return spans;
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return i;
}

function parse(owner: string, text: string, start: number, end: number): unknown {
  try {
    return JSON.parse(text.slice(start, end));
  } catch (error) {
    const { message } = error as Error;
    // V8 names the position for most mistakes. One that it finds at the end is about what is missing there.
    const position = /at position (\d+)/.exec(message)?.[1];
    const atEnd = /end of JSON/.test(message);
    const offset = position !== undefined ? start + Number(position) : atEnd ? end - 1 : start;
    return refuse(owner, text, offset, message);
  }
}

function refuse(owner: string, text: string, offset: number, why: string): never {
  const line = text.slice(0, offset).split('\n').length;
  const found = text.split('\n')[line - 1].trim().slice(0, SNIPPET);
  throw new InvalidInputError({
    owner,
    property: `line ${line}`,
    found,
    must: `be JSON (${why})`,
    remedy: 'pass what aws ecr describe-images prints with --output json',
  });
}
