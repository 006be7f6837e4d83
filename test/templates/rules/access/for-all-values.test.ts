import * as iam from 'aws-cdk-lib/aws-iam';
import { l2, ORGANIZATION, override, repository, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.FOR_ALL_VALUES;
const paths = { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/*` };
const forAll = { 'ForAllValues:StringLike': paths };
const bad = statement({ Principal: '*', Condition: forAll });

testRuleTable({
  rule,
  l1: repository(bad),
  l2: l2({ actions: ['ecr:BatchGetImage'], principals: [new iam.AnyPrincipal()], conditions: forAll }),
  override: override(bad),
  passes: repository({ ...bad, Condition: { 'ForAnyValue:StringLike': paths } }),
});

test('reports the key that a request may lack', () => {
  expect(textsOf(rule, repository(bad))).toMatchInlineSnapshot(`
    [
      "statement 1 has the condition ForAllValues:StringLike on aws:PrincipalOrgPaths, which a request without the key also meets",
    ]
  `);
});

test.each([
  ['Null requires the key', { ...forAll, Null: { 'aws:principalorgpaths': false } }],
  ['another operator requires the key', { ...forAll, 'ForAnyValue:StringLike': paths }],
  ['it is about tags, which a request need not have', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team'] } }],
])('does not report a condition if %s', (_, Condition) => {
  expect(textsOf(rule, repository({ ...bad, Condition }))).toEqual([]);
});

test.each([
  ['Null requires that the key is missing', { ...forAll, Null: { 'aws:PrincipalOrgPaths': 'true' } }],
  ['another operator is true without the key', { ...forAll, StringNotLike: paths }],
  ['Null is about another key', { ...forAll, Null: { 'aws:PrincipalOrgID': 'false' } }],
])('reports a condition if %s', (_, Condition) => {
  expect(textsOf(rule, repository({ ...bad, Condition }))).toHaveLength(1);
});

test('does not report a Deny', () => {
  expect(textsOf(rule, repository({ ...bad, Effect: 'Deny' }))).toEqual([]);
});
