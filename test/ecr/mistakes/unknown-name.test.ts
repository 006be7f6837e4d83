import { Token } from 'aws-cdk-lib';
import { mistakesInName } from '../../../src/ecr/mistakes/unknown-name';
import { mistakeIn } from '../../../src/text/errors';
import { hole } from '../../../src/text/holes';

const KNOWN = ['us-east-1', 'eu-west-1'];
const textsOf = (value: unknown) =>
  [...mistakesInName('region', value, KNOWN)].map((mistake) => mistakeIn({ ...mistake, property: 'region' }));

test('an unknown name is a warning that tells the nearest', () => {
  expect([...mistakesInName('region', 'us-esat-1', KNOWN)]).toMatchObject([{ id: 'unknownName', at: '' }]);
  expect(textsOf('us-esat-1')).toEqual([
    'region is "us-esat-1", which is no region that the library knows; the nearest is "us-east-1"',
  ]);
});

test('a name that is far from all tells no other', () => {
  expect(textsOf('mars')).toEqual(['region is "mars", which is no region that the library knows']);
});

test.each<[string, unknown]>([
  ['a known name', 'eu-west-1'],
  ['a token', Token.asString({ Ref: 'Region' })],
  ['a text with a hole', `${hole('AWS::Region')}-1`],
  ['what is no text', 7],
  ['nothing', undefined],
])('%s passes', (_, value) => {
  expect(textsOf(value)).toEqual([]);
});
