import type { PageReport } from '../data';
import { prefixOf, prefixText } from '../shared/prefix';

/** Sums of images, by an owner or a prefix. */
export interface SizeSum {
  readonly title: string;
  /** What finds the repositories; absent for those without an owner or a prefix. */
  readonly filter?: string;
  readonly repositories: number;
  readonly images: number;
  readonly bytes: number;
  readonly unsized: number;
  readonly neverPulledBytes: number;
}

/** What sums are made for. */
export enum SizeGrouping {
  OWNER = 'owner',
  PREFIX = 'prefix',
}

/** The sums of the repositories whose images are known, the greatest first. */
export function sizeSums({ repositories }: PageReport, grouping: SizeGrouping): SizeSum[] {
  const sums = new Map<string, SizeSum>();
  for (const { name, owner, images } of repositories) {
    if (images === undefined) continue;
    const filter = (grouping === SizeGrouping.OWNER ? owner : prefixOf(name)) || undefined;
    const title = filter ?? (grouping === SizeGrouping.OWNER ? 'without an owner' : prefixText(''));
    const sum = sums.get(title);
    sums.set(title, {
      title,
      ...(filter !== undefined && { filter }),
      repositories: (sum?.repositories ?? 0) + 1,
      images: (sum?.images ?? 0) + images.count,
      bytes: (sum?.bytes ?? 0) + images.bytes,
      unsized: (sum?.unsized ?? 0) + images.unsizedCount,
      neverPulledBytes: (sum?.neverPulledBytes ?? 0) + images.neverPulledBytes,
    });
  }
  return [...sums.values()].sort((one, other) => other.bytes - one.bytes);
}
