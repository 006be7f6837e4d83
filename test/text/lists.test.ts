import * as fc from 'fast-check';
import { checkAtLeastOne } from '../../src/text/errors';
import { andMore, byKey, byText, listed, number } from '../../src/text/lists';

describe('a list that is cut', () => {
  test.each([
    [[], {}, ''],
    [['a'], {}, 'a'],
    [['a', 'b', 'c'], {}, 'a, b, c'],
    [['a', 'b', 'c', 'd'], {}, 'a, b, c and 1 more'],
    [['a', 'b', 'c', 'd'], { separator: ', ' }, 'a, b, c, and 1 more'],
    [['a', 'b', 'c'], { shown: 2 }, 'a, b, c'],
    [['a', 'b', 'c', 'd'], { shown: 2 }, 'a, b and 2 more'],
    [['a', 'b'], { max: 1 }, 'a and 1 more'],
  ])('names the elements of %j with the options %j', (values, options, expected) => {
    expect(listed(values, options)).toBe(expected);
  });

  test('names or counts each value', () => {
    const names = fc.array(fc.constant('x'), { maxLength: 40 });
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 10 }), (values, max) => {
        const [, more = '0'] = / and (\d+) more$/.exec(listed(values, { max })) ?? [];
        const named = listed(values, { max }).split('x').length - 1;
        expect(named + Number(more)).toBe(values.length);
        expect(named).toBeLessThanOrEqual(max);
      }),
    );
  });

  test('has separators in large numbers', () => {
    expect(andMore(1_234)).toBe('and 1,234 more');
    expect(number(999)).toBe('999');
  });
});

describe('the order', () => {
  test('of texts is that of sort without a function', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        expect([...texts].sort(byText)).toEqual([...texts].sort());
      }),
    );
  });

  test('of entries is that of their keys, and stable', () => {
    const entries: [string, number][] = [
      ['b', 1],
      ['a', 2],
      ['a', 1],
    ];
    expect(entries.sort(byKey)).toEqual([
      ['a', 2],
      ['a', 1],
      ['b', 1],
    ]);
  });
});

test('checkAtLeastOne fails when a list is empty, but not when it is undefined', () => {
  const at = { api: 'Owner.method', property: 'tags' };
  expect(() => checkAtLeastOne(at, [], 'tag', 'leave it out')).toThrow(
    'Owner.method: tags is [] but must have at least one tag; leave it out',
  );
  expect(() => checkAtLeastOne(at, undefined, 'tag', 'leave it out')).not.toThrow();
  expect(() => checkAtLeastOne(at, [undefined], 'tag', 'leave it out')).not.toThrow();
});
