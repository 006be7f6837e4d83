import * as fc from 'fast-check';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';

const wildcard = (value: string) => ({
  imageTagMutabilityExclusionFilterType: 'WILDCARD',
  imageTagMutabilityExclusionFilterValue: value,
});

test.each([
  [ImageTagMutability.immutable(), 'IMMUTABLE', undefined],
  [ImageTagMutability.mutable(), 'MUTABLE', undefined],
  [
    ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }),
    'IMMUTABLE_WITH_EXCLUSION',
    [wildcard('latest'), wildcard('dev-*')],
  ],
  [ImageTagMutability.mutable({ exceptTags: ['v*'] }), 'MUTABLE_WITH_EXCLUSION', [wildcard('v*')]],
])('%s renders its mode and its filters', (mutability, imageTagMutability, filters) => {
  expect(mutability._render().imageTagMutability).toBe(imageTagMutability);
  expect(mutability._render().imageTagMutabilityExclusionFilters).toEqual(filters);
});

test('tags can move unless all are immutable', () => {
  expect(ImageTagMutability.immutable().tagsCanMove).toBe(false);
  expect(ImageTagMutability.immutable({ exceptTags: ['latest'] }).tagsCanMove).toBe(true);
  expect(ImageTagMutability.mutable({ exceptTags: ['v*'] }).tagsCanMove).toBe(true);
});

test('mutabilities with the same exceptions are the same in any order', () => {
  const one = ImageTagMutability.immutable({ exceptTags: ['a', 'b'] });
  expect(one.isSameAs(ImageTagMutability.immutable({ exceptTags: ['b', 'a'] }))).toBe(true);
  expect(one.isSameAs(ImageTagMutability.mutable({ exceptTags: ['a', 'b'] }))).toBe(false);
  expect(one.isSameAs(ImageTagMutability.immutable({ exceptTags: ['a'] }))).toBe(false);
});

test('fails when there are 6 filters', () => {
  expect(() => ImageTagMutability.immutable({ exceptTags: ['a', 'b', 'c', 'd', 'e', 'f'] })).toThrow(
    'ImageTagMutability.immutable: exceptTags is ["a","b","c","d","e","f"] but must have 1 to 5 filters, not 6; join ' +
      'filters with a wildcard, e.g. "dev-*"',
  );
});

test('fails when exceptions have no filter', () => {
  expect(() => ImageTagMutability.mutable({ exceptTags: [] })).toThrow(
    'ImageTagMutability.mutable: exceptTags is [] but must have 1 to 5 filters, not 0; leave it out for no exceptions',
  );
});

test('fails when a filter has three "*"', () => {
  expect(() => ImageTagMutability.immutable({ exceptTags: ['latest', 'a*b*c*'] })).toThrow(
    'ImageTagMutability.immutable: exceptTags[1] is "a*b*c*" but must have at most 2 "*"; split it into several filters',
  );
});

test('fails when a filter has another character', () => {
  expect(() => ImageTagMutability.immutable({ exceptTags: ['a/b'] })).toThrow(
    'ImageTagMutability.immutable: exceptTags[0] is "a/b" but must be 1 to 128 letters, digits, ".", "_", "-" or "*"; ' +
      'write the tag or a part of it with "*" for the rest',
  );
});

test('fails when a filter has 129 characters', () => {
  expect(() => ImageTagMutability.immutable({ exceptTags: ['a'.repeat(129)] })).toThrow(/must be 1 to 128 letters/);
  expect(ImageTagMutability.immutable({ exceptTags: ['a'.repeat(128)] }).exceptions).toHaveLength(1);
});

test('every random filter is either refused or fits the pattern of the service', () => {
  const characters = fc.constantFrom(...'abzAZ09._-*/ :é');
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 130 }), (filter) => {
      const fits = /^[0-9a-zA-Z._*-]+$/.test(filter) && filter.length <= 128 && (filter.match(/\*/g) ?? []).length <= 2;
      const attempt = () => ImageTagMutability.immutable({ exceptTags: [filter] });
      if (fits) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(/exceptTags\[0\] is/);
    }),
  );
});
