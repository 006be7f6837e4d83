import type { RegistryPair } from './registry-pair';
import { listed } from '../../../src/text/lists';
import { isSame } from '../in-use/reference';
import { replicates, replicationRules } from '../snapshot/replication-rules';

const READ = 'ecr:DescribeRegistry';

/** Why images of a repository are missing, as far as the replication of the primary registry says. */
export function missingReason({ primary, recovery }: RegistryPair, repositoryName: string): string {
  const { registry } = primary.snapshot;
  if (registry.unread.some(({ action }) => action === READ)) {
    return 'the snapshot does not say what the primary registry replicates';
  }
  const rules = replicationRules(registry).filter(({ destinations }) =>
    destinations.some((destination) => isSame(destination, recovery.snapshot.registry)),
  );
  if (rules.length === 0) return `the primary registry does not replicate to ${recovery.name}`;
  if (rules.some((rule) => replicates(rule, repositoryName))) {
    return 'replication covers the repository: it leaves out images from before its rule, and may have failed or be late';
  }
  const prefixes = [...new Set(rules.flatMap((rule) => rule.prefixes))];
  return `replication to ${recovery.name} does not cover the repository, but ${listed(prefixes)}`;
}
