import { Aws, Fn } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import { OTHER, override, policy, repository, statement, template, templateOf } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import type { Build } from '../../../checks/support';
import { testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.POLICY_FORM;
const withText =
  (repositoryPolicyText: unknown): Build =>
  (stack) => {
    new ecr.CfnRepository(stack, 'Bad').addPropertyOverride('RepositoryPolicyText', repositoryPolicyText);
  };
/** A policy of so many characters. */
const long = (length: number): Build => {
  const padded = (count: number) => policy(statement({ Sid: 'x'.repeat(count) }));
  return withText(padded(length - JSON.stringify(padded(0)).length));
};

testRuleTable({
  rule,
  l1: repository(statement({ Effect: 'allow' })),
  l2: (stack) => {
    const bad = new ecr.Repository(stack, 'Bad');
    for (let i = 0; i < 300; i++) bad.grantPull(new iam.AccountPrincipal(String(100000000000 + i)));
  },
  override: override(statement({ Principal: undefined })),
  passes: template(statement()),
});

test('reports what is wrong with a policy', () => {
  const found = [
    ...textsOf(rule, withText('{ "Version": "2012-10-17", Statement: [{ "Effect": "Allow", "Principal": "*" }] }')),
    ...textsOf(rule, withText('"text"')),
    ...textsOf(rule, withText(7)),
    ...textsOf(rule, withText({ Version: '2012-10-17' })),
    ...textsOf(rule, withText(policy())),
    ...textsOf(rule, withText({ ...policy(statement()), Version: '2012-10-18' })),
    ...textsOf(rule, long(10_241)),
    ...textsOf(rule, (stack) => templateOf(stack, '{}').addPropertyOverride('RepositoryPolicy', policy(statement()))),
    ...textsOf(rule, (stack) =>
      new ecr.CfnRegistryPolicy(stack, 'Bad', { policyText: {} }).addPropertyDeletionOverride('PolicyText'),
    ),
  ];
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "the policy is a text that is no JSON: { "Version": "2012-10-17", Statement: [{ "Effect": "Allow", …
    the policy is text and no object
    the policy is 7 and no object
    the policy has no Statement
    the list of statements is empty
    Version is 2012-10-18 but must be 2012-10-17 or 2008-10-17
    the policy has 10241 characters, but Amazon ECR allows at most 10240
    RepositoryPolicy is an object but must be a string in a creation template
    it has no PolicyText"
  `);
});

test('reports what is wrong with a statement', () => {
  const statements = [
    null,
    statement({ Actions: 'ecr:PutImage' }),
    statement({ Effect: undefined, Sid: 'NoEffect' }),
    statement({ Effect: 'allow' }),
    statement({ Principal: undefined }),
    statement({ NotPrincipal: '*' }),
    statement({ Principal: OTHER }),
    statement({ Principal: { aws: OTHER } }),
    statement({ Principal: { AWS: [] } }),
    statement({ Principal: { AWS: 12345678901 } }),
    statement({ Principal: { AWS: { a: 1 } } }),
    statement({ Principal: { AWS: 'arn:aws:iam::12345678901:root' } }),
    statement({ Principal: { AWS: `arn:aws:iam::${OTHER}:role/*` } }),
    statement({ Principal: { AWS: `arn:aws:iam::${OTHER}:group/developers` } }),
    statement({ Principal: { AWS: `arn:aws:s3:::bucket` } }),
    statement({ Principal: { AWS: 'arn:aws:iam::*:root' }, Effect: 'Deny' }),
    statement({ Principal: { AWS: 'lambda.amazonaws.com' } }),
    statement({ Principal: { Service: 'lambda' } }),
    statement({ Action: undefined }),
    statement({ Action: [] }),
    statement({ Action: [1] }),
    statement({ NotAction: 'ecr:PutImage' }),
    statement({ Condition: 'x' }),
    statement({ Condition: { StringEqual: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } }),
    statement({ Condition: { StringEquals: 'x' } }),
    statement({ Principal: { Service: 'ecs-tasks.amazonaws.com' } }),
    statement({ Principal: { AWS: 'AROAEXAMPLE1234567890' } }),
    statement({ Principal: { AWS: 'arn:aws-cn:iam::444455556666:root' } }),
  ];
  const texts = textsOf(rule, withText(JSON.stringify(policy(...statements))));
  expect(texts).toHaveLength(statements.length);
  expect(texts.join('\n')).toMatchInlineSnapshot(`
    "statement 1 is null and no object
    statement 2 has an element Actions, which policies do not have
    statement NoEffect has no Effect
    statement 4 has the Effect "allow", which is neither "Allow" nor "Deny"
    statement 5 has no Principal
    statement 6 has Principal and NotPrincipal
    statement 7 has the Principal "222222222222"; only "*" stands without its kind, such as AWS
    statement 8 has a Principal of the kind aws; there are only AWS, Service, Federated, CanonicalUser
    statement 9 has a Principal that names nobody
    statement 10 has the principal 12345678901, which is no account id of 12 digits
    statement 11 has the principal {"a":1}, which is no text
    statement 12 has the principal "arn:aws:iam::12345678901:root", whose account is no id of 12 digits
    statement 13 has the principal "arn:aws:iam::222222222222:role/*", which is a pattern, but principals must be named in full
    statement 14 has the principal "arn:aws:iam::222222222222:group/developers", which is a group, and groups are no principals
    statement 15 has the principal "arn:aws:s3:::bucket", which is no principal of IAM or STS
    statement 16 has the principal "arn:aws:iam::*:root", whose account is a pattern, but principals must be named in full
    statement 17 has the principal "lambda.amazonaws.com", which is a service: its kind is Service
    statement 18 has the principal "lambda", which is no service: they are named like lambda.amazonaws.com
    statement 19 has no Action
    statement 20 has no Action
    statement 21 has the action 1, which is no text
    statement 22 has Action and NotAction
    statement 23 has the Condition "x", which is no object
    statement 24 has the operator StringEqual, which does not exist
    statement 25 has no key for the operator StringEquals
    statement 26 has the principal "ecs-tasks.amazonaws.com", which never calls Amazon ECR itself: name the role that it assumes
    statement 27 has the principal "AROAEXAMPLE1234567890", which is the id of a role or user, as IAM writes it after the principal was deleted
    statement 28 has the principal "arn:aws-cn:iam::444455556666:root", which is of another partition than eu-west-1"
  `);
});

test.each<[string, Build]>([
  ['a policy that is a text', withText(JSON.stringify(policy(statement())))],
  ['one statement without a list', withText({ Statement: statement() })],
  ['the older version of the policy language', withText({ ...policy(statement()), Version: '2008-10-17' })],
  ['a policy known at deployment', withText(Fn.importValue('Policy'))],
  ['a statement known at deployment', repository({ 'Fn::If': ['A', statement(), { Ref: 'AWS::NoValue' }] })],
  ['a text with a part known only at deployment', withText(Fn.sub('{"Statement":[${Statement}]}'))],
  ['a policy of the greatest length', long(10_240)],
  [
    'a pattern for all accounts, which another rule reports',
    repository(statement({ Principal: { AWS: 'arn:aws:iam::*:root' } })),
  ],
  ['an empty policy of a creation template', (stack) => templateOf(stack, '')],
])('does not report %s', (_, build) => {
  expect(textsOf(rule, build)).toEqual([]);
});

test.each([
  [{ Federated: `arn:aws:iam::${OTHER}:oidc-provider/gitlab.com` }, 'only the trust policy of a role can name it'],
  [{ AWS: '2222-2222-2222' }, 'which is neither an account id nor an ARN'],
  [{ AWS: 'ci' }, 'which is neither an account id nor an ARN'],
  [{ AWS: 'AIDAEXAMPLE1234567890' }, 'as IAM writes it after the principal was deleted'],
  [{ Service: 'ecs-tasks.us-east-1.amazonaws.com' }, 'which never calls Amazon ECR itself'],
])('reports the principal %j', (Principal, why) => {
  const [text, ...others] = textsOf(rule, repository(statement({ Principal })));
  expect(others).toEqual([]);
  expect(text).toContain(why);
});

test('reports principals that IAM does not have, also under a partition that the deployment knows', () => {
  const principals = [
    `arn:aws:iam::${OTHER}:instance-profile/node`,
    `arn:aws:iam::${OTHER}:oidc-provider/gitlab.com`,
    `arn:aws:iam::${OTHER}:policy/Dev`,
    `arn:aws:iam::${OTHER}:Root`,
    `arn:aws:sts::${OTHER}:assumed-role/ci`,
    `arn:aws:iam:eu-west-1:${OTHER}:root`,
    Fn.join('', ['arn:', Aws.PARTITION, `:iam::${OTHER}:role/*`]),
    Fn.sub('arn:${AWS::Partition}:iam::44445555666:root'),
    Fn.sub(`arn:\${AWS::Partition}:iam::${OTHER}:group/devs`),
    Fn.sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:user/*'),
    Fn.sub('arn:${AWS::Partition}:s3:::bucket'),
  ];
  const texts = textsOf(rule, repository(...principals.map((AWS) => statement({ Principal: { AWS } }))));
  expect(texts.join('\n')).toMatchInlineSnapshot(`
    "statement 1 has the principal "arn:aws:iam::222222222222:instance-profile/node", which is an instance profile, and instance profiles are no principals
    statement 2 has the principal "arn:aws:iam::222222222222:oidc-provider/gitlab.com", which is an identity provider, and identity providers are no principals
    statement 3 has the principal "arn:aws:iam::222222222222:policy/Dev", which is a policy, and policies are no principals
    statement 4 has the principal "arn:aws:iam::222222222222:Root", which names no principal: an ARN of IAM ends in "root", "role/…" or "user/…"
    statement 5 has the principal "arn:aws:sts::222222222222:assumed-role/ci", which names no principal: an ARN of STS ends in "assumed-role/…/…" or "federated-user/…"
    statement 6 has the principal "arn:aws:iam:eu-west-1:222222222222:root", which has a region, but ARNs of principals have none
    statement 7 has the principal "arn:\${AWS::Partition}:iam::222222222222:role/*", which is a pattern, but principals must be named in full
    statement 8 has the principal "arn:\${AWS::Partition}:iam::44445555666:root", whose account is no id of 12 digits
    statement 9 has the principal "arn:\${AWS::Partition}:iam::222222222222:group/devs", which is a group, and groups are no principals
    statement 10 has the principal "arn:\${AWS::Partition}:iam::111122223333:user/*", which is a pattern, but principals must be named in full
    statement 11 has the principal "arn:\${AWS::Partition}:s3:::bucket", which is no principal of IAM or STS"
  `);
});

test.each([
  'arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
  `arn:\${AWS::Partition}:sts::${OTHER}:assumed-role/ci/x`,
])('does not report the principal %s', (arn) => {
  expect(textsOf(rule, repository(statement({ Principal: { AWS: Fn.sub(arn) } })))).toEqual([]);
});

test('reports a service that never calls, also under the domain of the deployment', () => {
  const Service = Fn.join('.', ['ecs-tasks', Aws.URL_SUFFIX]);
  expect(textsOf(rule, repository(statement({ Principal: { Service } })))).toEqual([
    'statement 1 has the principal "ecs-tasks.${AWS::URLSuffix}", which never calls Amazon ECR itself: name the role that it assumes',
  ]);
});

test('reports values of conditions that are no texts, in policies of repositories and of identities', () => {
  const Condition = { StringEquals: { 'aws:PrincipalTag/team': null } };
  const text = 'statement 1 has null for the key aws:PrincipalTag/team, which is no text';
  expect(textsOf(rule, withText(JSON.stringify(policy(statement({ Condition })))))).toEqual([text]);
  const allow = { Effect: 'Allow', Action: 'ecr:BatchGetImage', Resource: '*', Condition };
  const managed: Build = (stack) => {
    const bad = new iam.CfnManagedPolicy(stack, 'Bad', { policyDocument: {} });
    bad.addPropertyOverride('PolicyDocument', policy(allow));
  };
  expect(textsOf(rule, managed)).toEqual([text]);
});
