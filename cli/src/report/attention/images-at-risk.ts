import { imageNames } from './image-names';
import {
  foreignReferences,
  isWithoutUses,
  unknownPolicies,
  unreadImages,
  withoutImages,
  withoutUses,
} from './missing-inputs';
import { notInRecovery } from './recovery';
import { repositoryLabel } from './repository-label';
import { mostFirst } from './risk-line';
import type { RiskLine } from './risk-line';
import { hidesChildren } from '../../../../src/lifecycle/evaluator/relations';
import { addTo, listed } from '../../../../src/text/lists';
import type { UsedReference } from '../../in-use/images-in-use';
import { isSame } from '../../in-use/reference';
import { count } from '../../io/quantities';
import type { ReportImages } from '../images/report-images';
import { Risk } from '../images/running-images';
import type { RunningImage } from '../images/running-images';
import { AttentionKind, ReportSection } from '../model/registry-report';
import type { Attention, AttentionItem } from '../model/registry-report';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

/** What happens to images in use, for one image and for several. */
const VERBS: Readonly<Record<Risk, readonly [one: string, several: string]>> = {
  [Risk.ARCHIVED]: ['is archived, so that nobody can pull it', 'are archived, so that nobody can pull them'],
  [Risk.DUE]: ['goes now by the lifecycle policy', 'go now by the lifecycle policy'],
  [Risk.MAY_GO]: ['may go now, in a way that AWS does not document', 'may go now, in a way that AWS does not document'],
  [Risk.SOON]: ['goes by the lifecycle policy', 'go by the lifecycle policy'],
};

/** Images in use that are gone, archived, due to go, or missing in the recovery registry. */
export function imagesAtRisk(inputs: ReportInputs, parts: RegistryParts, images: ReportImages): Attention {
  const kind = AttentionKind.IMAGES_IN_USE;
  const title = 'Images in use that are at risk';
  const missing = [...withoutImages(inputs, parts), ...unreadImages(parts, images)];
  const unknownUses = withoutUses(inputs, parts, images);
  if (isWithoutUses(inputs, images) || images.sums.size === 0) {
    return { kind, title, items: [], unknown: [...missing, ...unknownUses] };
  }
  const recovery = notInRecovery(inputs, parts, images);
  const lines = [
    ...goneLines(parts, images),
    ...Object.values(Risk).flatMap((risk) => linesOf(risk, parts, images)),
    ...recovery.lines,
  ];
  return {
    kind,
    title,
    number: new Set([
      ...lines.flatMap(({ place, images: names }) => names.map((name) => `${place} ${name}`)),
      ...recovery.uncovered.flatMap(({ images: names }) => names),
    ]).size,
    items: [
      ...lines.map((line) => itemOf(line, parts)),
      ...recovery.uncovered.map(({ text, registry, images: { length } }) => ({
        ...{ text, number: length },
        target: { section: ReportSection.MAP, registry },
      })),
    ],
    unknown: [
      ...missing,
      ...unknownUses,
      ...foreignReferences(inputs, parts, images),
      ...unknownPolicies(parts, images),
      ...hiddenChildren(images),
      ...recovery.unknown,
    ],
  };
}

/** The lines about a risk, the repository with most images first. */
function linesOf(risk: Risk, parts: RegistryParts, { running }: ReportImages): RiskLine[] {
  const lines: RiskLine[] = [];
  for (const [place, all] of running) {
    const own = all.filter((each) => each.risk === risk);
    if (own.length === 0) continue;
    const [one, several] = VERBS[risk];
    const verb = `${own.length === 1 ? one : several}${risk === Risk.SOON ? soonText(own) : ''}`;
    lines.push({
      place,
      text: `${repositoryLabel(parts, place)}: ${count(own.length, 'image')} in use ${verb}: ${imageNames(own)}`,
      section: ReportSection.LIFECYCLE,
      images: own.map(({ image }) => image.imageDigest),
    });
  }
  return mostFirst(lines);
}

/** The first day on which one of them goes. */
function soonText(running: readonly RunningImage[]): string {
  const first = Math.min(...running.map(({ takenAt = Infinity }) => takenAt));
  const day = new Date(first).toISOString().slice(0, 10);
  return running.length === 1 ? ` on ${day}` : ` from ${day}`;
}

/** References to repositories that do not have the image any more. */
function goneLines(parts: RegistryParts, { inUse, sums }: ReportImages): RiskLine[] {
  const byName = new Map<string, UsedReference[]>();
  for (const each of inUse.unknown) if (each.repository !== undefined) addTo(byName, each.repository, each);
  if (byName.size === 0) return [];
  const gone: [place: number, references: readonly UsedReference[]][] = [];
  for (const place of sums.keys()) {
    const { line, snapshot } = parts.inSnapshots.get(place)!;
    const named = line.isPublic ? [] : (byName.get(line.repositoryName) ?? []);
    const own = named.filter(({ registry }) => isSame(registry!, snapshot.registry));
    if (own.length > 0) gone.push([place, own]);
  }
  return mostFirst(
    gone.map(([place, references]) => {
      const names = references.map(({ tag, digest, users }) => `${tag ?? digest!} (${listed([...users], { max: 1 })})`);
      return {
        place,
        text: `${repositoryLabel(parts, place)}: ${count(names.length, 'image')} in use that the repository does not have: ${listed(names)}`,
        section: ReportSection.REPOSITORIES,
        images: references.map(({ text }) => text),
      };
    }),
  );
}

/** Indexes that may hold other images in use. */
function hiddenChildren({ running }: ReportImages): string[] {
  let hidden = 0;
  for (const all of running.values()) hidden += all.filter(({ image }) => hidesChildren(image)).length;
  return hidden > 0
    ? [
        `The images of ${count(hidden, 'index', 'indexes')} in use: the snapshot does not tell the children of an index.`,
      ]
    : [];
}

function itemOf({ place, text, section, images }: RiskLine, { repositories }: RegistryParts): AttentionItem {
  const { owner } = repositories[place];
  return {
    ...{ text, number: images.length },
    ...(owner !== undefined && { owner }),
    target: { section, repository: place },
  };
}
