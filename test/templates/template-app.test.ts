import {
  App,
  Aws,
  CfnMapping,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  Fn,
  NestedStack,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { readAssembly } from '../../src/templates/assembly';
import { TemplateApp } from '../../src/templates/template-app';
import type { TemplateResource } from '../../src/templates/template-resource';
import { hasHole, isKnownText, readable, referenceOf } from '../../src/text/holes';
import { ACCOUNT, REGION } from '../checks/support';

const REPOSITORY = 'AWS::ECR::Repository';
const env = { account: ACCOUNT, region: REGION };

function appOf(app: App): TemplateApp {
  return new TemplateApp(readAssembly(app.synth().directory));
}

function repositoryIn(app: App): TemplateResource {
  const [repository] = appOf(app).resourcesOf(REPOSITORY);
  return repository;
}

/** The name of a repository that is declared with a value, as a rule sees it. */
function nameOf(value: (stack: Stack) => unknown, props: object = { env }): unknown {
  const app = new App();
  const stack = new Stack(app, 'Stack', props);
  const repository = new ecr.CfnRepository(stack, 'Api');
  repository.addPropertyOverride('RepositoryName', value(stack));
  return repositoryIn(app).property('RepositoryName');
}

describe('a value of a template', () => {
  test('is the result of its intrinsic functions, as far as synthesis knows', () => {
    expect(nameOf(() => ({ 'Fn::Join': ['/', ['team', 'api']] }))).toBe('team/api');
    expect(nameOf(() => ({ 'Fn::Sub': 'team/${AWS::Region}' }))).toBe('team/eu-west-1');
    expect(nameOf(() => ({ 'Fn::Sub': ['team/${Name}/${!Literal}', { Name: 'api' }] }))).toBe('team/api/${Literal}');
    expect(nameOf(() => ({ 'Fn::Select': [1, { 'Fn::Split': ['/', 'team/api'] }] }))).toBe('api');
    expect(nameOf(() => Aws.ACCOUNT_ID)).toBe(ACCOUNT);
  });

  test('is undefined for AWS::NoValue', () => {
    expect(nameOf(() => ({ Ref: 'AWS::NoValue' }))).toBeUndefined();
  });

  test('is known if both branches of a condition are equal', () => {
    const either = (yes: string, no: string) =>
      nameOf((stack) => {
        const stage = new CfnParameter(stack, 'Stage').valueAsString;
        new CfnCondition(stack, 'IsProd', { expression: Fn.conditionEquals(stage, 'prod') });
        return { 'Fn::If': ['IsProd', yes, no] };
      });
    expect(either('api', 'api')).toBe('api');
    expect(isKnownText(either('api', 'web'))).toBe(false);
  });

  test('is looked up in mappings', () => {
    const name = nameOf((stack) => {
      new CfnMapping(stack, 'Names', { mapping: { 'eu-west-1': { name: 'api' } } });
      return { 'Fn::FindInMap': ['Names', { Ref: 'AWS::Region' }, 'name'] };
    });
    expect(name).toBe('api');
  });

  test.each([
    'Fn::Join',
    'Fn::Sub',
    'Fn::If',
    'Fn::Select',
    'Fn::Split',
    'Fn::FindInMap',
    'Fn::GetAtt',
    'Fn::ImportValue',
  ])('with a malformed %s is unknown', (name) => {
    for (const argument of [null, 1, [], {}, [null, null]]) {
      expect(isKnownText(nameOf(() => ({ [name]: argument })))).toBe(false);
    }
  });

  test('is readable with a placeholder for each part known only at deployment', () => {
    const name = nameOf((stack) => {
      new CfnParameter(stack, 'Name');
      return { 'Fn::Join': ['/', ['team', { Ref: 'Name' }]] };
    });
    expect(hasHole(name)).toBe(true);
    expect(readable(name)).toBe('team/${Name}');
    expect(readable(nameOf(() => Aws.REGION, {}))).toBe('${AWS::Region}');
    expect(readable(nameOf(() => ({ 'Fn::GetAZs': '' })))).toBe('${known at deployment}');
  });
});

describe('a reference', () => {
  test('leads to a resource in another stack', () => {
    const app = new App();
    const key = new kms.Key(new Stack(app, 'Keys', { env }), 'Key');
    const stack = new Stack(app, 'Stack', { env });
    new ecr.CfnRepository(stack, 'Api', {
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: key.keyArn },
    });
    const templates = appOf(app);
    const [repository] = templates.resourcesOf(REPOSITORY);
    const target = templates.resourceOf(repository.property('EncryptionConfiguration.KmsKey'));
    expect(target?.constructPath).toBe('Keys/Key/Resource');
    expect(target).toBe(templates.resourcesOf('AWS::KMS::Key')[0]);
  });

  test('leads into a nested stack and out of it', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    const outer = new kms.Key(stack, 'Outer');
    const nested = new NestedStack(stack, 'Nested');
    const inner = new kms.Key(nested, 'Inner');
    new ecr.CfnRepository(nested, 'In', { encryptionConfiguration: { encryptionType: 'KMS', kmsKey: outer.keyArn } });
    new ecr.CfnRepository(stack, 'Out', { encryptionConfiguration: { encryptionType: 'KMS', kmsKey: inner.keyArn } });
    const templates = appOf(app);
    const keys = templates
      .resourcesOf(REPOSITORY)
      .map((repository) => [
        repository.constructPath,
        templates.resourceOf(repository.property('EncryptionConfiguration.KmsKey'))?.constructPath,
      ]);
    expect(keys).toEqual([
      ['Stack/Out', 'Stack/Nested/Inner/Resource'],
      ['Stack/Nested/In', 'Stack/Outer/Resource'],
    ]);
  });

  test('leads to nothing if the resource is missing', () => {
    expect(referenceOf('text')).toBeUndefined();
    const name = nameOf(() => ({ 'Fn::GetAtt': ['Missing', 'Arn'] }));
    const app = new App();
    new Stack(app, 'Stack');
    expect(appOf(app).resourceOf(name)).toBeUndefined();
  });

  test('in a circle is unknown', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    const repository = new ecr.CfnRepository(stack, 'Api');
    repository.addPropertyOverride('RepositoryName', { 'Fn::ImportValue': 'name' });
    new CfnOutput(stack, 'Name', { value: Fn.importValue('name'), exportName: 'name' });
    expect(isKnownText(repositoryIn(app).property('RepositoryName'))).toBe(false);
  });
});

test('sameEnvironment finds resources in stacks of the same account and region, also in stages', () => {
  const app = new App();
  const stage = new Stage(app, 'Prod', { env });
  new ecr.CfnRepository(new Stack(stage, 'Stack'), 'Api');
  new ecr.CfnRepository(new Stack(app, 'Elsewhere', { env: { ...env, region: 'us-east-1' } }), 'Api');
  new ecr.CfnRegistryPolicy(new Stack(app, 'Policy', { env }), 'Policy', { policyText: {} });
  const templates = appOf(app);
  const [policy] = templates.resourcesOf('AWS::ECR::RegistryPolicy');
  expect(templates.sameEnvironment(policy, REPOSITORY).map(({ constructPath }) => constructPath)).toEqual([
    'Prod/Stack/Api',
  ]);
});

test('a list property is a list even if the template has a single value or none', () => {
  const app = new App();
  const repository = new ecr.CfnRepository(new Stack(app, 'Stack', { env }), 'Api', { tags: [] });
  repository.addPropertyOverride('Tags', { Key: 'team', Value: 'a' });
  const read = repositoryIn(app);
  expect(read.list('Tags')).toEqual([{ Key: 'team', Value: 'a' }]);
  expect(read.list('ImageTagMutabilityExclusionFilters')).toEqual([]);
  expect(read.property('Tags.Key.Deep')).toBeUndefined();
});
