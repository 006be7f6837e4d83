import * as fc from 'fast-check';
import { matchesWildcard } from '../../src/private/wildcard';
import { wildcardsMeet } from '../../src/private/wildcard-meet';

test.each([
  ['prod/*', '*/api', true],
  ['*', 'prod/*', true],
  ['*', '', true],
  ['prod/*', 'team/*', false],
  ['prod/*', 'prod', false],
  ['a*c', 'ab', false],
  ['a*c', '*b*', true],
  ['prod', 'prod', true],
])('whether %s and %s meet: %s', (one, other, meet) => {
  expect(wildcardsMeet(one, other)).toBe(meet);
  expect(wildcardsMeet(other, one)).toBe(meet);
});

test('two patterns meet exactly if some text matches both', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '*'), { maxLength: 4 }).map((characters) => characters.join(''));
  const texts = [''];
  for (let length = 0; texts[length] !== undefined && texts[length].length < 8; length++) {
    texts.push(`${texts[length]}a`, `${texts[length]}b`);
  }
  fc.assert(
    fc.property(pattern, pattern, (one, other) => {
      const both = texts.some((text) => matchesWildcard(one, text) && matchesWildcard(other, text));
      return wildcardsMeet(one, other) === both;
    }),
  );
});
