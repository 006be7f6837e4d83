import * as fc from 'fast-check';
import { RepositoryImageStatus } from '../../../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../../../src/lifecycle/evaluator/repository-image';
import { images, policy, time } from '../../../../test/lifecycle/evaluator/arbitrary-images';
import { columnsOf, imagesFrom } from '../../../src/report/images/image-columns';

const PUSHED = new Date('2026-01-01T00:00:00Z');

/** An image without what says no more than its absence. */
function plain({ imageTags, imageStatus, subjectManifestDigest, ...image }: RepositoryImage): RepositoryImage {
  return {
    ...image,
    imageTags: imageTags?.length ? imageTags : undefined,
    imageStatus: imageStatus === RepositoryImageStatus.ACTIVE ? undefined : imageStatus,
    subjectManifestDigest,
  };
}

function byDigest(all: readonly RepositoryImage[]) {
  return new Map(all.map((image) => [image.imageDigest, plain(image)]));
}

describe('the columns of images', () => {
  test('give back each image', () => {
    fc.assert(
      fc.property(images(), (all) => {
        expect(byDigest(imagesFrom(columnsOf(all)))).toEqual(byDigest(all));
      }),
    );
  });

  test('are the same after images and back', () => {
    fc.assert(
      fc.property(images(), (all) => {
        const columns = columnsOf(all);
        expect(columnsOf(imagesFrom(columns))).toEqual(columns);
      }),
    );
  });

  test('do not change through JSON', () => {
    fc.assert(
      fc.property(images(), (all) => {
        const columns = columnsOf(all);
        expect(JSON.parse(JSON.stringify(columns))).toEqual(columns);
      }),
    );
  });

  test('give the evaluator what the images give it', () => {
    fc.assert(
      fc.property(images(), policy, time, (all, rules, at) => {
        const outcomes = (given: RepositoryImage[]) =>
          new Map(
            rules
              .preview(given, { at: new Date(at) })
              .outcomes.map((outcome) => [outcome.image.imageDigest, outcome.explain()]),
          );
        expect(outcomes(imagesFrom(columnsOf(all)))).toEqual(outcomes(all));
      }),
    );
  });

  test('have the newest push first, and the others in the order of the images', () => {
    const image = (imageDigest: string, day: number) => ({
      imageDigest,
      imagePushedAt: new Date(Date.UTC(2026, 0, day)),
    });
    const { digests, pushed } = columnsOf([image('a', 1), image('b', 3), image('c', 2), image('d', 3)]);
    expect(digests).toEqual(['b', 'd', 'c', 'a']);
    expect(pushed).toEqual([3, 3, 2, 1].map((day) => Date.UTC(2026, 0, day)));
  });

  test('name an image of the list by its place, and another by its digest', () => {
    const { subjects } = columnsOf([
      { imageDigest: 'image', imagePushedAt: PUSHED },
      { imageDigest: 'signature', imagePushedAt: PUSHED, subjectManifestDigest: 'image' },
      { imageDigest: 'orphan', imagePushedAt: PUSHED, subjectManifestDigest: 'gone' },
    ]);
    expect(subjects).toEqual([null, 0, 'gone']);
  });

  test('have each media type once', () => {
    const types = ['index', 'manifest', undefined, 'manifest'];
    const { mediaType, mediaTypes } = columnsOf(
      types.map((imageManifestMediaType, i) => ({
        imageDigest: `${i}`,
        imagePushedAt: PUSHED,
        imageManifestMediaType,
      })),
    );
    expect({ mediaType, mediaTypes }).toEqual({ mediaType: [0, 1, 2, 1], mediaTypes: ['index', 'manifest', ''] });
  });

  test('say who runs an image', () => {
    const users = new Map([['image', new Set(['pod a', 'pod b'])]]);
    const all = ['image', 'other'].map((imageDigest) => ({ imageDigest, imagePushedAt: PUSHED }));
    expect(columnsOf(all, users).users).toEqual(['pod a, pod b', '']);
  });

  test('leave a tag one tag, also if a file has a space in it', () => {
    const [image] = imagesFrom(columnsOf([{ imageDigest: 'a', imagePushedAt: PUSHED, imageTags: ['a b', 'c'] }]));
    expect(image.imageTags).toEqual(['a␣b', 'c']);
  });
});
