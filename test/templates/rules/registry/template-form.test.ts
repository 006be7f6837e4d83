import { Aws, CfnParameter } from 'aws-cdk-lib';
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

test('reports each mistake in the form of a creation template once', () => {
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
       "Properties/Description: Description is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… (257 characters) but must be at most 256 characters",
     ],
     "empty": [
       "Properties/AppliedFor: AppliedFor is [] but must have one or more of REPLICATION, PULL_THROUGH_CACHE, CREATE_ON_PUSH, each once",
     ],
     "long": [
       "Properties/Prefix: Prefix is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa… (257 characters) but must be 1 to 256 characters, not 257",
     ],
     "noPrefix": [
       "Properties/Prefix: Prefix is "" but must be namespaces like "team" or "team/project/", or "ROOT"",
     ],
     "one": [],
     "prefix": [
       "Properties/Prefix: Prefix is "/team" but must be namespaces like "team" or "team/project/", or "ROOT"",
     ],
     "root": [
       "Properties/Prefix: Prefix is "Root" but must be namespaces like "team" or "team/project/", or "ROOT"",
     ],
     "twice": [
       "Properties/AppliedFor: AppliedFor is ["REPLICATION","REPLICATION"] but must have one or more of REPLICATION, PULL_THROUGH_CACHE, CREATE_ON_PUSH, each once",
     ],
     "unknown": [
       "Properties/AppliedFor: AppliedFor is ["REPLICATION","PUSH"] but must have one or more of REPLICATION, PULL_THROUGH_CACHE, CREATE_ON_PUSH, each once",
     ],
   }
  `);
});

test('reports a double separator in a region with the older schema', () => {
  const problems = problemsOf(rule, (stack) =>
    template(stackBeside(stack, 'cn-north-1'), 'Template', 'team--a', 'REPLICATION'),
  );
  expect(problems).toMatchInlineSnapshot(`
   [
     "Properties/Prefix: Prefix is "team--a" but must have single separators only in cn-north-1, whose schema is the older one",
   ]
  `);
});

test('does not report prefixes, uses and descriptions known only at deployment', () => {
  const problems = problemsOf(rule, (stack) => {
    const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
    template(stack, 'Template', parameter, parameter).description = parameter;
  });
  expect(problems).toEqual([]);
});

test('reports a prefix that has the id of the stack, whatever else it has', () => {
  const problems = (prefix: string) =>
    problemsOf(rule, (stack) => void template(stack, 'Template', prefix, 'REPLICATION'));
  expect(problems(`team/${Aws.STACK_ID}`)).toEqual([
    'Properties/Prefix: Prefix is "team/${AWS::StackId}" but must be namespaces like "team" or "team/project/", or "ROOT"',
  ]);
  expect(problems(`team/${Aws.PARTITION}`)).toEqual([]);
  expect(problems(`${Aws.PARTITION}ROOT`)).toEqual([]);
});
