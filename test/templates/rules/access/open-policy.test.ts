import { CfnParameter } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  l2,
  OF_ORGANIZATION,
  ORGANIZATION,
  override,
  publicRepository,
  registryPolicy,
  repository,
  rootOf,
  statement,
  template,
} from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import type { Build } from '../../../checks/support';
import { ACCOUNT, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.OPEN_POLICY;
const open = statement({ Principal: '*' });

testRuleTable({
  rule,
  l1: repository(open),
  l2: l2({ actions: ['ecr:BatchGetImage'], principals: [new iam.AnyPrincipal()] }),
  override: override(open),
  passes: repository({ ...open, Condition: OF_ORGANIZATION }),
});

test.each<[string, Build]>([
  ['a registry policy', registryPolicy({ ...open, Resource: '*' })],
  ['a creation template', template(open)],
  ['a public repository', publicRepository({ ...open, Action: 'ecr-public:PutImage' })],
])('reports an open policy in %s', (_, build) => {
  expect(textsOf(rule, build)).toHaveLength(1);
});

test('reports what is allowed to whom, and that anybody can meet a condition', () => {
  expect(
    textsOf(
      rule,
      repository(
        statement({ Principal: '*', Sid: 'Pull' }),
        statement({ Principal: { AWS: ['*'] }, Action: ['ecr:A', 'ecr:B', 'ecr:C', 'ecr:D'] }),
        statement({ Principal: undefined, NotPrincipal: { AWS: rootOf(ACCOUNT) } }),
        statement({ Principal: { AWS: 'arn:aws:iam::*:root' } }),
        statement({ Principal: '*', Action: undefined, NotAction: 'ecr:PutImage' }),
        statement({ Principal: '*', Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' } } }),
        statement({ Principal: '*', Condition: { StringEqualsIfExists: OF_ORGANIZATION.StringEquals } }),
        statement({ Principal: '*', Condition: { StringNotEquals: OF_ORGANIZATION.StringEquals } }),
        statement({ Principal: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' } } }),
        statement({ Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '0.0.0.0/0'] } } }),
      ),
    ).join('\n'),
  ).toMatchInlineSnapshot(`
   "statement Pull allows ecr:BatchGetImage to everybody, without a condition
   statement 2 allows ecr:A, ecr:B and 2 more to everybody, without a condition
   statement 3 allows ecr:BatchGetImage to everybody but {"AWS":"arn:aws:iam::111122223333:root"}, without a condition
   statement 4 allows ecr:BatchGetImage to arn:aws:iam::*:root, which is everybody, without a condition
   statement 5 allows all but ecr:PutImage to everybody, without a condition
   statement 6 allows ecr:BatchGetImage to everybody, and anybody can meet its condition on aws:PrincipalOrgID
   statement 7 allows ecr:BatchGetImage to everybody, and anybody can meet its condition on aws:PrincipalOrgID
   statement 8 allows ecr:BatchGetImage to everybody, and anybody can meet its condition on aws:PrincipalOrgID
   statement 9 allows ecr:BatchGetImage to everybody, and anybody can meet its condition on aws:PrincipalArn
   statement 10 allows ecr:BatchGetImage to everybody, and anybody can meet its condition on aws:SourceIp"
  `);
});

test.each([
  ['a service', { Principal: { Service: 'lambda.amazonaws.com' } }],
  ['a deny', { Principal: '*', Effect: 'Deny' }],
  ['an address', { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }],
  ['an endpoint', { Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } } }],
  ['a session of a role', { Principal: '*', Condition: { StringLike: { 'aws:userid': 'AROAEXAMPLEID:*' } } }],
  ['a condition known only at deployment', { Principal: '*', Condition: { 'Fn::If': ['A', OF_ORGANIZATION, {}] } }],
])('does not report %s', (_, changes) => {
  expect(textsOf(rule, repository(statement(changes)))).toEqual([]);
});

test('does not report ForAllValues, whose key may be missing, which another rule reports', () => {
  const condition = { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/*` } };
  expect(textsOf(rule, repository(statement({ Principal: '*', Condition: condition })))).toEqual([]);
});

test('does not report that everybody may describe a public repository', () => {
  expect(textsOf(rule, publicRepository({ ...open, Action: ['ecr-public:Describe*'] }))).toEqual([]);
});

test('does not report a principal known only at deployment', () => {
  const build: Build = (stack) => {
    new CfnParameter(stack, 'Who');
    repository(statement({ Principal: { AWS: { Ref: 'Who' } } }))(stack);
  };
  expect(textsOf(rule, build)).toEqual([]);
});

describe('a Deny for all but some callers', () => {
  const outside = { StringNotEqualsIfExists: OF_ORGANIZATION.StringEquals };
  const deny = (Condition: object, Action = 'ecr:*') => ({ Effect: 'Deny', Principal: '*', Action, Condition });
  const found = (denial: object) => textsOf(rule, repository(open, denial)).length;

  test('closes an open policy', () => {
    expect(found(deny(outside))).toBe(0);
    expect(found(deny({ ...outside, ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` } }))).toBe(0);
  });

  test('closes the policy of a registry only if it is about all of its repositories', () => {
    const all = { ...open, Resource: '*' };
    const denyOf = (Resource: string) => ({ ...deny(outside), Resource });
    expect(textsOf(rule, registryPolicy(all, denyOf('*')))).toEqual([]);
    expect(textsOf(rule, registryPolicy(all, denyOf('arn:aws:ecr:*:*:repository/team/*')))).toHaveLength(1);
  });

  test.each([
    ['is about other actions', deny(outside, 'ecr:PutImage')],
    [
      'exempts principals without an organization',
      deny({ 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-*' } }),
    ],
    [
      'exempts a role that everybody can make',
      deny({ ...outside, ArnNotLike: { 'aws:PrincipalArn': 'arn:*:role/ci' } }),
    ],
    ['is on another condition', deny({ Bool: { 'aws:SecureTransport': 'false' } })],
    ['exempts services, which act for anybody', deny({ ...outside, BoolIfExists: { 'aws:ViaAWSService': 'false' } })],
    ['exempts more', deny({ ...outside, Bool: { 'aws:SecureTransport': 'false' } })],
    ['is for an account', { ...deny(outside), Principal: { AWS: rootOf(ACCOUNT) } }],
  ])('does not close an open policy if it %s', (_, denial) => {
    expect(found(denial)).toBe(1);
  });
});
