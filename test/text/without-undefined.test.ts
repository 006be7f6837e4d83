import { withoutUndefined } from '../../src/text/without-undefined';

test('withoutUndefined leaves out undefined values, and keeps other empty values', () => {
  const properties = { absent: undefined, none: null, off: false, zero: 0, text: '', list: [] };
  const { absent, ...others } = properties;
  expect(Object.keys(withoutUndefined(properties))).toEqual(Object.keys(others));
  expect(withoutUndefined(properties)).toEqual(others);
});
