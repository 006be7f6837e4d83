import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { lifecyclePolicy, tagPattern } from './arbitraries';
import { keeps } from '../../src/lifecycle/evaluator/compiled-rule';
import { RepositoryImageStatus } from '../../src/lifecycle/evaluator/repository-image';
import type { RepositoryImage } from '../../src/lifecycle/evaluator/repository-image';
import { LifecycleStorageClass, LifecycleTagStatus } from '../../src/lifecycle/lifecycle-enums';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { coversTags } from '../../src/lifecycle/private/selection-cover';
import { rulesThatTake } from '../../src/lifecycle/tag-protection';
import { TagSelection } from '../../src/lifecycle/tag-selection';

const { pattern, prefix, allPatterns } = TagSelection;
const keep = (tags: TagSelection) => LifecycleRule.keep({ tags });
const newest = (tags: TagSelection) => LifecycleRule.keepNewest(5, { tags });

function taking(protectedTags: string, ...rules: LifecycleRule[]): number[] {
  return rulesThatTake(LifecyclePolicy.of(...rules), protectedTags).map(({ priority }) => priority);
}

describe('a rule can expire or archive an image whose only tag is protected', () => {
  test.each<[string, string, LifecycleRule[], number[]]>([
    ['if it selects any image', 'v*', [newest(TagSelection.any())], [1]],
    ['if one tag may match its pattern and the protected one', 'v*', [newest(pattern('*-rc'))], [1]],
    ['if it archives', 'v*', [LifecycleRule.archiveNotPulledFor(Duration.days(90))], [1]],
    ['if it expires archived images', 'v*', [LifecycleRule.expireArchivedAfter(Duration.days(90))], [1]],
    [
      'if the keep rule before it covers only some of the protected tags',
      'v*',
      [keep(pattern('v1*')), newest(TagSelection.any())],
      [2],
    ],
    [
      'if the number of the rule before it is one that a repository can reach',
      'v*',
      [LifecycleRule.keepNewest(99_999, { tags: prefix('v') }), newest(TagSelection.any())],
      [1],
    ],
    [
      'if the rule before it expires by an age that an image can reach',
      'v*',
      [LifecycleRule.expireOlderThan(Duration.days(36_499), { tags: prefix('v') }), newest(TagSelection.any())],
      [1],
    ],
    [
      'if the keep rule before it requires another tag as well',
      'v*',
      [keep(allPatterns(['v*', 'stable'])), newest(prefix('v'))],
      [2],
    ],
    [
      'if the keep rule before it is for archived images',
      'v*',
      [LifecycleRule.keepArchived({ tags: prefix('v') }), newest(prefix('v'))],
      [2],
    ],
    [
      'if it expires archived images, and the keep rule comes after a rule that archives them',
      'v*',
      [
        LifecycleRule.archiveOlderThan(Duration.days(9), { tags: prefix('v') }),
        keep(pattern('v*')),
        LifecycleRule.expireArchivedAfter(Duration.days(90)),
      ],
      [1, 3],
    ],
    [
      'if it expires archived images with the protected tags, which only a person archives',
      'v*',
      [keep(pattern('v*')), LifecycleRule.expireArchivedAfter(Duration.days(90), { tags: prefix('v') })],
      [2],
    ],
    [
      'if each pattern of its list alone may match the tag, even if no tag matches all',
      'v*',
      [newest(allPatterns(['v*-a', 'v*-b']))],
      [1],
    ],
  ])('%s', (_, protectedTags, rules, expected) => {
    expect(taking(protectedTags, ...rules)).toEqual(expected);
  });
});

describe('no rule expires or archives an image whose only tag is protected', () => {
  test.each<[string, string, LifecycleRule[]]>([
    ['if a keep rule before it has the same tags', 'v*', [keep(prefix('v')), newest(TagSelection.any())]],
    ['if a keep rule before it has more tags', 'v1.*', [keep(pattern('v*')), newest(TagSelection.any())]],
    [
      'if a keep rule before it has all tags that both the rule and the protection select',
      'v*',
      [keep(pattern('v1*')), newest(pattern('v1.*'))],
    ],
    [
      'if the keep rule before it has the quota of images as its number',
      'v*',
      [LifecycleRule.keepNewest(100_000, { tags: prefix('v') }), newest(TagSelection.any())],
    ],
    [
      'if the rule before it expires by age, after a hundred years',
      'v*',
      [LifecycleRule.expireOlderThan(Duration.days(36_500), { tags: prefix('v') }), newest(TagSelection.any())],
    ],
    [
      'if it is kept in standard storage, and a pair of rules archives and expires the others',
      'v*',
      [
        keep(pattern('v*')),
        LifecycleRule.archiveOlderThan(Duration.days(30)),
        LifecycleRule.expireArchivedAfter(Duration.days(365)),
      ],
    ],
    ['if the rule selects untagged images', '*', [LifecycleRule.expireUntagged(Duration.days(1))]],
    ['if no tag matches both its pattern and the protected one', 'v*', [newest(prefix('ci-')), newest(pattern('w*'))]],
    ['if its list requires a tag that no protected tag matches', 'v*', [newest(allPatterns(['v*', 'ci-*']))]],
    [
      'if the protected tag is a single one and the rules keep at least one image',
      'latest',
      [newest(pattern('latest')), newest(TagSelection.any())],
    ],
  ])('%s', (_, protectedTags, rules) => {
    expect(taking(protectedTags, ...rules)).toEqual([]);
  });
});

const character = fc.constantFrom(...'abvz019._-');
const filling = fc.string({ unit: character, maxLength: 4 });
/** Tags that a pattern matches. */
const tagsOf = (text: string) =>
  fc
    .array(filling, { minLength: 4, maxLength: 4 })
    .map((fillings) => text.split('*').reduce((tag, part, i) => tag + fillings[i - 1] + part))
    .filter((tag) => /^[a-zA-Z0-9_]/.test(tag));

test('the preview takes an image whose only tag no rule takes only if it was archived against a rule that keeps it', () => {
  let withoutGuard = 0;
  const start = fc.constantFrom('a', 'v', '0', '_');
  fc.assert(
    fc.property(
      lifecyclePolicy,
      fc
        .tuple(start, tagPattern)
        .map(([first, rest]) => first + rest.split('*').slice(0, 4).join('*'))
        .chain((text) => fc.tuple(fc.constant(text), fc.uniqueArray(tagsOf(text), { minLength: 1, maxLength: 8 }))),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      fc.boolean(),
      (policy, [text, tags], size, withKeep, archived) => {
        const rules = policy.rules.slice(0, size);
        const guards = withKeep
          ? [LifecycleRule.keep({ tags: pattern(text) }), LifecycleRule.keepArchived({ tags: pattern(text) })]
          : [];
        const isSame = (one: LifecycleRule, other: LifecycleRule) =>
          one.storageClass === other.storageClass && one.tags._key() === other.tags._key();
        const others = rules.filter((rule) => !guards.some((guard) => isSame(rule, guard)));
        fc.pre(guards.length + others.length > 0);
        const guarded = LifecyclePolicy.of(...guards, ...others);
        if (rulesThatTake(guarded, text).length > 0) {
          expect(withKeep).toBe(false);
          return;
        }
        if (!withKeep) withoutGuard += 1;
        const old = new Date('2000-01-01T00:00:00Z');
        const standard = tags.map((tag, i) => ({ imageDigest: `sha256:${i}`, imageTags: [tag], imagePushedAt: old }));
        const goingOf = (images: RepositoryImage[]) =>
          guarded
            .preview(images, { at: new Date('2050-01-01T00:00:00Z') })
            .outcomes.filter((outcome) => outcome.action !== undefined || outcome._canExpire());
        expect(goingOf(standard)).toEqual([]);
        if (!archived) return;
        const isArchived = { imageStatus: RepositoryImageStatus.ARCHIVED, lastArchivedAt: old };
        const going = goingOf(standard.map((image) => ({ ...image, ...isArchived })));
        if (going.length === 0) return;
        // Somebody archived them by hand, against a rule that keeps them.
        expect(going.filter(({ rule }) => rule?.tags.tagStatus !== LifecycleTagStatus.ANY)).toEqual([]);
        const keeping = guarded.rules.filter(
          (rule) => rule.storageClass === LifecycleStorageClass.STANDARD && keeps(rule),
        );
        expect(keeping.some(({ tags: kept }) => coversTags(kept, [text]))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
  expect(withoutGuard).toBeGreaterThan(50);
});
