import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ORGANIZATION, OTHER, registryPolicy, repository, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { findingsOfRule, stackOf, textsOf } from '../../../checks/support';
import { conditionOf, RESOURCE_COMPARISONS, SELF_COMPARISONS } from '../../../support/conditions-for-anybody';
import type { ConditionCase } from '../../../support/conditions-for-anybody';
import { warningsOf } from '../../../support/warnings';

const lambda = { Service: 'lambda.amazonaws.com' };
const toAll = (condition: ConditionCase, changes: object = {}) =>
  statement({ Principal: '*', Condition: conditionOf(condition), ...changes });
const idsOf = (build: Parameters<typeof findingsOfRule>[1]) => textsOf(EcrRule.OPEN_POLICY, build);

function warningsFor(conditions: Record<string, Record<string, string>>): { warnings: string[]; metadata: string } {
  const stack = stackOf(() => undefined);
  const given = new PrivateRepository(stack, 'Api');
  const props = { actions: ['ecr:BatchGetImage'], principals: [new iam.AnyPrincipal()], conditions };
  given.addToResourcePolicy(new iam.PolicyStatement(props));
  const metadata = JSON.stringify(given.node.findAll().map(({ node }) => node.metadata));
  return { warnings: warningsOf(stack).filter((each) => each.includes(EcrRule.OPEN_POLICY)), metadata };
}

test.each(SELF_COMPARISONS)('a policy with %s %s %s is open, for the rule and for the construct', (...condition) => {
  expect(idsOf(repository(toAll(condition)))).toEqual([
    `statement 1 allows ecr:BatchGetImage to everybody, and anybody can meet its condition on ${condition[1]}`,
  ]);
  const { warnings, metadata } = warningsFor(conditionOf(condition));
  expect(warnings).toEqual([expect.stringContaining(`anybody can meet its condition on ${condition[1]}`)]);
  expect(metadata).not.toContain('AwsSolutions-ECR1');
});

test.each(RESOURCE_COMPARISONS)('a policy with %s %s %s is limited, and its text is sound', (...condition) => {
  expect(idsOf(repository(toAll(condition)))).toEqual([]);
  expect(textsOf(EcrRule.ORGANIZATION_PATH, repository(toAll(condition)))).toEqual([]);
  expect(warningsFor(conditionOf(condition)).warnings).toEqual([]);
});

test('a policy variable from Fn::Sub is open, for the rule and for the construct', () => {
  const value = { 'Fn::Sub': '${!aws:PrincipalAccount}' };
  const condition = { StringEquals: { 'aws:PrincipalAccount': value } };
  expect(idsOf(repository(statement({ Principal: '*', Condition: condition })))).toHaveLength(1);
  const { warnings, metadata } = warningsFor({
    StringEquals: { 'aws:PrincipalAccount': Fn.sub('${!aws:PrincipalAccount}') },
  });
  expect(warnings).toHaveLength(1);
  expect(metadata).not.toContain('AwsSolutions-ECR1');
});

test('a pseudo parameter in Fn::Sub limits a policy', () => {
  const condition = { StringEquals: { 'aws:PrincipalAccount': { 'Fn::Sub': '${AWS::AccountId}' } } };
  expect(idsOf(repository(statement({ Principal: '*', Condition: condition })))).toEqual([]);
  const { warnings } = warningsFor({ StringEquals: { 'aws:PrincipalAccount': Fn.sub('${AWS::AccountId}') } });
  expect(warnings).toEqual([]);
});

describe('a Deny beside an open statement', () => {
  const found = (value: string, operator = 'StringNotEqualsIfExists') => {
    const denial = toAll([operator, 'aws:PrincipalOrgID', value], { Effect: 'Deny', Action: 'ecr:*' });
    return idsOf(repository(statement({ Principal: '*' }), denial)).length;
  };

  test('closes it if it excepts an organization, also that of the resource', () => {
    expect(found(ORGANIZATION)).toBe(0);
    expect(found('${aws:ResourceOrgID}')).toBe(0);
  });

  test('leaves it open if it excepts everybody', () => {
    expect(found('${aws:PrincipalOrgID}')).toBe(1);
    expect(found('o-*', 'StringNotLike')).toBe(1);
  });

  test('is not read only in part if it has a key in two cases', () => {
    const keys = { 'aws:PrincipalOrgID': ORGANIZATION, 'AWS:principalorgid': '${aws:PrincipalOrgID}' };
    const denial = statement({ Principal: '*', Effect: 'Deny', Action: 'ecr:*', Condition: { StringNotEquals: keys } });
    expect(idsOf(repository(statement({ Principal: '*' }), denial))).toHaveLength(1);
  });
});

test('a source that a service compares with itself is any source', () => {
  const from = (value: string) =>
    textsOf(
      EcrRule.SERVICE_SOURCE,
      repository(statement({ Principal: lambda, Condition: { ArnLike: { 'aws:SourceArn': value } } })),
    );
  expect(from('${aws:SourceArn}')).toEqual([
    expect.stringContaining('admits lambda.amazonaws.com for any aws:SourceArn (${aws:SourceArn})'),
  ]);
  expect(from('arn:aws:lambda:*:${aws:ResourceAccount}:function:*')).toEqual([]);
});

test('a tag of the caller that is compared with itself does not limit a push of an account', () => {
  const push = (value: string) =>
    textsOf(
      EcrRule.ACCOUNT_PUSH,
      repository(
        statement({ Action: 'ecr:PutImage', Condition: { StringEquals: { 'aws:PrincipalTag/team': value } } }),
      ),
    );
  expect(push('${aws:PrincipalTag/team}')).toEqual([`statement 1 lets everybody in account ${OTHER} push images`]);
  expect(push('platform')).toEqual([]);
  expect(push('${aws:ResourceTag/team}')).toEqual([]);
});

test('a Deny of changes to a registry policy is for all if each caller meets its condition', () => {
  const denial = (value: string) =>
    textsOf(
      EcrRule.REGISTRY_DENY,
      registryPolicy({
        ...toAll(['StringEquals', 'aws:PrincipalAccount', value]),
        Effect: 'Deny',
        Action: 'ECR:putREGISTRYpolicy',
        Resource: '*',
      }),
    ).length;
  expect(denial('${aws:PrincipalAccount}')).toBe(1);
  expect(denial(OTHER)).toBe(0);
});

describe('allowed accounts and organizations', () => {
  const props = { allowedAccounts: ['333333333333'], allowedOrganizations: ['o-zzzzzzzzzz'] };
  const found = (condition: object) =>
    findingsOfRule(
      EcrRule.ALLOWED_PRINCIPALS,
      repository(statement({ Principal: '*', Condition: condition })),
      props,
    ).map(({ text }) => text);

  test('include the account of the resource', () => {
    expect(found({ StringEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } })).toEqual([]);
  });

  test('are not reported for the organization of the resource, whose id is unresolved', () => {
    expect(found({ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } })).toEqual([]);
  });

  test('are compared with the account in an ARN that has variables after it', () => {
    const role = `arn:aws:iam::${OTHER}:role/\${aws:PrincipalTag/team}`;
    expect(found({ ArnLike: { 'aws:PrincipalArn': role } })).toEqual([expect.stringContaining(OTHER)]);
  });
});
