import { mistakesInTagMatcher } from '../../../src/ecr/mistakes/tag-matcher';

const mustsOf = (value: unknown) => [...mistakesInTagMatcher(value)].map(({ must }) => must);

test.each<[string, unknown]>([
  ['a tag', 'v1.0'],
  ['an empty text', ''],
  ['a wildcard', { wildcard: 'v*' }],
  ['a prefix', { prefix: 'v' }],
  ['any prefix', { prefix: '' }],
  ['another matcher', { 'anything-but': ['feature/x'] }],
  ['absence', { exists: false }],
  ['a number', 7],
])('%s may match a tag', (_, value) => {
  expect(mustsOf(value)).toEqual([]);
});

test.each<[string, unknown]>([
  ['a branch', 'feature/x'],
  ['a wildcard that no tag has', { wildcard: 'feature/*' }],
  ['two wildcards in a row', { wildcard: 'v**' }],
  ['a prefix that no tag has', { prefix: 'feature/' }],
  ['a long text', 'x'.repeat(129)],
])('%s matches no tag', (_, value) => {
  expect(mustsOf(value)).toEqual([expect.stringMatching(/^be 1 to 128 letters/)]);
});

test('a text with an asterisk matches no tag, and the remedy is a wildcard matcher', () => {
  expect(mustsOf('v*')).toEqual(['be a matcher such as {"wildcard": "v*"}: no tag has "*"']);
});
