import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { NO_L2, template } from './support';
import { EcrRule, EcrRuleSeverity } from '../../../../src/ecr/ecr-rule';
import { RegistryPolicyStatement } from '../../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../../src/registry/registry';
import {
  ACCOUNT,
  findingsOf,
  findingsOfRule,
  override,
  problemsOf,
  REGION,
  testRuleTable,
} from '../../../checks/support';

const rule = EcrRule.ROOT_CREATE_ON_PUSH;
const USE = 'CREATE_ON_PUSH';

const policy = (stack: Stack, ...statements: object[]) =>
  new ecr.CfnRegistryPolicy(stack, 'Policy', { policyText: { Version: '2012-10-17', Statement: statements } });
const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'ecr:CreateRepository',
  Resource: '*',
  Condition: { StringNotEquals: { 'aws:PrincipalTag/team': 'platform' } },
};

testRuleTable({
  rule,
  l1: (stack) => template(stack, 'Bad', 'ROOT', USE),
  l2: NO_L2,
  override: (stack) => {
    const resource = template(stack, 'Bad', 'team', USE);
    override(resource, { Prefix: 'ROOT' });
  },
  passes: (stack) => {
    const registry = new Registry(stack, 'Good');
    registry.addCreateOnPush('All', { prefix: 'ROOT' });
    registry.addToPolicy(
      RegistryPolicyStatement.allowCreateOnPush({
        principals: [new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/ci`)],
        repositoryPrefixes: ['ROOT'],
      }),
    );
  },
});

test('reports as a warning that no registry policy, or no statement of it, limits who may create repositories', () => {
  const none = (stack: Stack) => template(stack, 'Template', 'ROOT', 'REPLICATION', USE);
  expect(problemsOf(rule, none)).toMatchInlineSnapshot(`
   [
     "Properties/AppliedFor: it is applied for CREATE_ON_PUSH of all names (ROOT), and the app has no registry policy that limits who may create repositories",
   ]
  `);
  expect(findingsOfRule(rule, none)[0].severity).toBe(EcrRuleSeverity.WARNING);
  const other = (stack: Stack) => {
    none(stack);
    policy(stack, { ...DENY, Action: 'ecr:PutImage' });
  };
  expect(problemsOf(rule, other)).toMatchInlineSnapshot(`
   [
     "Properties/AppliedFor: it is applied for CREATE_ON_PUSH of all names (ROOT), and no statement of the registry policy limits who may create repositories",
   ]
  `);
});

test.each([
  ['limited by a Deny', 'ROOT', [USE], DENY],
  ['limited by an Allow', 'ROOT', [USE], { ...DENY, Effect: 'Allow' }],
  ['of a namespace', 'team', [USE], undefined],
  ['for replicas', 'ROOT', ['REPLICATION'], undefined],
])('does not report a template that is %s', (_, prefix, uses, statement) => {
  const problems = problemsOf(rule, (stack) => {
    template(stack, 'Template', prefix, ...uses);
    if (statement) policy(stack, statement);
  });
  expect(problems).toEqual([]);
});

test('does not report prefixes, uses, actions and environments known only at deployment', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  template(stack, 'Prefix', parameter, USE);
  template(stack, 'Use', 'ROOT', parameter);
  template(stack, 'Template', 'ROOT', USE);
  policy(stack, { ...DENY, Action: parameter });
  const other = new Stack(app, 'Other', { env: { account: ACCOUNT, region: 'us-east-1' } });
  template(other, 'Template', 'ROOT', USE);
  policy(new Stack(app, 'Open', { env: { region: 'us-east-1' } }), DENY);
  expect(findingsOf(stack).filter((each) => each.rule === rule)).toEqual([]);
});
