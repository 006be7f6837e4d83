import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import type { IRegistry } from '../../src/facades/i-registry';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';

let stack: Stack;
let repository: PrivateRepository;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  repository = new PrivateRepository(stack, 'Api', { repositoryName: 'team/api' });
});

/** Types of resources beside the repository and its key. */
const types = () =>
  Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, { Type: string }>)
    .map(({ Type }) => Type)
    .filter((type) => !/^AWS::(ECR|KMS)::/.test(type));
const URI = {
  'Fn::Join': ['', ['111122223333.dkr.ecr.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: 'ApiF70053CD' }]],
};

test('the URI of a repository is not shared by default', () => {
  expect(types()).toEqual([]);
  expect(Template.fromStack(stack).toJSON().Outputs).toBeUndefined();
});

test('shareUriAsParameter renders one standard parameter', () => {
  const parameter = repository.shareUriAsParameter({ parameterName: '/images/team/api' });
  expect(parameter.parameterName).toBeDefined();
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SSM::Parameter', {
    Name: '/images/team/api',
    Type: 'String',
    Tier: 'Standard',
    Value: URI,
  });
  expect(types()).toEqual(['AWS::SSM::Parameter']);
});

test('shareUriAsParameter for other accounts renders an advanced parameter, shared with these accounts only', () => {
  repository.shareUriAsParameter({ parameterName: '/images/team/api', accounts: ['444455556666'] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SSM::Parameter', { Tier: 'Advanced' });
  template.hasResourceProperties('AWS::RAM::ResourceShare', {
    Principals: ['444455556666'],
    AllowExternalPrincipals: false,
    ResourceArns: [{ 'Fn::Join': ['', Match.arrayWith([':ssm:eu-west-1:111122223333:parameter'])] }],
  });
});

test('fails when an account has 11 digits', () => {
  expect(() => repository.shareUriAsParameter({ parameterName: '/uri', accounts: ['44445555666'] })).toThrow(
    'PrivateRepository.shareUriAsParameter: accounts[0] is "44445555666" but must be an account id of 12 digits; write ' +
      'all 12 digits as a string',
  );
});

test('fails when no account is named', () => {
  expect(() => repository.shareUriAsParameter({ parameterName: '/uri', accounts: [] })).toThrow(
    'PrivateRepository.shareUriAsParameter: accounts is [] but must have at least one account id; add the account id or ' +
      'leave the call out',
  );
});

describe('the URI of a repository in another registry', () => {
  let registry: IRegistry;
  beforeEach(() => {
    registry = Registry.fromRegistryAttributes(stack, 'Recovery', { account: '444455556666', region: 'us-east-1' });
  });

  test('has the same name, and no reference to this stack', () => {
    expect(stack.resolve(repository.uriIn(registry, 'v1'))).toEqual({
      'Fn::Join': ['', ['444455556666.dkr.ecr.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/team/api:v1']],
    });
    expect(repository.uriIn(registry, `sha256:${'0'.repeat(64)}`)).toMatch(/\/team\/api@sha256:0+$/);
    expect(repository.uriIn(registry)).toMatch(/\/team\/api$/);
  });

  test('fails when the name is known only at deployment', () => {
    expect(() => new PrivateRepository(stack, 'Generated').uriIn(registry)).toThrow(
      'PrivateRepository.uriIn at Stack/Generated: repositoryName is undefined but must be known at synthesis, because ' +
        'the other registry is not in the same stack; give the repository a `repositoryName`',
    );
  });
});
