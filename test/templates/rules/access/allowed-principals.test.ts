import { CfnParameter } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { l2, OF_ORGANIZATION, ORGANIZATION, OTHER, override, policy, repository, rootOf, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ALLOWED_PRINCIPALS } from '../../../../src/templates/rules/access/allowed-principals';
import { TemplateApp } from '../../../../src/templates/template-app';
import type { Build } from '../../../checks/support';
import { ACCOUNT, testRuleTable, textsOf } from '../../../checks/support';
import { template } from '../../../ecr/decisions/decision-case';

const rule = EcrRule.ALLOWED_PRINCIPALS;
const props = { allowedAccounts: ['333333333333'], allowedOrganizations: ['o-zzzzzzzzzz'] };

testRuleTable({
  rule,
  props,
  l1: repository(statement()),
  l2: l2({ actions: ['ecr:BatchGetImage'], principals: [new iam.AccountPrincipal(OTHER)] }),
  override: override(statement()),
  passes: repository(statement({ Principal: { AWS: rootOf('333333333333') } })),
});

test('reports the accounts and organizations that are not allowed, in any form', () => {
  expect(
    textsOf(
      rule,
      repository(
        statement({ Principal: { AWS: [OTHER, 'arn:aws:iam::444444444444:role/ci'] } }),
        statement({ Principal: '*', Condition: OF_ORGANIZATION }),
        statement({
          Principal: '*',
          Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${ORGANIZATION}/*`, 'o-zzzzzzzzzz/*'] } },
        }),
        statement({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': [OTHER, ACCOUNT] } } }),
        statement({
          Principal: { Service: 'lambda.amazonaws.com' },
          Condition: { StringLike: { 'aws:SourceArn': `arn:aws:lambda:*:${OTHER}:function:*` } },
        }),
        statement({
          Principal: { Service: 'codebuild.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': OTHER } },
        }),
      ),
      props,
    ).join('\n'),
  ).toMatchInlineSnapshot(`
   "statement 1 admits accounts that are not among those allowed: 222222222222, 444444444444
   statement 2 admits organizations that are not among those allowed: o-a1b2c3d4e5
   statement 3 admits organizations that are not among those allowed: o-a1b2c3d4e5
   statement 4 admits accounts that are not among those allowed: 222222222222
   statement 5 admits accounts that are not among those allowed: 222222222222
   statement 6 admits accounts that are not among those allowed: 222222222222"
  `);
});

test.each<[string, Build]>([
  [
    'its own account',
    repository(statement({ Principal: { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } } })),
  ],
  [
    'a role of the app',
    (stack) => {
      const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
      repository(statement({ Principal: { AWS: role.roleArn } }))(stack);
    },
  ],
  [
    'an account known only at deployment',
    (stack) => {
      const account = new CfnParameter(stack, 'Account').valueAsString;
      repository(statement({ Principal: { AWS: rootOf(account) } }))(stack);
    },
  ],
  ['a Deny', repository(statement({ Effect: 'Deny' }))],
  ['everybody, which another rule reports', repository(statement({ Principal: '*' }))],
  [
    'a condition that excludes',
    repository(
      statement({
        Principal: { AWS: rootOf('333333333333') },
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': OTHER } },
      }),
    ),
  ],
])('does not report %s', (_, build) => {
  expect(textsOf(rule, build, props)).toEqual([]);
});

test('does not report accounts or organizations unless there is a list of allowed ones for that kind', () => {
  const build = repository(statement(), statement({ Principal: '*', Condition: OF_ORGANIZATION }));
  expect(textsOf(rule, build)).toEqual([]);
  expect(textsOf(rule, build, { allowedAccounts: [OTHER] })).toEqual([]);
  expect(textsOf(rule, build, { allowedOrganizations: [ORGANIZATION] })).toEqual([]);
});

test.each<[string, object]>([
  ['the id of a role', { AWS: 'AROAEXAMPLEID12345678' }],
  ['the id of a user', { AWS: ['333333333333', 'AIDAEXAMPLEID12345678'] }],
  ['a canonical user', { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }],
])('does not call %s satisfied, because it does not tell an account', (_, principal) => {
  const resources = {
    Bad: ['AWS::ECR::Repository', { RepositoryPolicyText: policy(statement({ Principal: principal })) }],
  } as const;
  const app = TemplateApp.fromTemplates([template(resources)]);
  const [bad] = app.resourcesOf('AWS::ECR::Repository');
  const found = [...ALLOWED_PRINCIPALS.check(bad, { app, props })];
  expect(found).toEqual([
    expect.objectContaining({ unresolved: true, text: expect.stringMatching(/does not tell its account|is refused/) }),
  ]);
});
