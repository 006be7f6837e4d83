import { CfnParameter } from 'aws-cdk-lib';
import { NO_L2, stackBeside, template } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.TEMPLATE_FORM;

testRuleTable({
  rule,
  l1: (stack) => template(stack, 'Bad', 'team/*', 'REPLICATION'),
  l2: NO_L2,
  override: (stack) => override(template(stack, 'Bad', 'team', 'REPLICATION'), { AppliedFor: ['PUSH'] }),
  passes: (stack) => template(stack, 'Good', 'team/project--a/', 'REPLICATION', 'CREATE_ON_PUSH'),
});

test('finds each mistake once', () => {
  const problems = (properties: Record<string, unknown>) =>
    problemsOf(rule, (stack) => override(template(stack, 'Template', 'team', 'REPLICATION'), properties));
  expect({
    noPrefix: problems({ Prefix: '' }),
    prefix: problems({ Prefix: '/team' }),
    root: problems({ Prefix: 'Root' }),
    long: problems({ Prefix: 'a'.repeat(257) }),
    empty: problems({ AppliedFor: [] }),
    one: problems({ AppliedFor: 'REPLICATION' }),
    unknown: problems({ AppliedFor: ['REPLICATION', 'PUSH'] }),
    twice: problems({ AppliedFor: ['REPLICATION', 'REPLICATION'] }),
    description: problems({ Description: 'a'.repeat(257) }),
  }).toMatchInlineSnapshot(`
   {
     "description": [
       "Properties/Description: Description has 257 characters, and takes at most 256",
     ],
     "empty": [
       "Properties/AppliedFor: AppliedFor is empty, so that nothing is created by the template",
     ],
     "long": [
       "Properties/Prefix: Prefix has 257 characters, and takes at most 256",
     ],
     "noPrefix": [
       "Properties/Prefix: Prefix is empty, and no prefix that the service takes",
     ],
     "one": [],
     "prefix": [
       "Properties/Prefix: Prefix is /team, and no prefix that the service takes",
     ],
     "root": [
       "Properties/Prefix: Prefix is Root, and no prefix that the service takes",
     ],
     "twice": [
       "Properties/AppliedFor: AppliedFor is REPLICATION, REPLICATION, which is refused",
     ],
     "unknown": [
       "Properties/AppliedFor: AppliedFor is REPLICATION, PUSH, which is refused",
     ],
   }
  `);
});

test('knows the older schema of some regions', () => {
  const problems = problemsOf(rule, (stack) =>
    template(stackBeside(stack, 'cn-north-1'), 'Template', 'team--a', 'REPLICATION'),
  );
  expect(problems).toMatchInlineSnapshot(`
   [
     "Properties/Prefix: Prefix is team--a, and no prefix that the service takes in cn-north-1",
   ]
  `);
});

test('leaves alone what only the deployment knows', () => {
  const problems = problemsOf(rule, (stack) => {
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    template(stack, 'Template', parameter, parameter).description = parameter;
  });
  expect(problems).toEqual([]);
});
