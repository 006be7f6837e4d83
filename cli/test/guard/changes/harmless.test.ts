import { HARMLESS_CASES } from './harmless-cases';
import { changesOf, kindsOf } from './support';
import { Gravity } from '../../../src/guard/guarded-change';

const CASES = Object.entries(HARMLESS_CASES);

test('the table has 50 changes at least', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(50);
});

describe('the guard says nothing of a change that changes no resource:', () => {
  test.each(CASES.filter(([, { updates }]) => !updates))('%s', (_, { before, after }) => {
    expect(kindsOf(changesOf(before, after))).toEqual([]);
  });
});

describe('the guard lists a change in place as one of the rest:', () => {
  test.each(CASES.filter(([, { updates }]) => updates))('%s', (_, { before, after }) => {
    const gravities = changesOf(before, after).map(({ gravity }) => gravity);
    expect(new Set(gravities)).toEqual(new Set([Gravity.OTHER]));
  });
});
