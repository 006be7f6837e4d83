import { CfnParameter } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  l2,
  OF_ORGANIZATION,
  ORGANIZATION,
  OTHER,
  override,
  publicRepository,
  registryPolicy,
  repository,
  rootOf,
  statement,
} from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import type { Build } from '../../../checks/support';
import { ACCOUNT, findingsOfRule, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.ACCOUNT_PUSH;
const push = (changes: object = {}) => statement({ Action: ['ecr:PutImage'], ...changes });

testRuleTable({
  rule,
  l1: repository(push()),
  l2: l2({ actions: ['ecr:PutImage'], principals: [new iam.AccountPrincipal(OTHER)] }),
  override: override(push()),
  passes: repository(push({ Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } })),
});

test('reports as a warning who may push or delete images', () => {
  const found = findingsOfRule(
    rule,
    repository(
      push(),
      push({ Action: 'ecr:*', Principal: { AWS: [OTHER, rootOf('333333333333'), rootOf(ACCOUNT)] } }),
      push({ Action: 'ecr:BatchDeleteImage', Principal: '*', Condition: OF_ORGANIZATION }),
      push({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER } } }),
      push({
        Principal: '*',
        Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/r-ab12/*` } },
      }),
    ),
  );
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['warning']));
  expect(found.map(({ text }) => text.split('. ')[0]).join('\n')).toMatchInlineSnapshot(`
   "statement 1 lets everybody in account 222222222222 push images
   statement 2 lets everybody in account 222222222222, account 333333333333 push and delete images
   statement 3 lets everybody in o-a1b2c3d4e5 delete images
   statement 4 lets everybody in account 222222222222 push images
   statement 5 lets everybody in o-a1b2c3d4e5/r-ab12/* push images"
  `);
});

test('reports pushes in the policies of a registry and of a public repository, by the actions of each', () => {
  expect(textsOf(rule, registryPolicy(push({ Resource: '*' })))).toHaveLength(1);
  expect(textsOf(rule, publicRepository(push({ Action: 'ecr-public:PutImage' })))).toHaveLength(1);
  expect(textsOf(rule, publicRepository(push()))).toEqual([]);
});

test.each<[string, Build]>([
  ['the own account', repository(push({ Principal: { AWS: rootOf(ACCOUNT) } }))],
  ['a pull', repository(statement())],
  ['a Deny', repository(push({ Effect: 'Deny' }))],
  ['a push by everybody, which another rule reports', repository(push({ Principal: '*' }))],
  [
    'named roles',
    repository(push({ Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/ci-*` } } })),
  ],
  ['a service', repository(push({ Principal: { Service: 'codebuild.amazonaws.com' } }))],
  ['an endpoint', repository(push({ Principal: '*', Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } }))],
  [
    'the own account beside its organization',
    repository(
      push({
        Principal: '*',
        Condition: {
          StringEquals: { ...OF_ORGANIZATION.StringEquals, 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } },
        },
      }),
    ),
  ],
  [
    'an account known only at deployment',
    (stack) => {
      const account = new CfnParameter(stack, 'Account').valueAsString;
      repository(push({ Principal: { AWS: rootOf(account) } }))(stack);
    },
  ],
  ['replication', registryPolicy(statement({ Resource: '*', Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'] }))],
])('does not report %s', (_, build) => {
  expect(textsOf(rule, build)).toEqual([]);
});

test('reports an account although a condition names all of its roles', () => {
  const condition = { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/*` } };
  expect(textsOf(rule, repository(push({ Condition: condition })))).toHaveLength(1);
});
