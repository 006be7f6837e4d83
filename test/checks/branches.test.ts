import type { Found } from './support';
import { checkTemplates, quickApp } from './support';
import { EcrChecks } from '../../src/checks/ecr-checks';
import { EcrRule } from '../../src/ecr/ecr-rule';
import type { TemplateJson } from '../../src/templates/stack-description';
import { TemplateApp } from '../../src/templates/template-app';

type Json = Record<string, unknown>;

const NO_VALUE = { Ref: 'AWS::NoValue' };
const STAGE = { Stage: { Type: 'String' } };
const either = (condition: string, yes: unknown, no: unknown): Json => ({ 'Fn::If': [condition, yes, no] });
const is = (parameter: string, value: string): Json => ({ 'Fn::Equals': [{ Ref: parameter }, value] });
const PROD = { Prod: is('Stage', 'prod') };

const policyOf = (principal: unknown): Json => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: principal, Action: 'ecr:BatchGetImage' },
});
const OPEN = policyOf('*');
const SOUND = policyOf({ AWS: 'arn:aws:iam::111122223333:root' });

/** What is found by one rule in a repository of a template. */
function foundBy(rule: EcrRule, properties: Json, template: TemplateJson = {}, attributes: Json = {}): string[] {
  const Repository = { Type: 'AWS::ECR::Repository', Properties: properties, ...attributes };
  return findings({ ...template, Resources: { Repository, ...template.Resources } })
    .filter((each) => each.rule === rule)
    .map(({ text }) => text);
}

function findings(template: TemplateJson): Found[] {
  const place = { account: '111122223333', region: 'eu-central-1', stackName: 'images' };
  const app = TemplateApp.fromTemplates([{ path: 'Images', template, ...place }]);
  return checkTemplates(new EcrChecks(quickApp()), app);
}

const mutability = (ImageTagMutability: unknown, template?: TemplateJson, attributes?: Json): string[] =>
  foundBy(EcrRule.TAG_IMMUTABILITY, { ImageTagMutability }, template, attributes).map((text) => text.split('. ')[0]);

const openness = (RepositoryPolicyText: unknown, template?: TemplateJson): string[] =>
  foundBy(EcrRule.OPEN_POLICY, { RepositoryPolicyText }, template).map((text) => text.split('. ')[0]);

const MOVES = 'ImageTagMutability is MUTABLE, so that a push can move any tag to another image';

describe('a branch of a constant condition', () => {
  const Conditions = {
    Yes: { 'Fn::Equals': ['a', 'a'] },
    InEurope: is('AWS::Region', 'eu-central-1'),
    Elsewhere: { 'Fn::Not': [{ Condition: 'InEurope' }] },
  };

  test.each<[string, Json, Json]>([
    ['of constants', either('Yes', OPEN, SOUND), either('Yes', SOUND, OPEN)],
    ['of the region', either('InEurope', OPEN, SOUND), either('InEurope', SOUND, OPEN)],
    ['of other conditions', either('Elsewhere', SOUND, OPEN), either('Elsewhere', OPEN, SOUND)],
  ])('%s is the value', (_, open, sound) => {
    expect(openness(open, { Conditions })).toHaveLength(1);
    expect(openness(open, { Conditions })[0]).not.toContain('condition Yes');
    expect(openness(sound, { Conditions })).toEqual([]);
  });
});

describe('a branch of a condition that the deployment decides', () => {
  const prod = { Parameters: STAGE, Conditions: PROD };

  test('is judged, and a finding says in which branch it is', () => {
    expect(mutability(either('Prod', 'MUTABLE', 'IMMUTABLE'), prod)).toEqual([
      `${MOVES}, where the condition Prod is true`,
    ]);
    expect(mutability(either('Prod', 'IMMUTABLE', NO_VALUE), prod)).toEqual([
      expect.stringMatching(/, where the condition Prod is false$/),
    ]);
    expect(openness(either('Prod', OPEN, SOUND), prod)).toEqual([
      expect.stringMatching(/, where the condition Prod is true$/),
    ]);
  });

  test('has a finding of all branches once, without a condition', () => {
    expect(mutability(either('Prod', 'MUTABLE', 'MUTABLE'), prod)).toEqual([MOVES]);
    expect(foundBy(EcrRule.TAG_IMMUTABILITY, { RepositoryName: either('Prod', 'a', 'b') }, prod)).toHaveLength(1);
  });

  test('is quiet where all branches are sound', () => {
    const Retain = either('Prod', 'Retain', 'RetainExceptOnCreate');
    const attributes = { DeletionPolicy: Retain, UpdateReplacePolicy: 'Retain' };
    expect(foundBy(EcrRule.REPOSITORY_RETENTION, {}, prod, attributes)).toEqual([]);
    expect(mutability(either('Prod', 'IMMUTABLE', 'IMMUTABLE'), prod)).toEqual([]);
    expect(openness(either('Prod', SOUND, NO_VALUE), prod)).toEqual([]);
  });

  test('is judged for the attributes of the resource too', () => {
    const attributes = { DeletionPolicy: either('Prod', 'Retain', 'Delete'), UpdateReplacePolicy: 'Retain' };
    expect(foundBy(EcrRule.REPOSITORY_RETENTION, {}, prod, attributes)).toEqual([
      expect.stringContaining('where the condition Prod is false'),
    ]);
  });

  test('does not count if the condition of the resource excludes it', () => {
    const value = either('Prod', 'IMMUTABLE', 'MUTABLE');
    expect(mutability(value, prod, { Condition: 'Prod' })).toEqual([]);
    expect(mutability(value, prod)).toHaveLength(1);
  });

  test('does not count if conditions exclude each other', () => {
    const Conditions = { ...PROD, Test: is('Stage', 'test') };
    const both = (mode: string) => either('Prod', either('Test', mode, 'IMMUTABLE'), 'IMMUTABLE');
    expect(mutability(both('MUTABLE'), { Parameters: STAGE, Conditions })).toEqual([]);
    const neither = either('Prod', 'IMMUTABLE', either('Test', 'IMMUTABLE', 'MUTABLE'));
    expect(mutability(neither, { Parameters: STAGE, Conditions })).toEqual([
      `${MOVES}, where the condition Prod is false and the condition Test is false`,
    ]);
    const Parameters = { Stage: { Type: 'String', AllowedValues: ['prod', 'test'] } };
    expect(mutability(neither, { Parameters, Conditions })).toEqual([]);
  });

  test('names several branches that have no condition in common', () => {
    const Conditions = { A: is('One', 'x'), B: is('Two', 'x') };
    const value = either('A', either('B', 'MUTABLE', 'IMMUTABLE'), either('B', 'IMMUTABLE', 'MUTABLE'));
    expect(mutability(value, { Conditions })).toEqual([
      `${MOVES}, where the condition A is true and the condition B is true, ` +
        'or the condition A is false and the condition B is false',
    ]);
  });

  test('is found among those of six conditions, and stays open among those of seven', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const Conditions = Object.fromEntries(names.map((name) => [name, is(name, 'x')]));
    const nested = (all: string[]) => all.reduce<unknown>((rest, name) => either(name, rest, 'IMMUTABLE'), 'MUTABLE');
    expect(mutability(nested(names.slice(1)), { Conditions })).toEqual([
      `${MOVES}, where ${['G', 'F', 'E', 'D', 'C', 'B'].map((name) => `the condition ${name} is true`).join(' and ')}`,
    ]);
    expect(mutability(nested(names), { Conditions })).toEqual([]);
  });

  test('is judged beside other resources of its own branch', () => {
    const Secret = { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } };
    const key = { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] } };
    const template = { ...prod, Resources: { Key: Secret } };
    const encrypted = (no: unknown) =>
      foundBy(EcrRule.CUSTOMER_KEY, { EncryptionConfiguration: either('Prod', key, no) }, template).length;
    expect([encrypted(key), encrypted(NO_VALUE)]).toEqual([0, 1]);
  });
});

describe('an allowed value of a parameter', () => {
  const parameter = (AllowedValues: unknown[], more: Json = {}) => ({
    Parameters: { Mode: { Type: 'String', AllowedValues, ...more } },
  });
  const mode = { Ref: 'Mode' };

  test('is judged, and a finding says for which value it is', () => {
    expect(mutability(mode, parameter(['MUTABLE', 'IMMUTABLE']))).toEqual([
      `${MOVES}, where the parameter Mode is MUTABLE`,
    ]);
    const refused = mutability(mode, parameter(['mutable', 'IMMUTABLE', 'none', 'immutable']));
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatch(/, where the parameter Mode is mutable$/);
    expect(openness(policyOf({ AWS: { 'Fn::Sub': '${Mode}' } }), parameter(['*', '111122223333']))).toEqual([
      expect.stringMatching(/, where the parameter Mode is \*$/),
    ]);
  });

  test('has no finding of its own if all allowed values have it', () => {
    expect(mutability('MUTABLE', parameter(['a', 'b']))).toEqual([MOVES]);
    expect(mutability(mode, parameter(['MUTABLE']))).toEqual([MOVES]);
    const names = foundBy(EcrRule.REPOSITORY_NAME, { RepositoryName: { 'Fn::Sub': 'Api-${Mode}' } }, parameter(['a']));
    expect(names).toHaveLength(1);
  });

  test('is named with the others that are wrong', () => {
    const value = { 'Fn::If': ['Any', { 'Fn::Sub': '${Mode}' }, 'IMMUTABLE'] };
    const Conditions = { Any: { 'Fn::Not': [is('Mode', 'off')] } };
    expect(openness(policyOf(mode), parameter(['*', '111122223333', 'x', '*'], { Type: 'String' }))).toHaveLength(1);
    expect(mutability(value, { ...parameter(['off', 'IMMUTABLE', 'MUTABLE']), Conditions })).toEqual([
      `${MOVES}, where the parameter Mode is MUTABLE`,
    ]);
    const tags = { 'Fn::FindInMap': ['Modes', mode, 'tags'] };
    const Mappings = { Modes: { a: { tags: 'MUTABLE' }, b: { tags: 'IMMUTABLE' }, c: { tags: 'MUTABLE' } } };
    expect(mutability(tags, { ...parameter(['a', 'b', 'c', 'd']), Mappings })).toEqual([
      `${MOVES}, where the parameter Mode is a or c`,
    ]);
  });

  test('does not count if the value is a secret, a list or elsewhere', () => {
    for (const more of [
      { NoEcho: true },
      { Type: 'CommaDelimitedList' },
      { Type: 'AWS::SSM::Parameter::Value<String>' },
    ]) {
      expect(mutability(mode, parameter(['MUTABLE'], more))).toEqual([]);
    }
  });

  test('is judged as far as there are not more than 64 branches', () => {
    const values = (count: number) => ['MUTABLE', ...Array.from({ length: count - 1 }, (_, index) => `${index}`)];
    const movable = (count: number) =>
      mutability(mode, parameter(values(count))).filter((text) => text.startsWith(MOVES));
    expect(movable(64)).toHaveLength(1);
    expect(movable(65)).toEqual([]);
    const other = { Other: { Type: 'String', AllowedValues: values(65) } };
    const Parameters = { ...parameter(['MUTABLE', 'IMMUTABLE']).Parameters, ...other };
    const properties = { ImageTagMutability: mode, RepositoryName: { Ref: 'Other' } };
    expect(foundBy(EcrRule.TAG_IMMUTABILITY, properties, { Parameters })).toHaveLength(1);
  });

  test('adds nothing to the finding of the default', () => {
    expect(mutability(mode, parameter(['MUTABLE', 'IMMUTABLE'], { Default: 'MUTABLE' }))).toHaveLength(1);
  });
});

describe('a value of a mapping', () => {
  const Mappings = {
    Modes: { prod: { tags: 'IMMUTABLE' }, test: { tags: 'MUTABLE' } },
    Regions: { 'eu-west-1': { tags: 'IMMUTABLE', more: 'x' }, 'us-east-1': { tags: 'MUTABLE' } },
  };
  const found = (map: string, ...keys: unknown[]) => ({ 'Fn::FindInMap': [map, ...keys] });
  const byStage = found('Modes', { Ref: 'Stage' }, 'tags');

  test('is judged for each key that a parameter can be', () => {
    expect(mutability(byStage, { Parameters: STAGE, Mappings })).toEqual([
      `${MOVES}, where the parameter Stage is test`,
    ]);
    expect(mutability(found('Modes', 'prod', { Ref: 'Stage' }), { Parameters: STAGE, Mappings })).toEqual([]);
    const sound = { Modes: { prod: { tags: 'IMMUTABLE' }, test: { tags: 'IMMUTABLE' } } };
    expect(mutability(byStage, { Parameters: STAGE, Mappings: sound })).toEqual([]);
    const Parameters = { Stage: { Type: 'String', AllowedValues: ['prod', 'elsewhere'] } };
    expect(mutability(byStage, { Parameters, Mappings })).toEqual([]);
  });

  test('is judged together with the conditions on its key', () => {
    const value = either('Prod', 'IMMUTABLE', byStage);
    expect(mutability(value, { Parameters: STAGE, Mappings, Conditions: PROD })).toEqual([
      `${MOVES}, where the parameter Stage is test`,
    ]);
    const Conditions = { Test: is('Stage', 'test') };
    const never = either('Test', 'IMMUTABLE', byStage);
    expect(mutability(never, { Parameters: STAGE, Mappings, Conditions })).toEqual([]);
    expect(mutability(byStage, { Parameters: STAGE, Mappings, Conditions: PROD }, { Condition: 'Prod' })).toEqual([]);
  });

  test('is judged for each region of a stack that has none, and for the region of one that has', () => {
    const Repository = {
      Type: 'AWS::ECR::Repository',
      Properties: { ImageTagMutability: found('Regions', { Ref: 'AWS::Region' }, 'tags') },
    };
    const texts = (place: Json) => {
      const app = TemplateApp.fromTemplates([
        { path: 'Images', template: { Mappings, Resources: { Repository } }, ...place },
      ]);
      return checkTemplates(new EcrChecks(quickApp()), app)
        .filter(({ rule }) => rule === EcrRule.TAG_IMMUTABILITY)
        .map(({ text }) => text.split('. ')[0]);
    };
    expect(texts({})).toEqual([`${MOVES}, where AWS::Region is us-east-1`]);
    expect(texts({ region: 'eu-west-1' })).toEqual([]);
    expect(texts({ region: 'us-east-1' })).toEqual([MOVES]);
  });
});

describe('the default of a parameter', () => {
  const parameter = (Default?: string, Type = 'String', more: Json = {}) => ({
    Parameters: { Value: { Type, ...(Default === undefined ? {} : { Default }), ...more } },
  });
  const value = { Ref: 'Value' };
  const cause = /, with the default of the parameter Value$/;

  test('is judged, and a finding names the parameter', () => {
    expect(mutability(value, parameter('MUTABLE'))).toEqual([`${MOVES}, with the default of the parameter Value`]);
    expect(openness(policyOf(value), parameter('*'))).toEqual([expect.stringMatching(cause)]);
    expect(openness(policyOf({ AWS: value }), parameter('111122223333,*', 'CommaDelimitedList'))).toHaveLength(1);
    expect(openness(value, parameter(JSON.stringify(OPEN)))).toEqual([expect.stringMatching(cause)]);
    expect(openness({ 'Fn::Sub': '${Value}' }, parameter(JSON.stringify(OPEN)))).toHaveLength(1);
  });

  test('is quiet if it is sound', () => {
    expect(mutability(value, parameter('IMMUTABLE'))).toEqual([]);
    expect(openness(policyOf({ AWS: value }), parameter('111122223333'))).toEqual([]);
    expect(openness(value, parameter(JSON.stringify(SOUND)))).toEqual([]);
  });

  test('does not count if there is none, if it is secret, or if it names a value elsewhere', () => {
    expect(mutability(value, parameter())).toEqual([]);
    expect(mutability(value, parameter('MUTABLE', 'String', { NoEcho: true }))).toEqual([]);
    expect(mutability(value, parameter('MUTABLE', 'AWS::SSM::Parameter::Value<String>'))).toEqual([]);
  });

  test('adds nothing to a finding of the branch that it chooses', () => {
    const template = { Parameters: { Stage: { Type: 'String', Default: 'test' } }, Conditions: PROD };
    expect(mutability(either('Prod', 'IMMUTABLE', 'MUTABLE'), template)).toEqual([
      `${MOVES}, where the condition Prod is false`,
    ]);
  });

  test('of a stack reaches the stacks that are nested in it', () => {
    const Repository = { Type: 'AWS::ECR::Repository', Properties: { ImageTagMutability: { Ref: 'Passed' } } };
    const inner = { Parameters: { Passed: { Type: 'String' } }, Resources: { Repository } };
    const outer = (Default: string): Found[] => {
      const template = {
        ...parameter(Default),
        Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters: { Passed: value } } } },
      };
      const common = { stage: undefined, isStackSet: false, tagKeys: [], names: ['Outer'] };
      const stack = { ...common, path: 'Outer', templatePath: 'outer', template };
      const declaration = { stack, logicalId: 'Inner', isNested: true };
      const nested = { ...common, path: 'Outer/Inner', templatePath: 'inner', template: inner, declaration };
      return checkTemplates(new EcrChecks(quickApp()), new TemplateApp([stack, nested]));
    };
    const found = (mode: string) => outer(mode).filter(({ rule }) => rule === EcrRule.TAG_IMMUTABILITY);
    expect(found('MUTABLE')).toMatchObject([{ text: expect.stringContaining('the parameter Value') as string }]);
    expect(found('IMMUTABLE')).toEqual([]);
  });
});

describe('a policy as a text', () => {
  const open = (effect: unknown) => ({ ...policyOf('*'), Statement: { ...Object(OPEN.Statement), Effect: effect } });

  test.each<[string, unknown, unknown]>([
    ['of Fn::ToJsonString', { 'Fn::ToJsonString': OPEN }, { 'Fn::ToJsonString': SOUND }],
    [
      'of Fn::ToJsonString with a hole',
      { 'Fn::ToJsonString': { ...OPEN, Id: { Ref: 'Id' } } },
      { 'Fn::ToJsonString': open({ Ref: 'Effect' }) },
    ],
    [
      'of Fn::Sub with a hole',
      { 'Fn::Sub': JSON.stringify({ ...OPEN, Id: '${Id}' }) },
      { 'Fn::Sub': JSON.stringify(open('${Effect}')) },
    ],
    [
      'of Fn::Join with a hole',
      { 'Fn::Join': ['', [JSON.stringify(OPEN).slice(0, -1), ',"Id":"', { Ref: 'Id' }, '"}']] },
      { 'Fn::Join': ['', [JSON.stringify(SOUND).slice(0, -1), ',"Id":"', { Ref: 'Id' }, '"}']] },
    ],
  ])('%s is read', (_, found, quiet) => {
    expect(openness(found)).toHaveLength(1);
    expect(openness(quiet)).toEqual([]);
  });
});
