import * as ecr from 'aws-cdk-lib/aws-ecr';
import { OF_ORGANIZATION, OTHER, policy, registryPolicy, rootOf, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.REGISTRY_DENY;
const deny = (changes: object = {}) => ({ Effect: 'Deny', Principal: '*', Action: 'ecr:*', Resource: '*', ...changes });

testRuleTable({
  rule,
  l1: registryPolicy(deny()),
  l2: 'aws-cdk-lib has no L2 for the policy of a registry',
  override: (stack) => {
    const bad = new ecr.CfnRegistryPolicy(stack, 'Bad', { policyText: policy(statement({ Resource: '*' })) });
    bad.addPropertyOverride('PolicyText.Statement.1', deny());
  },
  passes: registryPolicy(deny({ Condition: { StringNotEquals: OF_ORGANIZATION.StringEquals } })),
});

test('reports which changes of the policy nobody could make any more', () => {
  expect(
    textsOf(
      rule,
      registryPolicy(
        deny(),
        deny({ Sid: 'Freeze', Action: ['ecr:PutRegistryPolicy'] }),
        deny({ Action: 'ecr:Delete*' }),
        deny({ Action: undefined, NotAction: 'ecr:BatchGetImage' }),
      ),
    ).join('\n'),
  ).toMatchInlineSnapshot(`
   "statement 1 denies ecr:PutRegistryPolicy and ecr:DeleteRegistryPolicy to everybody, so that nobody could change or delete the policy again
   statement Freeze denies ecr:PutRegistryPolicy to everybody, so that nobody could change the policy again
   statement 3 denies ecr:DeleteRegistryPolicy to everybody, so that nobody could delete the policy again
   statement 4 denies ecr:PutRegistryPolicy and ecr:DeleteRegistryPolicy to everybody, so that nobody could change or delete the policy again"
  `);
});

test.each([
  ['it is for the account itself', { Principal: { AWS: rootOf(ACCOUNT) } }],
  ['it is for the account by its id', { Principal: { AWS: { Ref: 'AWS::AccountId' } } }],
  ['everybody meets its condition', { Condition: { ArnLike: { 'aws:PrincipalArn': '*' } } }],
])('reports a Deny if %s', (_, changes) => {
  expect(textsOf(rule, registryPolicy(deny(changes)))).toHaveLength(1);
});

test.each([
  ['it exempts a role', { Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } } }],
  ['it is for all but some', { Principal: undefined, NotPrincipal: { AWS: rootOf(ACCOUNT) } }],
  ['it is for another account', { Principal: { AWS: rootOf(OTHER) } }],
  ['it is about repositories', { Resource: 'arn:aws:ecr:*:*:repository/*' }],
  ['it is about other actions', { Action: ['ecr:BatchDeleteImage', 'ecr:DeleteRepository'] }],
  ['it excludes the actions that change the policy', { Action: undefined, NotAction: 'ecr:*RegistryPolicy' }],
])('does not report a Deny if %s', (_, changes) => {
  expect(textsOf(rule, registryPolicy(deny(changes)))).toEqual([]);
});

describe('a Deny of the change of scanning to everybody', () => {
  const found = (scanType: string, changes: object = {}) =>
    textsOf(rule, (stack) => {
      new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType, rules: [] });
      registryPolicy(deny({ Action: 'ecr:PutRegistryScanning*', ...changes }))(stack);
    });

  test('is reported if Amazon Inspector scans the registry', () => {
    expect(found('ENHANCED')).toEqual([
      'statement 1 denies ecr:PutRegistryScanningConfiguration to everybody, also to Amazon Inspector, whose enhanced ' +
        'scanning the registry uses',
    ]);
  });

  test('is not reported under basic scanning, nor if it names principals', () => {
    expect(found('BASIC')).toEqual([]);
    expect(found('ENHANCED', { Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/intern` } })).toEqual([]);
  });
});

describe('a Deny of the change of scanning to all but some', () => {
  const INSPECTOR = `arn:aws:iam::${ACCOUNT}:role/aws-service-role/inspector2.amazonaws.com/*`;
  const found = (roles: unknown, scanType = 'ENHANCED') =>
    textsOf(rule, (stack) => {
      new ecr.CfnRegistryScanningConfiguration(stack, 'Scanning', { scanType, rules: [] });
      registryPolicy(deny({ Action: 'ecr:Put*', Condition: { ArnNotLike: { 'aws:PrincipalArn': roles } } }))(stack);
    });
  const ADMIN = `arn:aws:iam::${ACCOUNT}:role/admin`;

  test('is reported if Amazon Inspector is not exempt', () => {
    expect(found(ADMIN)).toEqual([
      `statement 1 denies ecr:PutRegistryScanningConfiguration to all but ${ADMIN}, also to Amazon Inspector, whose ` +
        'enhanced scanning the registry uses',
    ]);
  });

  test.each([
    ['its role is exempt', [ADMIN, INSPECTOR]],
    ['the roles of all services are exempt', [ADMIN, 'arn:*:iam::*:role/aws-service-role/*']],
    ['who is exempt is known at deployment', { Ref: 'Admin' }],
  ])('is not reported if %s', (_, roles) => {
    expect(found(roles)).toEqual([]);
  });

  test('is not reported under basic scanning', () => {
    expect(found(ADMIN, 'BASIC')).toEqual([]);
  });
});

describe('a Deny of what a feature of the app does', () => {
  const found = (changes: object) =>
    textsOf(rule, (stack) => {
      const appliedFor = ['CREATE_ON_PUSH'];
      new ecr.CfnRepositoryCreationTemplate(stack, 'Template', { prefix: 'team', appliedFor });
      const upstreamRegistryUrl = 'quay.io';
      new ecr.CfnPullThroughCacheRule(stack, 'Cache', { ecrRepositoryPrefix: 'quay', upstreamRegistryUrl });
      registryPolicy(deny(changes))(stack);
    });
  const below = (prefix: string) => `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/${prefix}`;

  test('is reported with the template or the cache', () => {
    const all = [
      ...found({ Action: 'ecr:CreateRepository' }),
      ...found({ Action: 'ecr:BatchImport*', Resource: below('quay/*') }),
    ];
    expect(all.map((text) => text.replace(/ \S*(Template|Cache) /, ' $1 '))).toEqual([
      'statement 1 denies ecr:CreateRepository to everybody, so that the creation template Template does not work',
      'statement 1 denies ecr:BatchImportUpstreamImage to everybody, so that the cache Cache does not work',
    ]);
  });

  test.each([
    ['it is about another prefix', { Action: 'ecr:CreateRepository', Resource: below('prod/*') }],
    ['it is about some repositories of a cache', { Action: 'ecr:Batch*', Resource: below('quay/secret/*') }],
    [
      'it exempts a role',
      {
        Action: 'ecr:CreateRepository',
        Condition: { ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/admin` } },
      },
    ],
    ['it is about other actions', { Action: 'ecr:BatchDeleteImage' }],
  ])('is not reported if %s', (_, changes) => {
    expect(found(changes)).toEqual([]);
  });
});
