import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';
import { Duration } from 'aws-cdk-lib';
import { naivePreview } from './naive-evaluator';
import { RepositoryImages } from '../../../src/lifecycle/evaluator/repository-images';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';

// The push history of the Docker Official Images. The data is not part of the package: without it nothing is tested.

jest.setTimeout(300_000);

const SHARED = join(__dirname, '../../../../shared');
const FILE = join(SHARED, 'data/official-images.json.gz');
const isThere = existsSync(FILE);

test('the data of the official images exists in CI, unless its whole folder is missing', () => {
  if (!isThere) console.warn(`NOT TESTED: the official images, as there is no ${FILE}`);
  // If the folder exists in CI, a missing file would hide that nothing is tested.
  expect(isThere || !process.env.CI || !existsSync(SHARED)).toBe(true);
});

(isThere ? describe : describe.skip)('the official images', () => {
  const policy = LifecyclePolicy.of(
    LifecycleRule.keep({ description: 'latest', tags: TagSelection.pattern('latest') }),
    LifecycleRule.keepNewest(20, { tags: TagSelection.pattern('*-slim*') }),
    LifecycleRule.expireOlderThan(Duration.days(365), { tags: TagSelection.pattern('*-rc*') }),
    LifecycleRule.archiveOlderThan(Duration.days(900), { tags: TagSelection.allPatterns(['*-*', '3.*']) }),
    LifecycleRule.expireUntagged(Duration.days(180)),
    LifecycleRule.keepNewest(500, { tags: TagSelection.any() }),
  );
  let images: RepositoryImages;

  beforeAll(() => {
    images = RepositoryImages.fromJson(gunzipSync(readFileSync(FILE)).toString());
  });

  test('are read in full', () => {
    expect(images.repositoryNames).toHaveLength(173);
    const lists = images.repositoryNames.map((name) => images.of(name));
    expect(lists.reduce((count, list) => count + list.length, 0)).toBe(139_202);
  });

  test('have the same outcomes in the preview and in the second evaluator', () => {
    for (const name of images.repositoryNames) {
      const list = images.of(name);
      // The running time of the second evaluator grows with the square of the number of images.
      if (list.length > 400) continue;
      const at = Math.max(...list.map(({ imagePushedAt }) => imagePushedAt.getTime()));
      const ours = policy.preview(list, { at: new Date(at) }).outcomes;
      const theirs = naivePreview(policy.toJson(), list, at);
      expect(ours.map((o) => [o.image.imageDigest, o.fate, o.rulePriority, [...o.undocumented].sort()])).toEqual(
        theirs.map((o) => [o.digest, o.fate, o.priority, [...o.undocumented].sort()]),
      );
    }
  });

  test('keep the images that a keep rule protects', () => {
    const latest = TagSelection.pattern('latest');
    let kept = 0;
    let expired = 0;
    for (const name of images.repositoryNames) {
      const preview = policy.preview(images.of(name), { at: new Date('2026-11-01T00:00:00Z') });
      if (preview.outcomesFor(latest).length > 0) {
        kept += 1;
        preview.expectNeverExpires(latest);
        preview.expectUntouched(latest);
      }
      expired += preview.summary.expiringImageTotalCount;
    }
    expect(kept).toBeGreaterThan(100);
    expect(expired).toBeGreaterThan(10_000);
    expect(expired).toBeLessThan(139_202 - kept);
  });
});
