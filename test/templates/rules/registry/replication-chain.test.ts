import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { NO_L2, RECOVERY, replication, stackBeside, to } from './support';
import { EcrRule, EcrRuleSeverity } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPLICATION_CHAIN;
const LAST = 'us-east-1';

/** A replication of the registry in the middle to a third one, and back. */
const middle = (stack: Stack, prefixes?: string[]) =>
  replication(stackBeside(stack), 'Middle', [to(LAST), to(REGION)], prefixes);

testRuleTable({
  rule,
  l1: (stack) => {
    middle(stack);
    replication(stack, 'Bad', [to(RECOVERY)], ['prod/']);
  },
  l2: NO_L2,
  override: (stack) => {
    middle(stack);
    override(replication(stack, 'Bad', [to('ap-south-1')]), {
      'ReplicationConfiguration.Rules.0.Destinations.0.Region': RECOVERY,
    });
  },
  passes: (stack) => {
    middle(stack);
    replication(stack, 'Good', [to(RECOVERY), to(LAST)], ['prod/']);
  },
});

test('reports as a warning which images do not arrive at the end of a chain', () => {
  const build = (stack: Stack) => {
    middle(stack, ['prod/api', 'team/']);
    replication(stack, 'Source', [to(RECOVERY)], ['prod/']);
  };
  expect(problemsOf(rule, build)).toMatchInlineSnapshot(`
    [
      "Properties/ReplicationConfiguration/Rules/0/Destinations/0: 111122223333/eu-central-1 replicates prod/api on to 111122223333/us-east-1 (In-111122223333-eu-central-1/Middle), but images from here do not arrive there",
    ]
  `);
  expect(findingsOfRule(rule, build)[0].severity).toBe(EcrRuleSeverity.WARNING);
});

test('does not report two registries that replicate to each other', () => {
  const problems = problemsOf(rule, (stack) => {
    replication(stackBeside(stack), 'Middle', [to(REGION)]);
    replication(stack, 'Source', [to(RECOVERY)]);
  });
  expect(problems).toEqual([]);
});

test('does not report a chain whose two steps have different prefixes', () => {
  const problems = problemsOf(rule, (stack) => {
    middle(stack, ['team/']);
    replication(stack, 'Source', [to(RECOVERY)], ['prod/']);
  });
  expect(problems).toEqual([]);
});

test('does not report a chain if another destination of its source is known only at deployment', () => {
  const problems = problemsOf(rule, (stack) => {
    middle(stack);
    replication(stack, 'Source', [to(RECOVERY), to(new CfnParameter(stack, 'Region').valueAsString)]);
  });
  expect(problems).toEqual([]);
});
