import { withoutUndefined } from '../../src/text/without-undefined';

test('leaves out what is undefined, and keeps other values that are empty', () => {
  const properties = { absent: undefined, none: null, off: false, zero: 0, text: '', list: [] };
  const { absent, ...others } = properties;
  expect(Object.keys(withoutUndefined(properties))).toEqual(Object.keys(others));
  expect(withoutUndefined(properties)).toEqual(others);
});
