import * as fc from 'fast-check';
import { matchesWildcard } from '../../src/private/wildcard';

test.each([
  ['*', '', true],
  ['', '', true],
  ['v*', 'v1', true],
  ['v*', 'rev1', false],
  ['*a*b*', 'xaxbx', true],
  ['a*a', 'a', false],
  ['ab*bc', 'abc', false],
  ['a.c', 'abc', false],
])('%s on "%s": %s', (pattern, text, expected) => {
  expect(matchesWildcard(pattern, text)).toBe(expected);
});

test('agrees with a regular expression on short texts', () => {
  const short = (characters: string) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 8 });
  fc.assert(
    fc.property(short('ab*'), short('ab'), (pattern, text) => {
      const expression = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
      expect(matchesWildcard(pattern, text)).toBe(expression.test(text));
    }),
    { numRuns: 2_000 },
  );
});

test('is not slowed down by many wildcards', () => {
  expect(matchesWildcard('*a'.repeat(50) + 'b', 'a'.repeat(100_000))).toBe(false);
});
