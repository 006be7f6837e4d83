import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { lifecyclePolicy, tagSelection } from './arbitraries';
import { EcrRule } from '../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { lifecycleFindings } from '../../src/lifecycle/lifecycle-review';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { warningsOf } from '../support/warnings';

const days = Duration.days;
const any = TagSelection.any();
const { pattern, prefix, allPatterns } = TagSelection;
const untagged = LifecycleRule.expireUntagged(days(14));

/** Of immutable tags, unless a case is about those that move. */
function stackOf(lifecycle: LifecyclePolicy, tagMutability = ImageTagMutability.immutable()): Stack {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
  new PrivateRepository(stack, 'Api', { lifecycle, tagMutability });
  return stack;
}

function warnings(...rules: LifecycleRule[]): string[] {
  return warningsOf(stackOf(LifecyclePolicy.of(...rules)));
}

function ids(...rules: LifecycleRule[]): string[] {
  return lifecycleFindings(LifecyclePolicy.of(...rules))
    .filter(({ whereTagsMove }) => !whereTagsMove)
    .map(({ id }) => id.replace('cdk-ecr:', ''));
}

describe('there is no warning about', () => {
  const releases = { releases: [pattern('v*.*.*'), prefix('stable-')], builds: prefix('ci-') };
  const presets: [string, LifecyclePolicy][] = [
    ['forBuilds', LifecyclePolicy.forBuilds()],
    ['forPulledImages', LifecyclePolicy.forPulledImages()],
    ['forReleases', LifecyclePolicy.forReleases(releases)],
    [
      'forReleases with a release that selects the others',
      LifecyclePolicy.forReleases({ ...releases, releases: [prefix('v'), pattern('v*.*.*')] }),
    ],
    ['forPullThroughCache', LifecyclePolicy.forPullThroughCache()],
    ['none', LifecyclePolicy.none()],
  ];

  test.each(presets)('%s', (_, policy) => {
    expect(warningsOf(stackOf(policy)).filter((text) => text.startsWith('lifecycle: rule'))).toEqual([]);
  });

  test.each([
    undefined,
    ImageTagMutability.immutable(),
    ImageTagMutability.mutable(),
    ImageTagMutability.immutable({ exceptTags: ['x'] }),
  ])('the default lifecycle with the tag mutability %s', (tagMutability) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    new PrivateRepository(stack, 'Api', { tagMutability });
    expect(warningsOf(stack).filter((text) => text.startsWith('lifecycle: rule'))).toEqual([]);
  });

  test('the rules that the README shows in full', () => {
    expect(
      ids(
        LifecycleRule.keep({ tags: pattern('v*') }),
        LifecycleRule.keepNewest(10, { tags: prefix('ci-') }),
        LifecycleRule.archiveNotPulledFor(days(90)),
        LifecycleRule.expireArchivedAfter(days(365)),
      ),
    ).toEqual([]);
  });
});

describe('a rule that earlier ones shadow', () => {
  test('can never act', () => {
    expect(
      warnings(
        LifecycleRule.keepNewest(9, { tags: prefix('v') }),
        LifecycleRule.archiveOlderThan(days(9), { tags: pattern('v1*-rc') }),
        LifecycleRule.expireArchivedAfter(days(90)),
        untagged,
      ),
    ).toEqual([
      'lifecycle: rule 2 can never act, because rule 1 claims images with a tag like "v1*-rc" first; ' +
        'move it before, or leave it out [ack: cdk-ecr::shadowedRule]',
    ]);
  });

  test('keeps nothing if it is a keep rule after the others', () => {
    expect(
      warnings(
        untagged,
        LifecycleRule.expireOlderThan(days(9), { tags: pattern('v*') }),
        LifecycleRule.keep({ tags: prefix('v1') }),
      ),
    ).toEqual([
      'lifecycle: rule 3 keeps no image, because rule 2 claims images with a tag that starts with "v1" first; ' +
        'move it before, or leave it out [ack: cdk-ecr::shadowedRule]',
    ]);
  });

  test('cannot be moved if it selects any image', () => {
    expect(
      warnings(
        untagged,
        LifecycleRule.archiveNotPulledFor(days(9), { tags: pattern('*') }),
        LifecycleRule.keepNewest(100, { tags: any }),
        LifecycleRule.expireArchivedAfter(days(90)),
      ),
    ).toEqual([
      'lifecycle: rule 3 can never act, because rules 1 and 2 claim all images first; ' +
        'leave it out [ack: cdk-ecr::shadowedRule]',
    ]);
  });

  test('is not one for the other storage class', () => {
    const tags = prefix('v');
    expect(ids(LifecycleRule.keep({ tags }), LifecycleRule.expireArchivedAfter(days(90), { tags }))).toEqual([]);
  });

  test('is not a keep rule whose images an earlier rule keeps', () => {
    expect(ids(LifecycleRule.keep({ tags: prefix('v') }), LifecycleRule.keep({ tags: pattern('v1*') }))).toEqual([]);
  });

  test.each<[TagSelection, TagSelection, boolean]>([
    [prefix('v'), pattern('v*'), true],
    [pattern('*'), prefix('v'), true],
    [prefix('v'), prefix('v1'), true],
    [prefix('v1'), prefix('v'), false],
    [pattern('v*.*'), pattern('v1.2.*'), true],
    [pattern('v*.*'), prefix('v1'), false],
    [pattern('*-rc*'), pattern('v1-rc'), true],
    [pattern('v1'), prefix('v1'), false],
    [pattern('a*b'), pattern('ab'), true],
    [pattern('ab*b'), pattern('ab'), false],
    [pattern('*'), TagSelection.untagged(), false],
    [TagSelection.untagged(), pattern('*'), false],
    // A list requires only one tag for each member.
    [prefix('v'), allPatterns(['v1*', 'x']), true],
    [allPatterns(['v*', 'x']), prefix('v'), false],
    [allPatterns(['v*', '*1*']), prefix('v1'), true],
    [allPatterns(['v*', 'x*']), allPatterns(['x1*', 'y*', 'v1']), true],
    [allPatterns(['a*', 'b*']), allPatterns(['a*', 'c*']), false],
  ])('is found for %j and then %j: %j', (first, second, shadowed) => {
    const found = ids(
      LifecycleRule.expireOlderThan(days(1), { tags: first }),
      LifecycleRule.expireOlderThan(days(1), { tags: second }),
    );
    expect(found.includes('shadowedRule')).toBe(shadowed);
  });

  /** The selection as Amazon ECR documents it, by regular expressions. */
  function selects({ tagStatus, patterns, prefixes }: TagSelection, tags: string[]): boolean {
    if (tagStatus === 'any') return true;
    if (tagStatus === 'untagged') return tags.length === 0;
    const escape = (text: string) => text.replace(/[.-]/g, '\\$&');
    const members = [
      ...patterns.map((text) => `^${text.split('*').map(escape).join('.*')}$`),
      ...prefixes.map((text) => `^${escape(text)}`),
    ];
    return tags.length > 0 && members.every((member) => tags.some((tag) => new RegExp(member).test(tag)));
  }

  /** The tags of an image with only what a selection of tagged images requires; `~` is in no pattern. */
  function barest({ patterns, prefixes }: TagSelection): string[] {
    return [...patterns.map((text) => text.replace(/\*/g, '~')), ...prefixes.map((text) => `${text}~`)];
  }

  test('is found exactly if an earlier rule selects an image with only the tags that it requires', () => {
    fc.assert(
      fc.property(tagSelection, tagSelection, (first, second) => {
        fc.pre(first._key() !== second._key() && first.tagStatus !== 'any' && second.tagStatus !== 'any');
        fc.pre(![...second.patterns, ...second.prefixes].some((text) => /^[.-]/.test(text)));
        const rules = [first, second].map((tags) => LifecycleRule.expireOlderThan(days(1), { tags }));
        expect(ids(...rules).includes('shadowedRule')).toBe(selects(first, barest(second)));
      }),
      { numRuns: 1000 },
    );
  });

  test('never selects an image first, in any policy', () => {
    const image = fc.uniqueArray(fc.string({ unit: fc.constantFrom(...'abzABZ019._-'), minLength: 1, maxLength: 4 }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(lifecyclePolicy, fc.array(image, { minLength: 20, maxLength: 20 }), (policy, images) => {
        const shadowed = lifecycleFindings(policy)
          .filter(({ id }) => id === EcrRule.SHADOWED_RULE)
          .map(({ text }) => Number(/rule (\d+)/.exec(text)![1]) - 1);
        for (const tags of images) {
          for (const storageClass of ['standard', 'archive']) {
            const claimant = policy.rules.findIndex(
              (rule) => rule.storageClass === storageClass && selects(rule.tags, tags),
            );
            expect(shadowed).not.toContain(claimant);
          }
        }
      }),
    );
  });
});

describe('a tag that no image can have', () => {
  test.each([
    ['-rc', prefix('-rc')],
    ['.*', pattern('.*')],
    ['-x', allPatterns(['v*', '-x'])],
  ])('is warned of: %s', (text, tags) => {
    expect(warnings(LifecycleRule.keep({ tags }), untagged)).toEqual([
      `lifecycle: rule 1 never selects an image, because no tag begins like "${text}"; tags begin with a letter, a digit ` +
        'or "_"; correct it, or leave the rule out [ack: cdk-ecr::impossibleTag]',
    ]);
  });

  test('is warned of if the tag is too long, and not if its wildcards make it so', () => {
    const [longest, tooLong] = [128, 129].map((length) => 'v'.repeat(length));
    expect(warnings(LifecycleRule.keep({ tags: prefix(tooLong) }), untagged)).toEqual([
      'lifecycle: rule 1 never selects an image, because no tag is as long as "vvvvvvvvvvvvvvvvvvvv…", which has 129 ' +
        'characters; tags have at most 128; correct it, or leave the rule out [ack: cdk-ecr::impossibleTag]',
    ]);
    expect(ids(LifecycleRule.keep({ tags: pattern(`${longest}*`) }), untagged)).toEqual([]);
  });

  test('is not one with such a character later, nor a list that requires different tags', () => {
    const lists = [pattern('*-rc'), prefix('_'), prefix('v.'), allPatterns(['v1*', 'v2*'])];
    expect(ids(...lists.map((tags) => LifecycleRule.keep({ tags })))).toEqual([]);
  });
});

describe('a rule by number for a tag that one image has', () => {
  test('can never act', () => {
    expect(warnings(LifecycleRule.keepNewest(3, { tags: allPatterns(['v*', 'latest']) }), untagged)).toEqual([
      'lifecycle: rule 1 can never act, because one image at most has the tag "latest" and the rule leaves the newest 3; ' +
        'where it is to protect that image, say so by LifecycleRule.keep [ack: cdk-ecr::countOfOne]',
    ]);
  });

  test('can never archive', () => {
    expect(ids(LifecycleRule.archiveBeyondNewest(1, { tags: pattern('latest') }), untagged)).toEqual(['countOfOne']);
  });

  test.each([1, 30, 9999])('keeps the image if it expires all but %d by this tag alone', (count) => {
    const policy = LifecyclePolicy.of(LifecycleRule.keepNewest(count, { tags: pattern('prod') }), untagged);
    expect(lifecycleFindings(policy).filter(({ whereTagsMove }) => !whereTagsMove)).toEqual([]);
    expect(policy.explain()).toContain('Rule 1 keeps images with the tag "prod": no later rule');
  });

  test('is not warned of if it keeps the image, goes by age or is for a prefix', () => {
    const tags = pattern('latest');
    expect(ids(LifecycleRule.keep({ tags }), untagged)).toEqual([]);
    expect(ids(LifecycleRule.expireOlderThan(days(1), { tags }), untagged)).toEqual([]);
    expect(ids(LifecycleRule.keepNewest(1, { tags: prefix('latest') }), untagged)).toEqual([]);
  });
});

describe('a rule that keeps tags in another letter case than a later rule takes', () => {
  const takes = LifecycleRule.keepNewest(10, { tags: prefix('release-') });

  test('is warned of, because it keeps none of them', () => {
    expect(warnings(LifecycleRule.keep({ tags: prefix('Release-') }), takes, untagged)).toEqual([
      'lifecycle: rule 2 expires images with a tag that starts with "release-", and rule 1 keeps "Release-*" only, as ' +
        'capitals and small letters differ in tags; write the tags of rule 1 as images have them, or add ' +
        'LifecycleRule.keep for the others [ack: cdk-ecr::releasesExpire]',
    ]);
  });

  test.each<[string, LifecycleRule[]]>([
    ['the tags have nothing in common', [LifecycleRule.keep({ tags: prefix('V') }), takes]],
    ['both spellings are kept', ['Release-1', 'release-1'].map((tag) => LifecycleRule.keep({ tags: prefix(tag) }))],
    ['the keep rule comes later', [takes, LifecycleRule.keep({ tags: prefix('Release-') })]],
    ['the tags of the later rule include the kept ones', [LifecycleRule.keep({ tags: prefix('release-V') }), takes]],
  ])('is not warned of if %s', (_, rules) => {
    const all = rules.includes(takes) ? rules : [...rules, takes];
    expect(ids(...all, untagged)).toEqual([]);
  });
});

/** A rule of a policy text, for tagged images unless it says otherwise. */
function ruleOfText(selection: object, rulePriority: number): object {
  return { rulePriority, selection: { tagStatus: 'tagged', ...selection }, action: { type: 'expire' } };
}

const byCount = (countNumber: number, tags: object) => ({ ...tags, countType: 'imageCountMoreThan', countNumber });
const byAge = (countNumber: number, tags: object) => ({
  ...tags,
  countType: 'sinceImagePushed',
  countUnit: 'days',
  countNumber,
});

function policyOfText(...selections: object[]): LifecyclePolicy {
  const rules = selections.map((selection, i) => ruleOfText(selection, i + 1));
  return LifecyclePolicy.fromJson(JSON.stringify({ rules }));
}

function textsOf(rule: EcrRule, policy: LifecyclePolicy): string[] {
  return lifecycleFindings(policy)
    .filter(({ id }) => id === rule)
    .map(({ text, remedy }) => `${text}; ${remedy}`);
}

const untaggedOfText = byAge(3, { tagStatus: 'untagged' });

describe('a list of several tags in a policy text', () => {
  const lists = (selection: object) => textsOf(EcrRule.TAG_LIST, policyOfText(selection, untaggedOfText));

  test('is warned of, because it means all of them', () => {
    const selection = byCount(30, { tagPrefixList: ['main', 'hotfix'] });
    const lifecycle = policyOfText(selection, untaggedOfText);
    const expected =
      'rule 1 expires only images with all of its tags, "main*", "hotfix*", because a list of tags means all of them; it ' +
      'does not select an image with only some of them; write one rule for each tag where one of them is enough; ' +
      'acknowledge this where an image must have all of them';
    expect(lists(selection)).toEqual([expected]);
    expect(warningsOf(stackOf(lifecycle)).filter((text) => text.includes('tagList'))).toEqual([
      `lifecycle: ${expected} [ack: cdk-ecr::tagList]`,
    ]);
  });

  test.each<[object, string]>([
    [
      byCount(200_000, { tagPatternList: ['blue-*', 'green-*'] }),
      'keeps only images with all of its tags, "blue-*", "green-*"',
    ],
    [
      byCount(5000, { tagPatternList: ['live', 'canary'] }),
      'expires only images with all of its tags, "live", "canary"',
    ],
    [byAge(4, { tagPrefixList: ['a', 'b', 'c', 'd', 'e', 'f'] }), '"a*", "b*", "c*", "d*" and 2 more'],
    // One of them covers another, and a third stands beside them.
    [byAge(4, { tagPrefixList: ['v', 'v1', 'edge'] }), 'tags, "v1*", "edge*"'],
    [byAge(4, { tagPatternList: ['*-rc', 'v*'] }), '"*-rc", "v*"'],
  ])('names its tags: %j', (selection, expected) => {
    expect(lists(selection)).toEqual([expect.stringContaining(expected)]);
  });

  test.each<[object]>([
    [{ tagPrefixList: ['v'] }],
    [{ tagPrefixList: ['v', 'v1', 'v1.2'] }],
    [{ tagPatternList: ['v*', 'v1*'] }],
    [{ tagPatternList: ['*', 'stable'] }],
    [{ tagPatternList: ['v*', 'v**'] }],
    [{ tagPatternList: ['v*.*', 'v1.2'] }],
  ])('is not warned of if one of the tags covers the others: %j', (tags) => {
    expect(lists(byCount(4, tags))).toEqual([]);
  });

  test('has no second warning that its rule can never act', () => {
    const policy = policyOfText(byCount(5000, { tagPatternList: ['live', 'canary'] }), untaggedOfText);
    expect(textsOf(EcrRule.COUNT_OF_ONE, policy)).toEqual([]);
  });

  test('is meant if code wrote it', () => {
    const tags = [allPatterns(['main*', 'hotfix*']), TagSelection.allPrefixes(['main', 'hotfix'])];
    for (const each of tags) expect(ids(LifecycleRule.keepNewest(3, { tags: each }), untagged)).toEqual([]);
  });

  test('is warned of exactly if some image with one of its tags is not selected', () => {
    const start = fc.constantFrom('a', 'b', 'v', '0');
    const member = fc
      .tuple(start, fc.string({ unit: fc.constantFrom(...'abv0*'), maxLength: 3 }))
      .map((p) => p.join(''));
    fc.assert(
      fc.property(fc.uniqueArray(member, { minLength: 1, maxLength: 4 }), (tagPatternList) => {
        const policy = policyOfText(byCount(1, { tagPatternList }), untaggedOfText);
        // An image with one tag, as short as a member allows, is selected if that member implies all others.
        const alone = tagPatternList.map((text) => text.replace(/\*/g, '~'));
        const matches = (text: string) => new RegExp(`^${text.split('*').join('.*')}$`);
        const isImplied = alone.some((tag) => tagPatternList.every((text) => matches(text).test(tag)));
        expect(textsOf(EcrRule.TAG_LIST, policy).length).toBe(isImplied ? 0 : 1);
      }),
    );
  });
});

describe('a rule that expires images of any tag', () => {
  const newest = LifecycleRule.keepNewest(100, { tags: any });
  const star = { tagPatternList: ['*'] };
  const all = { tagStatus: 'any' };
  const found = (...selections: object[]) => textsOf(EcrRule.RELEASES_EXPIRE, policyOfText(...selections));
  const REMEDY = '; put LifecycleRule.keep for their tags before it';

  test('is warned of, because it expires releases', () => {
    expect(warnings(LifecycleRule.keepNewest(5, { tags: prefix('ci-') }), newest)).toEqual([
      'lifecycle: rule 2 expires everything but ci-* (rule 1 expires those beyond the newest 5), beyond the newest 100; no ' +
        'rule keeps the other images, and releases among them go as soon as enough builds are newer; put ' +
        'LifecycleRule.keep for their tags before it [ack: cdk-ecr::releasesExpire]',
    ]);
  });

  test.each<[string, object[], string]>([
    [
      'by number',
      [byCount(40, all)],
      'rule 1 expires everything beyond the newest 40, whatever the tags, and no rule keeps releases, which go as soon as ' +
        'enough builds are newer',
    ],
    [
      'by age',
      [byAge(21, all)],
      'rule 1 expires everything older than 21 days, whatever the tags, and no rule keeps releases, which go by their age ' +
        'alone, even where they are in use',
    ],
    [
      'by number, with the pattern *',
      [untaggedOfText, byCount(6, star)],
      'rule 2 expires everything with a tag beyond the newest 6, whatever the tags, and no rule keeps releases, which go as ' +
        'soon as enough builds are newer',
    ],
    [
      'by age, with the pattern **',
      [byAge(1, { tagPatternList: ['**'] })],
      'rule 1 expires everything with a tag older than 1 day, whatever the tags, and no rule keeps releases, which go by ' +
        'their age alone, even where they are in use',
    ],
    [
      'but those that earlier rules claim',
      [byCount(15, { tagPrefixList: ['live'] }), byAge(2, { tagPatternList: ['*-dirty'] }), byAge(60, all)],
      'rule 3 expires everything but live* (rule 1 expires those beyond the newest 15), *-dirty (rule 2 expires those older ' +
        'than 2 days), older than 60 days; no rule keeps the other images, and releases among them go by their age alone, ' +
        'even where they are in use',
    ],
    [
      'but those of a rule whose number is below what a repository can hold',
      [byCount(9000, { tagPatternList: ['*.*'] }), byCount(25, all)],
      'rule 2 expires everything but *.* (rule 1 expires those beyond the newest 9000), beyond the newest 25; no rule keeps ' +
        'the other images, and releases among them go as soon as enough builds are newer',
    ],
    [
      'but the newest, which is no release',
      [byCount(1, { tagPatternList: ['latest'] }), byAge(60, all)],
      'rule 2 expires everything but latest (rule 1 keeps them), older than 60 days; no rule keeps the other images, and ' +
        'releases among them go by their age alone, even where they are in use',
    ],
    [
      'but those with all tags of a list, which keeps no release with one of them',
      [byCount(500_000, { tagPrefixList: ['v', 'stable'] }), byAge(60, star)],
      'rule 2 expires everything with a tag but images with all of v*, stable* (rule 1 keeps them), older than 60 days; no ' +
        'rule keeps the other images, and releases among them go by their age alone, even where they are in use',
    ],
  ])('%s', (_, selections, expected) => {
    expect(found(...selections)).toEqual([`${expected}${REMEDY}`]);
  });

  test.each<[string, object[]]>([
    [
      'by number keeps as many as a repository can hold',
      [byCount(100_000, { tagPatternList: ['rel-*'] }), byCount(8, all)],
    ],
    ['by number keeps more', [byCount(3_000_000, { tagPatternList: ['rel-*'] }), byAge(8, star)]],
    ['by age keeps for a hundred years', [byAge(36_500, { tagPrefixList: ['rel-'] }), byCount(8, all)]],
    ['by age keeps for longer', [byAge(99_999, { tagPrefixList: ['rel-'] }), byAge(8, star)]],
    ['keeps the image of a stage', [byCount(1, { tagPatternList: ['live'] }), byAge(8, all)]],
    ['by number keeps more than most repositories have', [byCount(5000, { tagPrefixList: ['live'] }), byAge(45, all)]],
  ])('is not warned of if a rule before it %s', (_, selections) => {
    expect(found(...selections)).toEqual([]);
  });

  test('is not warned of if an earlier rule keeps releases', () => {
    expect(ids(LifecycleRule.keep({ tags: prefix('v') }), newest)).toEqual([]);
  });

  test('is warned of if the keep rule before it keeps nothing', () => {
    const first = LifecycleRule.expireOlderThan(days(9), { tags: prefix('v') });
    expect(ids(first, LifecycleRule.keep({ tags: prefix('v1') }), newest)).toEqual(['shadowedRule', 'releasesExpire']);
  });

  test('is warned of if only untagged or archived images are kept', () => {
    expect(ids(LifecycleRule.keep({ tags: TagSelection.untagged() }), newest)).toEqual(['releasesExpire']);
    expect(ids(LifecycleRule.keepArchived({ tags: prefix('v') }), newest)).toEqual(['releasesExpire']);
  });

  test('is warned of once if a second rule takes only what is left, which has no tag', () => {
    expect(found(byCount(7, star), byAge(8, all))).toEqual([expect.stringMatching(/^rule 1 /)]);
  });

  test.each<[string, LifecycleRule, string]>([
    [
      'by number',
      LifecycleRule.archiveBeyondNewest(100),
      'rule 1 archives everything beyond the newest 100, whatever the tags, and no rule keeps releases, which can no longer ' +
        'be pulled as soon as enough builds are newer',
    ],
    [
      'by age',
      LifecycleRule.archiveOlderThan(days(30)),
      'rule 1 archives everything older than 30 days, whatever the tags, and no rule keeps releases, which can no longer be ' +
        'pulled by their age alone, even where they are in use',
    ],
  ])('is warned of if it archives %s, because an archived image cannot be pulled', (_, rule, expected) => {
    expect(warnings(rule, LifecycleRule.expireArchivedAfter(days(365)))).toEqual([
      `lifecycle: ${expected}; put LifecycleRule.keep for their tags before it, or use ` +
        'LifecycleRule.archiveNotPulledFor [ack: cdk-ecr::releasesExpire]',
    ]);
  });

  test('is not warned of if it archives by the last pull, or what is no release', () => {
    const expiry = LifecycleRule.expireArchivedAfter(days(365));
    expect(ids(LifecycleRule.archiveNotPulledFor(days(90)), expiry)).toEqual([]);
    expect(ids(LifecycleRule.keep({ tags: prefix('v') }), LifecycleRule.archiveOlderThan(days(30)), expiry)).toEqual(
      [],
    );
  });

  const OLD = new Date('2000-01-01T00:00:00Z');
  const NOW = new Date('2026-01-01T00:00:00Z');
  /** Whether an old image with this tag goes while as many newer ones with the same kind of tag are there. */
  function goes(policy: LifecyclePolicy, tag: string, newer: number): boolean {
    const others = Array.from({ length: newer }, (_, i) => ({
      imageDigest: `sha256:new${i}`,
      imageTags: [`${tag}-${i}`],
      imagePushedAt: NOW,
    }));
    const image = { imageDigest: 'sha256:old', imageTags: [tag], imagePushedAt: OLD };
    const { outcomes } = policy.preview([image, ...others], { at: new Date('2026-01-02T00:00:00Z') });
    return outcomes.some(({ image: { imageDigest }, action }) => imageDigest === 'sha256:old' && action === 'expire');
  }

  const tags = fc.oneof(
    fc.constantFrom<object>(all, star, { tagPatternList: ['**'] }, { tagStatus: 'untagged' }),
    fc.constantFrom('ci-', 'dev', 'v2', 'v', 'w').map((text) => ({ tagPrefixList: [text] })),
    fc.constantFrom('*-rc', '*.9.*', 'v1.2.3', 'main').map((text) => ({ tagPatternList: [text] })),
  );
  const selection = fc
    .tuple(tags, fc.integer({ min: 1, max: 12 }), fc.boolean())
    .map(([each, number, counts]) => (counts ? byCount(number, each) : byAge(number, each)));
  const selections = fc
    .uniqueArray(selection, {
      minLength: 1,
      maxLength: 5,
      selector: ({ countType: _t, countNumber: _n, ...each }) =>
        JSON.stringify(each).replace(/,"countUnit":"days"/, ''),
    })
    .map((list) => [...list].sort((a, b) => Number('tagStatus' in a) - Number('tagStatus' in b)))
    .map((list) => [...list.filter((each) => !isAny(each)), ...list.filter(isAny)]);
  const isAny = (each: object) => 'tagStatus' in each && each.tagStatus === 'any';
  const takesAll = (each: object) => /"any"|\["\*+"\]/.test(JSON.stringify(each));

  test('is warned of exactly if it takes an image that nothing before it claims', () => {
    let reported = 0;
    fc.assert(
      fc.property(selections, (list) => {
        // One tag on its own is kept by a rule by number.
        fc.pre(
          !list.some(
            (each) => /imageCount/.test(JSON.stringify(each)) && /"(main|v1\.2\.3)"/.test(JSON.stringify(each)),
          ),
        );
        const policy = policyOfText(...list);
        const texts = textsOf(EcrRule.RELEASES_EXPIRE, policy);
        const catchAll = list.findIndex(takesAll);
        // No other rule selects this tag.
        const taken = goes(policy, 'q7', 20);
        expect(taken).toBe(catchAll >= 0);
        expect(texts.length).toBe(taken ? 1 : 0);
        if (taken) expect(texts[0]).toMatch(new RegExp(`^rule ${catchAll + 1} `));
        reported += texts.length;
      }),
      { numRuns: 300 },
    );
    expect(reported).toBeGreaterThan(50);
  });
});

describe('a rule that archives', () => {
  const archive = (tags?: TagSelection) => LifecycleRule.archiveNotPulledFor(days(90), { tags });
  const expire = (tags?: TagSelection) => LifecycleRule.expireArchivedAfter(days(90), { tags });

  test('is warned of if no rule expires the archived images', () => {
    expect(warnings(archive())).toEqual([
      'lifecycle: rule 1 archives images that no rule expires, so that they stay in the archive for ever and are billed; ' +
        'add LifecycleRule.expireArchivedAfter for them [ack: cdk-ecr::archivedForEver]',
    ]);
  });

  test.each<[string, LifecycleRule[], boolean]>([
    ['all by one', [archive(), expire()], false],
    [
      'all by one for tagged and one for untagged images',
      [archive(), expire(pattern('*')), expire(TagSelection.untagged())],
      false,
    ],
    ['those with a wider prefix', [archive(prefix('ci-')), untagged, expire(prefix('ci'))], false],
    ['others only', [archive(prefix('ci-')), untagged, expire(prefix('dev-'))], true],
    ['some of them', [archive(), expire(pattern('*'))], true],
    ['all that an earlier rule leaves to it', [untagged, archive(), expire(pattern('*'))], false],
    [
      'none, as they are to be kept',
      [archive(prefix('v')), untagged, LifecycleRule.keepArchived({ tags: prefix('v') })],
      false,
    ],
  ])('is judged with rules that expire %s: %#', (_, rules, found) => {
    expect(ids(...rules)).toEqual(found ? ['archivedForEver'] : []);
  });
});

describe('a lifecycle for untagged images where tags can move', () => {
  const text = (rule: string, outcome: string) =>
    `lifecycle: rule 1 ${rule} untagged images by the time of their push, so an old image whose tag moves, or moved ` +
    `before, is ${outcome} within a day, while workloads may still run it by digest; use ` +
    'LifecyclePolicy.forPulledImages, which looks at the last pull, or preview the policy: cdk-ecr preview ' +
    '[ack: cdk-ecr::untaggedInUse]';
  const tags = TagSelection.untagged();
  const lifecycleWarnings = (stack: Stack) => warningsOf(stack).filter((message) => message.startsWith('lifecycle:'));

  test.each([
    [untagged, 'expires', 'deleted'],
    [LifecycleRule.keepNewest(5, { tags }), 'expires', 'deleted'],
    [LifecycleRule.archiveOlderThan(days(9), { tags }), 'archives', 'archived'],
  ])('is warned of, because the images may be in use: %#', (rule, verb, outcome) => {
    const policy = LifecyclePolicy.of(rule, LifecycleRule.expireArchivedAfter(days(90)));
    for (const moving of [ImageTagMutability.mutable(), ImageTagMutability.immutable({ exceptTags: ['latest'] })]) {
      expect(lifecycleWarnings(stackOf(policy, moving))).toEqual([text(verb, outcome)]);
    }
    expect(lifecycleWarnings(stackOf(policy))).toEqual([]);
  });

  test('is not warned of if it keeps the images', () => {
    const policy = LifecyclePolicy.of(LifecycleRule.keep({ tags }));
    expect(lifecycleWarnings(stackOf(policy, ImageTagMutability.mutable()))).toEqual([]);
  });
});

describe('images of an index', () => {
  const builds = LifecycleRule.keepNewest(5, { tags: prefix('ci-') });

  test('are warned of if no rule is for untagged images', () => {
    expect(warnings(LifecycleRule.keep({ tags: prefix('v') }), builds)).toEqual([
      'lifecycle: rule 2 takes tagged images, and no rule selects untagged ones; when a multi-architecture index goes, its ' +
        'images stay without a tag and are billed; add a rule for untagged images, or acknowledge this where images have ' +
        'one architecture or their signatures are untagged [ack: cdk-ecr::indexImagesStay]',
    ]);
  });

  test('are warned of once for several rules', () => {
    const more = LifecycleRule.expireOlderThan(days(9), { tags: prefix('dev-') });
    expect(warnings(builds, more)[0]).toMatch(/^lifecycle: rules 1 and 2 take tagged images/);
  });

  test('are not warned of if a rule selects untagged or any images, or if no rule expires an index', () => {
    expect(ids(builds, untagged)).toEqual([]);
    expect(ids(LifecycleRule.keep({ tags: prefix('v') }), builds, LifecycleRule.keepNewest(99, { tags: any }))).toEqual(
      [],
    );
    expect(ids(LifecycleRule.keep({ tags: prefix('v') }))).toEqual([]);
  });

  test('are warned of if the only other rule is for archived images', () => {
    expect(ids(builds, LifecycleRule.expireArchivedAfter(days(90)))).toEqual(['indexImagesStay']);
  });
});

describe('the warnings about a lifecycle', () => {
  const everything = () =>
    LifecyclePolicy.of(
      LifecycleRule.expireOlderThan(days(9), { tags: prefix('v') }),
      LifecycleRule.keep({ tags: prefix('v1') }),
      LifecycleRule.archiveBeyondNewest(1, { tags: pattern('latest') }),
      LifecycleRule.keepNewest(1, { tags: prefix('-') }),
      LifecycleRule.archiveOlderThan(days(9), { tags: TagSelection.untagged() }),
      LifecycleRule.keepNewest(9, { tags: any }),
    );
  const expected = [
    'archivedForEver',
    'countOfOne',
    'impossibleTag',
    'releasesExpire',
    'shadowedRule',
    'untaggedInUse',
  ];
  const tagged = LifecyclePolicy.of(LifecycleRule.keepNewest(9, { tags: prefix('v') }));

  test('can each be acknowledged by their id', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } });
    for (const id of [...expected, 'indexImagesStay', 'lifecyclePolicy', 'tagImmutability']) {
      Validations.of(stack).acknowledge({ id: `cdk-ecr::${id}`, reason: 'only for this test' });
    }
    const tagMutability = ImageTagMutability.mutable();
    new PrivateRepository(stack, 'Api', { lifecycle: everything(), tagMutability });
    new PrivateRepository(stack, 'Tagged', { lifecycle: tagged, tagMutability });
    expect(warningsOf(stack)).toEqual([]);
    expect(
      lifecycleFindings(everything())
        .map(({ id }) => id)
        .sort(),
    ).toEqual(expected);
  });

  test('are added to each repository with the policy', () => {
    const stack = stackOf(tagged);
    const other = new PrivateRepository(stack, 'Other', { lifecycle: tagged });
    expect(warningsOf(stack)).toHaveLength(2);
    expect(other.node.metadata.filter(({ type }) => type === 'aws:cdk:warning')).toHaveLength(1);
  });

  test('are computed once for each policy', () => {
    const policy = everything();
    expect(lifecycleFindings(policy)).toBe(lifecycleFindings(policy));
  });
});
