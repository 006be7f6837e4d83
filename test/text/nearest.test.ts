import * as fc from 'fast-check';
import { editDistance, nearest } from '../../src/text/nearest';

const REGIONS = ['eu-west-1', 'eu-west-2', 'eu-central-1', 'us-east-1'];

test.each([
  ['eu-cental-1', 'eu-central-1'],
  ['eu-wset-2', 'eu-west-2'],
  ['EU-WEST-1', 'eu-west-1'],
  ['us-east1', 'us-east-1'],
])('the name nearest to %s is %s', (name, expected) => {
  expect(nearest(name, REGIONS)).toBe(expected);
});

test('the first of several equally near names is the nearest', () => {
  expect(nearest('eu-west-9', REGIONS)).toBe('eu-west-1');
});

test.each(['', 'frankfurt', 'x'.repeat(50)])('no name is near to "%s"', (name) => {
  expect(nearest(name, REGIONS)).toBeUndefined();
});

test('a swap of neighbours, an addition, a removal and a replacement count as one each', () => {
  expect(['abdc', 'abcde', 'abc', 'abxd'].map((text) => editDistance('abcd', text))).toEqual([1, 1, 1, 1]);
  expect(editDistance('', 'abc')).toBe(3);
  expect(editDistance('abc', '')).toBe(3);
});

test('the distance is zero only for equal texts, and the same in both directions', () => {
  const text = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(editDistance(one, other) === 0).toBe(one === other);
      expect(editDistance(one, other)).toBe(editDistance(other, one));
    }),
  );
});
