import { Duration, Lazy } from 'aws-cdk-lib';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';

const tags = TagSelection.prefix('ci-');
const tagged = { tagStatus: 'tagged', tagPrefixList: ['ci-'] };
const expire = { type: 'expire' };
const transition = { type: 'transition', targetStorageClass: 'archive' };

function rendered(rule: LifecycleRule): any {
  return JSON.parse(LifecyclePolicy.of(rule).toJson()).rules[0];
}

describe('LifecycleRule renders', () => {
  test.each<[string, LifecycleRule, object, object]>([
    [
      'keep',
      LifecycleRule.keep({ tags }),
      { ...tagged, countType: 'imageCountMoreThan', countNumber: 10000000 },
      expire,
    ],
    [
      'keepArchived',
      LifecycleRule.keepArchived({ tags }),
      {
        ...tagged,
        storageClass: 'archive',
        countType: 'sinceImageTransitioned',
        countUnit: 'days',
        countNumber: 36500,
      },
      expire,
    ],
    [
      'keepNewest',
      LifecycleRule.keepNewest(10, { tags }),
      { ...tagged, countType: 'imageCountMoreThan', countNumber: 10 },
      expire,
    ],
    [
      'archiveBeyondNewest',
      LifecycleRule.archiveBeyondNewest(10, { tags }),
      { ...tagged, countType: 'imageCountMoreThan', countNumber: 10 },
      transition,
    ],
    [
      'expireUntagged',
      LifecycleRule.expireUntagged(Duration.days(14)),
      { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      expire,
    ],
    [
      'expireOlderThan',
      LifecycleRule.expireOlderThan(Duration.days(7), { tags }),
      { ...tagged, countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
      expire,
    ],
    [
      'archiveOlderThan',
      LifecycleRule.archiveOlderThan(Duration.days(7), { tags }),
      { ...tagged, countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
      transition,
    ],
    [
      'archiveNotPulledFor',
      LifecycleRule.archiveNotPulledFor(Duration.days(90), { tags }),
      { ...tagged, countType: 'sinceImagePulled', countUnit: 'days', countNumber: 90 },
      transition,
    ],
    [
      'expireArchivedAfter',
      LifecycleRule.expireArchivedAfter(Duration.days(90), { tags }),
      { ...tagged, storageClass: 'archive', countType: 'sinceImageTransitioned', countUnit: 'days', countNumber: 90 },
      expire,
    ],
  ])('%s', (_name, rule, selection, action) => {
    expect(rendered(rule)).toEqual({ rulePriority: 1, selection, action });
  });

  test.each<[string, LifecycleRule]>([
    ['archiveBeyondNewest', LifecycleRule.archiveBeyondNewest(1)],
    ['archiveOlderThan', LifecycleRule.archiveOlderThan(Duration.days(1))],
    ['archiveNotPulledFor', LifecycleRule.archiveNotPulledFor(Duration.days(1))],
    ['expireArchivedAfter', LifecycleRule.expireArchivedAfter(Duration.days(90))],
  ])('%s for any image if no tags are given', (_name, rule) => {
    expect(rendered(rule).selection.tagStatus).toBe('any');
  });

  test('the description', () => {
    expect(rendered(LifecycleRule.keep({ tags, description: 'CI' })).description).toBe('CI');
    expect(rendered(LifecycleRule.expireUntagged(Duration.days(1), { description: 'old' })).description).toBe('old');
  });

  test('durations in other units that make whole days', () => {
    expect(rendered(LifecycleRule.expireUntagged(Duration.hours(48))).selection.countNumber).toBe(2);
  });
});

test('LifecycleRule has its selection and action in the terms of Amazon ECR', () => {
  expect(LifecycleRule.expireArchivedAfter(Duration.days(365), { tags, description: 'CI' })).toMatchObject({
    description: 'CI',
    tags,
    storageClass: 'archive',
    countType: 'sinceImageTransitioned',
    countNumber: 365,
    action: 'expire',
  });
  expect(LifecycleRule.archiveBeyondNewest(5)).toMatchObject({ storageClass: 'standard', action: 'transition' });
});

test('the counts of keep rules are beyond every quota and fit a 32-bit integer', () => {
  expect(LifecycleRule.KEEP_COUNT).toBeGreaterThanOrEqual(100 * 100_000);
  expect(LifecycleRule.KEEP_COUNT).toBeLessThan(2 ** 31);
});

describe('LifecycleRule', () => {
  const remedy =
    'write it out: the policy must be a literal text, which compliance rules and the evaluation of the policy read';

  test('fails when a count is 0', () => {
    expect(() => LifecycleRule.keepNewest(0, { tags })).toThrow(
      new Error(
        'LifecycleRule.keepNewest: count is 0 but must be an integer of at least 1; give a positive whole number',
      ),
    );
    expect(() => LifecycleRule.archiveBeyondNewest(1.5)).toThrow(
      'LifecycleRule.archiveBeyondNewest: count is 1.5 but must be an integer',
    );
  });

  test('fails when a duration has fractional days', () => {
    expect(() => LifecycleRule.expireUntagged(Duration.hours(36))).toThrow(
      new Error(
        'LifecycleRule.expireUntagged: age is "1 day 12 hours" but must be a whole number of days, at least 1; use ' +
          'Duration.days, the only unit that lifecycle rules know',
      ),
    );
    expect(() => LifecycleRule.expireOlderThan(Duration.days(1.5), { tags })).toThrow(
      'LifecycleRule.expireOlderThan: age is "1 day 12 hours" but must',
    );
    expect(() => LifecycleRule.archiveOlderThan(Duration.minutes(1))).toThrow(
      'LifecycleRule.archiveOlderThan: age is "1 minute" but must',
    );
  });

  test('fails when a duration is 0', () => {
    expect(() => LifecycleRule.archiveNotPulledFor(Duration.days(0))).toThrow(
      'LifecycleRule.archiveNotPulledFor: age is "0 days" but must be a whole number of days, at least 1',
    );
  });

  test('fails when archived images would expire before 90 days', () => {
    expect(() => LifecycleRule.expireArchivedAfter(Duration.days(89))).toThrow(
      new Error(
        'LifecycleRule.expireArchivedAfter: age is "89 days" but must be at least 90 days, the minimum for which ECR ' +
          'stores an archived image; raise it to 90 days or more',
      ),
    );
  });

  test('fails when any image is to be kept', () => {
    expect(() => LifecycleRule.keep({ tags: TagSelection.any() })).toThrow(
      new Error(
        'LifecycleRule.keep: tags is "any" but must be patterns, prefixes or untagged, because a rule for any image is ' +
          'applied last and has nothing to protect; say which images to keep, or leave the rule out',
      ),
    );
    expect(() => LifecycleRule.keepArchived({ tags: TagSelection.any() })).toThrow(
      'LifecycleRule.keepArchived: tags is "any" but must',
    );
  });

  test('fails when a value is a token', () => {
    const text = Lazy.string({ produce: () => 'x' });
    const number = Lazy.number({ produce: () => 1 });
    expect(() => LifecycleRule.keep({ tags, description: `for ${text}` })).toThrow(
      new Error(
        `LifecycleRule.keep: description is ${JSON.stringify(`for ${text}`)} but must not contain a token; ${remedy}`,
      ),
    );
    expect(() => LifecycleRule.keepNewest(number, { tags })).toThrow(
      new Error(`LifecycleRule.keepNewest: count is "a token" but must not be a token; ${remedy}`),
    );
    expect(() => LifecycleRule.expireUntagged(Duration.days(number))).toThrow(
      new Error(`LifecycleRule.expireUntagged: age is "a token" but must not be a token; ${remedy}`),
    );
  });
});
