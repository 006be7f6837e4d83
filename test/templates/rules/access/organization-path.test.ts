import * as iam from 'aws-cdk-lib/aws-iam';
import { l2, ORGANIZATION, override, repository, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.ORGANIZATION_PATH;
const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111`;
const within = (path: unknown, operator = 'ForAnyValue:StringLike') => ({
  [operator]: { 'aws:PrincipalOrgPaths': path },
});
const at = (path: unknown, operator?: string) => statement({ Principal: '*', Condition: within(path, operator) });

testRuleTable({
  rule,
  l1: repository(at(`${UNIT}*`)),
  l2: l2({ actions: ['ecr:BatchGetImage'], principals: [new iam.AnyPrincipal()], conditions: within(`${UNIT}*`) }),
  override: override(at(`${UNIT}*`)),
  passes: repository(at([`${UNIT}/*`, `${UNIT}/`])),
});

test('reports what is wrong with a path', () => {
  expect(textsOf(rule, repository(at(`${UNIT}*`), at(UNIT), at(`${UNIT}/*`, 'ForAnyValue:StringEquals'))).join('\n'))
    .toMatchInlineSnapshot(`
   "statement 1 has "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111*" for aws:PrincipalOrgPaths, whose "*" comes right after an id, so it also matches units whose ids only begin with it
   statement 2 has "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111" for aws:PrincipalOrgPaths, which no path is equal to, because paths end in "/"
   statement 3 has "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*" for aws:PrincipalOrgPaths, in which ForAnyValue:StringEquals treats "*" as a plain character, so no path is equal to it"
  `);
});

test.each([`${ORGANIZATION}/*`, `${UNIT}/ou-*`, `${ORGANIZATION}/*/ou-ab12-11111111/*`, { Ref: 'AWS::StackId' }])(
  'does not report the path %s',
  (path) => {
    expect(textsOf(rule, repository(at(path)))).toEqual([]);
  },
);

test('reports a path in a Deny and a path of a source', () => {
  const condition = { 'ForAllValues:StringNotLike': { 'aws:SourceOrgPaths': `${UNIT}*` } };
  expect(textsOf(rule, repository(statement({ Effect: 'Deny', Principal: '*', Condition: condition })))).toHaveLength(
    1,
  );
});

test('does not report Null, which only requires a path', () => {
  const condition = { ...within(`${UNIT}/*`), Null: { 'aws:PrincipalOrgPaths': 'false' } };
  expect(textsOf(rule, repository(statement({ Principal: '*', Condition: condition })))).toEqual([]);
});
