import * as fc from 'fast-check';
import { RepositoryImageStatus } from '../../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { DAYS, ImageState, TimeLine, stepPath } from '../../page/lifecycle/time-line';

const START = new Date('2026-11-29T00:00:00Z');
const DAY = 86_400_000;
const INDEX = 'application/vnd.oci.image.index.v1+json';

function image(digest: string, daysOld: number, more: Partial<RepositoryImage> = {}): RepositoryImage {
  return { imageDigest: digest, imagePushedAt: new Date(START.getTime() - daysOld * DAY), ...more };
}

function timeLine(images: RepositoryImage[], policy = LifecyclePolicy.forPulledImages()): TimeLine {
  return new TimeLine(policy, images, START.getTime());
}

describe('the time line of a repository', () => {
  test('an untagged image is there, archived after more than 90 days without a pull, and deleted 90 days later', () => {
    const line = timeLine([image('a', 10), image('b', 10, { imageTags: ['v1'] })]);
    const states = [0, 80, 81, 170, 171, DAYS].map((day) => line.imagesOn(day).find(({ place }) => place === 0)!.state);
    expect(states).toEqual(['there', 'there', 'archived', 'archived', 'deleted', 'deleted']);
    expect(line.steps).toEqual([0, 81, 171]);
    expect(line.countsOn(81)).toEqual({ there: 1, archived: 1, deleted: 0 });
    expect(line.countsOn(171)).toEqual({ there: 1, archived: 0, deleted: 1 });
  });

  test('an image that is deleted from the archive has both rules as its reason', () => {
    const line = timeLine([image('a', 10)]);
    expect(line.reasonsOn(200)(0)).toMatch(/^rule 1 .* archives it: .*; then rule 2 .* expires it: .*/);
    expect(line.reasonsOn(100)(0)).toMatch(/^rule 1 .* archives it: [^;]*$/);
    expect(line.reasonsOn(0)(0)).toContain('until it is archived after 2027-02-17');
  });

  test('an image that is archived today is archived, until a rule of the archive deletes it', () => {
    const archived = {
      imageStatus: RepositoryImageStatus.ARCHIVED,
      lastArchivedAt: new Date(START.getTime() - 30 * DAY),
    };
    const line = timeLine([image('a', 200, archived)]);
    expect(line.countsOn(0)).toEqual({ there: 0, archived: 1, deleted: 0 });
    expect(line.countsOn(61)).toEqual({ there: 0, archived: 0, deleted: 1 });
    expect(line.imagesOn(0)[0].isTaken).toBe(false);
    expect(line.imagesOn(61)[0].isTaken).toBe(true);
    expect(line.reasonsOn(61)(0)).not.toContain('; then');
  });

  test('an image of an index goes after its index, and its reason is that of the day on which the index was there', () => {
    const index = image('index', 30, { childDigests: ['child'], imageManifestMediaType: INDEX });
    const line = timeLine([index, image('child', 30)], LifecyclePolicy.forBuilds());
    expect(line.countsOn(0)).toEqual({ there: 1, archived: 0, deleted: 1 });
    expect(line.countsOn(1)).toEqual({ there: 0, archived: 0, deleted: 2 });
    expect(line.reasonsOn(50)(1)).toContain(
      'would take it, but it is part of index, until it expires after 2026-11-29',
    );
  });

  test('what the policy takes until the day comes first, the latest at the top, then what goes next', () => {
    const tagged = (name: string) => ({ imageTags: [name] });
    const line = timeLine([
      image('stays', 500, tagged('v1')),
      image('later', 0),
      image('early', 60),
      image('next', 20),
    ]);
    expect(line.imagesOn(40).map(({ place }) => place)).toEqual([2, 3, 1, 0]);
    expect(line.imagesOn(75).map(({ place }) => place)).toEqual([3, 2, 1, 0]);
  });

  test('what goes only after the last day is counted', () => {
    const pulled = new Date(START.getTime());
    const policy = LifecyclePolicy.forPullThroughCache();
    const line = timeLine([image('a', 5, { lastRecordedPullTime: pulled })], policy);
    expect(line.laterCount).toBe(0);
    const json = JSON.stringify({
      rules: [
        {
          rulePriority: 1,
          description: 'old images that nobody needs any longer',
          selection: { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 900 },
          action: { type: 'expire' },
        },
      ],
    });
    expect(timeLine([image('a', 5)], LifecyclePolicy.fromJson(json)).laterCount).toBe(1);
  });

  test('on each day, the counts are those of the list, and each image is in one state', () => {
    const images = fc.array(
      fc.record({
        age: fc.integer({ min: 0, max: 600 }),
        tag: fc.boolean(),
        pulled: fc.option(fc.integer({ min: 0, max: 300 })),
        archived: fc.boolean(),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(images, fc.integer({ min: 0, max: DAYS }), (entries, day) => {
        const line = timeLine(
          entries.map(({ age, tag, pulled, archived }, index) =>
            image(`sha256:${index}`, age, {
              imageTags: tag ? [`t${index}`] : [],
              lastRecordedPullTime:
                pulled === null ? undefined : new Date(START.getTime() - Math.min(age, pulled) * DAY),
              ...(archived ? { imageStatus: RepositoryImageStatus.ARCHIVED, lastArchivedAt: START } : {}),
            }),
          ),
        );
        const list = line.imagesOn(day);
        const counts = line.countsOn(day);
        for (const state of Object.values(ImageState)) {
          expect(list.filter((each) => each.state === state)).toHaveLength(counts[state]);
        }
        const why = line.reasonsOn(day);
        for (const { place, state, isTaken } of list) {
          expect(why(place)).not.toMatch(/; then no rule|; then .* leaves it/);
          if (isTaken && state === ImageState.DELETED) expect(why(place)).toContain('expires it');
          if (isTaken && state === ImageState.ARCHIVED) expect(why(place)).toContain('archives it');
        }
      }),
    );
  });
});

test('a line in steps goes right, then up or down, and ends at the right edge', () => {
  expect(
    stepPath(
      [
        [0, 5],
        [10, 3],
      ],
      400,
    ),
  ).toBe('M0,5H10V3H400');
});
