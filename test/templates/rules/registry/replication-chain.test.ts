import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { NO_L2, RECOVERY, replication, stackBeside, to } from './support';
import { EcrRule, EcrRuleSeverity } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPLICATION_CHAIN;
const LAST = 'us-east-1';

/** The middle sends on what it gets. */
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

test('says what does not arrive where, as a warning', () => {
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

test('leaves alone what is replicated both ways', () => {
  const problems = problemsOf(rule, (stack) => {
    replication(stackBeside(stack), 'Middle', [to(REGION)]);
    replication(stack, 'Source', [to(RECOVERY)]);
  });
  expect(problems).toEqual([]);
});

test('leaves alone other prefixes', () => {
  const problems = problemsOf(rule, (stack) => {
    middle(stack, ['team/']);
    replication(stack, 'Source', [to(RECOVERY)], ['prod/']);
  });
  expect(problems).toEqual([]);
});

test('leaves alone what only the deployment knows', () => {
  const problems = problemsOf(rule, (stack) => {
    middle(stack);
    replication(stack, 'Source', [to(RECOVERY), to(new CfnParameter(stack, 'Region').valueAsString)]);
  });
  expect(problems).toEqual([]);
});
