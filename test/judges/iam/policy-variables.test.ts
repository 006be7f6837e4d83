import type { AccessRequest, PolicyDocument } from './access-request';
import { describeDecisions } from './decisions';
import { Openness, opennessOf } from '../../../src/ecr/policy/open-statement';

const OWNER = '111111111111';
const STRANGER = '333333333333';
const ORGANIZATION = 'o-a1b2c3d4e5';
const OTHER_ORGANIZATION = 'o-z9y8x7w6v5';
const EVERYTHING: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }],
};

type Condition = Record<string, Record<string, string>>;

const equals = (key: string, value: string, operator = 'StringEquals'): Condition => ({ [operator]: { [key]: value } });

/** A repository policy that lets everybody pull who meets a condition. */
function policiesWith(Condition: Condition, Action = 'ecr:BatchGetImage'): PolicyDocument[] {
  return [{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action, Condition }] }];
}

/** A role of another account and organization pulls. */
function stranger(condition: Condition, action?: string): AccessRequest {
  return {
    caller: { kind: 'role', account: STRANGER, name: 'ci', organizationId: OTHER_ORGANIZATION },
    action: 'ecr:BatchGetImage',
    resource: `arn:aws:ecr:eu-west-1:${OWNER}:repository/team/api`,
    identityPolicies: [EVERYTHING],
    resourcePolicies: policiesWith(condition, action),
    context: { 'aws:ResourceOrgID': ORGANIZATION },
  };
}

const ACCOUNT = 'aws:PrincipalAccount';
const ORG = 'aws:PrincipalOrgID';
const ofResourceAccount = equals(ACCOUNT, '${aws:ResourceAccount}');
const ofResourceOrganization = equals(ORG, '${aws:ResourceOrgID}');
// The simulator splits an ARN before it replaces variables under ArnLike.
const roleOf = (account: string) => equals('aws:PrincipalArn', `arn:aws:iam::${account}:role/ci`, 'StringLike');

/** Conditions that any caller meets, and one that differs in its value and limits. */
const PAIRS: [open: Condition, limited: Condition][] = [
  [equals(ACCOUNT, '${aws:PrincipalAccount}'), ofResourceAccount],
  [equals(ACCOUNT, "${aws:PrincipalAccount, '111122223333'}"), equals(ACCOUNT, "${aws:ResourceAccount, '0'}")],
  [equals('AWS:principalACCOUNT', '${AWS:PRINCIPALACCOUNT}'), equals('AWS:principalACCOUNT', '${AWS:RESOURCEACCOUNT}')],
  [equals(ORG, '${aws:PrincipalOrgID}'), ofResourceOrganization],
  [equals('aws:userid', '${aws:userid}'), equals('aws:userid', 'AROAANOTHERROLEID:session')],
  [roleOf('${aws:PrincipalAccount}'), roleOf('${aws:ResourceAccount}')],
  [equals(ACCOUNT, '*', 'StringLike'), equals(ACCOUNT, '*')],
  [equals(ACCOUNT, '*', 'StringLike'), equals(ACCOUNT, '${*}', 'StringLike')],
  [equals('aws:PrincipalArn', 'arn:aws:iam::*:role/ci', 'ArnEquals'), roleOf(OWNER)],
];

/** A role whose path holds the account of others, which IAM accepts. */
const LOOKALIKE = 'x:iam::111111111111:role/ci';

describeDecisions('a wildcard before the account in the ARN of a principal', [
  ...[
    ['*:111111111111:*', 'arn:aws:iam::111111111111:*'],
    ['arn:*:iam::111111111111:role/ci', 'arn:aws:iam::111111111111:role/ci'],
    ['arn:aws:iam:*111111111111:role/ci', 'arn:aws:iam::111111111111:role/ci'],
  ].map(([open, limited]) => ({
    name: `a stranger with a role of the path ${LOOKALIKE} pulls under StringLike ${open}`,
    allow: {
      ...stranger(equals('aws:PrincipalArn', open, 'StringLike')),
      caller: { kind: 'role' as const, account: STRANGER, name: LOOKALIKE, organizationId: OTHER_ORGANIZATION },
    },
    denyWhen: [
      {
        when: `the pattern is ${limited}`,
        change: { resourcePolicies: policiesWith(equals('aws:PrincipalArn', limited, 'StringLike')) },
      },
      { when: 'its path has no account of others', change: { caller: { name: 'ci' } } },
    ],
  })),
]);

describeDecisions('a policy variable in the policy of a repository', [
  ...PAIRS.map(([open, limited]) => ({
    name: `a stranger pulls with ${JSON.stringify(open)}`,
    allow: stranger(open),
    denyWhen: [
      {
        when: `the condition is ${JSON.stringify(limited)}`,
        change: { resourcePolicies: policiesWith(limited) },
      },
    ],
  })),
  {
    name: 'a member of the organization of the resource pulls',
    allow: {
      ...stranger(ofResourceOrganization),
      caller: { kind: 'role', account: STRANGER, name: 'ci', organizationId: ORGANIZATION },
    },
    denyWhen: [
      { when: 'it is in another organization', change: { caller: { organizationId: OTHER_ORGANIZATION } } },
      {
        when: 'the resource is in another organization',
        change: { context: { 'aws:ResourceOrgID': OTHER_ORGANIZATION } },
      },
    ],
  },
  {
    name: 'a role of the account of the resource pulls',
    allow: {
      ...stranger(ofResourceAccount),
      caller: { kind: 'role', account: OWNER, name: 'ci' },
      identityPolicies: [],
    },
    denyWhen: [
      { when: 'the policy is for an organization', change: { resourcePolicies: policiesWith(ofResourceOrganization) } },
    ],
  },
  {
    name: 'an action in another case is the same action',
    allow: stranger(equals(ACCOUNT, '${aws:PrincipalAccount}'), 'ECR:batchGETimage'),
    denyWhen: [{ when: 'it is another action', change: { action: 'ecr:PutImage' } }],
  },
]);

test.each(PAIRS)('%j is open and %j is limited, as in the simulation', (open, limited) => {
  const opennessWith = (Condition: Condition) => opennessOf({ Effect: 'Allow', Principal: '*', Condition });
  expect([opennessWith(open), opennessWith(limited)]).toEqual([Openness.OPEN, Openness.CONDITIONED]);
});
