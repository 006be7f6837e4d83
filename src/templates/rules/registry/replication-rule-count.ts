import { replicationRules } from './replicas';
import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInReplicationRuleCount } from '../../../ecr/mistakes/replication';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { problemsOf } from '../mistake-problems';

const id = EcrRule.REPLICATION_RULE_COUNT;

export const REPLICATION_RULE_COUNT: Rule = {
  id,
  types: [ResourceType.REPLICATION_CONFIGURATION],
  check: checkCount,
};

function* checkCount(configuration: TemplateResource): Iterable<Problem> {
  const { all } = replicationRules(configuration);
  const at = 'Properties/ReplicationConfiguration/Rules';
  yield* problemsOf(id, at, 'number of rules', mistakesInReplicationRuleCount(all.length));
}
