import { HOSTILE_TEXTS } from './hostile-texts';
import { sampleAccess } from './sample-access';
import { sampleAttention } from './sample-attention';
import { sampleChanges } from './sample-changes';
import { sampleControls } from './sample-controls';
import { sampleImages, sampleSums } from './sample-images';
import { SAMPLE_LIFECYCLES } from './sample-lifecycles';
import { SampleRandom } from './sample-random';
import { sampleRegistries } from './sample-registries';
import { sampleRepository, sampleTeams } from './sample-repositories';
import { InputKind } from '../../src/check/checked-input';
import type { RegistryReport } from '../../src/report/model/registry-report';
import { RepositoryOrigin } from '../../src/report/model/reported-repository';
import type { ImageColumns } from '../../src/report/model/reported-repository';

const TIME = '2026-11-20T08:00:00.000Z';
/** Fewer repositories are a team that begins. */
const SMALL = 12;

/** The size and the nature of a sample. */
export interface SampleOptions {
  readonly repositories: number;
  /** 10 if it is left out. Repositories that are only declared have none. */
  readonly imagesPerRepository?: number;
  /** Whether names, owners, tags and texts try to do harm. */
  readonly hostile?: boolean;
  /** Whether there is a before. */
  readonly changes?: boolean;
}

/** A report as a company with teams has it; always the same for the same options. */
export function sampleReport(options: SampleOptions): RegistryReport {
  const { repositories: count, imagesPerRepository = 10, changes = true } = options;
  const hostile = options.hostile === true ? HOSTILE_TEXTS : [];
  const random = new SampleRandom(count);
  const teams = sampleTeams(count);
  const access = sampleAccess(teams, hostile);
  const images: Record<string, ImageColumns> = {};
  const repositories = Array.from({ length: count }, (_, i) => {
    const repository = sampleRepository(random, i, { count, teams, access, hostile });
    if (repository.origin === RepositoryOrigin.DECLARED) return repository;
    images[i] = sampleImages(
      random,
      i % 10 === 3 ? imagesPerRepository * 4 : imagesPerRepository,
      Date.parse(TIME),
      hostile,
    );
    return { ...repository, images: sampleSums(images[i]) };
  });
  const controls = sampleControls(repositories, access.places, hostile);
  const { principals, grants, statements } = access;
  return {
    version: 1,
    time: TIME,
    sources: [
      { kind: InputKind.APP, name: 'cdk.out', unread: [] },
      {
        kind: InputKind.SNAPSHOT,
        name: 'snapshots/2026-11-20',
        time: '2026-11-20T06:12:31.000Z',
        unread: [
          '222222222222/us-east-1: the signing configuration could not be read: AccessDeniedException',
          ...hostile,
        ],
      },
    ],
    attention: sampleAttention(repositories, principals, controls),
    registries: sampleRegistries(count < SMALL, teams, access, hostile),
    repositories,
    lifecycles: [...SAMPLE_LIFECYCLES, ...hostile.map((text) => ({ json: text, lines: [text] }))],
    ...{ principals, grants, statements, controls, images },
    ...(changes && { changes: sampleChanges(repositories, hostile) }),
  };
}
