import { App, Aws, CfnParameter, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2, OTHER_ACCOUNT, RECOVERY, replication, stackBeside, to } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { Registry } from '../../../../src/registry/registry';
import { ACCOUNT, findingsOf, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.REPLICATION_CONFIGURATION;

testRuleTable({
  rule,
  l1: (stack) => replication(stack, 'Bad', [to(REGION)]),
  l2: NO_L2,
  override: (stack) => {
    const registry = new Registry(stack, 'Bad');
    registry.replicateTo(new Registry(stackBeside(stack), 'Registry'), { repositoryPrefixes: ['prod/'] });
    override(registry.node.findChild('Replication') as ecr.CfnReplicationConfiguration, {
      'ReplicationConfiguration.Rules.0.RepositoryFilters.0.Filter': 'prod/*',
    });
  },
  passes: (stack) => replication(stack, 'Good', [to(RECOVERY), to(REGION, OTHER_ACCOUNT)], ['prod/', 'team-', 'api']),
});

test('reports each mistake in a replication configuration once', () => {
  const problems = (...rules: ecr.CfnReplicationConfiguration.ReplicationRuleProperty[]) =>
    problemsOf(
      rule,
      (stack) => new ecr.CfnReplicationConfiguration(stack, 'Replication', { replicationConfiguration: { rules } }),
    );
  const filters = (...values: string[]) => values.map((filter) => ({ filter, filterType: 'PREFIX_MATCH' }));
  const destinations = [to(RECOVERY)];
  expect({
    itself: problems({ destinations: [to(REGION)] }),
    partition: problems({ destinations: [to('cn-north-1')] }),
    account: problems({ destinations: [to(RECOVERY, '1234')] }),
    region: problems({ destinations: [to('Frankfurt')] }),
    none: problems({ destinations: [] }),
    rules: problems(
      ...Array.from({ length: 26 }, (_, index) => ({ destinations, repositoryFilters: filters(`a${index}`) })),
    ),
    destinations: problems({
      destinations: Array.from({ length: 26 }, (_, index) => to(RECOVERY, `${100000000000 + index}`)),
    }),
    filters: problems({
      destinations,
      repositoryFilters: filters(...Array.from({ length: 101 }, (_, index) => `a${index}`)),
    }),
    star: problems({ destinations, repositoryFilters: filters('prod/*') }),
    pattern: problems({ destinations, repositoryFilters: filters('Prod') }),
    emptyList: problems({ destinations, repositoryFilters: [] }),
    type: problems({ destinations, repositoryFilters: [{ filter: 'prod/', filterType: 'WILDCARD' }] }),
  }).toMatchInlineSnapshot(`
    {
      "account": [
        "Properties/ReplicationConfiguration/Rules/0/Destinations/0/RegistryId: RegistryId is "1234" but must be an account id of 12 digits",
      ],
      "destinations": [
        "Properties/ReplicationConfiguration/Rules: number of destinations is 26 but must be at most 25 over all rules of a registry",
      ],
      "emptyList": [
        "Properties/ReplicationConfiguration/Rules/0/RepositoryFilters: RepositoryFilters is [] but must have at least one prefix",
      ],
      "filters": [
        "Properties/ReplicationConfiguration/Rules/0/RepositoryFilters: RepositoryFilters is "101 prefixes" but must be at most 100 prefixes",
      ],
      "itself": [
        "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the destination is "111122223333/eu-west-1" but must be another account or region than the source",
      ],
      "none": [
        "Properties/ReplicationConfiguration/Rules/0/Destinations: the rule has no destination, so that it is refused",
      ],
      "partition": [
        "Properties/ReplicationConfiguration/Rules/0/Destinations/0: the destination is "cn-north-1" but must be in the source's partition aws",
      ],
      "pattern": [
        "Properties/ReplicationConfiguration/Rules/0/RepositoryFilters/0/Filter: Filter is "Prod" but must be the start of repository names, of 2 to 256 characters, without a wildcard",
      ],
      "region": [
        "Properties/ReplicationConfiguration/Rules/0/Destinations/0/Region: Region is "Frankfurt" but must be the literal name of a region",
      ],
      "rules": [
        "Properties/ReplicationConfiguration/Rules: number of rules is 26 but must be at most 25, as the model of the Amazon ECR API says",
      ],
      "star": [
        "Properties/ReplicationConfiguration/Rules/0/RepositoryFilters/0/Filter: Filter is "prod/*" but must be the start of repository names, of 2 to 256 characters, without a wildcard",
      ],
      "type": [
        "Properties/ReplicationConfiguration/Rules/0/RepositoryFilters/0/FilterType: FilterType is WILDCARD, but filters here must be of type PREFIX_MATCH",
      ],
    }
  `);
});

test('reports a resource without a replication configuration', () => {
  const problems = problemsOf(rule, (stack) =>
    replication(stack, 'Replication', [to(RECOVERY)]).addPropertyDeletionOverride('ReplicationConfiguration'),
  );
  expect(problems).toMatchInlineSnapshot(`
       [
         "Properties/ReplicationConfiguration: ReplicationConfiguration is not set, so that the deployment fails",
       ]
    `);
});

test('accepts a rule that replicates deletions', () => {
  const problems = problemsOf(rule, (stack) => {
    const registry = new Registry(stack, 'Registry');
    const there = new Registry(stackBeside(stack), 'Registry');
    registry.replicateTo(there, { repositoryPrefixes: ['prod/'], deleteReplication: true });
  });
  expect(problems).toEqual([]);
});

test('does not count the same destination in two rules twice', () => {
  const destinations = Array.from({ length: 13 }, (_, index) => to(RECOVERY, `${100000000000 + index}`));
  const rules = ['a/', 'b/'].map((filter) => ({
    destinations,
    repositoryFilters: [{ filter, filterType: 'PREFIX_MATCH' }],
  }));
  expect(
    problemsOf(
      rule,
      (stack) => new ecr.CfnReplicationConfiguration(stack, 'Replication', { replicationConfiguration: { rules } }),
    ),
  ).toEqual([]);
});

test('reports a destination that is its own registry by references to the account and region of the stack', () => {
  const stack = new Stack(new App(), 'Stack');
  replication(stack, 'Itself', [{ registryId: Aws.ACCOUNT_ID, region: Aws.REGION }]);
  const found = findingsOf(stack).filter((each) => each.rule === rule);
  expect(found.map(({ text }) => text.split('. ')[0])).toMatchInlineSnapshot(`
       [
         "the destination is "\${AWS::AccountId}/\${AWS::Region}" but must be another account or region than the source",
       ]
    `);
});

test('does not report accounts, regions and filters known only at deployment', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: REGION } });
  const parameter = new CfnParameter(stack, 'Parameter').valueAsString;
  replication(stack, 'Replication', [to(REGION, ACCOUNT), to(parameter, parameter)], [parameter]);
  expect(findingsOf(stack).filter((each) => each.rule === rule)).toEqual([]);
});

test('reports a configuration without rules', () => {
  expect(
    problemsOf(rule, (stack) => {
      new ecr.CfnReplicationConfiguration(stack, 'Bad', { replicationConfiguration: { rules: [] } });
    }),
  ).toMatchInlineSnapshot(`
    [
      "Properties/ReplicationConfiguration/Rules: there is no rule, which the schema of CloudFormation accepts but the deployment refuses",
    ]
  `);
});
