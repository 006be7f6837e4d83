import { size } from '../../src/io/quantities';
import { AttentionKind, PrincipalRelation, ReportSection } from '../../src/report/model/registry-report';
import type { Attention, AttentionItem, ReportedPrincipal } from '../../src/report/model/registry-report';
import type { ReportedControls } from '../../src/report/model/reported-controls';
import type { ReportedRepository } from '../../src/report/model/reported-repository';

/** The first screen of the sample. Findings in running images are not known. */
export function sampleAttention(
  repositories: readonly ReportedRepository[],
  principals: readonly ReportedPrincipal[],
  controls: ReportedControls,
): Attention[] {
  const used = repositories.flatMap(({ name, owner, images }, repository): AttentionItem[] => {
    if (images === undefined || images.inUseCount === 0 || images.dueCount === 0) return [];
    const target = { section: ReportSection.LIFECYCLE, repository };
    return [{ text: `${name}: an image in use is due to go`, number: images.inUseCount, owner, target }];
  });
  const outside = principals.flatMap(({ name, relation }, principal): AttentionItem[] =>
    relation === PrincipalRelation.OUTSIDE || relation === PrincipalRelation.EVERYBODY
      ? [{ text: `${name} may pull`, number: 1, target: { section: ReportSection.ACCESS, principal } }]
      : [],
  );
  const byOwner = sums(controls.findings.map(({ owner = '' }) => [owner, 1]));
  const bytes = sums(repositories.map(({ owner = '', images }) => [owner, images?.neverPulledBytes ?? 0]));
  const lines = (entries: ReadonlyMap<string, number>, section: ReportSection, textOf: (count: number) => string) =>
    [...entries].map(([owner, count]) => ({
      text: `${owner || 'No owner'}: ${textOf(count)}`,
      number: count,
      owner,
      target: { section, filter: owner },
    }));
  const part = (kind: AttentionKind, title: string, items: readonly AttentionItem[]) => ({
    ...{ kind, title, items: [...items].sort((one, other) => other.number - one.number), unknown: [] },
    number: items.reduce((total, each) => total + each.number, 0),
  });
  return [
    {
      ...part(AttentionKind.IMAGES_IN_USE, 'Images in use that are at risk', used),
      unknown: ['Whether 333333333333/eu-west-1 has the images: give a snapshot of it.'],
    },
    part(AttentionKind.OUTSIDE_ACCESS, 'Access from outside', outside),
    {
      kind: AttentionKind.CRITICAL_FINDINGS,
      title: 'Critical findings in running images',
      items: [],
      unknown: ['Findings: take the snapshot with --findings.', 'What runs: give a file with --in-use.'],
    },
    part(
      AttentionKind.BASELINE,
      'Differences from the baseline',
      lines(byOwner, ReportSection.CONTROLS, (n) => `${n} findings`),
    ),
    part(AttentionKind.NEVER_PULLED, 'Bytes that nobody pulled', lines(bytes, ReportSection.SIZE, size)),
  ];
}

function sums(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [key, value] of entries) found.set(key, (found.get(key) ?? 0) + value);
  return found;
}
