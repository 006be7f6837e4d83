import { imageNames } from './image-names';
import { repositoryLabel } from './repository-label';
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
  /** What could not be judged, as sentences. */
  readonly unknown: readonly string[];
}

/** Holds the images in use against each registry to which theirs replicates. */
export function notInRecovery(inputs: ReportInputs, parts: RegistryParts, images: ReportImages): RecoveryGaps {
  return new Recovery(inputs, parts, images).gaps();
}

class Recovery {
  /** The places of private repositories by their registries and names. */
  private readonly places = new Map<string, number>();
  private readonly withImages: readonly RegistryFile[];
  private readonly lines: RiskLine[] = [];
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
        if (recovery) this.compare(place, running, recovery);
        else this.unknownRegistries.add(name);
      }
    }
    const names = [...this.unknownRegistries];
    return {
      lines: mostFirst(this.lines),
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

  private compare(place: number, running: readonly RunningImage[], recovery: RegistryFile): void {
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
    const reason = problems.has(Problem.MISSING)
      ? missingReason(snapshot.registry, recovery, repositoryName)
      : [...problems].join(', ');
    const head = `${repositoryLabel(parts, place)}: ${count(notReady.length, 'image')} in use cannot be pulled from`;
    this.lines.push({
      place,
      text: `${head} ${registryName(recovery)}: ${imageNames(notReady)}; ${reason}`,
      section: ReportSection.REPOSITORIES,
      images: notReady.map(({ image }) => image.imageDigest),
    });
  }
}

function keyOf({ account, region }: RegistryId, repositoryName: string): string {
  return `${account}/${region}/${repositoryName}`;
}
