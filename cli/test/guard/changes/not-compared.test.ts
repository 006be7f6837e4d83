import { describeTemplates } from '../../../../src/templates/child-stacks';
import type { TemplateJson } from '../../../../src/templates/stack-description';
import { changesBetween } from '../../../src/guard/changes/changes-between';
import { notCompared } from '../../../src/guard/changes/not-compared';
import { StateSource } from '../../../src/guard/inputs/guard-state';
import type { GuardInputs, GuardState } from '../../../src/guard/inputs/guard-state';

const PLACE = { account: '111122223333', region: 'eu-central-1' };
const EMPTIED = { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' };

function state(template: TemplateJson, path = 'Images'): GuardState {
  const stacks = describeTemplates([{ path, stackName: path, template, templatePath: `${path}.json`, ...PLACE }]);
  return { source: StateSource.DEPLOYED_TEMPLATES, name: path, stacks, registries: [], unread: [] };
}

const inputs = (before: TemplateJson, after: TemplateJson): GuardInputs => ({
  before: state(before),
  after: state(after),
});
const repository = (
  properties: object = {},
  more: object = { DeletionPolicy: 'Retain' },
): TemplateJson['Resources'] => ({
  Api: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'api', ...properties }, ...more },
});
const parameter = (name: string, value?: string) => ({ [name]: { Type: 'String', Default: value } });
const ifYes = (name: string) => ({ Make: { 'Fn::Equals': [{ Ref: name }, 'yes'] } });
const gravitiesOf = (given: GuardInputs) => changesBetween(given).map(({ gravity, kind }) => `${gravity} ${kind}`);

test('equal templates are compared as a whole', () => {
  const template = {
    Parameters: parameter('Wanted', 'yes'),
    Conditions: ifYes('Wanted'),
    Resources: repository({}, { Condition: 'Make' }),
  };
  expect(notCompared(inputs(template, template))).toEqual([]);
});

test('a new parameter has its default, so that a condition on it deletes a repository', () => {
  const before = { Resources: repository({ EmptyOnDelete: true }, EMPTIED) };
  const after = {
    Parameters: parameter('Wanted', 'no'),
    Conditions: ifYes('Wanted'),
    Resources: repository({ EmptyOnDelete: true }, { ...EMPTIED, Condition: 'Make' }),
  };
  expect(gravitiesOf(inputs(before, after))).toEqual(['lost images-deleted']);
  expect(notCompared(inputs(before, after))).toEqual([
    'The parameter Wanted of the stack Images: only one side has it, and it is taken to have its default',
  ]);
});

test('a parameter with another name and the same default changes nothing', () => {
  const named = (name: string) => ({
    Parameters: parameter(name, 'api'),
    Resources: repository({ RepositoryName: { Ref: name } }),
  });
  expect(gravitiesOf(inputs(named('Old'), named('New')))).toEqual([]);
});

test('a default that changes is told, because the deployment may keep the value', () => {
  const named = (value: string) => ({
    Parameters: parameter('Name', value),
    Resources: repository({ RepositoryName: { Ref: 'Name' } }),
  });
  expect(notCompared(inputs(named('api'), named('web')))).toEqual([
    'The parameter Name of the stack Images: its default changes, and the deployment takes the new one or keeps its value',
  ]);
});

test('a condition that changes is told if only the deployment decides it', () => {
  const when = (value: string) => ({
    Parameters: parameter('Wanted'),
    Conditions: { Make: { 'Fn::Equals': [{ Ref: 'Wanted' }, value] } },
    Resources: repository({}, { Condition: 'Make' }),
  });
  expect(notCompared(inputs(when('yes'), when('no')))).toEqual([
    'The condition Make of the stack Images: it changes, and only the deployment decides it',
  ]);
  expect(notCompared(inputs({ ...when('yes'), Conditions: {} }, when('yes')))).toEqual([
    'The condition Make of the stack Images: it is new, and only the deployment decides it',
  ]);
});

test('a mapping that changes is told if only the deployment knows the key', () => {
  const mapped = (name: string) => ({
    Parameters: parameter('Key'),
    Mappings: { Names: { one: { name } } },
    Resources: repository({ RepositoryName: { 'Fn::FindInMap': ['Names', { Ref: 'Key' }, 'name'] } }),
  });
  expect(notCompared(inputs(mapped('api'), mapped('web')))).toEqual([
    'The mapping Names of the stack Images: it changes, and only the deployment decides what is looked up',
  ]);
});

test('a nested stack without a template, and a macro among the resources, are told', () => {
  const Resources = {
    ...repository(),
    Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/t.yaml' } },
    'Fn::ForEach::Names': ['Name', ['a'], {}] as never,
  };
  expect(notCompared(inputs({ Resources }, { Resources }))).toEqual([
    'The nested stack Images/Nested: its template is not there, so that it is not compared',
    'The stack Images: only CloudFormation reads its macros, so that what they write is not compared',
  ]);
});

test('stacks that all have other names are told', () => {
  const before = state({ Resources: repository() });
  const after = state({ Resources: repository() }, 'Template');
  expect(notCompared({ before, after })).toEqual([
    'What is deployed of Template: nothing before has the name of a stack after, so that all count as new',
  ]);
});

test('a repository is taken to lose its images if only the deployment knows EmptyOnDelete', () => {
  const Parameters = parameter('Empty');
  const before = { Parameters, Resources: repository({ EmptyOnDelete: { Ref: 'Empty' } }, EMPTIED) };
  expect(gravitiesOf(inputs(before, { Parameters, Resources: {} }))).toEqual(['lost images-deleted']);
});
