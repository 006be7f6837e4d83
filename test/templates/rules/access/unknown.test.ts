import { App, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { OF_ORGANIZATION, OTHER, policy, repository, rootOf, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { readAssembly } from '../../../../src/templates/assembly';
import type { Problem } from '../../../../src/templates/rule';
import type { RuleParameters } from '../../../../src/templates/rule-parameters';
import { ACCESS_RULES } from '../../../../src/templates/rules/access';
import { TemplateApp } from '../../../../src/templates/template-app';
import type { Build } from '../../../checks/support';
import { stackOf } from '../../../checks/support';

// Unresolved policies are not reported, but the evidence must not call them satisfied.

const PROPS = { allowedAccounts: ['333333333333'], allowedOrganizations: ['o-zzzzzzzzzz'] };

function problemsOf(rule: EcrRule, stack: Stack, props: RuleParameters = {}): Problem[] {
  const app = new TemplateApp(readAssembly((stack.node.root as App).synth().directory));
  const { types, check } = ACCESS_RULES.find(({ id }) => id === rule)!;
  return types.flatMap((type) => app.resourcesOf(type)).flatMap((each) => [...check(each, { app, props })]);
}

function withParameter(statementOf: (value: string) => object): Build {
  return (stack) => repository(statementOf(new CfnParameter(stack, 'Value').valueAsString))(stack);
}

test.each<[string, EcrRule, Build]>([
  ['a principal', EcrRule.OPEN_POLICY, withParameter((value) => statement({ Principal: { AWS: value } }))],
  [
    'an account',
    EcrRule.ALLOWED_PRINCIPALS,
    withParameter((value) => statement({ Principal: { AWS: rootOf(value) } })),
  ],
  [
    'an organization',
    EcrRule.ALLOWED_PRINCIPALS,
    withParameter((value) =>
      statement({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': value } } }),
    ),
  ],
  [
    'everybody who comes through an endpoint',
    EcrRule.ALLOWED_PRINCIPALS,
    repository(statement({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })),
  ],
  [
    'the account of a push',
    EcrRule.ACCOUNT_PUSH,
    withParameter((value) => statement({ Action: 'ecr:PutImage', Principal: { AWS: rootOf(value) } })),
  ],
  [
    'a condition',
    EcrRule.FOR_ALL_VALUES,
    repository(statement({ Condition: { 'Fn::If': ['A', OF_ORGANIZATION, {}] } })),
  ],
  [
    'the policy',
    EcrRule.POLICY_ACTIONS,
    (stack) => void new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText: Fn.importValue('Policy') }),
  ],
  ['parts of the policy', EcrRule.POLICY_FORM, withParameter((value) => statement({ Action: value }))],
  ['a statement that is refused', EcrRule.OPEN_POLICY, repository(statement({ Principal: '*', Effect: 'allow' }))],
])('%s leaves the finding unresolved', (_, rule, build) => {
  const problems = problemsOf(rule, stackOf(build), PROPS);
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.every(({ unresolved }) => unresolved)).toBe(true);
});

test('another account leaves the finding unresolved if the stack has no environment, as it may be its own account', () => {
  const problemsOfAgnostic = (rule: EcrRule, account: unknown) => {
    const stack = new Stack(new App(), 'Stack');
    const repositoryPolicyText = policy(statement({ Action: 'ecr:PutImage', Principal: { AWS: account } }));
    new ecr.CfnRepository(stack, 'Bad', { repositoryPolicyText });
    return problemsOf(rule, stack, PROPS).map(({ unresolved }) => unresolved);
  };
  for (const rule of [EcrRule.ACCOUNT_PUSH, EcrRule.ALLOWED_PRINCIPALS]) {
    expect(problemsOfAgnostic(rule, OTHER)).toEqual([true]);
    expect(problemsOfAgnostic(rule, { Ref: 'AWS::AccountId' })).toEqual([]);
  }
});
