import { imageNames } from './image-names';
import { registryLabel, repositoryLabel } from './repository-label';
import { mostFirst } from './risk-line';
import type { RiskLine } from './risk-line';
import { tagsOf } from '../../../../src/lifecycle/evaluator/image-state';
import { listed } from '../../../../src/text/lists';
import { isSame } from '../../in-use/reference';
import type { RegistryId } from '../../in-use/reference';
import { count } from '../../io/quantities';
import { missingReason } from '../../ready/missing-reason';
import { Problem, RecoveryImages } from '../../ready/not-ready';
import type { RegistryFile } from '../../snapshot/format';
import { registryName } from '../../snapshot/snapshot-images';
import { imagesFrom } from '../images/image-columns';
import type { ReportImages } from '../images/report-images';
import type { RunningImage } from '../images/running-images';
import { ReportSection } from '../model/registry-report';
import type { RegistryParts } from '../registries/registry-parts';
import type { ReportInputs } from '../report-inputs';

/** What of the images in use the registries lack that would stand in. */
export interface RecoveryGaps {
  readonly lines: readonly RiskLine[];
  /** What replication leaves out: one line for each destination, however many repositories there are. */
  readonly uncovered: readonly UncoveredLine[];
  /** What could not be judged, as sentences. */
  readonly unknown: readonly string[];
}

/** The images in use of the repositories that a replication does not cover. */
export interface UncoveredLine {
  readonly text: string;
  /** The place of the registry that replicates. */
  readonly registry: number;
  /** The images, by the places of their repositories and their digests. */
  readonly images: readonly string[];
}

/** Holds the images in use against each registry to which theirs replicates. */
export function notInRecovery(inputs: ReportInputs, parts: RegistryParts, images: ReportImages): RecoveryGaps {
  return new Recovery(inputs, parts, images).gaps();
}

interface Uncovered {
  readonly from: number;
  readonly to: number;
  repositories: number;
  readonly images: string[];
}

class Recovery {
  /** The places of private repositories by their registries and names. */
  private readonly places = new Map<string, number>();
  private readonly withImages: readonly RegistryFile[];
  private readonly lines: RiskLine[] = [];
  /** By the source and the destination. */
  private readonly uncovered = new Map<string, Uncovered>();
  private readonly unknownRegistries = new Set<string>();
  private readonly unknownRepositories: string[] = [];

  public constructor(
    { snapshots }: ReportInputs,
    private readonly parts: RegistryParts,
    private readonly images: ReportImages,
  ) {
    this.withImages = snapshots.map(({ registry }) => registry).filter(({ contents }) => contents.images);
    for (const [place, { snapshot, line }] of parts.inSnapshots) {
      if (!line.isPublic) this.places.set(keyOf(snapshot.registry, line.repositoryName), place);
    }
  }

  public gaps(): RecoveryGaps {
    const { parts, images } = this;
    for (const [place, running] of images.running) {
      for (const { to } of parts.registries[parts.repositories[place].registry].replications) {
        const { account, region, name } = parts.registries[to];
        const recovery = this.withImages.find(
          (registry) => account !== undefined && region !== undefined && isSame(registry, { account, region }),
        );
        if (recovery) this.compare(place, running, { registry: recovery, to });
        else this.unknownRegistries.add(name);
      }
    }
    const names = [...this.unknownRegistries];
    return {
      lines: mostFirst(this.lines),
      uncovered: [...this.uncovered.values()].map((each) => this.lineOf(each)),
      unknown: [
        ...(names.length > 0
          ? [`Whether ${listed(names)} has the images in use: add what cdk-ecr snapshot --images writes of it.`]
          : []),
        ...(this.unknownRepositories.length > 0
          ? [
              `Whether ${listed(this.unknownRepositories)} has the images in use: the snapshot needs ecr:DescribeImages.`,
            ]
          : []),
      ],
    };
  }

  private lineOf({ from, to, repositories, images }: Uncovered): UncoveredLine {
    const { parts } = this;
    const prefixes = parts.registries[from].replications
      .filter((each) => each.to === to)
      .flatMap((each) => each.prefixes);
    const [source, destination] = [from, to].map((place) => registryLabel(parts, place));
    return {
      text:
        `${count(images.length, 'image')} in use of ${count(repositories, 'repository', 'repositories')} in ${source} ` +
        `${images.length === 1 ? 'is' : 'are'} not in ${destination}: replication covers only ${listed([...new Set(prefixes)])}`,
      ...{ registry: from, images },
    };
  }

  private compare(
    place: number,
    running: readonly RunningImage[],
    { registry: recovery, to }: { readonly registry: RegistryFile; readonly to: number },
  ): void {
    const { parts, images } = this;
    const { snapshot, line } = parts.inSnapshots.get(place)!;
    const { repositoryName } = line;
    const there = this.places.get(keyOf(recovery, repositoryName));
    if (there !== undefined && !images.sums.has(there)) {
      this.unknownRepositories.push(`${registryName(recovery)}/${repositoryName}`);
      return;
    }
    const columns = there === undefined ? undefined : images.columns.get(there);
    const found = new RecoveryImages(columns ? imagesFrom(columns) : []);
    const { account, region } = snapshot.registry;
    const references = images.inUse.referencesTo({ repositoryName, registry: { account, region } });
    const pulled = new Set(references.flatMap(({ tag }) => tag ?? []));
    const problems = new Set<Problem>();
    const notReady = running.filter(({ image, users }) => {
      const tags = tagsOf(image).filter((tag) => pulled.has(tag));
      const own = found.problemsOf({ imageDigest: image.imageDigest, tags, users });
      for (const { problem } of own) problems.add(problem);
      return own.length > 0;
    });
    if (notReady.length === 0) return;
    const { registry: from, replicas } = parts.repositories[place];
    if (there === undefined && !replicas.includes(to)) {
      const key = `${from} ${to}`;
      const known = this.uncovered.get(key) ?? { from, to, repositories: 0, images: [] };
      known.repositories += 1;
      known.images.push(...notReady.map(({ image }) => `${place} ${image.imageDigest}`));
      this.uncovered.set(key, known);
      return;
    }
    const reason = problems.has(Problem.MISSING)
      ? missingReason(snapshot.registry, recovery, repositoryName)
      : [...problems].join(', ');
    const head = `${repositoryLabel(parts, place)}: ${count(notReady.length, 'image')} in use cannot be pulled from`;
    this.lines.push({
      place,
      text: `${head} ${registryLabel(parts, to)}: ${imageNames(notReady)}; ${reason}`,
      section: ReportSection.REPOSITORIES,
      images: notReady.map(({ image }) => image.imageDigest),
    });
  }
}

function keyOf({ account, region }: RegistryId, repositoryName: string): string {
  return `${account}/${region}/${repositoryName}`;
}
