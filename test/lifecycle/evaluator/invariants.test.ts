import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { images, policy, selection, time } from './arbitrary-images';
import type { LifecyclePreview } from '../../../src/lifecycle/evaluator/lifecycle-preview';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { shuffled } from '../arbitraries';

jest.setTimeout(120_000);

const RUNS = { numRuns: 1000 };

function preview(tested: LifecyclePolicy, list: RepositoryImage[], at: number): LifecyclePreview {
  return tested.preview(list, { at: new Date(at) });
}

/** Everything that a preview says, independent of the order of its images. */
function said(of: LifecyclePreview): unknown {
  const outcomes = of.outcomes.map((o) => [
    o.image.imageDigest,
    o.explain(),
    o.fate,
    o.rulePriority,
    o.takenAt,
    o.expiresAt,
    o.undocumented,
    o.heldBy,
  ]);
  const results = of.results.map((result) => JSON.stringify(result));
  return { outcomes: outcomes.map((o) => JSON.stringify(o)).sort(), results: results.sort(), summary: of.summary };
}

/** The digests of the images that expire or are archived. Previews of the same images can be compared by them. */
function gone(of: LifecyclePreview): string[] {
  return of.results.map(({ imageDigest }) => imageDigest);
}

test('a preview does not depend on the order of the images', () => {
  const permuted = images().chain((list) => shuffled(list).map((other) => ({ list, other })));
  fc.assert(
    fc.property(policy, permuted, time, (tested, { list, other }, at) => {
      expect(said(preview(tested, other, at))).toEqual(said(preview(tested, list, at)));
    }),
    RUNS,
  );
});

test('a preview does not depend on the order of the rules in the text of the policy', () => {
  const permuted = policy.chain((tested) =>
    shuffled(JSON.parse(tested.toJson()).rules).map((rules) => ({
      tested,
      other: LifecyclePolicy.fromJson(JSON.stringify({ rules })),
    })),
  );
  fc.assert(
    fc.property(permuted, images(), time, ({ tested, other }, list, at) => {
      expect(said(preview(other, list, at))).toEqual(said(preview(tested, list, at)));
    }),
    RUNS,
  );
});

test('at most one rule acts on an image: the first that selects it in its storage class', () => {
  fc.assert(
    fc.property(policy, images(false), time, (tested, list, at) => {
      const all = preview(tested, list, at);
      const results = all.results;
      expect(new Set(results.map(({ imageDigest }) => imageDigest)).size).toBe(results.length);
      for (const { imageDigest, appliedRulePriority, storageClass, action } of results) {
        const selecting = tested.rules.findIndex(
          ({ tags, storageClass: of }) =>
            of === storageClass && all.outcomesFor(tags).some(({ image }) => image.imageDigest === imageDigest),
        );
        expect(appliedRulePriority).toBe(tested._entries[selecting].priority);
        expect(action).toBe(tested.rules[selecting].action);
      }
    }),
    RUNS,
  );
});

test('a single rule with a higher count or age never expires or archives more images', () => {
  const kinds: ((n: number, tags: TagSelection) => LifecycleRule)[] = [
    (n, tags) => LifecycleRule.keepNewest(n, { tags }),
    (n, tags) => LifecycleRule.archiveBeyondNewest(n, { tags }),
    (n, tags) => LifecycleRule.expireOlderThan(Duration.days(n), { tags }),
    (n, tags) => LifecycleRule.archiveOlderThan(Duration.days(n), { tags }),
    (n, tags) => LifecycleRule.archiveNotPulledFor(Duration.days(n), { tags }),
    (n, tags) => LifecycleRule.expireArchivedAfter(Duration.days(89 + n), { tags }),
  ];
  const step = fc.integer({ min: 1, max: 8 });
  fc.assert(
    fc.property(fc.constantFrom(...kinds), selection, step, step, images(), time, (kind, tags, low, more, list, at) => {
      const strict = gone(preview(LifecyclePolicy.of(kind(low, tags)), list, at));
      const lenient = gone(preview(LifecyclePolicy.of(kind(low + more, tags)), list, at));
      expect(lenient.filter((digest) => !strict.includes(digest))).toEqual([]);
    }),
    RUNS,
  );
});

test('keep rules for both storage classes protect the images that they select for ever, in any policy', () => {
  const tagged = selection.filter(({ tagStatus }) => tagStatus !== 'any');
  fc.assert(
    fc.property(tagged, policy, images(false), time, (tags, tested, list, at) => {
      const others = tested.rules.filter((rule) => rule.tags._key() !== tags._key());
      const rules = [LifecycleRule.keep({ tags }), LifecycleRule.keepArchived({ tags }), ...others];
      const kept = preview(LifecyclePolicy.of(...rules), list, at);
      if (kept.outcomesFor(tags).length === 0) return;
      kept.expectUntouched(tags);
      kept.expectNeverExpires(tags);
      expect(kept.outcomesFor(tags).map(({ fate }) => fate)).toEqual(kept.outcomesFor(tags).map(() => 'protected'));
    }),
    RUNS,
  );
});

test('an image that can never expire has no date of expiry within the next 99 years', () => {
  fc.assert(
    fc.property(policy, images(), time, (tested, list, at) => {
      for (const outcome of preview(tested, list, at).outcomes) {
        if (outcome._canExpire()) continue;
        const years = outcome.expiresAt ? (outcome.expiresAt.getTime() - at) / 86_400_000 / 365.25 : Infinity;
        expect(years).toBeGreaterThan(99);
      }
    }),
    RUNS,
  );
});

test('an image stays until the time that the preview gives, and is expired or archived right after it', () => {
  fc.assert(
    fc.property(policy, images(false), time, (tested, list, at) => {
      const restored = list.filter(({ imageStatus }) => imageStatus !== 'ACTIVATING');
      for (const { image, takenAt } of preview(tested, restored, at).outcomes) {
        if (takenAt === undefined || takenAt.getTime() <= at) continue;
        const then = (later: number) =>
          preview(tested, restored, takenAt.getTime() + later).outcomeOf(image.imageDigest).action;
        expect(then(0)).toBeUndefined();
        expect(then(1)).toBeDefined();
      }
    }),
    RUNS,
  );
});

test('the counts and bytes of the summary add up to those of the outcomes', () => {
  fc.assert(
    fc.property(policy, images(), time, (tested, list, at) => {
      const all = preview(tested, list, at);
      const { summary, outcomes } = all;
      const archived = summary.transitioningImageTotalCount;
      const counts = [
        summary.expiringImageTotalCount,
        archived,
        summary.followingImageCount,
        summary.heldImageCount,
        summary.protectedImageCount,
        summary.unseenImageCount,
      ];
      expect(counts.reduce((a, b) => a + b)).toBe(list.length);
      expect(summary.expiringImageTotalCount + archived).toBe(all.results.length);
      const sum = (action: string) =>
        outcomes.filter((o) => o.action === action).reduce((bytes, o) => bytes + (o.image.imageSizeInBytes ?? 0), 0);
      expect([summary.freedBytes, summary.archivedBytes]).toEqual([sum('expire'), sum('transition')]);
      const unsized = outcomes.filter(({ action, image }) => action && image.imageSizeInBytes === undefined);
      expect(summary.unsizedImageCount).toBe(unsized.length);
      expect(summary.undocumentedImageCount).toBe(
        outcomes.filter(({ undocumented }) => undocumented.length > 0).length,
      );
    }),
    RUNS,
  );
});
