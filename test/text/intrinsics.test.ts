import { Fn, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { fillAll, hasHole, hole, readable, UNRESOLVED } from '../../src/text/holes';
import { isIntrinsic, withHoles, withSharedMembers } from '../../src/text/intrinsics';
import type { References } from '../../src/text/intrinsics';
import { mapTexts } from '../../src/text/json';
import type { Json } from '../../src/text/json';

const REGION = { Ref: 'AWS::Region' };
const REFERENCES: References = {
  ref: (name) => ({ 'AWS::Region': 'eu-central-1', Days: '14', Names: ['a', 'b'], Options: { a: 1 } })[name],
  attribute: (name) => ({ 'Key.Arn': 'arn:key' })[name],
  importValue: (name) => ({ shared: 'imported' })[name],
  mapping: (...path) => ({ 'Map.eu-central-1.name': 'mapped' })[path.join('.')],
};

test.each<[object, unknown, unknown]>([
  [REGION, hole('AWS::Region'), 'eu-central-1'],
  [{ Ref: 'Other' }, hole('Other'), hole('Other')],
  [{ Ref: 'Names' }, hole('Names'), ['a', 'b']],
  [{ 'Fn::GetAtt': ['Key', 'Arn'] }, hole('Key.Arn'), 'arn:key'],
  [{ 'Fn::GetAtt': 'Key.Arn' }, hole('Key.Arn'), 'arn:key'],
  [{ 'Fn::GetAtt': ['Nested', 'Outputs.Name'] }, hole('Nested.Outputs.Name'), hole('Nested.Outputs.Name')],
  [{ 'Fn::Join': ['-', ['a', REGION, 1]] }, `a-${hole('AWS::Region')}-1`, 'a-eu-central-1-1'],
  [{ 'Fn::Join': ['-', { Ref: 'Names' }] }, UNRESOLVED, 'a-b'],
  [{ 'Fn::Join': ['-', ['a', { Ref: 'Options' }]] }, `a-${hole('Options')}`, `a-${UNRESOLVED}`],
  [
    { 'Fn::Sub': '${AWS::Region}/${!x}/${Key.Arn}' },
    `${hole('AWS::Region')}/\${x}/${hole('Key.Arn')}`,
    'eu-central-1/${x}/arn:key',
  ],
  [{ 'Fn::Sub': ['${x}', { x: REGION }] }, hole('AWS::Region'), 'eu-central-1'],
  [{ 'Fn::If': ['C', REGION, 'eu-central-1'] }, UNRESOLVED, 'eu-central-1'],
  [{ 'Fn::If': ['C', 'a', 'b'] }, UNRESOLVED, UNRESOLVED],
  [{ 'Fn::ToJsonString': { a: REGION } }, `{"a":"${hole('AWS::Region')}"}`, '{"a":"eu-central-1"}'],
  [{ 'Fn::ToJsonString': ['a', { Ref: 'AWS::NoValue' }] }, '["a"]', '["a"]'],
  [{ 'Fn::ToJsonString': [{ Ref: 'Days' }] }, `["${hole('Days')}"]`, `["${hole('Days')}"]`],
  [{ 'Fn::ToJsonString': { Ref: 'Other' } }, UNRESOLVED, UNRESOLVED],
  [{ 'Fn::Select': [1, { Ref: 'Names' }] }, UNRESOLVED, 'b'],
  [{ 'Fn::Select': ['1', ['a', REGION]] }, hole('AWS::Region'), 'eu-central-1'],
  [{ 'Fn::Select': [2, { Ref: 'Names' }] }, UNRESOLVED, UNRESOLVED],
  [{ 'Fn::Split': ['-', REGION] }, UNRESOLVED, ['eu', 'central', '1']],
  [{ 'Fn::FindInMap': ['Map', REGION, 'name'] }, UNRESOLVED, 'mapped'],
  [{ 'Fn::FindInMap': ['Map', REGION, 'other'] }, UNRESOLVED, UNRESOLVED],
  [{ 'Fn::ImportValue': 'shared' }, UNRESOLVED, 'imported'],
  [{ 'Fn::ImportValue': REGION }, UNRESOLVED, UNRESOLVED],
  [{ 'Fn::Base64': 'a' }, 'YQ==', 'YQ=='],
  [{ 'Fn::Base64': REGION }, UNRESOLVED, 'ZXUtY2VudHJhbC0x'],
  [{ 'Fn::Cidr': ['10.0.0.0/16', 1] }, UNRESOLVED, UNRESOLVED],
  [{ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }, { b: [1] }],
  [{ Ref: 'AWS::NoValue' }, undefined, undefined],
  [
    { Ref: 'a', Other: REGION },
    { Ref: 'a', Other: hole('AWS::Region') },
    { Ref: 'a', Other: 'eu-central-1' },
  ],
])('withHoles evaluates %j', (value, alone, known) => {
  expect(withHoles(value)).toEqual(alone);
  expect(withHoles(value, REFERENCES)).toEqual(known);
});

test.each([{ 'Fn::Join': 'a' }, { 'Fn::Join': null }, { 'Fn::Sub': 1 }, { 'Fn::If': null }, { 'Fn::Split': [] }])(
  'withHoles gives an unresolved value for %j, which CloudFormation refuses',
  (value) => {
    expect(withHoles(value)).toBe(UNRESOLVED);
  },
);

/** Values with intrinsic functions in any place. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.constantFrom(REGION, { Ref: 'Names' }, { 'Fn::GetAtt': ['Key', 'Arn'] }, { 'Fn::ImportValue': 'shared' }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'Version'), tie('value'), { maxKeys: 3 }),
    fc
      .tuple(
        fc.constantFrom('Fn::Join', 'Fn::Sub', 'Fn::Select', 'Fn::Split', 'Fn::If', 'Fn::Other'),
        fc.oneof(tie('value'), fc.tuple(tie('value'), tie('value'))),
      )
      .map(([name, argument]) => ({ [name]: argument })),
  ),
}));

test('withHoles leaves no intrinsic function, and a second evaluation changes nothing', () => {
  const intrinsicsIn = (each: unknown): boolean =>
    isIntrinsic(each) || (typeof each === 'object' && each !== null && Object.values(each).some(intrinsicsIn));
  fc.assert(
    fc.property(value, fc.constantFrom({}, REFERENCES), (given, references) => {
      const evaluated = withHoles(given, references);
      expect(intrinsicsIn(evaluated)).toBe(false);
      expect(withHoles(evaluated, references)).toEqual(evaluated);
      expect(hasHole(fillAll(evaluated, () => 'x'))).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('withHoles does not change a value without intrinsic functions', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (given) => {
      expect(withHoles(given)).toEqual(given);
      expect(mapTexts(given, (text) => text)).toEqual(given);
    }),
  );
});

test('withHoles reads what the CDK renders', () => {
  const stack = new Stack();
  const arn = stack.resolve(Fn.sub('arn:${AWS::Partition}:ecr:${r}', { r: stack.region }));
  expect(readable(withHoles({ arn: [arn, `${stack.partition}!`].map((each) => stack.resolve(each)) }))).toBe(
    '{"arn":["arn:${AWS::Partition}:ecr:${AWS::Region}","${AWS::Partition}!"]}',
  );
});

test.each<[unknown, string]>([
  ['{{resolve:ssm:/images/name}}', UNRESOLVED],
  ['{{resolve:ssm-secure:name:1}}', UNRESOLVED],
  ['a/{{resolve:secretsmanager:own:SecretString:name}}-b', `a/${UNRESOLVED}-b`],
  [{ 'Fn::Join': ['', ['{{resolve:ssm:/', REGION, '}}']] }, UNRESOLVED],
  [{ 'Fn::Sub': 'a/{{resolve:ssm:/${AWS::Region}/name}}' }, `a/${UNRESOLVED}`],
  ['{{resolve:', '{{resolve:'],
])('withHoles makes a hole for a dynamic reference: %j', (given, expected) => {
  expect(withHoles(given)).toBe(expected);
});

test('withHoles keeps a dynamic reference for which it is told so', () => {
  const references = { dynamic: (reference: string) => reference };
  expect(withHoles({ 'Fn::Join': ['', ['a/{{resolve:ssm:/', REGION, '}}']] }, references)).toBe(
    `a/{{resolve:ssm:/${hole('AWS::Region')}}}`,
  );
});

describe('withSharedMembers', () => {
  const policy = () => ({ Statement: [{ Principal: { AWS: { Ref: 'AWS::AccountId' } } }] });

  test('gives what withHoles gives', () => {
    const properties = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }));
    fc.assert(
      fc.property(properties, (given) => {
        expect(withSharedMembers(given, {}, new Map())).toEqual(withHoles(given));
      }),
    );
    const given = { Policy: policy(), None: { Ref: 'AWS::NoValue' }, Name: 'api', Count: 1, Nothing: null };
    expect(withSharedMembers(given, {}, new Map())).toEqual(withHoles(given));
  });

  test('gives equal members of two objects as one value', () => {
    const known = new Map<string, unknown>();
    const [one, other] = ['a', 'b'].map((Name) => withSharedMembers({ Name, Policy: policy() }, {}, known) as Json);
    expect(one).toEqual({ Name: 'a', Policy: withHoles(policy()) });
    expect(other.Policy).toBe(one.Policy);
    expect(withSharedMembers({ Policy: {} }, {}, known)).toEqual({ Policy: {} });
  });

  test('evaluates an object that is a call of a function', () => {
    expect(withSharedMembers({ 'Fn::If': ['A', 1, 1] }, {}, new Map())).toBe(1);
  });

  test.each(['text', 1, ['a'], null])('leaves what is no object as it is: %j', (given) => {
    expect(withSharedMembers(given, {}, new Map())).toEqual(given);
  });
});

test('mapTexts replaces texts at any depth, but not keys', () => {
  expect(mapTexts({ a: ['b', 1, null, { c: 'd' }], e: true }, (text) => `${text}!`)).toEqual({
    a: ['b!', 1, null, { c: 'd!' }],
    e: true,
  });
});
