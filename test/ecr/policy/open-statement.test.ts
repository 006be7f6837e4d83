import { Openness, opennessOf } from '../../../src/ecr/policy/open-statement';

const ORG = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };

test.each([
  ['a named principal', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, Openness.CLOSED],
  ['a service', { Principal: { Service: 'lambda.amazonaws.com' } }, Openness.CLOSED],
  ['no principal', {}, Openness.CLOSED],
  ['a token', { Principal: { AWS: { Ref: 'Role' } } }, Openness.CLOSED],
  ['a deny for all', { Effect: 'Deny', Principal: '*' }, Openness.CLOSED],
  ['everybody', { Principal: '*' }, Openness.OPEN],
  ['everybody in AWS', { Principal: { AWS: '*' } }, Openness.OPEN],
  ['everybody beside another', { Principal: { AWS: ['arn:aws:iam::111122223333:root', '*'] } }, Openness.OPEN],
  ['everybody of an organization', { Principal: '*', Condition: ORG }, Openness.CONDITIONED],
  [
    'the key in another case',
    { Principal: '*', Condition: { StringEquals: { 'AWS:principalorgid': 'o-a1b2c3d4e5' } } },
    Openness.CONDITIONED,
  ],
  [
    'everybody of some units',
    { Principal: '*', Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*'] } } },
    Openness.CONDITIONED,
  ],
  [
    'everybody through an endpoint',
    { Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } },
    Openness.CONDITIONED,
  ],
  [
    'a condition that holds without the key',
    { Principal: '*', Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
    Openness.OPEN,
  ],
  [
    'a condition that holds without the key, beside one that asks for the key',
    {
      Principal: '*',
      Condition: {
        StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        Null: { 'AWS:PrincipalOrgID': 'false' },
      },
    },
    Openness.CONDITIONED,
  ],
  [
    'a condition that holds without the key, beside one that asks for another key',
    {
      Principal: '*',
      Condition: {
        StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        Null: { 'aws:PrincipalArn': 'false' },
      },
    },
    Openness.OPEN,
  ],
  [
    'a condition that holds without the key, beside one that asks for its absence',
    {
      Principal: '*',
      Condition: {
        StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        Null: { 'aws:PrincipalOrgID': 'true' },
      },
    },
    Openness.OPEN,
  ],
  [
    'all values of none',
    { Principal: '*', Condition: { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/*'] } } },
    Openness.OPEN,
  ],
  ['any organization', { Principal: '*', Condition: { StringLike: { 'aws:PrincipalOrgID': '*' } } }, Openness.OPEN],
  [
    'one of the values is anything',
    { Principal: '*', Condition: { StringLike: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5', '*'] } } },
    Openness.OPEN,
  ],
  [
    'any id of an organization',
    { Principal: '*', Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' } } },
    Openness.OPEN,
  ],
  [
    'a role of any account',
    { Principal: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/ci' } } },
    Openness.OPEN,
  ],
  [
    'a role of an account',
    { Principal: '*', Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } } },
    Openness.CONDITIONED,
  ],
  [
    'a bucket, whose ARN has no account',
    { Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::bucket/*' } } },
    Openness.CONDITIONED,
  ],
  ['any bucket', { Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } } }, Openness.OPEN],
  ['any account', { Principal: '*', Condition: { StringLike: { 'aws:PrincipalAccount': '1111*' } } }, Openness.OPEN],
  [
    'sessions of a role',
    { Principal: '*', Condition: { StringLike: { 'aws:userid': 'AROAEXAMPLE:*' } } },
    Openness.CONDITIONED,
  ],
  ['an address', { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.7' } } }, Openness.CONDITIONED],
  ...[
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0/1',
    '2000::/3',
    '2a00::/12',
    '203.0.113.0/',
    '203.0.113.0/a',
    ['203.0.113.0/24', '0.0.0.0/0'],
    ['2001:db8::/32', '::/0'],
  ].map((range): [string, object, Openness] => [
    `the addresses ${String(range)}`,
    { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': range } } },
    Openness.OPEN,
  ]),
  ...['203.0.113.0/24', '10.0.0.0/8', '2001:db8::/32', ['203.0.113.0/24', '2001:db8::1']].map(
    (range): [string, object, Openness] => [
      `the addresses ${String(range)}`,
      { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': range } } },
      Openness.CONDITIONED,
    ],
  ),
  [
    'any text for an address',
    { Principal: '*', Condition: { StringLike: { 'aws:SourceIp': '203.*' } } },
    Openness.OPEN,
  ],
  [
    'all addresses but some',
    { Principal: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
    Openness.OPEN,
  ],
  [
    'an address, or a request without one',
    { Principal: '*', Condition: { IpAddressIfExists: { 'aws:SourceIp': '203.0.113.0/24' } } },
    Openness.OPEN,
  ],
  ...['*', 'AROA*', '*:session', '?ROAEXAMPLE', ['AROAEXAMPLE', '*']].map((id): [string, object, Openness] => [
    `the user ${String(id)}`,
    { Principal: '*', Condition: { StringLike: { 'aws:userid': id } } },
    Openness.OPEN,
  ]),
  [
    'all users but one',
    { Principal: '*', Condition: { StringNotLike: { 'aws:userid': 'AROAEXAMPLE:*' } } },
    Openness.OPEN,
  ],
  ['everybody but some', { NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' } }, Openness.OPEN],
  ['all accounts', { Principal: { AWS: 'arn:aws:iam::*:root' } }, Openness.OPEN],
  ['not an organization', { Principal: '*', Condition: { StringNotEquals: ORG.StringEquals } }, Openness.OPEN],
  ['what the caller chooses', { Principal: '*', Condition: { StringEquals: { 'aws:UserAgent': 'x' } } }, Openness.OPEN],
])('a statement for %s is classified by who can meet it', (_, statement, openness) => {
  expect(opennessOf({ Effect: 'Allow', ...statement })).toBe(openness);
});
