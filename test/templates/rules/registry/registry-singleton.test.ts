import { App, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { cache, NO_L2, stackBeside, template } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { findingsOf, override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REGISTRY_SINGLETON;

const scanning = (stack: Stack, id: string) =>
  new ecr.CfnRegistryScanningConfiguration(stack, id, { scanType: 'BASIC', rules: [] });

testRuleTable({
  rule,
  l1: (stack) => {
    scanning(stack, 'ASetting');
    scanning(stack, 'Bad');
  },
  l2: NO_L2,
  override: (stack) => {
    template(stack, 'ATemplate', 'team', 'REPLICATION');
    override(template(stack, 'Bad', 'other', 'REPLICATION'), { Prefix: 'team/' });
  },
  passes: (stack) => {
    scanning(stack, 'Good');
    scanning(stackBeside(stack), 'Good');
    template(stack, 'Team', 'team', 'REPLICATION');
    template(stack, 'Root', 'ROOT', 'REPLICATION');
  },
});

test('reports each further resource and names the first one, in the order of the paths', () => {
  expect(
    problemsOf(rule, (stack) => {
      scanning(stack, 'C');
      scanning(stack, 'B');
      scanning(new Stack(stack.node.root, 'AStack', { env: { account: stack.account, region: stack.region } }), 'D');
    }),
  ).toMatchInlineSnapshot(`
    [
      "Properties: AStack/D sets the same setting, but an account has only one in each region",
      "Properties: AStack/D sets the same setting, but an account has only one in each region",
    ]
  `);
});

test.each([
  ['AWS::ECR::RegistryPolicy', (stack: Stack, id: string) => new ecr.CfnRegistryPolicy(stack, id, { policyText: {} })],
  [
    'AWS::ECR::ReplicationConfiguration',
    (stack: Stack, id: string) =>
      new ecr.CfnReplicationConfiguration(stack, id, { replicationConfiguration: { rules: [] } }),
  ],
  [
    'AWS::ECR::SigningConfiguration',
    (stack: Stack, id: string) => new ecr.CfnSigningConfiguration(stack, id, { rules: [] }),
  ],
])('reports a second %s', (_, create) => {
  expect(
    problemsOf(rule, (stack) => {
      create(stack, 'One');
      create(stack, 'Two');
    }),
  ).toHaveLength(1);
});

test('reports two caches with the same prefix', () => {
  expect(
    problemsOf(rule, (stack) => {
      cache(stack, 'One');
      cache(stack, 'Two', { ecrRepositoryPrefix: 'quay/' });
    }),
  ).toMatchInlineSnapshot(`
    [
      "Properties/EcrRepositoryPrefix: Stack/One has the prefix quay/ as well, in the same account and region",
    ]
  `);
});

test('does not report resources whose conditions exclude each other, unresolved prefixes or unresolved environments', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  const other = new Stack(app, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } });
  const prefix = new CfnParameter(stack, 'Prefix');
  const condition = new CfnCondition(stack, 'Enhanced', { expression: Fn.conditionEquals(prefix, 'team') });
  scanning(stack, 'Otherwise').cfnOptions.condition = condition;
  const not = new CfnCondition(stack, 'NotEnhanced', { expression: Fn.conditionNot(condition) });
  scanning(stack, 'Sometimes').cfnOptions.condition = not;
  scanning(other, 'Elsewhere');
  template(stack, 'One', prefix.valueAsString, 'REPLICATION');
  template(stack, 'Two', prefix.valueAsString, 'REPLICATION');
  expect(findingsOf(stack).filter((found) => found.rule === rule)).toEqual([]);
});

test('reports two settings with the same condition', () => {
  expect(
    problemsOf(rule, (stack) => {
      const prefix = new CfnParameter(stack, 'Prefix');
      const condition = new CfnCondition(stack, 'Enhanced', { expression: Fn.conditionEquals(prefix, 'team') });
      for (const id of ['One', 'Two']) scanning(stack, id).cfnOptions.condition = condition;
    }),
  ).toEqual(['Properties: Stack/One sets the same setting, but an account has only one in each region']);
});

test('reports two settings with the same condition beside one that excludes them', () => {
  expect(
    problemsOf(rule, (stack) => {
      const prefix = new CfnParameter(stack, 'Prefix');
      const condition = new CfnCondition(stack, 'Enhanced', { expression: Fn.conditionEquals(prefix, 'team') });
      const not = new CfnCondition(stack, 'NotEnhanced', { expression: Fn.conditionNot(condition) });
      scanning(stack, 'A').cfnOptions.condition = not;
      for (const id of ['B', 'C']) scanning(stack, id).cfnOptions.condition = condition;
    }),
  ).toEqual(['Properties: Stack/B sets the same setting, but an account has only one in each region']);
});

test('reports a role that is excluded twice from pull times', () => {
  const exclude = (stack: Stack, id: string, principalArn: string) =>
    new ecr.CfnPullTimeUpdateExclusion(stack, id, { principalArn });
  const arn = 'arn:aws:iam::111122223333:role/scanner';
  expect(
    problemsOf(rule, (stack) => {
      exclude(stack, 'A', arn);
      exclude(stack, 'B', arn);
      exclude(stack, 'C', `${arn}2`);
    }),
  ).toMatchInlineSnapshot(`
    [
      "Properties/PrincipalArn: Stack/A has the principal arn:aws:iam::111122223333:role/scanner as well, in the same account and region",
    ]
  `);
});
