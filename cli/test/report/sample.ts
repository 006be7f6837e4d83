import { gunzipSync } from 'zlib';
import { InputKind } from '../../src/check/checked-input';
import { AttentionKind, ReportSection } from '../../src/report/model/registry-report';
import type { RegistryReport, ReportedRegistry } from '../../src/report/model/registry-report';
import { RepositoryOrigin, ScanningMode } from '../../src/report/model/reported-repository';
import type { ImageColumns, ReportedRepository } from '../../src/report/model/reported-repository';

export const ACCOUNT = '111122223333';

export function registryOf(name: string, values: Partial<ReportedRegistry> = {}): ReportedRegistry {
  return {
    name,
    ...{ settings: [], replications: [], caches: [], templates: [], signings: [], grants: [] },
    ...values,
  };
}

export function repositoryOf(name: string, values: Partial<ReportedRepository> = {}): ReportedRepository {
  return {
    ...{ registry: 0, name, origin: RepositoryOrigin.BOTH, encryption: 'AES-256', mutability: 'mutable' },
    scanning: { mode: ScanningMode.MANUAL, by: 'its ScanOnPush' },
    ...{ replicas: [], grants: [] },
    ...values,
  };
}

/** Some images with a tag and a user. */
export function columnsOf(count: number, tag = 'v1', user = ''): ImageColumns {
  const each = <T>(value: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => value(index));
  return {
    digests: each((i) => `sha256:${String(i).padStart(64, '0')}`),
    tags: each(() => tag),
    pushed: each((i) => 1_700_000_000_000 - i),
    pulled: each(() => null),
    bytes: each((i) => i),
    status: each(() => ''),
    archived: each(() => null),
    activated: each(() => null),
    subjects: each(() => null),
    mediaType: each(() => 0),
    mediaTypes: ['application/vnd.oci.image.manifest.v1+json'],
    children: each(() => null),
    users: each(() => user),
  };
}

export const SUMS = {
  ...{ count: 3, bytes: 3_000_000, unsizedCount: 0, archivedCount: 0, dueCount: 1, inUseCount: 1 },
  ...{ neverPulledCount: 1, neverPulledBytes: 1_000_000 },
};

/** A report of one registry. */
export function reportOf(values: Partial<RegistryReport> = {}): RegistryReport {
  return {
    version: 1,
    time: '2026-02-01T00:00:00.000Z',
    sources: [{ kind: InputKind.APP, name: 'cdk.out', unread: [] }],
    attention: [
      {
        kind: AttentionKind.IMAGES_IN_USE,
        title: 'Images in use that are at risk',
        number: 2,
        items: [{ text: 'v1 is due', number: 1, target: { section: ReportSection.REPOSITORIES, repository: 0 } }],
        unknown: [],
      },
      {
        kind: AttentionKind.NEVER_PULLED,
        title: 'Bytes that nobody pulled',
        items: [],
        unknown: ['A snapshot with images would tell'],
      },
    ],
    registries: [registryOf(`${ACCOUNT}/eu-central-1`, { account: ACCOUNT, region: 'eu-central-1' })],
    repositories: [repositoryOf('team/api', { images: SUMS })],
    ...{ lifecycles: [], principals: [], grants: [], statements: [] },
    controls: { rules: [], findings: [], acknowledgements: [], controls: [], unresolvedCount: 0 },
    images: { 0: columnsOf(3) },
    ...values,
  };
}

/** The text that a generator of pieces makes. */
export async function textOf(pieces: Iterable<string> | AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const piece of pieces) all.push(piece);
  return all.join('');
}

/** The data of an element of a page, as its script reads it. */
export function dataIn(page: string, id: string): unknown {
  const [, base64] = new RegExp(`<script type="application/octet-stream" id="${id}">([A-Za-z0-9+/=]*)</script>`).exec(
    page,
  )!;
  return JSON.parse(gunzipSync(Buffer.from(base64, 'base64')).toString('utf8'));
}
