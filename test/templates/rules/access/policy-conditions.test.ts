import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { l2, OF_ORGANIZATION, ORGANIZATION, OTHER, override, repository, rootOf, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { ACCOUNT, findingsOfRule, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.POLICY_CONDITIONS;
const lambda = { Service: 'lambda.amazonaws.com' };
const PATH = `${ORGANIZATION}/r-ab12/ou-ab12-11111111/`;
const everybody = (Condition: object, changes: object = {}) => statement({ Principal: '*', Condition, ...changes });
const deny = (Condition: object) => everybody(Condition, { Effect: 'Deny' });
const functions = (account: string) => `arn:aws:lambda:*:${account}:function:*`;

testRuleTable({
  rule,
  l1: repository(everybody({ StringEquals: { 'aws:PrincipalOrgID': 'o-*' } })),
  l2: l2({
    actions: ['ecr:BatchGetImage'],
    principals: [new iam.AnyPrincipal()],
    conditions: { StringEquals: { 'aws:PrincipalAccount': '22222222222' } },
  }),
  override: override(everybody({ StringEquals: { 'aws:PrincipalOrgPaths': PATH } })),
  passes: repository(everybody(OF_ORGANIZATION)),
});

test('says why no request meets a condition', () => {
  const found = findingsOfRule(
    rule,
    repository(
      everybody({ StringEquals: { 'aws:PrincipalOrgID': 'o-*' } }),
      everybody({ StringEquals: { 'aws:PrincipalOrgID': PATH } }),
      everybody({ StringLike: { 'aws:PrincipalOrgPaths': `${PATH}*` } }),
      everybody({ ArnLike: { 'aws:PrincipalAccount': OTHER } }),
      everybody({ ArnLike: { 'aws:PrincipalArn': `arn:aws:sts::${OTHER}:assumed-role/ci/*` } }),
      everybody({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
      everybody({ ...OF_ORGANIZATION, StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }),
      statement({ Condition: { StringEquals: { 'aws:SourceAccount': OTHER } } }),
      statement({ Condition: { StringEquals: { 'aws:PrincipalAccount': '333333333333' } } }),
      everybody({ Bool: { 'aws:SecureTransport': false } }),
      deny({ StringNotEquals: { 'aws:SourceAccount': ACCOUNT } }),
      deny({ 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': `${PATH}*` } }),
    ),
  );
  expect(found.map(({ text }) => text.split('. ')[0]).join('\n')).toMatchInlineSnapshot(`
    "statement 1 has "o-*" for aws:PrincipalOrgID, in which StringEquals treats "*" as a plain character, so no request has it
    statement 2 has "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/" for aws:PrincipalOrgID, which is no id of an organization, such as o-a1b2c3d4e5
    statement 3 compares aws:PrincipalOrgPaths by StringLike, but the key has several values: ForAnyValue:StringLike compares each of them
    statement 4 compares aws:PrincipalAccount by ArnLike, which suits no value of this key
    statement 5 has "arn:aws:sts::222222222222:assumed-role/ci/*" for aws:PrincipalArn, which is a session, but the key has the ARN of the role: arn:…:iam::…:role/…
    statement 6 has "10.0.0.0/8" for aws:SourceIp, which is private: requests from the internet have public addresses, and requests through a VPC endpoint have no aws:SourceIp
    statement 7 asks for aws:PrincipalOrgID o-a1b2c3d4e5, but another condition on the key excludes it
    statement 8 requires aws:SourceAccount of accounts, roles or users, but only AWS services send it, so none of them is admitted
    statement 9 has a condition on aws:PrincipalAccount that none of its principals can meet
    statement 10 has the condition that aws:SecureTransport is false, which no request meets
    statement 11 denies all accounts, because only AWS services send aws:SourceAccount, and a request without it is denied too
    statement 12 has the condition ForAnyValue:StringNotLike on aws:PrincipalOrgPaths, which does not deny accounts outside of any organization"
  `);
});

type Sample = [string, object];

const IMPOSSIBLE: Sample[] = [
  ['a pattern of roles under StringEquals', { StringEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/*` } }],
  ['a pattern of a user id under StringEquals', { StringEquals: { 'aws:userid': 'AROAEXAMPLE1234567890:*' } }],
  ['a pattern of a tag under StringEquals', { StringEquals: { 'aws:PrincipalTag/team': 'shop-*' } }],
  ['a pattern of sources under StringEquals', { StringEquals: { 'aws:SourceArn': functions(OTHER) } }],
  ['a pattern under StringNotEquals', { StringNotEquals: { 'aws:PrincipalOrgID': '*' }, ...OF_ORGANIZATION }],
  ['a path as a pattern of ids', { StringLike: { 'aws:PrincipalOrgID': `${ORGANIZATION}/*` } }],
  ['an id of capitals', { StringEquals: { 'aws:PrincipalOrgID': 'O-A1B2C3D4E5' } }],
  ['an account as a path', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${OTHER}/*` } }],
  ['an account of 13 digits', { StringEquals: { 'aws:SourceAccount': ['1111222233334'] } }],
  ['an account that is a number without its zero', { StringEquals: { 'aws:SourceAccount': 12345678901 } }],
  ['an account with dashes', { StringLike: { 'aws:PrincipalAccount': '1111-2222-*' } }],
  ['an ARN as an account', { StringEquals: { 'aws:PrincipalAccount': rootOf(OTHER) } }],
  ['tag keys without a set operator', { StringEquals: { ...OF_ORGANIZATION.StringEquals, 'aws:TagKeys': 'team' } }],
  ['services without a set operator', { StringEquals: { 'aws:PrincipalServiceNamesList': 'lambda.amazonaws.com' } }],
  ['called services without a set operator', { StringLike: { 'aws:CalledVia': 'athena.amazonaws.com' } }],
  ['paths of sources without a set operator', { StringLikeIfExists: { 'aws:SourceOrgPaths': `${PATH}*` } }],
  ['another partition', { ArnLike: { 'aws:PrincipalArn': `arn:aws-cn:iam::${OTHER}:role/ci` } }],
  ['an ARN of a principal with a region', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam:eu-west-1:${OTHER}:role/x` } }],
  ['the ARN of a group', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:group/x` } }],
  ['an ARN without a part', { ArnEquals: { 'aws:SourceArn': `arn:aws:lambda:${OTHER}:function:x` } }],
  ['an account of 11 digits in an ARN', { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:11122223333:function:*' } }],
  ['a VPC as an endpoint', { StringEquals: { 'aws:SourceVpce': 'vpc-0a1b2c3d4e5f60718' } }],
  ['an endpoint as a VPC', { StringLike: { 'aws:SourceVpc': 'vpce-*' } }],
  ['private addresses beside others', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '192.168.1.0/24'] } }],
  ['an address with a wildcard', { IpAddress: { 'aws:SourceIp': '203.0.113.*' } }],
  ['a block that is compared as a text', { StringEquals: { 'aws:SourceIp': '203.0.113.0/24' } }],
  ['an address for an account', { IpAddress: { 'aws:PrincipalAccount': '203.0.113.0/24' } }],
  ['neither true nor false', { Bool: { 'aws:PrincipalIsAWSService': 'yes' }, ...OF_ORGANIZATION }],
  ['neither present nor missing', { Null: { 'aws:PrincipalOrgID': ORGANIZATION }, ...OF_ORGANIZATION }],
  ['a key that has to be there and missing', { ...OF_ORGANIZATION, Null: { 'aws:PrincipalOrgID': 'true' } }],
  ['two organizations', { ...OF_ORGANIZATION, StringLike: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } }],
  ['what a pattern excludes', { ...OF_ORGANIZATION, StringNotLike: { 'AWS:principalorgid': 'o-a1*' } }],
  ['no value', { StringEquals: { 'aws:PrincipalOrgID': [] } }],
];

test.each(IMPOSSIBLE)('reports %s, also in a Deny', (_, condition) => {
  expect(textsOf(rule, repository(everybody(condition)))).toHaveLength(1);
  expect(textsOf(rule, repository(deny(condition))).length).toBeGreaterThan(0);
});

const POSSIBLE: Sample[] = [
  ['an organization', OF_ORGANIZATION],
  ['a unit', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${PATH}*`, `${ORGANIZATION}/*/ou-ab12-*`] } }],
  ['the organization of the resource', { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } }],
  ['an account as a number', { StringEquals: { 'aws:PrincipalAccount': 111122223333 } }],
  ['the own account', { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } }],
  ['a role of any path', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/*/ci-????` } }],
  ['a role under StringLike', { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/ci` } }],
  ['a role of any partition', { ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${OTHER}:role/ci` } }],
  ['a session of a role', { StringLike: { 'aws:userid': 'AROAEXAMPLE1234567890:*' } }],
  ['an endpoint', { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } }],
  ['private addresses in a VPC', { IpAddress: { 'aws:VpcSourceIp': '10.0.0.0/16' }, ...OF_ORGANIZATION }],
  ['public addresses', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32', '9.9.9.9'] } }],
  ['one of two organizations', { StringEquals: { 'aws:PrincipalOrgID': [ORGANIZATION, 'o-zzzzzzzzzz'] } }],
  [
    'an organization without an account',
    { ...OF_ORGANIZATION, StringNotEquals: { 'aws:PrincipalAccount': OTHER }, Bool: { 'aws:SecureTransport': 'true' } },
  ],
  [
    'a pattern without one role',
    {
      ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/*` },
      ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/dev-*` },
    },
  ],
  ['a key that has to be there', { ...OF_ORGANIZATION, Null: { 'aws:PrincipalOrgID': 'false' } }],
];

test.each(POSSIBLE)('does not report %s', (_, condition) => {
  expect(textsOf(rule, repository(everybody(condition)))).toEqual([]);
});

test.each<[string, object]>([
  ['a Deny of requests without TLS', deny({ Bool: { 'aws:SecureTransport': 'false' } })],
  [
    'a Deny of services that act for others',
    deny({ StringNotEquals: { 'aws:SourceAccount': ACCOUNT }, Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
  ],
  [
    'a Deny of units with ForAllValues',
    deny({ 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': `${PATH}*` } }),
  ],
  [
    'a source of a service',
    statement({ Principal: lambda, Condition: { ArnLike: { 'aws:SourceArn': functions(OTHER) } } }),
  ],
  ['the account of a principal', statement({ Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER } } })],
  [
    'a role of a principal',
    statement({ Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/*` } } }),
  ],
])('does not report %s', (_, json) => {
  expect(textsOf(rule, repository(json))).toEqual([]);
});

const VPCE = 'vpce-0a1b2c3d4e5f60718';
const forLambda = (condition: object) => statement({ Principal: lambda, Condition: condition });
const roleOf = (name: string) => `arn:aws:iam::${OTHER}:role/${name}`;

test.each<[string, object]>([
  [
    'an account and a role of another',
    everybody({
      StringEquals: { 'aws:PrincipalAccount': OTHER },
      ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/*` },
    }),
  ],
  [
    'a source of another account than the sources',
    forLambda({ StringEquals: { 'aws:SourceAccount': ACCOUNT }, ArnLike: { 'aws:SourceArn': functions(OTHER) } }),
  ],
  [
    'an organization and a unit of another',
    everybody({ ...OF_ORGANIZATION, 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-zzzzzzzzzz/r-zz99/*' } }),
  ],
  [
    'an address and an endpoint',
    everybody({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringEquals: { 'aws:SourceVpce': VPCE } }),
  ],
  ['a resource of another account', everybody({ ...OF_ORGANIZATION, StringLike: { 'aws:ResourceAccount': OTHER } })],
  ['another region', statement({ Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] } } })],
  ['accounts that are to be services', statement({ Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } })],
  ['services that are to be none', forLambda({ Bool: { 'aws:PrincipalIsAWSService': false } })],
  ['accounts without an account', statement({ Condition: { Null: { 'aws:PrincipalAccount': true } } })],
  [
    'another role than the principal',
    statement({ Principal: { AWS: roleOf('ci') }, Condition: { ArnLike: { 'aws:PrincipalArn': roleOf('cd-*') } } }),
  ],
  ['the root user for an account', everybody({ ArnEquals: { 'aws:PrincipalArn': rootOf(OTHER) } })],
  ['a Deny that exempts any organization', deny({ StringNotLike: { 'aws:PrincipalOrgID': 'o-*' } })],
  ['a Deny that exempts all addresses', deny({ NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '0.0.0.0/0'] } })],
])('reports %s', (_, json) => {
  expect(textsOf(rule, repository(json))).toHaveLength(1);
});

test.each<[string, object]>([
  [
    'an account and its role',
    everybody({
      StringEquals: { 'aws:PrincipalAccount': [ACCOUNT, OTHER] },
      ArnLike: { 'aws:PrincipalArn': roleOf('*') },
    }),
  ],
  [
    'an organization and its unit',
    everybody({ ...OF_ORGANIZATION, 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${PATH}*` } }),
  ],
  [
    'a region among others',
    statement({ Condition: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'eu-west-1'] } } }),
  ],
  ['the account of the resource', everybody({ ...OF_ORGANIZATION, StringEquals: { 'aws:ResourceAccount': ACCOUNT } })],
  [
    'the role of the principal',
    statement({ Principal: { AWS: roleOf('ci') }, Condition: { ArnLike: { 'aws:PrincipalArn': roleOf('c*') } } }),
  ],
  [
    'a Deny that exempts the root user, roles, an endpoint or an address',
    deny({
      ArnNotLike: { 'aws:PrincipalArn': [rootOf(OTHER), roleOf('*')] },
      StringNotEqualsIfExists: { 'aws:SourceVpce': VPCE },
      NotIpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' },
    }),
  ],
])('does not report %s', (_, json) => {
  expect(textsOf(rule, repository(json))).toEqual([]);
});

test('warns of a condition key that the library does not know, with the nearest one', () => {
  const [text, ...others] = textsOf(
    EcrRule.UNKNOWN_NAME,
    repository(
      everybody({ StringEquals: { 'aws:PrincipleOrgID': ORGANIZATION } }),
      everybody({ ...OF_ORGANIZATION, StringLike: { 'aws:PrincipalTag/a/b': 'c*', 'ecr:ResourceTag/team': 'shop' } }),
    ),
  );
  expect(others).toEqual([]);
  expect(text).toContain(
    'statement 1 has a condition on aws:PrincipleOrgID, which is no condition key that the library knows; the nearest is ' +
      '"aws:PrincipalOrgID"',
  );
});

test('is an error where code adds the statement, in the same words', () => {
  const stack = new Stack(new App(), 'Stack');
  const one = new iam.PolicyStatement({
    actions: ['ecr:BatchGetImage'],
    principals: [new iam.AnyPrincipal()],
    conditions: { StringEquals: { 'aws:PrincipalOrgID': 'o-*' } },
  });
  expect(() => new PrivateRepository(stack, 'Api').addToResourcePolicy(one)).toThrow(
    'a statement of the repository policy has "o-*" for aws:PrincipalOrgID, in which StringEquals treats "*" as a plain ' +
      'character, so no request has it; correct the key, the operator or the value of the condition',
  );
});

describe('a role that a Deny exempts', () => {
  const exempting = (arn: string, more: object = { StringNotEquals: OF_ORGANIZATION.StringEquals }) =>
    findingsOfRule(
      rule,
      repository(
        statement(),
        deny({
          ...more,
          ArnNotLike: { 'aws:PrincipalArn': arn },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        }),
      ),
    ).map(({ text }) => text.split('. ')[0]);

  test('is reported if any account may have a role of the name', () => {
    expect(exempting('arn:aws:iam::*:role/admin')).toEqual([
      'statement 2 exempts "arn:aws:iam::*:role/admin", a name that a role of any account may have',
    ]);
  });

  test('is not reported if it is of an account, of a service, or if the Deny is for the organization alone', () => {
    expect(exempting(`arn:aws:iam::${OTHER}:role/admin`)).toEqual([]);
    expect(exempting('arn:aws:iam::*:role/aws-service-role/*')).toEqual([]);
    expect(exempting('arn:aws:iam::*:role/admin', OF_ORGANIZATION)).toEqual([]);
    expect(exempting('arn:aws:iam::*:role/admin', {})).toEqual([]);
  });
});
