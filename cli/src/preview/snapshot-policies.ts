import type { PolicySource } from './repository-policy';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { at } from '../io/bad-input';
import { REPOSITORIES_FILE } from '../snapshot/format';

const SOURCE = 'the snapshot';
const READ = 'ecr:GetLifecyclePolicy';

/** The policies that the repositories of a snapshot have. */
export function snapshotPolicies(): PolicySource {
  // Many repositories have the same one.
  const policies = new Map<string, LifecyclePolicy>();
  return {
    without: 'Without a lifecycle policy that could be read',
    isNameless: () => false,
    policyOf: (repositoryName, inSnapshot) => {
      if (inSnapshot === undefined) return undefined;
      const { snapshot, line } = inSnapshot;
      if (line.lifecyclePolicy === undefined) {
        const isUnread = snapshot.registry.unread.some(({ action, of }) => action === READ && of === repositoryName);
        return isUnread ? undefined : { policy: LifecyclePolicy.none(), source: SOURCE };
      }
      const text = JSON.stringify(line.lifecyclePolicy);
      let policy = policies.get(text);
      if (policy === undefined) {
        const place = `lifecyclePolicy of ${repositoryName} in ${snapshot.nameOf(REPOSITORIES_FILE)}`;
        policy = at(place, () => LifecyclePolicy.fromJson(text));
        policies.set(text, policy);
      }
      return { policy, source: SOURCE };
    },
  };
}
