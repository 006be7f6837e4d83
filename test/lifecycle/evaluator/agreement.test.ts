import * as fc from 'fast-check';
import { images, policy, time } from './arbitrary-images';
import type { NaiveOutcome } from './naive-evaluator';
import { matches, naivePreview } from './naive-evaluator';
import type { ImageOutcome } from '../../../src/lifecycle';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { TagSelection } from '../../../src/lifecycle/tag-selection';
import { lifecyclePolicy, tagPattern } from '../arbitraries';

// The evaluator of the library is compared with a second one, written from AWS's description of lifecycle policies.

jest.setTimeout(600_000);

function flat(outcome: ImageOutcome): NaiveOutcome {
  return {
    digest: outcome.image.imageDigest,
    fate: outcome.fate,
    action: outcome.action,
    priority: outcome.rulePriority,
    takenAt: outcome.takenAt?.getTime(),
    expiresAt: outcome.expiresAt?.getTime(),
    heldBy: outcome.heldBy,
    undocumented: [...outcome.undocumented].sort(),
  };
}

function agree(tested: LifecyclePolicy, list: RepositoryImage[], at: number): NaiveOutcome[] {
  const ours = tested.preview(list, { at: new Date(at) }).outcomes.map(flat);
  const theirs = naivePreview(tested.toJson(), list, at).map((outcome) => ({
    ...outcome,
    undocumented: [...outcome.undocumented].sort(),
  }));
  // Comparing texts is fast; the slower comparison explains a difference.
  if (JSON.stringify(sorted(ours)) !== JSON.stringify(sorted(theirs))) expect(ours).toEqual(theirs);
  return ours;
}

function sorted(outcomes: NaiveOutcome[]): unknown[] {
  return outcomes.map((o) => [
    o.digest,
    o.fate,
    o.action,
    o.priority,
    o.takenAt,
    o.expiresAt,
    o.heldBy,
    o.undocumented,
  ]);
}

test('both evaluators agree on 30,000 previews, in which every outcome occurs at least 50 times', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(policy, images(), fc.tuple(time, time, time), (tested, list, times) => {
      for (const at of times) {
        for (const { fate, undocumented, action } of agree(tested, list, at)) {
          for (const key of [`${fate} ${action}`, ...undocumented]) seen.set(key, (seen.get(key) ?? 0) + 1);
        }
      }
    }),
    { numRuns: 10_000 },
  );
  const rare = [
    'expired expire',
    'archived transition',
    'follows expire',
    'follows transition',
    'protected undefined',
    'held undefined',
    'unseen undefined',
    'tie',
    'ageBoundary',
    'indexPass',
    'possibleChild',
    'referrer',
    'activating',
  ].filter((key) => (seen.get(key) ?? 0) < 50);
  expect(rare).toEqual([]);
});

test('both evaluators agree on any valid policy', () => {
  fc.assert(
    fc.property(lifecyclePolicy, images(), time, (tested, list, at) => {
      agree(tested, list, at);
    }),
    { numRuns: 500 },
  );
});

test('both evaluators agree without a policy', () => {
  fc.assert(
    fc.property(images(), time, (list, at) => {
      agree(LifecyclePolicy.none(), list, at);
    }),
  );
});

test('both evaluators agree on the tags that a pattern matches', () => {
  const tag = fc.string({ unit: fc.constantFrom(...'ab-.'), minLength: 1, maxLength: 10 });
  const pattern = fc.oneof(
    tagPattern,
    fc
      .array(fc.string({ unit: fc.constantFrom(...'ab-.'), maxLength: 2 }), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.join('*'))
      .filter((text) => text !== ''),
  );
  fc.assert(
    fc.property(pattern, tag, (text, name) => {
      const preview = LifecyclePolicy.none().preview([
        { imageDigest: 'sha256:1', imageTags: [name], imagePushedAt: new Date(0) },
      ]);
      expect(preview.outcomesFor(TagSelection.pattern(text)).length === 1).toBe(matches(text, name));
    }),
    { numRuns: 20_000 },
  );
});
