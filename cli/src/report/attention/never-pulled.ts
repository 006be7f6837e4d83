import { unreadImages, withoutImages } from './missing-inputs';
import { count, size } from '../../io/quantities';
import type { ReportImages } from '../images/report-images';
import { AttentionKind, ReportSection } from '../model/registry-report';
import type { Attention } from '../model/registry-report';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

interface Sums {
  readonly owner?: string;
  bytes: number;
  images: number;
  repositories: number;
}

/** Bytes that nobody pulled, by owner. A replica waits to be pulled, so that it does not count. */
export function neverPulled(inputs: ReportInputs, parts: RegistryParts, images: ReportImages): Attention {
  const { repositories } = parts;
  const kind = AttentionKind.NEVER_PULLED;
  const title = 'Bytes that nobody pulled, by owner';
  const missing = [...withoutImages(inputs, parts), ...unreadImages(parts, images)];
  if (images.sums.size === 0) return { kind, title, items: [], unknown: missing };
  const replicas = replicasIn(parts);
  const byOwner = new Map<string | undefined, Sums>();
  let inReplicas = 0;
  for (const [place, { neverPulledBytes: bytes, neverPulledCount }] of images.sums) {
    if (neverPulledCount === 0) continue;
    const { owner, registry, name } = repositories[place];
    if (replicas.has(`${registry} ${name}`)) {
      inReplicas += bytes;
      continue;
    }
    const sums = byOwner.get(owner) ?? { owner, bytes: 0, images: 0, repositories: 0 };
    byOwner.set(owner, sums);
    sums.bytes += bytes;
    sums.images += neverPulledCount;
    sums.repositories += 1;
  }
  const sorted = [...byOwner.values()].sort((one, other) => other.bytes - one.bytes);
  return {
    kind,
    title,
    number: sorted.reduce((total, { bytes }) => total + bytes, 0),
    items: sorted.map(({ owner, bytes, images: found, repositories: own }) => ({
      text:
        `${owner ?? 'No owner'}: ${size(bytes)} in ${count(found, 'image')} of ` +
        count(own, 'repository', 'repositories'),
      number: bytes,
      ...(owner !== undefined && { owner }),
      target: { section: ReportSection.SIZE, ...(owner !== undefined && { filter: owner }) },
    })),
    unknown: [
      ...missing,
      ...unrecorded(inputs),
      ...(inReplicas > 0 ? [`Replicas do not count, as they wait to be pulled: ${size(inReplicas)}.`] : []),
    ],
  };
}

/** The pulls that Amazon ECR does not tell, as sentences. */
function unrecorded({ snapshots }: ReportInputs): string[] {
  const excluded = new Set(snapshots.flatMap(({ registry }) => registry.pullTimeUpdateExclusions ?? []));
  const before = 'Pulls from before Amazon ECR recorded them are not known';
  return excluded.size > 0
    ? [`${before}, nor are those of ${count(excluded.size, 'principal')} whose pulls are not recorded.`]
    : [`${before}.`];
}

/** The registries and names of repositories that are replicas of others. */
function replicasIn({ repositories }: RegistryParts): ReadonlySet<string> {
  const all = new Set<string>();
  for (const { name, replicas } of repositories) for (const registry of replicas) all.add(`${registry} ${name}`);
  return all;
}
