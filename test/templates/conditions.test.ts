import { Conditions, MAX_BRANCHES } from '../../src/templates/conditions';
import type { TemplateJson } from '../../src/templates/stack-description';
import { TemplateApp } from '../../src/templates/template-app';
import { withHoles } from '../../src/text/intrinsics';

const equals = (left: unknown, right: unknown): object => ({ 'Fn::Equals': [left, right] });
const is = (condition: string): object => ({ Condition: condition });
const ref = (name: string): object => ({ Ref: name });
const STAGE = ref('Stage');

/** The app of one stack in Frankfurt. */
function appOf(template: TemplateJson): TemplateApp {
  const place = { account: '111122223333', region: 'eu-central-1', stackName: 'images' };
  return TemplateApp.fromTemplates([{ path: 'Images', template, ...place }]);
}

describe('a condition', () => {
  test.each<[unknown, boolean | undefined]>([
    [equals('a', 'a'), true],
    [equals('a', 'b'), false],
    [equals(1, '1'), true],
    [equals(true, 'true'), true],
    [equals(ref('AWS::Region'), 'eu-central-1'), true],
    [equals(ref('AWS::AccountId'), '222233334444'), false],
    [equals(ref('AWS::StackName'), 'images'), true],
    [equals(ref('AWS::Partition'), 'aws'), true],
    [equals(ref('AWS::URLSuffix'), 'amazonaws.com.cn'), false],
    [equals({ 'Fn::Sub': '${AWS::Region}-x' }, 'eu-central-1-x'), true],
    [equals(ref('AWS::StackId'), 'x'), undefined],
    [equals(STAGE, 'prod'), undefined],
    [equals(STAGE, STAGE), true],
    [{ 'Fn::Not': [equals('a', 'b')] }, true],
    [{ 'Fn::Not': [equals(STAGE, 'b')] }, undefined],
    [{ 'Fn::And': [equals('a', 'a'), equals(STAGE, 'b')] }, undefined],
    [{ 'Fn::And': [equals('a', 'b'), equals(STAGE, 'b')] }, false],
    [{ 'Fn::Or': [equals('a', 'a'), equals(STAGE, 'b')] }, true],
    [{ 'Fn::Or': [equals('a', 'b'), equals('a', 'c')] }, false],
    [is('Yes'), true],
    [is('Missing'), undefined],
    [is('Tested'), undefined],
    [{ 'Fn::Equals': ['a'] }, undefined],
    [{ 'Fn::And': 'a' }, undefined],
    [{}, undefined],
    ['a', undefined],
  ])('%j is decided as far as synthesis knows its values: %s', (Tested, expected) => {
    const app = appOf({ Conditions: { Yes: equals('a', 'a'), Tested } });
    expect(app.stacks[0].decide('Tested')).toBe(expected);
  });

  test('that is decided takes a branch, without a look at the other', () => {
    const name = { 'Fn::If': ['InEurope', 'api', ref('Name')] };
    const [repository] = appOf({
      Conditions: { InEurope: equals(ref('AWS::Region'), 'eu-central-1') },
      Resources: { Api: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: name } } },
    }).resourcesOf('AWS::ECR::Repository');
    expect(repository.property('RepositoryName')).toBe('api');
  });

  test('that is false takes a resource away, one that is true does not, and only an undecided one stays', () => {
    const resource = (Condition: string) => ({ Type: 'AWS::ECR::Repository', Condition });
    const app = appOf({
      Conditions: { Yes: equals('a', 'a'), No: equals('a', 'b'), Open: equals(STAGE, 'a') },
      Resources: { Here: resource('Yes'), Absent: resource('No'), Perhaps: resource('Open') },
    });
    const found = app.resourcesOf('AWS::ECR::Repository');
    expect(found.map(({ logicalId, condition }) => [logicalId, condition])).toEqual([
      ['Here', undefined],
      ['Perhaps', 'Open'],
    ]);
    expect([...app.stacks[0].resources.keys()]).toEqual(['Here', 'Perhaps']);
  });

  test('that is false takes away a stack set and what is in it', () => {
    const inner = { Resources: { Api: { Type: 'AWS::ECR::Repository' } } };
    const resource = { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody: JSON.stringify(inner) } };
    const stacks = (Condition?: string) =>
      appOf({ Conditions: { No: equals('a', 'b') }, Resources: { Set: { ...resource, Condition } } }).stacks.length;
    expect(stacks()).toBe(2);
    expect(stacks('No')).toBe(1);
  });
});

describe('the branches of conditions', () => {
  const branches = (template: TemplateJson, names: string[], required?: string) =>
    new Conditions(template, withHoles)
      .branchesOf(names, required)
      .map(({ outcomes }) =>
        [...outcomes]
          .map(([name, value]) => `${value === 'true' ? '' : 'not '}${name.replace('the condition ', '')}`)
          .join(', '),
      );

  test('are those that can be', () => {
    const conditions = {
      Prod: equals(STAGE, 'prod'),
      Test: equals('test', STAGE),
      NotProd: { 'Fn::Not': [is('Prod')] },
      Both: { 'Fn::And': [is('Prod'), is('Test')] },
    };
    expect(branches({ Conditions: conditions }, ['Prod', 'Test'])).toEqual([
      'Prod, not Test',
      'not Prod, Test',
      'not Prod, not Test',
    ]);
    expect(branches({ Conditions: conditions }, ['Prod', 'NotProd'])).toEqual([
      'Prod, not NotProd',
      'not Prod, NotProd',
    ]);
    expect(branches({ Conditions: conditions }, ['Both'])).toEqual(['not Both']);
    expect(branches({ Conditions: conditions }, ['Prod', 'Test'], 'NotProd')).toEqual([
      'not Prod, Test',
      'not Prod, not Test',
    ]);
  });

  test('follow the allowed values of a parameter', () => {
    const Parameters = { Stage: { Type: 'String', AllowedValues: ['prod', 'test'] } };
    const conditions = { Prod: equals(STAGE, 'prod'), Test: equals(STAGE, 'test'), Beta: equals(STAGE, 'beta') };
    expect(branches({ Parameters, Conditions: conditions }, ['Prod', 'Test', 'Beta'])).toEqual([
      'Prod, not Test, not Beta',
      'not Prod, Test, not Beta',
    ]);
  });

  test('are those of six conditions, and of many values of one parameter, but not of seven conditions', () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];
    const independent = Object.fromEntries(names.map((name) => [name, equals(ref(name), 'x')]));
    expect(branches({ Conditions: independent }, names.slice(1))).toHaveLength(MAX_BRANCHES);
    expect(branches({ Conditions: independent }, names)).toEqual([]);
    expect(branches({ Conditions: independent }, names, 'A')).toHaveLength(MAX_BRANCHES);
    const oneOf = Object.fromEntries(names.map((name) => [name, equals(STAGE, name)]));
    expect(branches({ Conditions: oneOf }, names)).toHaveLength(names.length + 1);
  });

  test('end where conditions go round in a circle', () => {
    expect(branches({ Conditions: { A: is('B'), B: is('A') } }, ['A'])).toEqual(['']);
  });
});
