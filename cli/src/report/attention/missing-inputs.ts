import { repositoryLabel } from './repository-label';
import { listed } from '../../../../src/text/lists';
import { count } from '../../io/quantities';
import { registryName } from '../../snapshot/snapshot-images';
import type { ReportImages } from '../images/report-images';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

/** The registries whose images nothing tells, as sentences. */
export function withoutImages({ snapshots }: ReportInputs, { registries }: RegistryParts): string[] {
  const known = new Set(
    snapshots.filter(({ registry }) => registry.contents.images).map(({ registry }) => registryName(registry)),
  );
  const names = registries
    .filter(({ isOutside, account, region }) => !isOutside && !known.has(`${account}/${region}`))
    .map(({ name }) => name);
  return names.length > 0
    ? [`The images of ${listed(names)} are not known: add what cdk-ecr snapshot --images writes.`]
    : [];
}

/** Whether nothing tells what runs. */
export function isWithoutUses({ useFiles }: ReportInputs, { running }: ReportImages): boolean {
  return useFiles.length === 0 && running.size === 0;
}

/** What does not tell what runs, without files that do, as sentences. */
export function withoutUses(inputs: ReportInputs, parts: RegistryParts, images: ReportImages): string[] {
  const { snapshots, useFiles } = inputs;
  if (useFiles.length > 0) return [];
  if (isWithoutUses(inputs, images)) {
    const isInspected = snapshots.some(({ registry }) => registry.contents.inspector);
    return [
      isInspected
        ? 'What runs is not known: Amazon Inspector sees no image that runs, and may be off. --in-use tells.'
        : 'What runs is not known: --in-use tells, or a snapshot --with-inspector.',
    ];
  }
  const seen = new Set([...images.running.keys()].map((place) => parts.inSnapshots.get(place)!.snapshot));
  const unseen = snapshots.filter((each) => each.registry.contents.images && !seen.has(each));
  return [
    'Amazon Inspector does not see functions of AWS Lambda: --in-use tells.',
    ...(unseen.length > 0
      ? [`Amazon Inspector sees no running image of ${listed(unseen.map(({ registry }) => registryName(registry)))}.`]
      : []),
  ];
}

/** Repositories whose images could not be read, as a sentence. */
export function unreadImages(parts: RegistryParts, { unread }: ReportImages): string[] {
  return unread.length > 0
    ? [`The images of ${labels(parts, unread)} could not be read: the snapshot needs ecr:DescribeImages.`]
    : [];
}

/** Repositories with images in use whose lifecycle policy is not known, as a sentence. */
export function unknownPolicies(parts: RegistryParts, { withoutPolicy, running }: ReportImages): string[] {
  const places = withoutPolicy.filter((place) => running.has(place));
  return places.length > 0
    ? [
        `The lifecycle policy of ${labels(parts, places)} is not known, or Amazon ECR would refuse it: a snapshot with ` +
          'ecr:GetLifecyclePolicy tells what is deployed.',
      ]
    : [];
}

/** References of the files with what runs that are to no image here, as sentences. */
export function foreignReferences(
  { useFiles }: ReportInputs,
  parts: RegistryParts,
  { inUse, sums }: ReportImages,
): string[] {
  if (useFiles.length === 0) return [];
  const { foreignCount, references, unknown } = inUse;
  if (references.length === 0) return [`${listed(useFiles)} names no image of these registries.`];
  const read = new Set<string>();
  for (const place of sums.keys()) {
    const { snapshot, line } = parts.inSnapshots.get(place)!;
    read.add(`${registryName(snapshot.registry)}/${line.repositoryName}`);
  }
  const elsewhere = unknown.filter(
    ({ repository, registry }) => repository !== undefined && !read.has(`${registryName(registry!)}/${repository}`),
  );
  const digests = unknown.filter(({ repository }) => repository === undefined);
  return [
    ...(foreignCount > 0
      ? [`${count(foreignCount, 'reference')} of --in-use to other registries: a snapshot of these tells.`]
      : []),
    ...(elsewhere.length > 0
      ? [`${count(elsewhere.length, 'reference')} of --in-use to repositories whose images no snapshot here has.`]
      : []),
    ...(digests.length > 0 ? [`${count(digests.length, 'digest')} of --in-use: no image here has it.`] : []),
  ];
}

function labels(parts: RegistryParts, places: readonly number[]): string {
  return listed(places.map((place) => repositoryLabel(parts, place)));
}
