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

test.each([
  ['sagemaker.amazonaws.com', 'ecr:*'],
  ['omics.amazonaws.com', ['ecr:BatchGetImage', 'ecr:PutImage']],
  ['imagebuilder.amazonaws.com', 'ecr:Put*'],
  ['bedrock-agentcore.amazonaws.com', 'ecr:BatchDeleteImage'],
  ['lambda.eu-west-1.amazonaws.com', 'ecr:BatchGetImage'],
  ['Lambda.amazonaws.com', 'ecr:BatchGetImage'],
])('reports %s with %j and no source', (Service, Action) => {
  const found = textsOf(rule, repository(statement({ Principal: { Service }, Action })));
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`admits ${Service.toLowerCase()} for any source`);
  const source = { StringEquals: { 'aws:SourceAccount': OTHER } };
  expect(textsOf(rule, repository(statement({ Principal: { Service }, Action, Condition: source })))).toEqual([]);
});

test.each(['omics.amazonaws.com', 'sagemaker.amazonaws.com'])(
  'does not report that %s reads without a source',
  (name) => {
    const Action = [
      'ecr:BatchGetImage',
      'ecr:GetDownloadUrlForLayer',
      'ecr:BatchCheckLayerAvailability',
      'ecr:Describe*',
    ];
    expect(textsOf(rule, repository(statement({ Principal: { Service: name }, Action })))).toEqual([]);
  },
);

test('reports an ARN that the service never sends', () => {
  const codebuild = { Service: 'codebuild.amazonaws.com' };
  const from = (Principal: object, ...arns: string[]) =>
    repository(statement({ Principal, Condition: { ArnLike: { 'aws:SourceArn': arns } } }));
  const found = [
    from(lambda, `arn:aws:lambda:eu-west-1:${OTHER}:layer:x`),
    from(lambda, `arn:aws:lambda:eu-west-1:${OTHER}:api`),
    from(lambda, `arn:aws:codebuild:eu-west-1:${OTHER}:project/x`),
    from(lambda, `arn:aws:lambda:us-east-1:${OTHER}:function:*`),
    from(codebuild, `arn:aws:codebuild:*:${OTHER}:api`),
    from(codebuild, `arn:aws:codebuild:*:${OTHER}:build/*`),
  ].map((build) => textsOf(rule, build).map((text) => text.split('. ')[0]));
  expect(found.map((texts) => texts.join(' and ')).join('\n')).toMatchInlineSnapshot(`
    "statement 1 requires aws:SourceArn arn:aws:lambda:eu-west-1:222222222222:layer:x of lambda.amazonaws.com, which sends arn:…:lambda:…:function:…, so the service is refused
    statement 1 requires aws:SourceArn arn:aws:lambda:eu-west-1:222222222222:api of lambda.amazonaws.com, which sends arn:…:lambda:…:function:…, so the service is refused
    statement 1 requires aws:SourceArn arn:aws:codebuild:eu-west-1:222222222222:project/x of lambda.amazonaws.com, which sends arn:…:lambda:…:function:…, so the service is refused
    statement 1 requires aws:SourceArn arn:aws:lambda:us-east-1:222222222222:function:* of lambda.amazonaws.com, which uses images of its own region only, so the service is refused
    statement 1 requires aws:SourceArn arn:aws:codebuild:*:222222222222:api of codebuild.amazonaws.com, which sends arn:…:codebuild:…:project/…, so the service is refused
    statement 1 requires aws:SourceArn arn:aws:codebuild:*:222222222222:build/* of codebuild.amazonaws.com, which sends arn:…:codebuild:…:project/…, so the service is refused"
  `);
  const sound = [
    from(lambda, `arn:aws:lambda:us-east-1:${OTHER}:function:*`, `arn:aws:lambda:eu-*:${OTHER}:function:*`),
    from(lambda, `arn:aws:lambda:*:${OTHER}:*`),
    from(codebuild, `arn:aws:codebuild:us-east-1:${OTHER}:project/api-*`),
  ];
  expect(sound.map((build) => textsOf(rule, build))).toEqual([[], [], []]);
});

test('reports a key of accounts that any service is asked for', () => {
  const conditions = [
    { StringEquals: { 'aws:PrincipalAccount': OTHER } },
    { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/x` } },
    OF_ORGANIZATION,
  ];
  const omics = { Service: 'omics.amazonaws.com' };
  const found = conditions.map((Condition) => textsOf(rule, repository(statement({ Principal: omics, Condition }))));
  expect(found.flat().map((text) => text.split(',')[0])).toEqual([
    'statement 1 requires aws:PrincipalAccount of omics.amazonaws.com',
    'statement 1 requires aws:PrincipalArn of omics.amazonaws.com',
    'statement 1 requires aws:PrincipalOrgID of omics.amazonaws.com',
  ]);
});
