import * as iam from 'aws-cdk-lib/aws-iam';
import { l2, OTHER, override, publicRepository, registryPolicy, repository, statement, template } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, REGION, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.POLICY_RESOURCES;
const bad = statement({ Resource: '*' });

testRuleTable({
  rule,
  l1: repository(bad),
  l2: l2({ actions: ['ecr:BatchGetImage'], principals: [new iam.AccountPrincipal(OTHER)], resources: ['*'] }),
  override: override(bad),
  passes: repository(statement()),
});

test('reports a resource in a repository policy, and a missing or foreign one in a registry policy', () => {
  const found = [
    ...textsOf(rule, repository(bad)),
    ...textsOf(rule, template(statement({ NotResource: 'arn:aws:ecr:*:*:repository/a' }))),
    ...textsOf(rule, registryPolicy(statement())),
    ...textsOf(
      rule,
      registryPolicy(
        statement({
          Resource: [`arn:aws:ecr-public::${ACCOUNT}:repository/a`, `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/b`],
        }),
      ),
    ),
    ...textsOf(rule, registryPolicy(statement({ Resource: 'team/*' }))),
  ];
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "statement 1 has a Resource (*), but Amazon ECR may refuse a repository policy with one
    statement 1 has a NotResource (arn:aws:ecr:*:*:repository/a), but Amazon ECR may refuse a repository policy with one
    statement 1 has no Resource, but Amazon ECR refuses a registry policy without one
    statement 1 is about arn:aws:ecr-public::111122223333:repository/a, arn:aws:ecr:us-east-1:111122223333:repository/b, which is no repository of this registry, so it has no effect
    statement 1 is about team/*, which is no repository of this registry, so it has no effect"
  `);
});

test('reports a resource in the policy of a public repository', () => {
  expect(textsOf(rule, publicRepository(bad))).toHaveLength(1);
});

test.each([
  '*',
  `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/*`,
  'arn:aws:ecr:*:*:repository/*',
  { 'Fn::Sub': 'arn:${AWS::Partition}:ecr:${AWS::Region}:${AWS::AccountId}:repository/*' },
  { 'Fn::ImportValue': 'Repositories' },
])('does not report %j in the policy of a registry', (Resource) => {
  expect(textsOf(rule, registryPolicy(statement({ Resource })))).toEqual([]);
});
