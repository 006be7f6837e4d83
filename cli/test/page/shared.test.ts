import { dayOf, daysBetween, timeOf } from '../../page/shared/dates';
import { matches, matching, searchable } from '../../page/shared/matching';
import { prefixOf, prefixText } from '../../page/shared/prefix';
import { shortName } from '../../page/shared/principal-names';
import { sortedBy } from '../../page/shared/sorting';
import { PrincipalRelation } from '../../src/report/model/registry-report';

describe('search', () => {
  const texts = ['payments/api', 'payments/web', 'search/API'].map((text) => searchable([text, undefined]));

  test('finds the rows with all words, in any order and case', () => {
    expect(matching(texts, (text) => text, ' API  pay ')).toEqual([texts[0]]);
    expect(matches(texts[2], 'Search Api')).toBe(true);
  });

  test('without a word leaves the list as it is', () => {
    expect(matching(texts, (text) => text, '  ')).toBe(texts);
  });

  test('takes signs of regular expressions as they are', () => {
    expect(matching(texts, (text) => text, '.*')).toEqual([]);
  });
});

describe('sorting', () => {
  const rows = [{ size: 2 }, { size: undefined }, { size: 10 }, { size: 1 }];

  test.each([
    ['ascending', false, [1, 2, 10, undefined]],
    ['descending', true, [10, 2, 1, undefined]],
  ])('puts rows without a value last when it is %s', (_, isDescending, expected) => {
    expect(sortedBy(rows, ({ size }) => size, isDescending).map(({ size }) => size)).toEqual(expected);
  });

  test('leaves equal rows in their order, and the list as it was', () => {
    const equal = [{ id: 'b' }, { id: 'a' }];
    expect(sortedBy(equal, () => 'x', true)).toEqual(equal);
    expect(sortedBy(equal, ({ id }) => id, false)).not.toBe(equal);
    expect(equal[0].id).toBe('b');
  });
});

describe('dates', () => {
  test('are in UTC', () => {
    expect(dayOf(Date.UTC(2026, 10, 20, 23, 59))).toBe('2026-11-20');
    expect(timeOf('2026-11-20T01:00:00+02:00')).toBe('2026-11-19 23:00 UTC');
  });

  test('that are none do no harm', () => {
    expect(dayOf(NaN)).toBe('no date');
    expect(timeOf('<b>yesterday</b>')).toBe('<b>yesterday</b>');
  });

  test('are apart by whole days', () => {
    expect(daysBetween(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2, 23))).toBe(1);
    expect(daysBetween(2, 1)).toBe(0);
  });
});

describe('names', () => {
  test.each([
    ['*', PrincipalRelation.EVERYBODY, 'everybody'],
    ['arn:aws:iam::222222222222:root', PrincipalRelation.KNOWN, 'account 222222222222'],
    ['arn:aws:iam::111111111111:role/deploy', PrincipalRelation.OWN, 'deploy'],
    ['arn:aws:iam::111111111111:role/ci/build', PrincipalRelation.OWN, 'build'],
    ['arn:aws-cn:iam::444444444444:role/ci', PrincipalRelation.OUTSIDE, 'ci of 444444444444'],
    ['lambda.amazonaws.com', PrincipalRelation.SERVICE, 'lambda.amazonaws.com'],
    ['222222222222', PrincipalRelation.OUTSIDE, '222222222222'],
  ])('of %s as %s is short', (name, relation, expected) => {
    expect(shortName({ name, relation })).toBe(expected);
  });

  test('of a repository have a prefix until the first slash', () => {
    expect(prefixOf('a/b/c')).toBe('a/');
    expect(prefixOf('tool')).toBe('');
    expect(prefixText('')).toBe('without a prefix');
  });
});
