import * as fc from 'fast-check';
import { images as arbitraryImages } from './arbitrary-images';
import { RepositoryImages } from '../../../src/lifecycle/evaluator/repository-images';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';

const details = [
  {
    registryId: '111122223333',
    repositoryName: 'team/api',
    imageDigest: 'sha256:1',
    imageTags: ['v1', 'latest'],
    imageSizeInBytes: 34_567_890,
    imagePushedAt: '2026-01-31T13:00:00.123000+01:00',
    imageScanStatus: { status: 'COMPLETE' },
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
    lastRecordedPullTime: '2026-02-01T00:00:00Z',
    imageStatus: 'ACTIVE',
  },
  {
    repositoryName: 'team/api',
    imageDigest: 'sha256:2',
    imagePushedAt: '2025-01-31T12:00:00Z',
    imageStatus: 'ARCHIVED',
    lastArchivedAt: '2025-06-01T00:00:00Z',
    lastActivatedAt: '2025-05-01T00:00:00Z',
    subjectManifestDigest: 'sha256:1',
    childDigests: ['sha256:3'],
    imageTags: null,
  },
];
const read = [
  {
    imageDigest: 'sha256:1',
    imageTags: ['v1', 'latest'],
    imageSizeInBytes: 34_567_890,
    imagePushedAt: new Date('2026-01-31T12:00:00.123Z'),
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactMediaType: 'application/vnd.oci.image.config.v1+json',
    lastRecordedPullTime: new Date('2026-02-01T00:00:00Z'),
    imageStatus: 'ACTIVE',
  },
  {
    imageDigest: 'sha256:2',
    imagePushedAt: new Date('2025-01-31T12:00:00Z'),
    imageStatus: 'ARCHIVED',
    lastArchivedAt: new Date('2025-06-01T00:00:00Z'),
    lastActivatedAt: new Date('2025-05-01T00:00:00Z'),
    subjectManifestDigest: 'sha256:1',
    childDigests: ['sha256:3'],
  },
];
const [first, second] = details;
const json = (value: unknown) => JSON.stringify(value, null, 4);

function simple(digest: string, more: object = {}): object {
  return { imageDigest: digest, imagePushedAt: '2026-01-01T00:00:00Z', ...more };
}

describe('RepositoryImages reads', () => {
  test.each<[string, string]>([
    ['an answer', json({ imageDetails: details })],
    ['an answer with a byte order mark', `\uFEFF${json({ imageDetails: details })}`],
    ['pages one after the other', json({ imageDetails: [first], nextToken: 'x' }) + json({ imageDetails: [second] })],
    [
      'pages in lines',
      [
        { imageDetails: [first], nextToken: 'x' },
        { imageDetails: [second], nextToken: null },
      ]
        .map((page) => JSON.stringify(page))
        .join('\n'),
    ],
    ['a list of answers', json([{ imageDetails: [first] }, { imageDetails: [second] }])],
    ['a list of images', json(details)],
    ['lists of images one after the other', json([first]) + '\r\n' + json([second])],
    ['an answer by name', json({ 'team/api': { imageDetails: details } })],
    ['a list of images by name', json({ 'team/api': details })],
  ])('%s', (_form, text) => {
    const images = RepositoryImages.fromJson(text);
    expect(images.repositoryNames).toEqual(['team/api']);
    expect(images.single()).toEqual(read);
    expect(images.of('team/api')).toBe(images.single());
  });

  test('several repositories', () => {
    const one = simple('sha256:1', { imageTags: ['v1'] });
    const byName = RepositoryImages.fromJson(
      json({ 'team/a': { imageDetails: [one] }, 'team/b': [one], 'team/c': [] }),
    );
    expect(byName.repositoryNames).toEqual(['team/a', 'team/b', 'team/c']);
    expect(byName.of('team/c')).toEqual([]);
    expect(byName.of('team/b')[0].imageTags).toEqual(['v1']);

    const answers = ['team/a', 'team/b'].map((repositoryName) => json({ imageDetails: [{ ...one, repositoryName }] }));
    expect(RepositoryImages.fromJson(answers.join('\n')).repositoryNames).toEqual(['team/a', 'team/b']);
  });

  test('images without the name of their repository', () => {
    const images = RepositoryImages.fromJson(json([simple('sha256:1')]));
    expect(images.repositoryNames).toEqual(['']);
    expect(images.single()).toHaveLength(1);
  });

  test.each(['{"imageDetails":[]}', '[]', '[{"imageDetails":[]}]', '{"team/api":[]}'])(
    'an answer without images: %s',
    (text) => {
      expect(RepositoryImages.fromJson(text).single()).toEqual([]);
    },
  );

  test.each<[unknown, string]>([
    [1_700_000_000.123, '2023-11-14T22:13:20.123Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    ['2026-01-31 13:00:00.123456+01:00', '2026-01-31T12:00:00.123Z'],
    ['2026-01-31T12:00:00-05:30', '2026-01-31T17:30:00.000Z'],
  ])('the date %s', (imagePushedAt, expected) => {
    const [image] = RepositoryImages.fromJson(json([simple('sha256:1', { imagePushedAt })])).single();
    expect(image.imagePushedAt.toISOString()).toBe(expected);
  });

  test('the images of any repository as JSON prints them', () => {
    fc.assert(
      fc.property(arbitraryImages(), (list) => {
        expect(RepositoryImages.fromJson(JSON.stringify({ imageDetails: list })).single()).toEqual(list);
      }),
    );
  });

  test('any text, or fails with an error of its own', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        try {
          RepositoryImages.fromJson(text);
        } catch (error) {
          expect((error as Error).message).toMatch(/^RepositoryImages\.fromJson: /);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('the list of images that RepositoryImages returns cannot be changed', () => {
  expect(() => RepositoryImages.fromJson(json(details)).single().pop()).toThrow(TypeError);
});

describe('RepositoryImages', () => {
  const forms = 'be {"imageDetails":[…]}, a list of images, or an object of these by repository';
  const pass = 'pass what aws ecr describe-images prints';
  const zone = 'be a date and time with a zone, or seconds since 1970';
  const write = 'write it like 2026-01-31T12:00:00Z or 2026-01-31T13:00:00+01:00';

  test.each<[string, unknown, string]>([
    ['is a number', 1, `text is 1 but must ${forms}; ${pass}`],
    ['is an image', first, `text is ${JSON.stringify(first).slice(0, 160)}… (`],
    ['is an empty object', {}, `text is {} but must ${forms}; ${pass}`],
    ['has no list of images', { imageDetails: {} }, `imageDetails is {} but must be a list of images; ${pass}`],
    ['has an entry that is not an image', [1], `[0] is 1 but must be an image, an object; ${pass}`],
    [
      'has an entry that is not an image, in a repository',
      { 'team/api': { imageDetails: [simple('sha256:1'), null] } },
      `imageDetails[1] of team/api is null but must be an image, an object; ${pass}`,
    ],
    [
      'has an image without a digest',
      { 'team/api': { imageDetails: [simple('sha256:1'), { imagePushedAt: 1 }] } },
      'imageDetails[1].imageDigest of team/api is undefined but must be a digest; ' +
        'give each image the digest that ECR shows',
    ],
    [
      'has an image without a date of its push',
      [{ imageDigest: 'sha256:1' }],
      '[0].imagePushedAt is undefined but must be a date; say when the image was pushed',
    ],
    [
      'has a date without a time zone',
      { imageDetails: [simple('sha256:1', { imagePushedAt: '2026-01-31T12:00:00', repositoryName: 'team/api' })] },
      `imageDetails[0].imagePushedAt of team/api is "2026-01-31T12:00:00" but must ${zone}; ${write}`,
    ],
    [
      'has a date that no calendar has',
      [simple('sha256:1', { imagePushedAt: '2026-02-29T00:00:00Z' })],
      `[0].imagePushedAt is "2026-02-29T00:00:00Z" but must ${zone}; ${write}`,
    ],
    [
      'has an impossible date',
      [simple('sha256:1', { lastRecordedPullTime: '2026-13-31T12:00:00Z' })],
      `[0].lastRecordedPullTime is "2026-13-31T12:00:00Z" but must ${zone}; ${write}`,
    ],
    [
      'has a date in milliseconds',
      [simple('sha256:1', { lastRecordedPullTime: 1_700_000_000_000 })],
      `[0].lastRecordedPullTime is 1700000000000 but must ${zone}; ${write}`,
    ],
    [
      'has an unknown status',
      [simple('sha256:1', { imageStatus: 'active' })],
      '[0].imageStatus is "active" but must be ACTIVE, ARCHIVED, ACTIVATING; ' +
        'leave it out for an image that can be pulled',
    ],
    [
      'names another repository in an image than above it',
      { 'team/api': [simple('sha256:1', { repositoryName: 'team/web' })] },
      'images[0].repositoryName is "team/web" but must be team/api, under which the image is listed; ' +
        'list each image with its own repository',
    ],
    [
      'has a number as the name of a repository',
      [simple('sha256:1', { repositoryName: 1 })],
      '[0].repositoryName is 1 but must be a name; list each image with its own repository',
    ],
    [
      'lacks the page that its last token announces',
      { imageDetails: [first], NextToken: 'abc' },
      'nextToken of team/api is "abc" but must be absent in the last answer, as images are missing after it; ' +
        'pass all pages, or leave out --max-items and --no-paginate',
    ],
  ])('fails when the text %s', (_what, value, message) => {
    expect(() => RepositoryImages.fromJson(JSON.stringify(value))).toThrow(`RepositoryImages.fromJson: ${message}`);
  });

  const spelled = (name: string) =>
    `but must have the name "${name}", as the AWS command line spells it; ${pass}, not what an SDK returns`;
  const other = (what: string) => `but must be an answer of aws ecr describe-images, and this is ${what}; ${pass}`;

  test.each<[string, unknown, string]>([
    [
      'of aws ecr list-images',
      { imageIds: [{ imageDigest: 'sha256:1', imageTag: 'v2' }] },
      other('the answer of aws ecr list-images, which does not say when images were pushed'),
    ],
    [
      'of aws ecr list-images, by repository',
      { 'shop/web': [{ imageDigest: 'sha256:1', imageTag: 'v2' }] },
      'but must be an image with the time of its push, and this is an image id, as aws ecr list-images prints it',
    ],
    [
      'of list-images within a list',
      [{ imageIds: [] }, { imageIds: [] }],
      `[0] is {"imageIds":[]} ${other('the answer of aws ecr list-images, which does not say when images were pushed')}`,
    ],
    ['of aws ecr batch-get-image', { images: [{ imageId: {}, imageManifest: '{}' }], failures: [] }, 'batch-get-image'],
    ['of a deletion', { images: [], failures: [{ failureCode: 'ImageNotFound' }] }, 'a command on single images'],
    ['of aws ecr describe-repositories', { repositories: [{ repositoryArn: 'x' }] }, 'aws ecr describe-repositories'],
    [
      'of a preview',
      { previewResults: [] },
      other('the answer of aws ecr get-lifecycle-policy-preview, which has some images only'),
    ],
    [
      'of aws ecr get-lifecycle-policy',
      { lifecyclePolicyText: '{}' },
      other('the answer of aws ecr get-lifecycle-policy'),
    ],
    ['of docker manifest inspect', { schemaVersion: 2, manifests: [] }, other('the manifest of an image')],
    [
      'of an SDK',
      { ImageDetails: [{ ImageDigest: 'sha256:1' }] },
      `ImageDetails is [{"ImageDigest":"sha256:1"}] ${spelled('imageDetails')}`,
    ],
    ['of another tool', { image_details: [] }, `image_details is [] ${spelled('imageDetails')}`],
    [
      'of an SDK, with images alone',
      [{ ImageDigest: 'sha256:1' }],
      `[0].ImageDigest is "sha256:1" ${spelled('imageDigest')}`,
    ],
    ['of an SDK, with one image', { ImageDigest: 'sha256:1' }, `ImageDigest is "sha256:1" ${spelled('imageDigest')}`],
    [
      'of an SDK, within an answer',
      { imageDetails: [{ imageDigest: 'sha256:1', image_pushed_at: 1 }] },
      `imageDetails[0].image_pushed_at is 1 ${spelled('imagePushedAt')}`,
    ],
    [
      'that --query has narrowed to digests',
      ['sha256:1'],
      `[0] is "sha256:1" but must be an image, an object; ${pass}, without --query`,
    ],
    [
      'that --query has narrowed to tags',
      [['v1']],
      `[0] is ["v1"] but must be an image, an object; ${pass}, without --query`,
    ],
  ])('tells an answer %s apart', (_what, value, message) => {
    expect(() => RepositoryImages.fromJson(JSON.stringify(value))).toThrow(message);
  });

  test.each(['images', 'repositories', 'referrers', 'failures'])('takes a repository called %s', (name) => {
    expect(RepositoryImages.fromJson(json({ [name]: [simple('sha256:1')] })).repositoryNames).toEqual([name]);
  });

  test.each<[string, string, string]>([
    ['is empty', '', 'line 1 is "" but must be JSON (it is empty)'],
    [
      'is not JSON',
      '\nAn error occurred (RepositoryNotFoundException)\n',
      'line 2 is "An error occurred (RepositoryNotFoundException)" but must be JSON (no list and no object starts here)',
    ],
    ['ends early', '{\n"imageDetails": [\n', 'line 2 is "\\"imageDetails\\": [" but must be JSON ('],
    [
      'has a mistake in the second answer',
      '{"imageDetails": []}\n{\n  "imageDetails": [\n    {"imageDigest": "sha256:1",, "imagePushedAt": 1}\n  ]\n}',
      'line 4 is "{\\"imageDigest\\": \\"sha256:1\\",, \\"imagePushedAt\\": 1}" but must be JSON (',
    ],
    [
      'has a digest on two pages',
      json({ imageDetails: [first], nextToken: 'x' }) + json({ imageDetails: [second, first] }),
      'answer 2 imageDetails[1].imageDigest of team/api is "sha256:1" but must be unique in a repository, and ' +
        'answer 1 imageDetails[0].imageDigest of team/api is the same; list each image once, and each repository by itself',
    ],
    [
      'has a tag on two images',
      json([{ imageDetails: [first, { ...second, imageTags: ['latest'] }] }]),
      '[0].imageDetails[1].imageTags of team/api is "latest" but must be unique in a repository, and ' +
        '[0].imageDetails[0].imageTags of team/api has it too; leave the tag on the image that has it, and list each ' +
        'repository by itself',
    ],
    [
      'lacks the last pages of a repository before another one begins',
      json({ imageDetails: [first], nextToken: 'x' }) +
        json({ imageDetails: [simple('sha256:9', { repositoryName: 'team/web' })] }),
      'answer 1 nextToken of team/api is "x" but must be absent in the last answer',
    ],
  ])('fails when the text %s', (_what, text, message) => {
    expect(() => RepositoryImages.fromJson(text)).toThrow(`RepositoryImages.fromJson: ${message}`);
  });

  test('fails when asked for a repository that the text does not have', () => {
    expect(() => RepositoryImages.fromJson(json({ a: [], b: [], c: [], d: [], e: [] })).of('f')).toThrow(
      'RepositoryImages.of: repositoryName is "f" but must be one of the repositories of the text: a, b, c and 2 more; ' +
        'correct the name, or add the images of that repository to the text',
    );
    expect(() => RepositoryImages.fromJson('[]').of('f')).toThrow(
      'must be one of the repositories of the text: none, as it has no image;',
    );
  });

  test('fails when asked for the only repository and there are several', () => {
    expect(() => RepositoryImages.fromJson(json({ a: [], b: [simple('sha256:1')] })).single()).toThrow(
      'RepositoryImages.single: number of repositories is 2 but must be 1 and not a, b; ' +
        'choose one with RepositoryImages.of',
    );
  });
});

test('LifecyclePolicy.preview evaluates the images that RepositoryImages read', () => {
  const text = json([simple('sha256:1'), simple('sha256:2', { imageTags: ['v1'] })]);
  const preview = LifecyclePolicy.forBuilds().preview(RepositoryImages.fromJson(text).single(), {
    at: new Date('2026-02-01T00:00:00Z'),
  });
  expect(preview.results.map(({ imageDigest }) => imageDigest)).toEqual(['sha256:1']);
});
