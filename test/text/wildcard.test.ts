import * as fc from 'fast-check';
import { matchesWildcard, wildcardsOverlap } from '../../src/text/wildcard';

test.each([
  ['*', '', true],
  ['', '', true],
  ['v*', 'v1', true],
  ['v*', 'rev1', false],
  ['*a*b*', 'xaxbx', true],
  ['a*a', 'a', false],
  ['ab*bc', 'abc', false],
  ['a.c', 'abc', false],
])('whether the pattern "%s" matches "%s": %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test('a pattern matches like a regular expression', () => {
  const short = (characters: string) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 8 });
  fc.assert(
    fc.property(short('ab*'), short('ab'), (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      expect(matchesWildcard(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern with many wildcards matches quickly', () => {
  expect(matchesWildcard('*a'.repeat(50) + 'b', 'a'.repeat(100_000))).toBe(false);
});

test.each([
  ['prod/*', '*/api', true],
  ['*', 'prod/*', true],
  ['*', '', true],
  ['prod/*', 'team/*', false],
  ['prod/*', 'prod', false],
  ['a*c', 'ab', false],
  ['a*c', '*b*', true],
  ['prod', 'prod', true],
])('whether the patterns %s and %s overlap: %s', (one, other, meet) => {
  expect(wildcardsOverlap(one, other)).toBe(meet);
  expect(wildcardsOverlap(other, one)).toBe(meet);
});

test('two patterns overlap exactly if some text matches both', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 4 }).map((characters) => characters.join(''));
  const texts = [''];
  for (let length = 0; texts[length] !== undefined && texts[length].length < 8; length++) {
    texts.push(`${texts[length]}a`, `${texts[length]}b`);
  }
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const both = texts.some((text) => matchesWildcard(one, text) && matchesWildcard(other, text));
      return wildcardsOverlap(one, other) === both;
    }),
  );
});
