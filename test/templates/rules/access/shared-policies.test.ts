import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { OTHER, policy, rootOf, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, findingsIn, findingsOf, REGION, stackOf } from '../../../checks/support';

const OPEN = policy(statement({ Principal: '*' }));

test('reports each of several repositories with the same policy', () => {
  const found = findingsIn((stack) => {
    for (const id of ['One', 'Two']) new ecr.CfnRepository(stack, id, { repositoryPolicyText: OPEN });
  });
  const open = found.filter(({ rule }) => rule === EcrRule.OPEN_POLICY);
  expect(open.map(({ path }) => path)).toEqual(['Stack/One', 'Stack/Two']);
});

test('judges the same policy anew in another account and for another type of resource', () => {
  const stack = stackOf((each) => {
    const repositoryPolicyText = policy(statement({ Principal: { AWS: rootOf(OTHER) }, Action: 'ecr:PutImage' }));
    new ecr.CfnRepository(each, 'Here', { repositoryPolicyText });
    const there = new Stack(each.node.root, 'There', { env: { account: OTHER, region: REGION } });
    new ecr.CfnRepository(there, 'There', { repositoryPolicyText });
    new ecr.CfnPublicRepository(each, 'Public', { repositoryPolicyText });
  });
  const found = findingsOf(stack).map(({ rule, path }) => [rule, path]);
  expect(found.filter(([rule]) => rule === EcrRule.ACCOUNT_PUSH)).toEqual([[EcrRule.ACCOUNT_PUSH, 'Stack/Here']]);
  expect(found.filter(([rule]) => rule === EcrRule.POLICY_ACTIONS)).toEqual([[EcrRule.POLICY_ACTIONS, 'Stack/Public']]);
});

test('judges the same policy anew with other parameters of the checks', () => {
  const stack = stackOf((each) => new ecr.CfnRepository(each, 'Api', { repositoryPolicyText: policy(statement()) }));
  const found = (...allowedAccounts: string[]) =>
    findingsOf(stack, { allowedAccounts }).filter(({ rule }) => rule === EcrRule.ALLOWED_PRINCIPALS).length;
  expect([found(ACCOUNT), found(OTHER), found(ACCOUNT)]).toEqual([1, 0, 1]);
});
