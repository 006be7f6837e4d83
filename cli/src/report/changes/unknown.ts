import { Doubt } from './match-registries';
import { listed } from '../../../../src/text/lists';
import type { GuardedResource } from '../../guard/changes/guarded-resource';
import { count } from '../../io/quantities';

/** Why resources are not compared, in words. */
const REASONS: Readonly<Record<Doubt, string>> = {
  [Doubt.REGISTRY]: 'no snapshot has the registry',
  [Doubt.PLACE]: 'the account or region is not known, and no registry or several have the name',
  [Doubt.NAME]: 'CloudFormation makes the name',
};

/** How many values are not compared. */
export function unknownValues(found: number): string[] {
  if (found === 0) return [];
  return [`${count(found, 'value')} that only the deployment or a call that was refused tells: not compared`];
}

/** Which declared resources are not compared, by their reasons. */
export function notCompared(doubtful: readonly (readonly [declared: GuardedResource, doubt: Doubt])[]): string[] {
  return Object.values(Doubt).flatMap((reason) => {
    const paths = doubtful.filter(([, doubt]) => doubt === reason).map(([{ path }]) => path);
    if (paths.length === 0) return [];
    return [`${count(paths.length, 'declared resource')}: not compared, as ${REASONS[reason]} (${listed(paths)})`];
  });
}
