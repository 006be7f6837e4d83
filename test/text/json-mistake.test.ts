import * as fc from 'fast-check';
import { mistakeInJson } from '../../src/text/json-mistake';

test.each([
  ['a missing value', '{"a": }', 6, 'a value is missing'],
  ['a word that is no value', '{"a": NaN}', 6, 'a value is missing'],
  ['a comma too many in an object', '{"a": 1,, "b": 2}', 8, 'a name in quotes is missing'],
  ['a comma too many in a list', '[1,]', 3, 'a value is missing'],
  ['a missing comma', '[1 2]', 3, '"," or "]" is missing'],
  ['a missing colon', '{"a" 1}', 5, '":" is missing'],
  ['a name without quotes', '{a: 1}', 1, 'a name in quotes or "}" is missing'],
  ['the wrong bracket', '{"a": [1}', 8, '"," or "]" is missing'],
  ['quotes that do not end', '["a]', 1, 'the quotes do not end, or contain a character that must be escaped'],
  ['a line break in quotes', '["a\n"]', 1, 'the quotes do not end, or contain a character that must be escaped'],
  ['an end that comes early', '{"a": [\n\n', 7, 'a value or "]" is missing'],
  ['more after the end', '{} {}', 3, 'nothing may follow the value'],
  ['a number with a zero before it', '[012]', 1, 'a value or "]" is missing'],
])('mistakeInJson finds %s', (_, text, offset, why) => {
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(mistakeInJson(text)).toEqual({ offset, why });
});

test('mistakeInJson finds no mistake before the end of any JSON', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(mistakeInJson(text)).toEqual({ offset: text.trimEnd().length, why: 'nothing may follow the value' });
    }),
  );
});

test('mistakeInJson finds the mistake in a cut text where it was cut', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (json, cut) => {
      const text = `[${json}]`.slice(0, 1 + (cut % json.length));
      const { offset } = mistakeInJson(text);
      // The rest is only the token that was cut.
      expect(text.slice(offset)).toMatch(/^(\s*|"[^]*|[-\d.eE+]+|[a-z]+)$/);
    }),
  );
});
