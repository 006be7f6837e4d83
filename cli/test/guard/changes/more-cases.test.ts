import { CfnOutput, CfnResource, Fn, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { changesOf, kindsOf } from './support';
import { ENV } from '../../../../test/ecr/changes/deployment';
import type { Code } from '../../../../test/ecr/changes/deployment';

const OTHER = '999999999999';

/** A resource as its template has it. It is retained unless it says otherwise. */
const resource =
  (type: string, properties: object = {}, policy = RemovalPolicy.RETAIN, id = 'It') =>
  (stack: Stack) =>
    new CfnResource(stack, id, { type, properties }).applyRemovalPolicy(policy);
const repository = (properties: object = {}, policy?: RemovalPolicy, id?: string) =>
  resource('AWS::ECR::Repository', properties, policy, id);
const named = { RepositoryName: 'team/api' };
const policy = (...Statement: object[]) =>
  repository({ ...named, RepositoryPolicyText: { Version: '2012-10-17', Statement } });
const ALLOW = { Effect: 'Allow', Principal: { AWS: OTHER }, Action: 'ecr:BatchGetImage' };
const DENY = { Effect: 'Deny', Principal: '*', Action: 'ecr:DeleteRepository' };
const withKey =
  (keyPolicy: RemovalPolicy, enabled = true) =>
  (stack: Stack) => {
    const key = new kms.CfnKey(stack, 'Key', { keyPolicy: {}, enabled });
    key.applyRemovalPolicy(keyPolicy);
    const encryptionConfiguration = { encryptionType: 'KMS', kmsKey: key.attrArn };
    new ecr.CfnRepository(stack, 'It', { repositoryName: 'team/api', encryptionConfiguration });
  };
const replication = (...registries: string[]) =>
  resource('AWS::ECR::ReplicationConfiguration', {
    ReplicationConfiguration: {
      Rules: registries.map((RegistryId) => ({ Destinations: [{ Region: 'us-east-1', RegistryId }] })),
    },
  });
const replicationOf = (...Rules: object[]) =>
  resource('AWS::ECR::ReplicationConfiguration', { ReplicationConfiguration: { Rules } });
const HERE = [{ Region: 'us-east-1', RegistryId: ENV.account }];
const THERE = [{ Region: 'us-east-1', RegistryId: OTHER }];
const OWN = { Effect: 'Allow', Principal: { AWS: ENV.account }, Action: 'kms:*', Resource: '*' };
const keyFor = (...Statement: object[]) => resource('AWS::KMS::Key', { KeyPolicy: { Statement } });
const lifecycleBy = (tags: object) => ({
  LifecyclePolicyText: JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'tagged', ...tags, countType: 'imageCountMoreThan', countNumber: 3 },
        action: { type: 'expire' },
      },
    ],
  }),
});
const scanning = (ScanType: string, ...names: string[]) =>
  resource('AWS::ECR::RegistryScanningConfiguration', {
    ScanType,
    Rules: names.map((Filter) => ({
      ScanFrequency: 'SCAN_ON_PUSH',
      RepositoryFilters: [{ Filter, FilterType: 'WILDCARD' }],
    })),
  });
const rules = (...all: [images: string, count: number][]) =>
  repository({
    ...named,
    LifecyclePolicy: {
      LifecyclePolicyText: JSON.stringify({
        rules: all.map(([tag, countNumber], index) => ({
          rulePriority: index + 1,
          selection: { tagStatus: 'tagged', tagPatternList: [tag], countType: 'imageCountMoreThan', countNumber },
          action: { type: 'expire' },
        })),
      }),
    },
  });
const inStack = (name: string, code: Code, app: App) => code(new Stack(app, name, { env: ENV }), app);
const nothing: Code = () => undefined;

test.each<[string, Code, Code, string[]]>([
  [
    'a key that is deleted',
    withKey(RemovalPolicy.DESTROY),
    repository(named),
    ['lost key-deleted', 'replaced repository-replaced'],
  ],
  [
    'a key that is disabled',
    withKey(RemovalPolicy.RETAIN),
    withKey(RemovalPolicy.RETAIN, false),
    ['lost key-disabled'],
  ],
  [
    'a key without protection',
    withKey(RemovalPolicy.RETAIN),
    withKey(RemovalPolicy.DESTROY),
    ['revoked key-protection-removed'],
  ],
  [
    'a repository without protection',
    repository(named),
    repository(named, RemovalPolicy.DESTROY),
    ['revoked repository-protection-removed'],
  ],
  [
    'a repository whose images are deleted with it from now on',
    repository(named, RemovalPolicy.DESTROY),
    repository({ ...named, EmptyOnDelete: true }, RemovalPolicy.DESTROY),
    ['revoked repository-protection-removed'],
  ],
  [
    'a repository that is deleted if it is empty',
    repository(named, RemovalPolicy.DESTROY),
    nothing,
    ['revoked repository-deleted'],
  ],
  [
    'a repository that is replaced, and loses its images',
    repository({ EmptyOnDelete: true }, RemovalPolicy.DESTROY),
    repository(named, RemovalPolicy.DESTROY),
    ['lost images-deleted'],
  ],
  [
    'a repository without a name that gets another id, and loses its images',
    repository({ EmptyOnDelete: true }, RemovalPolicy.DESTROY, 'One'),
    repository({ EmptyOnDelete: true }, RemovalPolicy.DESTROY, 'Two'),
    ['lost images-deleted'],
  ],
  ['a new repository for everybody', nothing, policy({ ...ALLOW, Principal: '*' }), ['opened access-opened']],
  ['a new repository for another account', nothing, policy(ALLOW), []],
  [
    'a new repository for an organization',
    nothing,
    policy({ ...ALLOW, Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } } }),
    [],
  ],
  [
    'scanning on push that ends',
    repository({ ...named, ImageScanningConfiguration: { ScanOnPush: true } }),
    repository(named),
    ['revoked repository-scan-on-push-ended'],
  ],
  ['a statement that is added', policy(ALLOW), policy(ALLOW, { ...ALLOW, Principal: '*' }), ['opened access-opened']],
  ['a policy that is removed', policy(ALLOW), repository(named), ['revoked access-revoked']],
  ['the last Deny that is removed', policy(ALLOW, DENY), policy(ALLOW), ['opened last-deny-removed']],
  [
    'a registry policy that is new',
    nothing,
    resource('AWS::ECR::RegistryPolicy', {
      PolicyText: { Statement: [{ ...ALLOW, Action: 'ecr:ReplicateImage', Resource: '*' }] },
    }),
    ['opened access-opened'],
  ],
  [
    'replication to another account',
    replication(ENV.account),
    replication(ENV.account, OTHER),
    ['opened replication-opened'],
  ],
  [
    'replication that deletes in the destination',
    replicationOf({ Destinations: HERE }),
    replicationOf({ Destinations: HERE, DeleteReplication: { Enabled: true } }),
    ['revoked replication-deletes'],
  ],
  [
    'replication of more repositories to another account',
    replicationOf({ Destinations: THERE, RepositoryFilters: [{ Filter: 'prod/', FilterType: 'PREFIX_MATCH' }] }),
    replicationOf({ Destinations: THERE, RepositoryFilters: [{ Filter: 'pro', FilterType: 'PREFIX_MATCH' }] }),
    ['opened replication-opened'],
  ],
  [
    'replication in other rules as a change in place',
    replicationOf({ Destinations: [...HERE, ...THERE] }),
    replicationOf({ Destinations: HERE }, { Destinations: THERE }),
    ['other replication-changed'],
  ],
  [
    'a role whose pulls no longer count',
    nothing,
    resource('AWS::ECR::PullTimeUpdateExclusion', { PrincipalArn: `arn:aws:iam::${ENV.account}:role/scan` }),
    ['other pull-time-exclusion-added'],
  ],
  ['a key for everybody', keyFor(OWN), keyFor(OWN, { ...OWN, Principal: '*' }), ['opened key-opened']],
  [
    'a key that denies',
    keyFor(OWN),
    keyFor(OWN, { ...OWN, Effect: 'Deny', Principal: '*' }),
    ['revoked key-policy-changed'],
  ],
  [
    'a lifecycle rule by prefix that becomes one by pattern',
    repository({ ...named, LifecyclePolicy: lifecycleBy({ tagPrefixList: ['v'] }) }),
    repository({ ...named, LifecyclePolicy: lifecycleBy({ tagPatternList: ['v*'] }) }),
    ['other lifecycle-changed'],
  ],
  [
    'a repository without protection whose images are deleted with it',
    repository(named),
    repository({ ...named, EmptyOnDelete: true }, RemovalPolicy.DESTROY),
    ['revoked repository-protection-removed'],
  ],
  ['replication that ends', replication(ENV.account, OTHER), replication(OTHER), ['revoked replication-changed']],
  ['enhanced scanning that ends', scanning('ENHANCED', '*'), scanning('BASIC', '*'), ['revoked scanning-changed']],
  [
    'a rule of scanning that ends',
    scanning('BASIC', 'a*', 'b*'),
    scanning('BASIC', 'a*'),
    ['revoked scanning-changed'],
  ],
  ['a lifecycle rule that takes more', rules(['v*', 50]), rules(['v*', 10]), ['lost lifecycle-expires']],
  ['a lifecycle rule that is new', rules(['v*', 50]), rules(['v*', 50], ['w*', 1]), ['lost lifecycle-expires']],
  [
    'a lifecycle rule that sheltered',
    rules(['v*', 100_000], ['v1*', 1]),
    rules(['v1*', 1]),
    ['lost lifecycle-expires'],
  ],
  [
    'a lifecycle rule that shelters',
    rules(['v1*', 1]),
    rules(['v*', 100_000], ['v1*', 1]),
    ['other lifecycle-changed'],
  ],
  [
    'a stack that needs another one first',
    nothing,
    (stack, app) => {
      inStack('Keys', (keys) => new CfnOutput(keys, 'Out', { value: 'arn', exportName: 'key' }), app);
      repository({ EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: Fn.importValue('key') } })(stack);
    },
    ['other deploy-first'],
  ],
  [
    'a repository whose imported key changes',
    repository({ ...named, EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: Fn.importValue('one') } }),
    repository({ ...named, EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: Fn.importValue('two') } }),
    ['replaced repository-replaced'],
  ],
  ['a stack that leaves the app', (_, app) => inStack('Images', repository(named), app), nothing, ['other stack-left']],
  [
    'a repository that moves between stages of one account',
    (_, app) => inStage('Dev', repository(named), app),
    (_, app) => inStage('Prod', repository(named), app),
    ['replaced repository-moved', 'other stack-left'],
  ],
  [
    'repositories of one name in two regions',
    nothing,
    (stack, app) => {
      repository(named)(stack);
      repository(named)(new Stack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } }));
    },
    [],
  ],
])('the guard finds %s', (_, before, after, kinds) => {
  expect(kindsOf(changesOf(before, after))).toEqual(kinds);
});

function inStage(name: string, code: Code, app: App) {
  const stage = new Stage(app, name, { env: ENV });
  return code(new Stack(stage, 'Images', { stackName: `${name}-Images` }), app);
}

test('a thousand repositories are compared within seconds', () => {
  const many =
    (mutability: string): Code =>
    (_, app) => {
      for (let part = 0; part < 4; part += 1) {
        const stack = new Stack(app, `Part${part}`, { env: ENV });
        for (let index = 0; index < 250; index += 1) {
          const properties = { RepositoryName: `team/${part}-${index}`, ImageTagMutability: mutability };
          repository(properties, RemovalPolicy.RETAIN, `Api${index}`)(stack);
        }
      }
    };
  const changes = changesOf(many('MUTABLE'), many('IMMUTABLE'));
  expect(changes).toHaveLength(1000);
  expect(kindsOf(changes)).toEqual(['other tags-cannot-move']);
});
