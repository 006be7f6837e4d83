/** Where a text stops being JSON. */
export interface JsonMistake {
  readonly offset: number;
  /** What is wrong there, for the end of a message. */
  readonly why: string;
}

const STRING = String.raw`"[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001F]*)*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const TOKEN = String.raw`[ \n\r\t]*([{}[\],:]|${STRING}|(?:${NUMBER}|true|false|null)(?![\w.]))`;

/** Kinds of tokens by their first characters; `0` stands for numbers, `true`, `false` and `null`. */
const VALUE = '{["0';
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };
const WORDS: readonly [kinds: string, words: string][] = [
  [VALUE, 'a value'],
  ['"', 'a name in quotes'],
  [':', '":"'],
  [',', '","'],
  ['}', '"}"'],
  [']', '"]"'],
];

/** Finds the first mistake in a text that `JSON.parse` refuses, whose errors tell it only in a sentence. */
export function mistakeInJson(text: string): JsonMistake {
  const tokens = new RegExp(TOKEN, 'y');
  const open: string[] = [];
  let expected = VALUE;
  for (;;) {
    const end = tokens.lastIndex;
    const token = tokens.exec(text)?.[1];
    if (token === undefined) return mistakeAfter(text, end, expected);
    const kind = /[{}[\],:"]/.test(token[0]) ? token[0] : '0';
    if (!expected.includes(kind)) return { offset: tokens.lastIndex - token.length, why: whyOf(expected) };
    const isName = kind === '"' && !expected.includes('0');
    if (kind in CLOSING) open.push(kind);
    if (kind === '}' || kind === ']') open.pop();
    expected = isName ? ':' : expectedAfter(kind, open[open.length - 1]);
  }
}

/** What may follow a token, inside of the bracket that was opened last. */
function expectedAfter(kind: string, around: string | undefined): string {
  switch (kind) {
    case '{':
      return '"}';
    case '[':
      return `${VALUE}]`;
    case ':':
      return VALUE;
    case ',':
      return around === '{' ? '"' : VALUE;
    default:
      return around === undefined ? '' : `,${CLOSING[around]}`;
  }
}

/** At the end of the text something is missing after the last token, and not where nothing is. */
function mistakeAfter(text: string, end: number, expected: string): JsonMistake {
  const offset = end + text.slice(end).search(/[^ \n\r\t]|$/);
  if (offset === text.length) return { offset: end, why: whyOf(expected) };
  const isOpen = text[offset] === '"' && expected.includes('"');
  return { offset, why: isOpen ? 'the quotes do not end, or hold what has to be escaped' : whyOf(expected) };
}

function whyOf(expected: string): string {
  let rest = expected;
  const words = WORDS.filter(([kinds]) => {
    if (!rest.includes(kinds)) return false;
    rest = rest.replace(kinds, '');
    return true;
  }).map(([, each]) => each);
  return words.length === 0 ? 'nothing may follow the value' : `${words.join(' or ')} is missing`;
}
