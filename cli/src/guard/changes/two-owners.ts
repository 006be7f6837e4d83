import type { GuardedResource } from './guarded-resource';
import { Relation } from '../../../../src/ecr/environments';
import { addTo } from '../../../../src/text/lists';
import { identityOf } from '../../compare/resource-identity';
import { refuse } from '../../io/bad-input';

/** Refuses two resources that would be one: the deployment of the second one fails. */
export function refuseTwice(resources: readonly GuardedResource[]): void {
  const known = new Map<string, GuardedResource[]>();
  for (const each of resources) {
    const identity = identityOf(each.type, each.properties);
    // Of resources with conditions, only one may be there.
    if (identity === undefined || each.template.condition !== undefined) continue;
    const other = known.get(identity)?.find(({ stack }) => stack.relationTo(each.stack) === Relation.SAME);
    if (other) {
      refuse({
        property: `${each.type} ${each.name ?? ''}`.trim(),
        which: `is declared twice in one account and region, as ${other.path} and as ${each.path}`,
        found: undefined,
        must: '',
        remedy: 'remove one of them, since the deployment of the second one would fail',
      });
    }
    addTo(known, identity, each);
  }
}
