import { isUnresolved, targetsOf } from './replicas';
import { requiring } from './required-setting';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';

export const IMAGE_REPLICATION = requiring({
  id: EcrRule.IMAGE_REPLICATION,
  type: ResourceType.REPLICATION_CONFIGURATION,
  patterns: ({ requireReplication }) => requireReplication,
  filtersOf: (configuration) => targetsOf(configuration).flatMap(({ prefixes }) => prefixes),
  patternOf: (prefix) => `${prefix}*`,
  isUnresolved,
  effect: 'replicated',
  absent: 'the app has no replication to another region or account for the registry',
  others: 'the registry replicates only the prefixes',
  unmatched: ['which its name does not have', 'which none of their names has'],
});
