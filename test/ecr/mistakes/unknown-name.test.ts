import { Token } from 'aws-cdk-lib';
import { mistakesInKey, mistakesInName } from '../../../src/ecr/mistakes/unknown-name';
import { mistakeIn } from '../../../src/text/errors';
import { hole } from '../../../src/text/holes';

const KNOWN = ['us-east-1', 'eu-west-1'];
const textsOf = (value: unknown) =>
  [...mistakesInName('region', value, KNOWN)].map((mistake) => mistakeIn({ ...mistake, property: 'region' }));

test('an unknown name is a warning with the nearest known one', () => {
  expect([...mistakesInName('region', 'us-esat-1', KNOWN)]).toMatchObject([{ id: 'unknownName', at: '' }]);
  expect(textsOf('us-esat-1')).toEqual([
    'region is "us-esat-1", which is no region that the library knows; the nearest is "us-east-1"',
  ]);
});

test('a name that is near to no known one lists all known names if they are few, and none if they are many', () => {
  expect(textsOf('mars')).toEqual([
    'region is "mars", which is no region that the library knows; it knows us-east-1, eu-west-1',
  ]);
  const [{ which }] = mistakesInName('region', 'mars', Array<string>(11).fill('us-east-1'));
  expect(which).toBe('is no region that the library knows');
});

test('an unknown key is a warning with its value', () => {
  const [mistake] = mistakesInKey('field', 'rgion', ['x'], ['region']);
  expect(mistakeIn({ ...mistake, property: 'rgion' })).toBe(
    'rgion is ["x"], which is in no field that the library knows; the nearest is "region"',
  );
  expect([...mistakesInKey('field', 'region', ['x'], ['region'])]).toEqual([]);
});

test.each<[string, unknown]>([
  ['a known name', 'eu-west-1'],
  ['a token', Token.asString({ Ref: 'Region' })],
  ['a text with a hole', `${hole('AWS::Region')}-1`],
  ['a value that is not a string', 7],
  ['nothing', undefined],
])('%s has no mistake', (_, value) => {
  expect(textsOf(value)).toEqual([]);
});
