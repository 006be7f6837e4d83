import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2, RECOVERY, replication, stackBeside, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { override, problemsOf, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPLICATION_PREFIX;

function repositories(stack: Stack, ...names: string[]): void {
  names.forEach((repositoryName, index) => new ecr.CfnRepository(stack, `Repository${index}`, { repositoryName }));
}

function replicate(stack: Stack, id: string, ...prefixes: string[]): ecr.CfnReplicationConfiguration {
  repositories(stack, 'apples/red', 'apples-dev');
  return replication(stack, id, [to(RECOVERY)], prefixes);
}

testRuleTable({
  rule,
  l1: (stack) => replicate(stack, 'Bad', 'apples'),
  l2: NO_L2,
  override: (stack) =>
    override(replicate(stack, 'Bad', 'apples/'), {
      'ReplicationConfiguration.Rules.0.RepositoryFilters.0.Filter': 'apples',
    }),
  passes: (stack) => replicate(stack, 'Good', 'apples/', 'apples-'),
});

test('reports the repositories that a prefix matches beyond its namespace', () => {
  expect(problemsOf(rule, (stack) => replicate(stack, 'Source', 'pears', 'app'))).toMatchInlineSnapshot(`
    [
      "Properties/ReplicationConfiguration/Rules/0/RepositoryFilters/1/Filter: the prefix app of the replication also matches apples/red, apples-dev",
    ]
  `);
});

test.each<[string, (stack: Stack) => void]>([
  [
    'repositories in another region',
    (stack) => {
      repositories(stackBeside(stack), 'apples-dev');
      replication(stack, 'Source', [to(RECOVERY)], ['apples']);
    },
  ],
  ['a registry that replicates everything', (stack) => replication(stack, 'Source', [to(RECOVERY)])],
  [
    'prefixes and repositories known only at deployment',
    (stack) => {
      const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
      repositories(stack, parameter, 'apples-dev');
      replication(stack, 'Source', [to(RECOVERY)], [parameter]);
    },
  ],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
