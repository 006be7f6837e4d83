import { listed } from '../../../src/text/lists';
import { isSame } from '../in-use/reference';
import type { RegistryId } from '../in-use/reference';
import type { RegistryFile } from '../snapshot/format';
import { replicates, replicationRules } from '../snapshot/replication-rules';
import { registryName } from '../snapshot/snapshot-images';

const READ = 'ecr:DescribeRegistry';

/** Why images of a repository are missing in another registry, as far as the replication of its own says. */
export function missingReason(registry: RegistryFile, recovery: RegistryId, repositoryName: string): string {
  if (registry.unread.some(({ action }) => action === READ)) {
    return 'the snapshot does not say what the primary registry replicates';
  }
  const rules = replicationRules(registry).filter(({ destinations }) =>
    destinations.some((destination) => isSame(destination, recovery)),
  );
  if (rules.length === 0) return `the primary registry does not replicate to ${registryName(recovery)}`;
  if (rules.some((rule) => replicates(rule, repositoryName))) {
    return 'replication covers the repository: it leaves out images from before its rule, and may have failed or be late';
  }
  const prefixes = [...new Set(rules.flatMap((rule) => rule.prefixes))];
  return `replication to ${registryName(recovery)} does not cover the repository, but ${listed(prefixes)}`;
}
