import { number } from '../../../../src/text/lists';
import { count, size } from '../../io/quantities';
import { AttentionKind } from '../model/registry-report';
import type { Attention, RegistryReport } from '../model/registry-report';
import { ComparisonKind } from '../model/reported-changes';
import type { ReportedChanges } from '../model/reported-changes';

/** What is there, in one line. */
export function summaryOf({ registries, repositories, changes }: Omit<RegistryReport, 'images'>): string {
  const there = [
    count(registries.filter(({ isOutside }) => !isOutside).length, 'registry', 'registries'),
    count(repositories.length, 'repository', 'repositories'),
  ].join(', ');
  const images = repositories.flatMap((repository) => repository.images ?? []);
  const sum = images.reduce((total, each) => total + each.count, 0);
  return [
    ...(changes === undefined ? [] : [changesSummary(changes)]),
    images.length === 0 ? there : `${there}, ${count(sum, 'image')}`,
  ].join('; ');
}

/** What a change does, in one line. */
export function changesSummary({ kind, verdict, driftCount, resources }: ReportedChanges): string {
  if (verdict !== undefined) return verdict.summary;
  if (kind === ComparisonKind.DRIFT) {
    return driftCount === 0
      ? 'nothing is missing or other than declared'
      : `${count(driftCount, 'resource')} missing or other than declared`;
  }
  return `${count(resources.length, 'resource')} would change`;
}

/** The number of a part of the first screen, in words. */
export function attentionNumber({ kind, number: found }: Attention): string {
  if (found === undefined) return 'not known';
  return kind === AttentionKind.NEVER_PULLED ? size(found) : number(found);
}
