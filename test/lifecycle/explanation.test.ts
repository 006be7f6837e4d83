import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { lifecyclePolicy } from './arbitraries';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';

const CLAIM =
  'The first rule that selects an image claims it: no later rule acts on it, even if the first one leaves it.';
const ARCHIVE_RULES = 'Once archived, an image is seen by the rules for archived images only.';
const STAY = 'Images that no rule selects stay.';
const STAY_ARCHIVED = 'Archived images that no rule selects stay in the archive.';
const WITHIN_A_DAY =
  'ECR acts within 24 hours after an image meets the condition of its rule. An expired image is deleted for good.';
const ARCHIVED = [
  'An archived image answers 404 to a pull until it is restored, which takes up to 20 minutes, and is billed for at least 90 days.',
  'A restored image counts as pushed and pulled when it was restored.',
];
const INDEX =
  'The images of a multi-architecture index stay as long as the index does. Signatures and SBOMs follow their image.';

function linesOf(...rules: LifecycleRule[]): string[] {
  return LifecyclePolicy.of(...rules)
    .explain()
    .split('\n');
}

describe('LifecyclePolicy.explain describes the preset', () => {
  test('forBuilds', () => {
    expect(LifecyclePolicy.forBuilds().explain().split('\n')).toEqual([
      'Rule 1 selects images without a tag and expires those pushed more than 14 days ago.',
      STAY,
      WITHIN_A_DAY,
      INDEX,
    ]);
  });

  test('forPulledImages', () => {
    expect(LifecyclePolicy.forPulledImages().explain().split('\n')).toEqual([
      'Rule 1 selects images without a tag and archives those that nobody pulled for more than 90 days; one that was never pulled counts from its push.',
      'Rule 2 selects archived images without a tag and expires those archived more than 90 days ago.',
      ARCHIVE_RULES,
      STAY,
      STAY_ARCHIVED,
      WITHIN_A_DAY,
      ...ARCHIVED,
      INDEX,
    ]);
  });

  test('forReleases', () => {
    const policy = LifecyclePolicy.forReleases({
      releases: [TagSelection.pattern('v*.*.*'), TagSelection.prefix('stable-')],
      builds: TagSelection.prefix('ci-'),
    });
    expect(policy.explain().split('\n')).toEqual([
      'Rule 1 keeps images with a tag like "v*.*.*": no later rule expires or archives them.',
      'Rule 2 keeps images with a tag that starts with "stable-": no later rule expires or archives them.',
      'Rule 3 selects images with a tag that starts with "ci-" and expires all but the 100 pushed last.',
      'Rule 4 selects images without a tag and archives those that nobody pulled for more than 90 days; one that was never pulled counts from its push.',
      'Rule 5 selects archived images without a tag and expires those archived more than 90 days ago.',
      CLAIM,
      'A rule by number counts all images that it selects, also those that an earlier rule claims.',
      ARCHIVE_RULES,
      STAY,
      STAY_ARCHIVED,
      WITHIN_A_DAY,
      ...ARCHIVED,
      INDEX,
    ]);
  });

  test('forPullThroughCache', () => {
    expect(LifecyclePolicy.forPullThroughCache().explain().split('\n')).toEqual([
      'Rule 1 selects all images and archives those that nobody pulled for more than 180 days; one that was never pulled counts from its push.',
      'Rule 2 selects all archived images and expires those archived more than 90 days ago.',
      ARCHIVE_RULES,
      WITHIN_A_DAY,
      ...ARCHIVED,
      INDEX,
    ]);
  });

  test('none', () => {
    expect(LifecyclePolicy.none().explain()).toBe('There are no rules: no image is ever expired or archived.');
  });
});

describe('LifecyclePolicy.explain describes', () => {
  const day = Duration.days(1);
  const tags = TagSelection.pattern('latest');
  const rules: [LifecycleRule, string][] = [
    [
      LifecycleRule.keep({ tags }),
      'Rule 1 keeps images with the tag "latest": no later rule expires or archives them.',
    ],
    [
      LifecycleRule.keepArchived({ tags }),
      'Rule 1 keeps archived images with the tag "latest" in the archive for 100 years or more: no later rule expires them there.',
    ],
    [
      LifecycleRule.keepNewest(1, { tags: TagSelection.pattern('*') }),
      'Rule 1 selects images with a tag and expires all but the one pushed last.',
    ],
    [LifecycleRule.archiveBeyondNewest(20), 'Rule 1 selects all images and archives all but the 20 pushed last.'],
    [
      LifecycleRule.expireOlderThan(day, { tags }),
      'Rule 1 selects images with the tag "latest" and expires those pushed more than 1 day ago.',
    ],
    [
      LifecycleRule.archiveOlderThan(Duration.days(7), { tags: TagSelection.allPrefixes(['a', 'b']) }),
      'Rule 1 selects images with a tag that starts with "a" and a tag that starts with "b" (the same tag or different ones) and archives those pushed more than 7 days ago.',
    ],
    [
      LifecycleRule.expireArchivedAfter(Duration.days(365), { tags: TagSelection.allPatterns(['v*', 'lts', '*-x*']) }),
      'Rule 1 selects archived images with a tag like "v*", the tag "lts" and a tag like "*-x*" (the same tag or different ones) and expires those archived more than 365 days ago.',
    ],
  ];

  test.each(rules)('rule %#, with its selection and action', (rule, sentence) => {
    expect(linesOf(rule)[0]).toBe(sentence);
  });

  test('rules by their own numbers, in the order of priority', () => {
    const rule = (rulePriority: number, prefix: string) => ({
      rulePriority,
      selection: { tagStatus: 'tagged', tagPrefixList: [prefix], countType: 'imageCountMoreThan', countNumber: 5 },
      action: { type: 'expire' },
    });
    const policy = LifecyclePolicy.fromJson(JSON.stringify({ rules: [rule(30, 'b'), rule(7, 'a')] }));
    expect(policy.explain().split('\n').slice(0, 2)).toEqual([
      'Rule 7 selects images with a tag that starts with "a" and expires all but the 5 pushed last.',
      'Rule 30 selects images with a tag that starts with "b" and expires all but the 5 pushed last.',
    ]);
  });
});

describe('the notes of LifecyclePolicy.explain', () => {
  const archiveAll = LifecycleRule.archiveNotPulledFor(Duration.days(90));
  const expireAll = LifecycleRule.expireArchivedAfter(Duration.days(365));

  test('mention the archive only if a rule archives or selects archived images', () => {
    expect(linesOf(archiveAll)).toEqual(expect.arrayContaining([STAY_ARCHIVED, ...ARCHIVED]));
    expect(linesOf(archiveAll)).not.toContain(ARCHIVE_RULES);
    expect(linesOf(expireAll)).toEqual(expect.arrayContaining([ARCHIVE_RULES, STAY, ...ARCHIVED]));
    expect(linesOf(archiveAll, expireAll)).toEqual(expect.not.arrayContaining([STAY]));
    expect(linesOf(archiveAll, expireAll)).not.toContain(STAY_ARCHIVED);
  });

  test('mention claims only if two rules are for the same storage class', () => {
    expect(linesOf(archiveAll, expireAll)).not.toContain(CLAIM);
    expect(linesOf(LifecycleRule.expireUntagged(Duration.days(1)), archiveAll)).toContain(CLAIM);
    const keepArchived = LifecycleRule.keepArchived({ tags: TagSelection.pattern('v*') });
    expect(linesOf(keepArchived, expireAll)).toContain(CLAIM);
  });

  test('do not say that unselected images stay if rules for tagged and untagged images select all', () => {
    const tagged = LifecycleRule.keepNewest(9, { tags: TagSelection.pattern('*') });
    expect(linesOf(tagged)).toContain(STAY);
    expect(linesOf(tagged, LifecycleRule.expireUntagged(Duration.days(1)))).not.toContain(STAY);
  });
});

test('LifecyclePolicy.explain gives one sentence for each rule, then the notes, and the same text after a round trip through JSON', () => {
  fc.assert(
    fc.property(lifecyclePolicy, (policy) => {
      const lines = policy.explain().split('\n');
      const rules = lines.filter((line) => /^Rule \d+ (selects|keeps) .*\.$/.test(line));
      expect(rules.map((line) => Number(line.split(' ')[1]))).toEqual(policy.rules.map((_, i) => i + 1));
      expect(lines.slice(0, rules.length)).toEqual(rules);
      expect(lines.slice(rules.length)).toEqual(expect.arrayContaining([WITHIN_A_DAY, INDEX]));
      expect(LifecyclePolicy.fromJson(policy.toJson()).explain()).toBe(policy.explain());
    }),
  );
});
