import * as iam from 'aws-cdk-lib/aws-iam';
import { l2, OF_ORGANIZATION, OTHER, override, registryPolicy, repository, statement, template } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.SERVICE_SOURCE;
const lambda = { Service: 'lambda.amazonaws.com' };
const fromOther = { StringLike: { 'aws:sourceARN': `arn:aws:lambda:*:${OTHER}:function:*` } };

testRuleTable({
  rule,
  l1: repository(statement({ Principal: lambda })),
  l2: l2({ actions: ['ecr:BatchGetImage'], principals: [new iam.ServicePrincipal('codebuild.amazonaws.com')] }),
  override: override(statement({ Principal: lambda })),
  passes: repository(statement({ Principal: lambda, Condition: fromOther })),
});

test('reports a service without a source in registry policies and creation templates', () => {
  expect(textsOf(rule, registryPolicy(statement({ Principal: lambda, Resource: '*' })))).toHaveLength(1);
  expect(textsOf(rule, template(statement({ Principal: lambda })))).toHaveLength(1);
});

test('reports the missing source of a service, and a condition key that the service does not send', () => {
  const found = findingsOfRule(
    rule,
    repository(
      statement({ Principal: lambda }),
      statement({ Principal: lambda, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:*:function:*' } } }),
      statement({ Principal: { AWS: '*', ...lambda }, Condition: OF_ORGANIZATION }),
      statement({
        Principal: { Service: 'pullthroughcache.ecr.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': OTHER } },
      }),
    ),
  );
  expect(found.map(({ text, fix }) => `${text} => ${fix}`).join('\n')).toMatchInlineSnapshot(`
    "statement 1 admits lambda.amazonaws.com for any source, so resources of any account may do the same through this service. A service acts for all of its customers; only a condition on a key that it sends limits it to your resources => add the condition ArnLike on aws:SourceArn, or StringEquals on aws:SourceAccount, with the account that is meant
    statement 2 admits lambda.amazonaws.com for any aws:SourceArn (arn:aws:lambda:*:*:function:*), so resources of any account may do the same through this service. A service acts for all of its customers; only a condition on a key that it sends limits it to your resources => add the condition ArnLike on aws:SourceArn, or StringEquals on aws:SourceAccount, with the account that is meant
    statement 3 requires aws:PrincipalOrgID of lambda.amazonaws.com, but only principals of accounts have it, so the service is refused. A service acts for all of its customers; only a condition on a key that it sends limits it to your resources => give the service a statement of its own, with ArnLike on aws:SourceArn
    statement 4 requires aws:SourceAccount of pullthroughcache.ecr.amazonaws.com, which is not documented to send it, so the service is refused. A service acts for all of its customers; only a condition on a key that it sends limits it to your resources => leave out the condition"
  `);
});

test.each([
  ['an account', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }],
  [
    'a function of this account',
    { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:${AWS::Partition}:lambda:*:${AWS::AccountId}:function:*' } } },
  ],
  [
    'an organization, a key that AWS does not document for Lambda',
    { StringEquals: { 'aws:SourceOrgID': 'o-a1b2c3d4e5' } },
  ],
  [
    'a key that may be missing, though these services send it',
    { StringEqualsIfExists: { 'aws:SourceAccount': OTHER } },
  ],
])('does not report a condition on %s', (_, Condition) => {
  expect(textsOf(rule, repository(statement({ Principal: lambda, Condition })))).toEqual([]);
});

test('does not report other services, nor a Deny', () => {
  const other = statement({ Principal: { Service: 'ecs-tasks.amazonaws.com' } });
  expect(textsOf(rule, repository(other, statement({ Principal: lambda, Effect: 'Deny' })))).toEqual([]);
});
