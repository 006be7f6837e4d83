/** The first mistake in a text that is not JSON. */
export interface JsonMistake {
  readonly offset: number;
  /** The mistake, as the end of a message. */
  readonly why: string;
}

const STRING = String.raw`"[^"\\\u0000-\u001F]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001F]*)*"`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const TOKEN = String.raw`[ \n\r\t]*([{}[\],:]|${STRING}|(?:${NUMBER}|true|false|null)(?![\w.]))`;

/** Kinds of tokens by their first character. `0` stands for numbers, `true`, `false` and `null`. */
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

/** The kinds of tokens that may follow a token within the innermost bracket. */
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

/** The mistake after a token. At the end of the text, its place is that of the last token. */
function mistakeAfter(text: string, end: number, expected: string): JsonMistake {
  const offset = end + text.slice(end).search(/[^ \n\r\t]|$/);
  if (offset === text.length) return { offset: end, why: whyOf(expected) };
  const isOpen = text[offset] === '"' && expected.includes('"');
  return {
    offset,
    why: isOpen ? 'the quotes do not end, or contain a character that must be escaped' : whyOf(expected),
  };
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
