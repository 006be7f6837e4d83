import * as iam from 'aws-cdk-lib/aws-iam';
import * as fc from 'fast-check';
import {
  l2,
  OF_ORGANIZATION,
  OTHER,
  override,
  publicRepository,
  registryPolicy,
  repository,
  rootOf,
  statement,
  template,
} from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import {
  PUBLIC_REPOSITORY_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from '../../../../src/ecr/policy/action-names';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.ADMINISTRATION;
const ROLE = `arn:aws:iam::${OTHER}:role/admin`;
const administer = (changes: object = {}) =>
  statement({ Action: 'ecr:SetRepositoryPolicy', Principal: { AWS: ROLE }, ...changes });
const everybody = (condition: object) => administer({ Principal: '*', Condition: condition });

testRuleTable({
  rule,
  l1: repository(administer()),
  l2: l2({ actions: ['ecr:SetRepositoryPolicy'], principals: [new iam.AccountPrincipal(OTHER)] }),
  override: override(administer()),
  passes: repository(administer({ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/admin` } })),
});

test('reports as a warning who may administer, and with which actions', () => {
  const found = findingsOfRule(
    rule,
    repository(
      administer(),
      administer({ Action: 'ecr:*', Principal: { AWS: [OTHER, rootOf('333333333333'), rootOf(ACCOUNT)] } }),
      administer({ Principal: { Service: 'codebuild.amazonaws.com' } }),
      administer({
        Action: 'ecr:Set*',
        Principal: { Service: 'lambda.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:lambda:*:${OTHER}:function:*` } },
      }),
      administer({ Action: ['ecr:PutImageTag*', 'ecr:Update*'] }),
      everybody(OF_ORGANIZATION),
      everybody({ StringEquals: { 'aws:PrincipalAccount': OTHER } }),
      everybody({ ArnLike: { 'aws:PrincipalArn': ROLE } }),
      everybody({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }),
      administer({ Action: undefined, NotAction: ['ecr:SetRepositoryPolicy', 'ecr:*Lifecycle*', 'ecr:PutImage*'] }),
    ),
  );
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['warning']));
  expect(found.map(({ text }) => text.split('. ')[0]).join('\n')).toMatchInlineSnapshot(`
    "statement 1 lets account 222222222222 administer, with ecr:SetRepositoryPolicy
    statement 2 lets account 222222222222, account 333333333333 administer, with ecr:DeleteLifecyclePolicy, ecr:DeleteRepository and 6 more
    statement 3 lets codebuild.amazonaws.com administer, with ecr:SetRepositoryPolicy
    statement 4 lets lambda.amazonaws.com administer, with ecr:SetRepositoryPolicy
    statement 5 lets account 222222222222 administer, with ecr:PutImageTagMutability, ecr:UpdateImageStorageClass
    statement 6 lets everybody in o-a1b2c3d4e5 administer, with ecr:SetRepositoryPolicy
    statement 7 lets account 222222222222 administer, with ecr:SetRepositoryPolicy
    statement 8 lets account 222222222222 administer, with ecr:SetRepositoryPolicy
    statement 9 lets everybody on a condition on aws:SourceVpce administer, with ecr:SetRepositoryPolicy
    statement 10 lets account 222222222222 administer, with ecr:DeleteRepository, ecr:DeleteRepositoryPolicy, ecr:UpdateImageStorageClass"
  `);
});

test('reports what administers in the policy of a template, of a registry and of a public repository', () => {
  const put = (Action: string) => administer({ Action, Resource: '*' });
  expect(textsOf(rule, template(administer()))).toHaveLength(1);
  expect(textsOf(rule, registryPolicy(put('ecr:PutReplicationConfiguration')))).toHaveLength(1);
  expect(textsOf(rule, registryPolicy(put('ecr:SetRepositoryPolicy')))).toHaveLength(1);
  expect(textsOf(rule, publicRepository(administer({ Action: 'ecr-public:SetRepositoryPolicy' })))).toHaveLength(1);
  expect(textsOf(rule, publicRepository(administer()))).toEqual([]);
});

test.each<[string, Build]>([
  ['the own account', repository(administer({ Principal: { AWS: rootOf(ACCOUNT) } }))],
  ['everybody in the own account', repository(everybody({ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }))],
  [
    'the statement that Lambda adds for functions of the own account',
    repository(
      administer({
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: ['ecr:BatchGetImage', 'ecr:SetRepositoryPolicy', 'ecr:DeleteRepositoryPolicy'],
        Condition: { StringLike: { 'aws:sourceArn': `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:*` } },
      }),
    ),
  ],
  ['a Deny', repository(administer({ Effect: 'Deny' }))],
  ['everybody, whom another rule reports', repository(administer({ Principal: '*' }))],
  ['a role that pushes', repository(administer({ Action: ['ecr:PutImage', 'ecr:BatchDeleteImage'] }))],
  [
    'replication',
    registryPolicy(administer({ Resource: '*', Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'] })),
  ],
])('does not report %s', (_, build) => {
  expect(textsOf(rule, build)).toEqual([]);
});

const READS = /:(Batch(Check|Get)|Describe|Get|List|Validate|Start)/;
const WRITES = /:(BatchDelete|BatchImport|Complete|Initiate|PutImage$|Replicate|Upload|CreateRepository$|Tag|Untag)/;

test('reports each action that neither reads, nor writes images, nor tags a repository', () => {
  const action = fc.constantFrom(...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS);
  fc.assert(
    fc.property(action, (Action) => {
      const found = textsOf(rule, registryPolicy(administer({ Action, Resource: '*' })));
      expect(found).toHaveLength(READS.test(Action) || WRITES.test(Action) ? 0 : 1);
    }),
    { numRuns: 60 },
  );
});

test('knows public actions only', () => {
  const found = PUBLIC_REPOSITORY_ACTIONS.filter(
    (Action) => textsOf(rule, publicRepository(administer({ Action }))).length > 0,
  );
  expect(found).toEqual([
    'ecr-public:DeleteRepository',
    'ecr-public:DeleteRepositoryPolicy',
    'ecr-public:SetRepositoryPolicy',
  ]);
});
