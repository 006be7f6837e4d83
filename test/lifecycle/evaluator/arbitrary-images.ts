import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { RepositoryImageStatus } from '../../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';

// A small world, so that rules meet images, times are equal and ages lie on the edge of a day.

export const DAY = 24 * 60 * 60 * 1000;
export const START = Date.UTC(2026, 0, 1);
const TAGS = ['a', 'ab', 'a1b', 'b', 'b1', 'v1', 'v2', 'v1-b', 'x', 'latest'];
const PATTERNS = ['a*', '*b', 'a*b', '*', 'v*', 'v1', '*1*', 'b', '*1*b', 'x*x'];
const PREFIXES = ['a', 'v', 'b1', 'latest', 'lat'];
const INDEX = 'application/vnd.oci.image.index.v1+json';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export const selection: fc.Arbitrary<TagSelection> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...PATTERNS).map((pattern) => TagSelection.pattern(pattern)) },
  { weight: 2, arbitrary: fc.constantFrom(...PREFIXES).map((prefix) => TagSelection.prefix(prefix)) },
  {
    weight: 1,
    arbitrary: fc.subarray(PATTERNS, { minLength: 2, maxLength: 3 }).map((list) => TagSelection.allPatterns(list)),
  },
  {
    weight: 1,
    arbitrary: fc.subarray(PREFIXES, { minLength: 2, maxLength: 2 }).map((list) => TagSelection.allPrefixes(list)),
  },
  { weight: 2, arbitrary: fc.constant(TagSelection.untagged()) },
  { weight: 2, arbitrary: fc.constant(TagSelection.any()) },
);

const count = fc.integer({ min: 1, max: 5 });
const days = fc.constantFrom(1, 2, 3, 4, 30).map((n) => Duration.days(n));
const archivedDays = fc.constantFrom(90, 91, 95).map((n) => Duration.days(n));

export const rule: fc.Arbitrary<LifecycleRule> = fc
  .tuple(selection, count, days, archivedDays, fc.nat(6))
  .map(([tags, n, age, archivedAge, kind]) => {
    switch (kind) {
      case 0:
        return LifecycleRule.keepNewest(n, { tags });
      case 1:
        return LifecycleRule.archiveBeyondNewest(n, { tags });
      case 2:
        return LifecycleRule.expireOlderThan(age, { tags });
      case 3:
        return LifecycleRule.archiveOlderThan(age, { tags });
      case 4:
        return LifecycleRule.archiveNotPulledFor(age, { tags });
      case 5:
        return LifecycleRule.expireArchivedAfter(archivedAge, { tags });
      default:
        return tags.tagStatus === 'any'
          ? LifecycleRule.expireArchivedAfter(archivedAge)
          : n > 2
            ? LifecycleRule.keep({ tags })
            : LifecycleRule.keepArchived({ tags });
    }
  });

export const policy: fc.Arbitrary<LifecyclePolicy> = fc
  .uniqueArray(rule, {
    minLength: 1,
    maxLength: 8,
    selector: ({ storageClass, tags }) =>
      JSON.stringify([storageClass, tags.tagStatus, [...tags.patterns].sort(), [...tags.prefixes].sort()]),
  })
  .map((rules) => LifecyclePolicy.of(...rules));

const halfDay = fc.nat(9).map((n) => START + (n * DAY) / 2);
const maybe = fc.option(halfDay, { nil: undefined, freq: 2 });
const status = fc.oneof(
  { weight: 6, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constant(RepositoryImageStatus.ACTIVE) },
  { weight: 4, arbitrary: fc.constant(RepositoryImageStatus.ARCHIVED) },
  { weight: 1, arbitrary: fc.constant(RepositoryImageStatus.ACTIVATING) },
);
const related = fc.record({
  pushed: halfDay,
  pulled: maybe,
  archived: maybe,
  activated: maybe,
  status,
  kind: fc.nat(9),
  targets: fc.array(fc.nat(20), { maxLength: 3 }),
});

/** Images of one repository. With relations some are indexes, known or not, and some are reference artifacts. */
export function images(relations = true): fc.Arbitrary<RepositoryImage[]> {
  return fc
    .tuple(
      fc.array(related, { maxLength: 10, size: 'max' }),
      fc.array(fc.nat(12), { minLength: 10, maxLength: 10 }),
      fc.nat(1000),
    )
    .map(([parts, owners, salt]) => {
      // Digests in another order than the images, as they decide between images of the same time.
      const digest = (i: number) => `sha256:${(((i + 1) * 7919 + salt * 104729) % 1000003).toString(16)}${i}`;
      return parts.map(({ pushed, pulled, archived, activated, status: imageStatus, kind, targets }, i) => {
        const tags = TAGS.filter((_, t) => owners[t] === i);
        // Only to earlier images: a digest cannot depend on itself.
        const others = i === 0 ? [] : targets.map((target) => digest(target % i));
        const isArchived = imageStatus === RepositoryImageStatus.ARCHIVED;
        return {
          imageDigest: digest(i),
          imageTags: tags.length > 0 || kind % 2 === 0 ? tags : undefined,
          imagePushedAt: new Date(pushed),
          lastRecordedPullTime: dateOf(pulled),
          imageStatus,
          lastArchivedAt: dateOf(archived ?? (isArchived ? pushed : undefined)),
          lastActivatedAt: dateOf(activated),
          imageSizeInBytes: kind === 0 ? undefined : 1000 + i,
          ...(relations && kind === 1 && { imageManifestMediaType: INDEX, childDigests: others }),
          ...(relations && kind === 2 && { childDigests: others }),
          ...(relations && kind === 3 && targets.length === 0 && { imageManifestMediaType: INDEX }),
          ...(relations && kind === 4 && { imageManifestMediaType: MANIFEST, subjectManifestDigest: others[0] }),
          ...(relations && kind === 5 && { subjectManifestDigest: 'sha256:elsewhere' }),
        };
      });
    });
}

/** A time soon after the pushes, on the half day, or around the expiry in the archive. */
export const time: fc.Arbitrary<number> = fc.oneof(
  fc.nat(16).map((n) => START + (n * DAY) / 2),
  fc.nat(30).map((n) => START + 88 * DAY + (n * DAY) / 2),
  fc.nat(200 * DAY).map((n) => START + n),
);

function dateOf(milliseconds: number | undefined): Date | undefined {
  return milliseconds === undefined ? undefined : new Date(milliseconds);
}
