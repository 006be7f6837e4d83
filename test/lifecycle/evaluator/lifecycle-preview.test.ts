import { Duration } from 'aws-cdk-lib';
import { RepositoryImageStatus } from '../../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { LifecycleAction, LifecycleStorageClass } from '../../../src/lifecycle/lifecycle-enums';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../src/lifecycle/tag-selection';

const at = new Date('2026-03-01T00:00:00Z');
const INDEX = 'application/vnd.oci.image.index.v1+json';

/** An image that was pushed so many days before. */
function image(name: string, days: number, more: Partial<RepositoryImage> = {}): RepositoryImage {
  return { imageDigest: `sha256:${name}`, imagePushedAt: before(days), ...more };
}

function before(days: number): Date {
  return new Date(at.getTime() - days * 86_400_000);
}

const builds = TagSelection.prefix('ci-');
const releases = TagSelection.pattern('v*');

describe('a LifecyclePreview', () => {
  const policy = LifecyclePolicy.of(
    LifecycleRule.keep({ tags: releases, description: 'releases' }),
    LifecycleRule.keepNewest(1, { tags: builds, description: 'builds' }),
    LifecycleRule.archiveNotPulledFor(Duration.days(30), { tags: TagSelection.prefix('dev-') }),
    LifecycleRule.expireUntagged(Duration.days(14)),
    LifecycleRule.expireArchivedAfter(Duration.days(90)),
  );
  const preview = policy.preview(
    [
      image('1', 4, { imageTags: ['ci-1', 'v1.0.0'], imageSizeInBytes: 1 }),
      image('2', 3, { imageTags: ['ci-2'], imageSizeInBytes: 10 }),
      image('3', 2, { imageTags: ['ci-3'], imageSizeInBytes: 100 }),
      image('4', 90, { imageTags: ['dev-4'], lastRecordedPullTime: before(31), imageSizeInBytes: 1000 }),
      image('5', 90, { imageTags: ['dev-5'], lastRecordedPullTime: before(29) }),
      image('6', 15),
      image('7', 13, { imageSizeInBytes: 10_000 }),
      image('8', 400, { imageStatus: RepositoryImageStatus.ARCHIVED, lastArchivedAt: before(100) }),
      image('9', 400, { imageTags: ['other'] }),
      image('10', 1, { subjectManifestDigest: 'sha256:2', imageSizeInBytes: 100_000 }),
      image('11', 3, { imageTags: ['index'], imageManifestMediaType: INDEX, childDigests: ['sha256:12'] }),
      image('12', 20),
    ],
    { at },
  );

  test.each([
    ['1', 'protected', 'rule 1 (releases) keeps it'],
    ['2', 'expired', 'rule 2 (builds) expires it: beyond the newest 1'],
    ['3', 'protected', 'rule 2 (builds) leaves it as the newest, until a newer one is pushed'],
    ['4', 'archived', 'rule 3 archives it: not pulled for more than 30 days'],
    [
      '5',
      'protected',
      'rule 3 leaves it, until it is archived after 2026-03-02T00:00:00.000Z and expires after 2026-05-31T00:00:00.000Z',
    ],
    ['6', 'expired', 'rule 4 expires it: older than 14 days'],
    ['7', 'protected', 'rule 4 leaves it, until it expires after 2026-03-02T00:00:00.000Z'],
    ['8', 'expired', 'rule 5 expires it: archived for more than 90 days'],
    ['9', 'unseen', 'no rule selects it'],
    [
      '10',
      'follows',
      'it belongs to sha256:2, which rule 2 (builds) expires; ' +
        'undocumented: whether rules see reference artifacts, which were counted here',
    ],
    ['11', 'unseen', 'no rule selects it'],
    ['12', 'held', 'rule 4 would take it, but it is part of sha256:11'],
  ])('gives image %s the fate "%s" and the explanation "%s"', (name, fate, explanation) => {
    const outcome = preview.outcomeOf(`sha256:${name}`);
    expect([outcome.fate, outcome.explain()]).toEqual([fate, explanation]);
  });

  test('lists its results in the format of the Amazon ECR API', () => {
    expect(preview.results.slice(0, 2)).toEqual([
      {
        imageDigest: 'sha256:2',
        imageTags: ['ci-2'],
        imagePushedAt: before(3),
        action: LifecycleAction.EXPIRE,
        appliedRulePriority: 2,
        storageClass: LifecycleStorageClass.STANDARD,
      },
      {
        imageDigest: 'sha256:4',
        imageTags: ['dev-4'],
        imagePushedAt: before(90),
        action: LifecycleAction.ARCHIVE,
        appliedRulePriority: 3,
        storageClass: LifecycleStorageClass.STANDARD,
      },
    ]);
    expect(preview.results.map(({ imageDigest, storageClass }) => `${imageDigest} ${storageClass}`)).toEqual([
      'sha256:2 standard',
      'sha256:4 standard',
      'sha256:6 standard',
      'sha256:8 archive',
    ]);
  });

  test('has a summary in the format of the Amazon ECR API, and the bytes that are freed and archived', () => {
    expect(preview.summary).toEqual({
      expiringImageTotalCount: 3,
      transitioningImageTotalCount: 1,
      followingImageCount: 1,
      heldImageCount: 1,
      protectedImageCount: 4,
      unseenImageCount: 2,
      freedBytes: 100_010,
      archivedBytes: 1000,
      unsizedImageCount: 2,
      undocumentedImageCount: 1,
    });
  });

  test('returns the rule that selects an image, and its priority', () => {
    expect(preview.outcomeOf('sha256:3').rule).toBe(policy.rules[1]);
    expect(preview.outcomeOf('sha256:3').rulePriority).toBe(2);
    expect(preview.outcomeOf('sha256:9').rule).toBeUndefined();
    expect(preview.outcomeOf('sha256:9').rulePriority).toBeUndefined();
  });

  test('uses the current time if no time is given', () => {
    const from = Date.now();
    const now = policy.preview([]).at.getTime();
    expect(now).toBeGreaterThanOrEqual(from);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  test('is empty without images', () => {
    const { outcomes, results, summary } = policy.preview([], { at });
    expect([outcomes, results]).toEqual([[], []]);
    expect(summary.expiringImageTotalCount).toBe(0);
    expect(summary.transitioningImageTotalCount).toBe(0);
  });

  test('does not change when the list of images is changed later', () => {
    const list = [image('1', 15)];
    const before15 = LifecyclePolicy.forBuilds().preview(list, { at });
    list.pop();
    expect(before15.results).toHaveLength(1);
  });

  test('fails when asked for a digest that no image has', () => {
    expect(() => preview.outcomeOf('sha256:0')).toThrow(
      'LifecyclePreview.outcomeOf: imageDigest is "sha256:0" but must be that of one of the 12 images; ' +
        'write the digest as it was given to LifecyclePolicy.preview',
    );
  });
});

describe('the explanation of an outcome says that it is undocumented', () => {
  function explain(policy: LifecyclePolicy, images: RepositoryImage[], name: string): string {
    return policy.preview(images, { at }).outcomeOf(`sha256:${name}`).explain();
  }

  test('which of several images with the same time expires', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.keepNewest(2, { tags: TagSelection.any() }));
    const list = [image('c', 2), image('b', 2), image('a', 2), image('new', 1)];
    const undocumented = 'undocumented: which of the images with the same time is taken';
    expect(['new', 'a', 'b', 'c'].map((name) => explain(policy, list, name))).toEqual([
      'rule 1 leaves it as one of the newest 2, until enough newer ones are pushed',
      `rule 1 leaves it as one of the newest 2, until enough newer ones are pushed; ${undocumented}`,
      `rule 1 expires it: beyond the newest 2; ${undocumented}`,
      `rule 1 expires it: beyond the newest 2; ${undocumented}`,
    ]);
  });

  test('whether an image expires at exactly the age of the rule', () => {
    expect(explain(LifecyclePolicy.forBuilds(), [image('1', 14)], '1')).toBe(
      'rule 1 (Expires untagged builds 14 days after their push) leaves it, until it expires after ' +
        '2026-03-01T00:00:00.000Z; undocumented: whether it is taken at exactly this age or after it',
    );
  });

  test('whether an image of an index expires together with the index', () => {
    const list = [image('1', 20, { childDigests: ['sha256:2'] }), image('2', 20)];
    expect(explain(LifecyclePolicy.forBuilds(), list, '2')).toBe(
      'rule 1 (Expires untagged builds 14 days after their push) would take it, but it is part of sha256:1, until it ' +
        'expires after 2026-03-01T00:00:00.000Z; undocumented: whether it is taken together with its index or later',
    );
  });

  test('whether an index lists the image', () => {
    const list = [image('1', 1, { imageTags: ['a'], imageManifestMediaType: INDEX }), image('2', 20)];
    expect(explain(LifecyclePolicy.forBuilds(), list, '2')).toMatch(
      /expires it: older than 14 days; undocumented: whether an index lists it, which would hold it$/,
    );
  });

  test('whether rules count reference artifacts', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.keepNewest(1, { tags: TagSelection.any() }));
    const list = [image('1', 2, { imageTags: ['a'] }), image('2', 1, { subjectManifestDigest: 'sha256:1' })];
    expect(explain(policy, list, '1')).toMatch(
      /beyond the newest 1; undocumented: whether rules see reference artifacts, which were counted here$/,
    );
  });

  test('what rules do with an image that is being restored', () => {
    const list = [
      image('1', 200, { imageStatus: RepositoryImageStatus.ACTIVATING, lastArchivedAt: before(100) }),
      image('2', 200, {
        imageStatus: RepositoryImageStatus.ACTIVATING,
        lastArchivedAt: before(100),
        lastActivatedAt: before(1),
      }),
    ];
    const undocumented = 'undocumented: what rules do while it is being restored';
    expect(explain(LifecyclePolicy.forBuilds(), list, '1')).toMatch(
      new RegExp(`expires after 2026-03-15T00:00:00.000Z; ${undocumented}$`),
    );
    expect(explain(LifecyclePolicy.forBuilds(), list, '2')).toMatch(
      new RegExp(`expires after 2026-03-14T00:00:00.000Z; ${undocumented}$`),
    );
  });
});

test('a preview accepts a rule whose age is beyond all dates, and the image never expires', () => {
  const policy = LifecyclePolicy.of(
    LifecycleRule.expireOlderThan(Duration.days(Number.MAX_SAFE_INTEGER), { tags: TagSelection.any() }),
  );
  expect(policy.preview([image('1', 1)], { at }).outcomeOf('sha256:1').takenAt).toBeUndefined();
});

test('a rule that keeps for a hundred years claims an image, and takes one that is older all the same', () => {
  const policy = LifecyclePolicy.of(
    LifecycleRule.expireOlderThan(Duration.days(LifecycleRule.KEEP_ARCHIVED_DAYS), { tags: releases }),
    LifecycleRule.keepNewest(1, { tags: TagSelection.any() }),
  );
  const images = [
    image('new', 1),
    image('kept', 9_000, { imageTags: ['v1'] }),
    image('old', 36_501, { imageTags: ['v0'] }),
  ];
  const outcomes = policy.preview(images, { at }).outcomes.map((outcome) => [outcome.fate, outcome._canExpire()]);
  expect(outcomes).toEqual([
    ['protected', true],
    ['protected', false],
    ['expired', true],
  ]);
});

test('a pattern of four wildcards is matched quickly against a long tag of one letter', () => {
  const tag = 'a'.repeat(1_000_000);
  const tags = [TagSelection.pattern('*a*a*a*a'), TagSelection.pattern('*a*a*ab*a'), TagSelection.pattern('*a*a*a*b')];
  const preview = LifecyclePolicy.none().preview([image('1', 1, { imageTags: [tag] })], { at });
  expect(tags.map((selection) => preview.outcomesFor(selection).length)).toEqual([1, 0, 0]);
});

describe('an expectation on a LifecyclePreview', () => {
  const list = [
    image('1', 400, { imageTags: ['v1', 'latest'] }),
    image('2', 20, { imageTags: ['ci-1'] }),
    image('3', 10, { imageTags: ['ci-2'] }),
  ];

  test('passes when the images are protected, expire or stay as expected', () => {
    const preview = LifecyclePolicy.of(
      LifecycleRule.keep({ tags: releases }),
      LifecycleRule.expireOlderThan(Duration.days(14), { tags: TagSelection.any() }),
    ).preview(list, { at });
    preview.expectNeverExpires(releases);
    preview.expectUntouched(releases);
    preview.expectExpired(TagSelection.pattern('ci-1'));
    preview.expectUntouched(TagSelection.pattern('ci-2'));
  });

  test('fails when a rule expires an image, now or later', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.expireOlderThan(Duration.days(14), { tags: TagSelection.any() }));
    expect(() => policy.preview(list, { at }).expectNeverExpires(TagSelection.pattern('*'))).toThrow(
      [
        'LifecyclePreview.expectNeverExpires: 3 of 3 images with tags * can ever expire, judged at 2026-03-01T00:00:00.000Z:',
        '  sha256:1 (v1, latest): rule 1 expires it: older than 14 days',
        '  sha256:2 (ci-1): rule 1 expires it: older than 14 days',
        '  sha256:3 (ci-2): rule 1 leaves it, until it expires after 2026-03-05T00:00:00.000Z',
      ].join('\n'),
    );
  });

  test('fails when an image will expire once there are newer ones', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.keepNewest(10, { tags: releases }));
    const preview = policy.preview(list, { at });
    preview.expectUntouched(releases);
    expect(() => preview.expectNeverExpires(releases)).toThrow(
      /^ {2}sha256:1 \(v1, latest\): rule 1 leaves it as one of the newest 10, until enough newer ones are pushed$/m,
    );
  });

  test('fails when an image is archived and expires in the archive', () => {
    const archive = LifecycleRule.archiveOlderThan(Duration.days(30), { tags: releases });
    const expire = LifecycleRule.expireArchivedAfter(Duration.days(365));
    LifecyclePolicy.of(archive).preview(list, { at }).expectNeverExpires(releases);
    LifecyclePolicy.of(archive, LifecycleRule.keepArchived({ tags: releases }), expire)
      .preview(list, { at })
      .expectNeverExpires(releases);
    expect(() => LifecyclePolicy.of(archive, expire).preview(list, { at }).expectNeverExpires(releases)).toThrow(
      /^ {2}sha256:1 \(v1, latest\): rule 1 archives it: older than 30 days$/m,
    );
  });

  test('fails when an image is archived', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.archiveOlderThan(Duration.days(30)));
    expect(() => policy.preview(list, { at }).expectUntouched(releases)).toThrow(
      [
        'LifecyclePreview.expectUntouched: 1 of 1 images with tags v* do not stay untouched at 2026-03-01T00:00:00.000Z:',
        '  sha256:1 (v1, latest): rule 1 archives it: older than 30 days',
      ].join('\n'),
    );
  });

  test('fails when an image stays but the outcome is undocumented', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.keepNewest(1, { tags: builds }));
    const tied = [image('a', 1, { imageTags: ['ci-1'] }), image('b', 1, { imageTags: ['ci-2'] })];
    const preview = policy.preview(tied, { at });
    expect(preview.outcomeOf('sha256:a').action).toBeUndefined();
    expect(() => preview.expectUntouched(TagSelection.pattern('ci-1'))).toThrow(
      /which of the images with the same time/,
    );
  });

  test('fails when an image that should expire stays', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.expireOlderThan(Duration.days(14), { tags: builds }));
    expect(() => policy.preview(list, { at }).expectExpired(builds)).toThrow(
      [
        'LifecyclePreview.expectExpired: 1 of 2 images with tags ci- do not expire at 2026-03-01T00:00:00.000Z:',
        '  sha256:3 (ci-2): rule 1 leaves it, until it expires after 2026-03-05T00:00:00.000Z',
      ].join('\n'),
    );
  });

  test('fails when an index expires, as its images are no longer held then', () => {
    const policy = LifecyclePolicy.of(
      LifecycleRule.keep({ tags: releases }),
      LifecycleRule.expireOlderThan(Duration.days(14), { tags: TagSelection.any() }),
    );
    const child = image('arm', 100);
    const held = (tags: string[]) =>
      policy.preview([child, image('index', 50, { imageTags: tags, childDigests: ['sha256:arm'] })], { at });
    held(['v1']).expectNeverExpires(TagSelection.untagged());
    expect(() => held(['ci-1']).expectNeverExpires(TagSelection.untagged())).toThrow(/^ {2}sha256:arm \(untagged\): /m);
  });

  test('fails when many images do not meet it, and names ten of them', () => {
    const many = Array.from({ length: 12 }, (_, i) => image(`${i}`, 20));
    expect(() => LifecyclePolicy.forBuilds().preview(many, { at }).expectUntouched(TagSelection.untagged())).toThrow(
      /^LifecyclePreview.expectUntouched: 12 of 12 (?:.*\n){11} {2}and 2 more$/,
    );
  });

  test('fails when no image has the tags', () => {
    expect(() => LifecyclePolicy.none().preview(list, { at }).expectNeverExpires(TagSelection.pattern('V*'))).toThrow(
      'LifecyclePreview.expectNeverExpires: tags is "V*" but must select at least one of the 3 images; ' +
        'correct the tags, or add such an image to the preview',
    );
  });
});

describe('LifecyclePolicy.preview with bad images', () => {
  const { preview } = LifecyclePolicy.prototype;
  const refused = (images: unknown, options?: object) => () =>
    preview.call(LifecyclePolicy.none(), images as RepositoryImage[], options);

  test.each<[string, () => unknown, string]>([
    [
      'the time is invalid',
      refused([], { at: new Date(NaN) }),
      'LifecyclePolicy.preview: at is null but must be a date; leave it out for now',
    ],
    [
      'a digest is missing',
      refused([{ imagePushedAt: at }]),
      'LifecyclePolicy.preview: images[0].imageDigest is undefined but must be a digest; ' +
        'give each image the digest that ECR shows',
    ],
    [
      'the time of the push is missing',
      refused([{ imageDigest: 'sha256:1' }]),
      'LifecyclePolicy.preview: images[0].imagePushedAt is undefined but must be a date; say when the image was pushed',
    ],
    [
      'another time is invalid',
      refused([image('1', 1, { lastRecordedPullTime: 'now' as unknown as Date })]),
      'LifecyclePolicy.preview: images[0].lastRecordedPullTime is "now" but must be a date; ' +
        'leave it out if it never happened',
    ],
    [
      'the status is unknown',
      refused([image('1', 1, { imageStatus: 'DELETED' as RepositoryImageStatus })]),
      'LifecyclePolicy.preview: images[0].imageStatus is "DELETED" but must be ACTIVE, ARCHIVED, ACTIVATING; ' +
        'leave it out for an image that can be pulled',
    ],
    [
      'the time of archiving is missing for an archived image',
      refused([image('1', 1, { imageStatus: RepositoryImageStatus.ARCHIVED })]),
      'LifecyclePolicy.preview: images[0].lastArchivedAt is undefined but must be a date, because the image is ' +
        'archived and its age there counts from it; say when the image was archived',
    ],
    [
      'the tags are not a list',
      refused([image('1', 1, { imageTags: 'v1' as unknown as string[] })]),
      'LifecyclePolicy.preview: images[0].imageTags is "v1" but must be a list of tags; ' +
        'leave it out for an untagged image',
    ],
    [
      'a tag is empty',
      refused([image('1', 1, { imageTags: ['v1', ''] })]),
      'LifecyclePolicy.preview: images[0].imageTags[1] is "" but must be a tag, a string that is not empty; ' +
        'leave out what is not a tag',
    ],
    [
      'a tag is on two images',
      refused([image('1', 1, { imageTags: ['v1'] }), image('2', 1, { imageTags: ['v2', 'v1'] })]),
      'LifecyclePolicy.preview: images[1].imageTags is "v1" but must be unique in a repository, and ' +
        'images[0].imageTags has it too; leave the tag on the image that has it, and list each repository by itself',
    ],
    [
      'a digest occurs twice',
      refused([image('0', 1), image('1', 1), image('1', 2)]),
      'LifecyclePolicy.preview: images[2].imageDigest is "sha256:1" but must be unique in a repository, and ' +
        'images[1].imageDigest is the same; list each image once, and each repository by itself',
    ],
    [
      'a size is negative',
      refused([image('1', 1, { imageSizeInBytes: -1 })]),
      'LifecyclePolicy.preview: images[0].imageSizeInBytes is -1 but must be a number of bytes, at least 0 and at ' +
        'most 9007199254740991; leave it out if it is unknown',
    ],
    [
      'a size is larger than any image, so that sums would be infinite',
      refused([image('1', 1, { imageSizeInBytes: 1e308 })]),
      'LifecyclePolicy.preview: images[0].imageSizeInBytes is 1e+308 but must be a number of bytes, at least 0 and at ' +
        'most 9007199254740991; leave it out if it is unknown',
    ],
    [
      'the subject is not a digest',
      refused([image('1', 1, { subjectManifestDigest: 1 as unknown as string })]),
      'LifecyclePolicy.preview: images[0].subjectManifestDigest is 1 but must be a digest; ' +
        'leave it out for what is not a reference artifact',
    ],
    [
      'the children are not digests',
      refused([image('1', 1, { childDigests: [{}] as unknown as string[] })]),
      'LifecyclePolicy.preview: images[0].childDigests is [{}] but must be a list of digests; ' +
        'leave it out if the children are unknown',
    ],
    [
      'images contain each other',
      refused([image('1', 1, { childDigests: ['sha256:2'] }), image('2', 1, { childDigests: ['sha256:1'] })]),
      'LifecyclePolicy.preview: images[1].imageDigest is "sha256:2" but must not depend on itself through childDigests ' +
        'and subjectManifestDigest; correct these digests, as no registry can hold such images',
    ],
  ])('fails when %s', (_when, make, message) => {
    expect(make).toThrow(new Error(message));
  });
});
