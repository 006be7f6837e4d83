import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RepositoryEndpoint } from '../../src/ecr/repository-endpoint';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };

let stack: Stack;
beforeEach(() => {
  stack = new Stack(new App(), 'Stack', { env: ENV });
});

const arn = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:${rest}`]] });

test('a repository imported by name is in the account and region of the stack', () => {
  const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
  expect(repository.repositoryName).toBe('team/api');
  expect(stack.resolve(repository.repositoryArn)).toEqual(arn('eu-west-1:111122223333:repository/team/api'));
});

test('a repository imported by ARN is in the account and region of the ARN', () => {
  const repository = PrivateRepository.fromRepositoryArn(
    stack,
    'Api',
    'arn:aws:ecr:us-east-1:444455556666:repository/team/sub/repository/api',
  );
  expect(repository.repositoryName).toBe('team/sub/repository/api');
  expect(repository.env).toEqual({ account: '444455556666', region: 'us-east-1' });
});

test('a repository imported by attributes may be in another account, also an unresolved one', () => {
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

test('fails when an imported repository has no valid name', () => {
  expect(() => PrivateRepository.fromRepositoryName(stack, 'Api', 'Team')).toThrow(
    /PrivateRepository at Stack\/Api: repositoryName is "Team" but must be/,
  );
});

test('an imported repository in a region with an unknown name causes a warning', () => {
  const region = 'us-esat-1';
  const warning =
    'region is "us-esat-1", which is no region that the library knows; the nearest is "us-east-1"; correct it, or ' +
    'acknowledge that it is right [ack: cdk-ecr::unknownName]';
  PrivateRepository.fromRepositoryAttributes(stack, 'Named', { repositoryName: 'team/api', region });
  PrivateRepository.fromRepositoryArn(stack, 'ByArn', `arn:aws:ecr:${region}:444455556666:repository/team/api`);
  expect(warningsOf(stack)).toEqual([warning, warning]);
});

test('an imported repository in the region of its stack causes no warning, even if the region is unknown', () => {
  const place = new Stack(new App(), 'Place', { env: { ...ENV, region: 'xx-north-1' } });
  PrivateRepository.fromRepositoryName(place, 'Api', 'team/api');
  expect(warningsOf(place)).toEqual([]);
});

test('the policy of an imported repository cannot be changed', () => {
  const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
  const statement = new iam.PolicyStatement({ actions: ['ecr:*'], principals: [new iam.AccountRootPrincipal()] });
  expect(repository.addToResourcePolicy(statement)).toEqual({ statementAdded: false });
});

test('a service of this account runs an image of an imported repository', () => {
  const task = new ecs.FargateTaskDefinition(stack, 'Task');
  const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
  task.addContainer('Main', { image: ecs.ContainerImage.fromEcrRepository(repository, 'v1') });
  Template.fromStack(stack).resourceCountIs('AWS::ECS::TaskDefinition', 1);
});

describe('the URI of a repository', () => {
  const digest = `sha256:${'0'.repeat(64)}`;

  test.each([
    [RepositoryEndpoint.STANDARD, '111122223333.dkr.ecr.eu-west-1.<suffix>/team/api'],
    [RepositoryEndpoint.FIPS, '111122223333.dkr.ecr-fips.eu-west-1.<suffix>/team/api'],
    [RepositoryEndpoint.DUAL_STACK, '111122223333.dkr-ecr.eu-west-1.on.aws/team/api'],
    [RepositoryEndpoint.DUAL_STACK_FIPS, '111122223333.dkr-ecr-fips.eu-west-1.on.aws/team/api'],
  ])('for the endpoint %s has the name, a tag or a digest', (endpoint, uri) => {
    const repository = PrivateRepository.fromRepositoryName(stack, 'Api', 'team/api');
    const text = (tagOrDigest?: string) =>
      repository.repositoryUriForEndpoint(endpoint, tagOrDigest).replace(stack.urlSuffix, '<suffix>');
    expect([text(), text('v1'), text(digest)]).toEqual([uri, `${uri}:v1`, `${uri}@${digest}`]);
  });

  test.each(['eu-west-1', 'ca-central-1', 'us-isob-east-1'])('at a FIPS endpoint in %s causes a warning', (region) => {
    const place = new Stack(new App(), 'Place', { env: { ...ENV, region } });
    const repository = PrivateRepository.fromRepositoryName(place, 'Api', 'team/api');
    const uri = repository.repositoryUriForEndpoint(RepositoryEndpoint.DUAL_STACK_FIPS);
    expect(uri).toBe(`111122223333.dkr-ecr-fips.${region}.on.aws/team/api`);
    expect(warningsOf(place)).toEqual([
      `endpoint is "DUAL_STACK_FIPS", which has no host in ${region} that the library knows; use ` +
        'RepositoryEndpoint.STANDARD or DUAL_STACK, or acknowledge that the host exists [ack: cdk-ecr::unknownName]',
    ]);
  });

  test.each(['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'us-gov-east-1', 'us-gov-west-1', undefined])(
    'at a FIPS endpoint in %s causes no warning',
    (region) => {
      const place = new Stack(new App(), 'Place', { env: { ...ENV, region } });
      PrivateRepository.fromRepositoryName(place, 'Api', 'team/api').repositoryUriForEndpoint(RepositoryEndpoint.FIPS);
      expect(warningsOf(place)).toEqual([]);
    },
  );

  test('follows the name of a declared repository, also a generated one', () => {
    const repository = new PrivateRepository(stack, 'Api');
    expect(stack.resolve(repository.repositoryUriForEndpoint(RepositoryEndpoint.DUAL_STACK, 'v1'))).toEqual({
      'Fn::Join': ['', ['111122223333.dkr-ecr.eu-west-1.on.aws/', { Ref: expect.stringMatching('^Api') }, ':v1']],
    });
  });

  test('is the same from the inherited methods for a tag and a digest', () => {
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
