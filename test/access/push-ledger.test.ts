import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import { recordPush } from '../../src/access/push-ledger';
import { Registry } from '../../src/registry/registry';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const ARN = 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: ENV });
});

const profile = (name = 'images', scope = stack) =>
  ImageSigningProfile.fromSigningProfileArn(scope, `Profile-${name}`, `${ARN}${name}`);
const role = (scope = stack) => new iam.Role(scope, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
const repository = (repositoryName?: string, scope = stack) =>
  new PrivateRepository(scope, 'Repository', { repositoryName });

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

/** The profiles that principals of the stack may sign with. */
function signsWith(one: Stack): unknown[] {
  return Object.values(Template.fromStack(one).findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .filter(({ Action }) => Action === 'signer:SignPayload')
    .map(({ Resource }) => Resource);
}

type Grant = (one: PrivateRepository, grantee: iam.IGrantable) => unknown;
const PUSHES: [string, Grant][] = [
  ['grantPush', (one, grantee) => one.grantPush(grantee)],
  ['grantPullPush', (one, grantee) => one.grantPullPush(grantee)],
  ['grant of the push itself', (one, grantee) => one.grant(grantee, 'ecr:BatchGetImage', 'ecr:PutImage')],
  ['grant of everything', (one, grantee) => one.grant(grantee, 'ecr:*')],
];

describe('a grant to push to a signed repository', () => {
  describe.each(PUSHES)('%s', (_, push) => {
    test('lets the grantee sign if it comes before the rule', () => {
      push(repository('prod/api'), role());
      new Registry(stack, 'Registry').addSigningRule({ profile: profile(), repositoryFilters: ['prod/*'] });
      expect(signsWith(stack)).toEqual([`${ARN}images`]);
    });

    test('lets the grantee sign if it comes after the rule', () => {
      new Registry(stack, 'Registry').addSigningRule({ profile: profile(), repositoryFilters: ['prod/*'] });
      push(repository('prod/api'), role());
      expect(signsWith(stack)).toEqual([`${ARN}images`]);
    });
  });

  test.each<[string, Grant]>([
    ['grantPull', (one, grantee) => one.grantPull(grantee)],
    ['grantRead', (one, grantee) => one.grantRead(grantee)],
    ['grant of another action', (one, grantee) => one.grant(grantee, 'ecr:PutImageTagMutability')],
  ])('does not include signing if it is %s', (_, pull) => {
    new Registry(stack, 'Registry').addSigningRule({ profile: profile() });
    pull(repository('prod/api'), role());
    expect(signsWith(stack)).toEqual([]);
  });

  test('does not include signing if no rule matches the repository', () => {
    const registry = new Registry(stack, 'Registry');
    repository('prod/api').grantPush(role());
    registry.addSigningRule({ profile: profile(), repositoryFilters: ['dev/*', 'prod'] });
    expect(signsWith(stack)).toEqual([]);
  });

  test('includes signing if the name of the repository is unresolved', () => {
    new Registry(stack, 'Registry').addSigningRule({ profile: profile(), repositoryFilters: ['prod/*'] });
    repository().grantPush(role());
    expect(signsWith(stack)).toEqual([`${ARN}images`]);
  });

  test('is one statement for each profile, for any number of repositories and rules', () => {
    const registry = new Registry(stack, 'Registry');
    registry.addSigningRule({ profile: profile('two'), repositoryFilters: ['prod/*'] });
    const pusher = role();
    repository('prod/api').grantPush(pusher);
    new PrivateRepository(stack, 'Web', { repositoryName: 'prod/web' }).grantPullPush(pusher);
    registry.addSigningRule({ profile: profile('one') });
    registry.addSigningRule({ profile: profile('two', new Stack(stack, 'Nested')), repositoryFilters: ['prod/api'] });
    expect(signsWith(stack)).toEqual([`${ARN}one`, `${ARN}two`]);
  });

  test('renders the same for any order of the rules', () => {
    const names = ['one', 'two', 'three', 'four'];
    const synthesize = (order: string[]) => {
      const one = new Stack(new App(), 'Stack', { env: ENV });
      repository('prod/api', one).grantPush(role(one));
      const profiles = new Map(names.map((name) => [name, profile(name, one)]));
      const registry = new Registry(one, 'Registry');
      for (const name of order) registry.addSigningRule({ profile: profiles.get(name)! });
      return JSON.stringify(Template.fromStack(one).toJSON());
    };
    const expected = synthesize(names);
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 4 }), (order) => expect(synthesize(order)).toBe(expected)),
      { numRuns: 10 },
    );
  });
});

describe('signing across environments', () => {
  const signAll = (scope: Stack) =>
    new Registry(scope, 'Registry').addSigningRule({
      profile: new ImageSigningProfile(scope, 'Profile', { signingProfileName: 'images' }),
    });

  test('ignores the rules of another region or account', () => {
    signAll(new Stack(app, 'Region', { env: { ...ENV, region: 'us-east-1' } }));
    signAll(new Stack(app, 'Account', { env: { ...ENV, account: '444455556666' } }));
    repository('prod/api').grantPush(role());
    expect(signsWith(stack)).toEqual([]);
  });

  test('shares rules between environment-agnostic stacks of one stage, and not with another stage', () => {
    const open = new Stack(app, 'Open');
    signAll(new Stack(app, 'Platform'));
    repository('prod/api', open).grantPush(role(open));
    const elsewhere = new Stack(new Stage(app, 'Stage'), 'Open');
    repository('prod/api', elsewhere).grantPush(role(elsewhere));
    expect(signsWith(open)).toHaveLength(1);
    expect(signsWith(elsewhere)).toEqual([]);
  });

  test('places an imported repository in the environment that it names', () => {
    const region = new Stack(app, 'Region', { env: { ...ENV, region: 'us-east-1' } });
    signAll(stack);
    const { account } = ENV;
    const attributes = { repositoryName: 'prod/api', account, region: 'eu-west-1' };
    PrivateRepository.fromRepositoryAttributes(region, 'Api', attributes).grantPush(role(region));
    PrivateRepository.fromRepositoryName(region, 'Other', 'prod/other').grantPush(
      new iam.Role(region, 'Other-Role', { assumedBy: new iam.AccountRootPrincipal() }),
    );
    expect(signsWith(region)).toEqual([
      {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':signer:eu-west-1:111122223333:/signing-profiles/images'],
        ],
      },
    ]);
  });

  test('lets a role in another stage refer to the profile by its name', () => {
    signAll(stack);
    const other = new Stack(new Stage(app, 'Stage'), 'Stack', { env: ENV });
    repository('prod/api', other).grantPush(role(other));
    expect(signsWith(other)).toHaveLength(1);
    expect(warningsOf(other)).toEqual([]);
  });

  test('applies the rules of an imported registry', () => {
    Registry.fromRegistryAttributes(stack, 'Registry', { signingRules: [{ profile: profile() }] });
    repository('prod/api').grantPush(role());
    expect(signsWith(stack)).toEqual([`${ARN}images`]);
  });
});

describe('a pusher that cannot be allowed to sign is warned of', () => {
  const HINT =
    'its policy cannot be changed here; allow it signer:SignPayload on Stack/Profile-images where it is declared: ' +
    'otherwise its pushes succeed without a signature [ack: cdk-ecr::cannotSign]';

  test.each<[string, () => iam.IGrantable, string]>([
    [
      'a role of another account',
      () => iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::444455556666:role/ci'),
      'Stack/Imported',
    ],
    [
      'a role that is not to be changed',
      () => iam.Role.fromRoleName(stack, 'Imported', 'ci', { mutable: false }),
      'Stack/Imported',
    ],
    ['an account', () => new iam.AccountPrincipal('444455556666'), 'AccountPrincipal(444455556666)'],
  ])('%s', (_, grantee, name) => {
    new Registry(stack, 'Registry').addSigningRule({ profile: profile(), repositoryFilters: ['prod/*'] });
    const one = repository('prod/api');
    one.grantPush(grantee());
    expect(warningsOf(stack).filter((warning) => warning.includes('cannotSign'))).toEqual([
      `${name} may push to this repository, which is signed, but ${HINT}`,
    ]);
    expect(signsWith(stack)).toEqual([]);
  });

  test('a role in another environment than a profile whose name is known only at deployment', () => {
    const region = new Stack(app, 'Region', { env: { ...ENV, region: 'us-east-1' } });
    new Registry(stack, 'Registry').addSigningRule({ profile: new ImageSigningProfile(stack, 'Profile') });
    const attributes = { repositoryName: 'prod/api', region: 'eu-west-1' };
    PrivateRepository.fromRepositoryAttributes(region, 'Api', attributes).grantPush(role(region));
    expect(warningsOf(region)).toEqual([
      'Region/Role may push to this repository, which is signed, but its policy cannot name Stack/Profile, which is in ' +
        'another environment or stage; give the profile a `signingProfileName` and its stack an `env`: otherwise its ' +
        'pushes succeed without a signature [ack: cdk-ecr::cannotSign]',
    ]);
  });
});

test.each<[string, () => ecr.IRepositoryRef]>([
  ['the base library', () => new ecr.Repository(stack, 'Repository', { repositoryName: 'prod/api' })],
  ['a raw resource', () => new ecr.CfnRepository(stack, 'Repository', { repositoryName: 'prod/api' })],
])('a push to a repository of %s is recorded', (_, make) => {
  new Registry(stack, 'Registry').addSigningRule({ profile: profile(), repositoryFilters: ['prod/*'] });
  const pusher = role();
  recordPush(make(), pusher);
  expect(signsWith(stack)).toEqual([`${ARN}images`]);
});
