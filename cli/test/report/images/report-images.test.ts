import { writeRegistry } from '../../registries';
import type { TestRepository } from '../../registries';
import { image, POLICY, Workspace } from '../../support';
import { writeApp } from '../registries/support';
import { partsOf } from '../report-parts';

const HOST = '111122223333.dkr.ecr.eu-central-1.amazonaws.com';
const ARCHIVED = { imageStatus: 'ARCHIVED', lastArchivedAt: '2026-01-20T00:00:00Z' };

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

async function sumsOf(repository: TestRepository, inUse?: string) {
  const snapshot = writeRegistry(files, 'snapshot', { 'team/api': repository });
  const { images } = await partsOf(
    files,
    [snapshot],
    inUse === undefined ? {} : { inUse: [files.write('uses', inUse)] },
  );
  return images.sums.get(0);
}

describe('reportImages', () => {
  test('sums the images of a repository', async () => {
    const sums = await sumsOf(
      {
        lifecyclePolicy: POLICY,
        images: [
          { ...image(1, 'ci-1'), lastRecordedPullTime: '2026-01-05T00:00:00Z' },
          { ...image(2, 'v1'), lastRecordedPullTime: '2026-01-04T00:00:00Z' },
          { ...image(3, 'v2'), ...ARCHIVED },
          { ...image(4, 'ci-2'), imageSizeInBytes: undefined },
        ],
      },
      `${HOST}/team/api:v1`,
    );
    expect(sums).toEqual({
      count: 4,
      bytes: 6_000_000,
      unsizedCount: 1,
      archivedCount: 1,
      // The newest of ci-* stays.
      dueCount: 1,
      inUseCount: 1,
      neverPulledCount: 2,
      neverPulledBytes: 3_000_000,
      lastPush: Date.UTC(2026, 0, 4),
      lastPull: Date.UTC(2026, 0, 5),
    });
  });

  test('does not count as never pulled what nobody pulls by itself, what is new, and what runs', async () => {
    const sums = await sumsOf(
      {
        images: [
          image(1, 'v1'),
          { ...image(2), subjectManifestDigest: image(1).imageDigest },
          image(3, 'v3'),
          // The snapshot is from the start of February.
          { ...image(31, 'v4'), imagePushedAt: '2026-01-31T00:00:01Z' },
        ],
      },
      `${HOST}/team/api:v3`,
    );
    expect(sums).toMatchObject({ neverPulledCount: 1, neverPulledBytes: 1_000_000 });
  });

  test('does not say that nobody pulls public images, as Amazon ECR Public records no pulls', async () => {
    expect(await sumsOf({ isPublic: true, images: [image(1)] })).toMatchObject({ count: 1, neverPulledCount: 0 });
  });

  test('has columns of the repositories with images, and sums of an empty one', async () => {
    const snapshot = writeRegistry(files, 'snapshot', { a: { images: [image(1)] }, b: { images: [] }, c: {} });
    const { images } = await partsOf(files, [snapshot]);
    expect([...images.columns].map(([place, { digests }]) => [place, digests])).toEqual([[0, [image(1).imageDigest]]]);
    expect([...images.sums].map(([place, { count }]) => [place, count])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(images.unread).toEqual([2]);
  });

  test('has nothing of a snapshot without images, and misses nothing there', async () => {
    const contents = { images: false, inspector: false, templates: false };
    const snapshot = writeRegistry(files, 'snapshot', { a: {} }, { contents });
    const { images } = await partsOf(files, [snapshot]);
    expect([images.columns.size, images.sums.size, images.unread]).toEqual([0, 0, []]);
  });

  test('says who runs an image: by files, and by Amazon Inspector', async () => {
    const inspected = { ...image(2, 'v2'), inUseCount: 3, lastInUseAt: '2026-01-31T00:00:00Z' };
    const snapshot = writeRegistry(files, 'snapshot', { 'team/api': { images: [image(1, 'v1'), inspected] } });
    const inUse = files.write('uses', `${HOST}/team/api:v1\n`);
    const { images } = await partsOf(files, [snapshot], { inUse: [inUse] });
    expect(images.columns.get(0)!.users).toEqual([
      'Amazon Inspector: 3 running, last on 2026-01-31',
      `${files.folder}/uses:1`,
    ]);
  });

  test('takes the policy that an app declares, also for what is deployed with another one', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: 'aws://111122223333/eu-central-1',
        resources: {
          Api: [
            'ECR::Repository',
            { RepositoryName: 'team/api', LifecyclePolicy: { LifecyclePolicyText: JSON.stringify(POLICY) } },
          ],
        },
      },
    });
    const snapshot = writeRegistry(files, 'snapshot', { 'team/api': { images: [image(1), image(30)] } });
    const { images } = await partsOf(files, [app, snapshot]);
    expect(images.sums.get(0)).toMatchObject({ count: 2, dueCount: 1 });
  });

  test('names a repository whose policy could not be read', async () => {
    const unread = [{ action: 'ecr:GetLifecyclePolicy', of: 'a', code: 'AccessDeniedException', message: 'no' }];
    const snapshot = writeRegistry(
      files,
      'snapshot',
      { a: { images: [image(1)] }, b: { images: [image(1)] } },
      { unread },
    );
    expect((await partsOf(files, [snapshot])).images.withoutPolicy).toEqual([0]);
  });
});
