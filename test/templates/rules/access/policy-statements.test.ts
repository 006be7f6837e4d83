import * as ecr from 'aws-cdk-lib/aws-ecr';
import { OF_ORGANIZATION, policy, registryPolicy, repository, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, problemsOf, REGION } from '../../../checks/support';
import type { Build } from '../../../checks/support';

const arnOf = (name: string) => `arn:aws:ecr:${REGION}:${ACCOUNT}:${name}`;
const DENY = { Effect: 'Deny', Principal: '*' };
const VARIABLE = { StringEquals: { 'aws:PrincipalTag/team': '${ecr:ResourceTag/team}' } };

const versioned =
  (version: string | undefined, ...statements: unknown[]): Build =>
  (stack) =>
    new ecr.CfnRepository(stack, 'Bad', {
      repositoryPolicyText: { ...policy(...statements), Version: version },
    });

test.each<[string, EcrRule, Build, string]>([
  [
    'two statements with one Sid',
    EcrRule.POLICY_FORM,
    repository(statement({ Sid: 'Pull' }), statement({ Sid: 'Pull', Action: 'ecr:DescribeImages' })),
    'statement 2 has the Sid Pull of statement 1, but it must be unique',
  ],
  [
    'a variable in a policy of the older version',
    EcrRule.POLICY_FORM,
    versioned('2008-10-17', statement({ Condition: VARIABLE })),
    'Version is 2008-10-17, in which ${ecr:ResourceTag/team} is a plain text and no variable',
  ],
  [
    'a variable in a policy without a version, which is the older one',
    EcrRule.POLICY_FORM,
    versioned(undefined, statement({ Condition: VARIABLE })),
    'Version is not set, in which ${ecr:ResourceTag/team} is a plain text and no variable',
  ],
  [
    'a statement whose actions a Deny takes from everybody',
    EcrRule.POLICY_ACTIONS,
    repository(statement(), { ...DENY, Action: 'ecr:Batch*' }),
    'statement 1 has no effect, because statement 2 denies its actions to everybody',
  ],
  [
    'a registry policy on a name without "repository/"',
    EcrRule.POLICY_RESOURCES,
    registryPolicy(statement({ Sid: 'Copy', Action: 'ecr:ReplicateImage', Resource: arnOf('team/*') })),
    `statement Copy is about ${arnOf('team/*')}, which is no repository of this registry, so it has no effect`,
  ],
  [
    'a registry policy that allows something on all but some repositories',
    EcrRule.POLICY_RESOURCES,
    registryPolicy(statement({ Sid: 'Copy', Action: 'ecr:ReplicateImage', NotResource: arnOf('repository/prod/*') })),
    `statement Copy allows its actions on all but ${arnOf('repository/prod/*')}, also on later repositories`,
  ],
])('reports %s', (_, rule, build, text) => {
  expect(problemsOf(rule, build)).toEqual([expect.stringContaining(text)]);
});

test.each<[string, Build]>([
  ['statements with a Sid each, or none', repository(statement({ Sid: 'A' }), statement({ Sid: 'B' }), statement())],
  ['a variable in a policy of the newer version', repository(statement({ Condition: VARIABLE }))],
  ['an older version without variables', versioned('2008-10-17', statement())],
  ['a Deny of other actions', repository(statement(), { ...DENY, Action: 'ecr:BatchDeleteImage' })],
  [
    'a Deny with a condition',
    repository(statement(), { ...DENY, Action: 'ecr:*', Condition: { StringNotEquals: OF_ORGANIZATION.StringEquals } }),
  ],
  [
    'a Deny of all other actions',
    repository(statement(), { ...DENY, NotAction: ['ecr:BatchGetImage', 'ecr:SetRepositoryPolicy'] }),
  ],
  [
    'a part of what a statement allows',
    repository(statement({ Action: 'ecr:*Image' }), { ...DENY, Action: 'ecr:BatchDeleteImage' }),
  ],
  ...['*', arnOf('*'), arnOf('repository/*'), arnOf('repo*'), arnOf('repository/team/api')].map(
    (resource): [string, Build] => [
      `a registry policy on ${resource}`,
      registryPolicy(statement({ Action: 'ecr:ReplicateImage', Resource: resource })),
    ],
  ),
  [
    'a registry policy that denies something on all but some repositories',
    registryPolicy({
      ...DENY,
      Principal: statement().Principal,
      Action: 'ecr:CreateRepository',
      NotResource: arnOf('repository/team/*'),
    }),
  ],
])('does not report %s', (_, build) => {
  const rules = [EcrRule.POLICY_FORM, EcrRule.POLICY_ACTIONS, EcrRule.POLICY_RESOURCES];
  expect(rules.flatMap((rule) => problemsOf(rule, build))).toEqual([]);
});
