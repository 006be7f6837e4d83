import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RepositoryEndpoint } from '../../src/ecr/repository-endpoint';
import { PrivateRepository } from '../../src/repository/private-repository';

const ENV = { account: '111122223333', region: 'eu-west-1' };

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
});

const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:${rest}`]] });

test('by name it is of the account and region of the stack', () => {
  const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
  expect(repository.repositoryName).toBe('team/api');
  expect(stack.resolve(repository.repositoryArn)).toEqual(arn('eu-west-1:111122223333:repository/team/api'));
});

test('by ARN it is of the account and region that the ARN names', () => {
  const repository = PrivateRepository.fromRepositoryArn(
    stack,
    'Api',
    'arn:aws:ecr:us-east-1:444455556666:repository/team/sub/repository/api',
  );
  expect(repository.repositoryName).toBe('team/sub/repository/api');
  expect(repository.env).toEqual({ account: '444455556666', region: 'us-east-1' });
});

test('by attributes it may be of another account, also one known only at deployment', () => {
  const repository = PrivateRepository.fromRepositoryAttributes(stack, 'Api', {
    repositoryName: 'team/api',
    account: Aws.ACCOUNT_ID,
    region: 'us-east-1',
  });
  expect(stack.resolve(repository.repositoryArn)).toEqual({
    'Fn::Join': [
      '',
      ['arn:', { Ref: 'AWS::Partition' }, ':ecr:us-east-1:', { Ref: 'AWS::AccountId' }, ':repository/team/api'],
    ],
  });
});

test.each([Aws.STACK_ID, 'arn:aws:s3:::bucket'])('fails when the ARN is %s', (repositoryArn) => {
  expect(() => PrivateRepository.fromRepositoryArn(stack, 'Api', repositoryArn)).toThrow(
    `PrivateRepository.fromRepositoryArn at Stack: repositoryArn is ${JSON.stringify(repositoryArn)} but must be a literal like ` +
      '"arn:aws:ecr:eu-west-1:111122223333:repository/team/api"; use PrivateRepository.fromRepositoryAttributes for a ' +
      'repository whose ARN is not known at synthesis',
  );
});

test('fails when the name is none', () => {
  expect(() => PrivateRepository.fromRepositoryName(stack, 'Api', 'Team')).toThrow(
    /PrivateRepository at Stack\/Api: repositoryName is "Team" but must be/,
  );
});

test('its policy cannot be changed', () => {
  const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
  const statement = new iam.PolicyStatement({ actions: ['ecr:*'], principals: [new iam.AccountRootPrincipal()] });
  expect(repository.addToResourcePolicy(statement)).toEqual({ statementAdded: false });
});

test('a service of this account takes it as image', () => {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
  task.addContainer('Main', { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') });
  Template.fromStack(stack).resourceCountIs('AWS::ECS::TaskDefinition', 1);
});

describe('URIs', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  test.each([
    [RepositoryEndpoint.STANDARD, '111122223333.dkr.ecr.eu-west-1.<suffix>/team/api'],
    [RepositoryEndpoint.FIPS, '111122223333.dkr.ecr-fips.eu-west-1.<suffix>/team/api'],
    [RepositoryEndpoint.DUAL_STACK, '111122223333.dkr-ecr.eu-west-1.on.aws/team/api'],
    [RepositoryEndpoint.DUAL_STACK_FIPS, '111122223333.dkr-ecr-fips.eu-west-1.on.aws/team/api'],
  ])('%s, by name, tag and digest', (endpoint, uri) => {
    const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
    const text = (tagOrDigest?: string) =>
      repository.repositoryUriForEndpoint(endpoint, tagOrDigest).replace(stack.urlSuffix, '<suffix>');
    expect([text(), text('v1'), text(digest)]).toEqual([uri, `${uri}:v1`, `${uri}@${digest}`]);
  });

  test('of a declared repository follow its name, whatever CloudFormation makes of it', () => {
    const repository = new PrivateRepository(stack, 'Api');
    expect(stack.resolve(repository.repositoryUriForEndpoint(RepositoryEndpoint.DUAL_STACK, 'v1'))).toEqual({
      'Fn::Join': ['', ['111122223333.dkr-ecr.eu-west-1.on.aws/', { Ref: expect.stringMatching('^Api') }, ':v1']],
    });
  });

  test('the inherited ones by tag and digest work', () => {
    const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
    expect(repository.repositoryUriForTag('v1')).toMatch(/\/team\/api:v1$/);
    expect(repository.repositoryUriForDigest(digest)).toMatch(/\/team\/api@sha256:0+$/);
  });

  test('fails when a dual-stack host is asked for in China', () => {
    const china = new Stack(new App(), 'China', { env: { ...ENV, region: 'cn-north-1' } });
    const repository = PrivateRepository.fromRepositoryName(china, 'Api', 'team/api');
    expect(() => repository.repositoryUriForEndpoint(RepositoryEndpoint.DUAL_STACK)).toThrow(
      'PrivateRepository.repositoryUriForEndpoint at China/Api: endpoint is "DUAL_STACK" but must be STANDARD in ' +
        'cn-north-1, where AWS documents no dual-stack host; use RepositoryEndpoint.STANDARD',
    );
  });
});
