import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2, RECOVERY, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPLICATION_RULE_COUNT;

function withRules(stack: Stack, id: string, count: number): ecr.CfnReplicationConfiguration {
  const rules = Array.from({ length: count }, (_, index) => ({
    destinations: [to(RECOVERY)],
    repositoryFilters: [{ filter: `team${index}/`, filterType: 'PREFIX_MATCH' }],
  }));
  return new ecr.CfnReplicationConfiguration(stack, id, { replicationConfiguration: { rules } });
}

testRuleTable({
  rule,
  l1: (stack) => withRules(stack, 'Bad', 11),
  l2: NO_L2,
  override: (stack) =>
    override(withRules(stack, 'Bad', 10), {
      'ReplicationConfiguration.Rules.10': { Destinations: [{ Region: RECOVERY, RegistryId: '444455556666' }] },
    }),
  passes: (stack) => withRules(stack, 'Good', 10),
});

test('names both limits, and leaves more than 25 rules to the rule replicationConfiguration', () => {
  const problems = (id: EcrRule, count: number) => problemsOf(id, (stack) => withRules(stack, 'Replication', count));
  expect({
    warned: problems(rule, 25),
    refused: problems(rule, 26),
    refusedByOther: problems(EcrRule.REPLICATION_CONFIGURATION, 26),
    acceptedByOther: problems(EcrRule.REPLICATION_CONFIGURATION, 25),
  }).toMatchInlineSnapshot(`
    {
      "acceptedByOther": [],
      "refused": [],
      "refusedByOther": [
        "Properties/ReplicationConfiguration/Rules: number of rules is 26 but must be at most 25, as the model of the Amazon ECR API says",
      ],
      "warned": [
        "Properties/ReplicationConfiguration/Rules: number of rules is 25, which is more than the 10 that the schema of AWS::ECR::ReplicationConfiguration allows, although the model of the Amazon ECR API allows 25",
      ],
    }
  `);
});
