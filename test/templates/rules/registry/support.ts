import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { ACCOUNT } from '../../../checks/support';

export const NO_L2 = 'aws-cdk-lib has no L2 of what a registry has';

export const RECOVERY = 'eu-central-1';
export const OTHER_ACCOUNT = '444455556666';

/** A stack beside the one under test. */
export function stackBeside(stack: Stack, region = RECOVERY, account = ACCOUNT): Stack {
  const id = `In-${account}-${region}`;
  const { root } = stack.node;
  return (root.node.tryFindChild(id) as Stack | undefined) ?? new Stack(root, id, { env: { account, region } });
}

/** A destination as the L1 has it. */
export function to(region: string, account = ACCOUNT): ecr.CfnReplicationConfiguration.ReplicationDestinationProperty {
  return { region, registryId: account };
}

/** A configuration with one rule. */
export function replication(
  stack: Stack,
  id: string,
  destinations: ecr.CfnReplicationConfiguration.ReplicationDestinationProperty[],
  prefixes?: string[],
): ecr.CfnReplicationConfiguration {
  const repositoryFilters = prefixes?.map((filter) => ({ filter, filterType: 'PREFIX_MATCH' }));
  return new ecr.CfnReplicationConfiguration(stack, id, {
    replicationConfiguration: { rules: [{ destinations, repositoryFilters }] },
  });
}

export function template(
  stack: Stack,
  id: string,
  prefix: string,
  ...appliedFor: string[]
): ecr.CfnRepositoryCreationTemplate {
  return new ecr.CfnRepositoryCreationTemplate(stack, id, { prefix, appliedFor });
}

/** A cache of a registry that serves everybody. */
export function cache(
  stack: Stack,
  id: string,
  props: ecr.CfnPullThroughCacheRuleProps = {},
): ecr.CfnPullThroughCacheRule {
  return new ecr.CfnPullThroughCacheRule(stack, id, {
    ecrRepositoryPrefix: 'quay',
    upstreamRegistryUrl: 'quay.io',
    ...props,
  });
}
