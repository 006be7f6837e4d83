import { Duration } from 'aws-cdk-lib';
import { violations } from './grammar';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';

const days = (n: number) => Duration.days(n);

describe('LifecyclePolicy', () => {
  test('renders compactly, without nulls, in the order of properties of the guide', () => {
    const policy = LifecyclePolicy.of(
      LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
      LifecycleRule.archiveNotPulledFor(days(90)),
      LifecycleRule.expireArchivedAfter(days(365)),
    );
    expect(policy.toJson()).toBe(
      '{"rules":[' +
        '{"rulePriority":1,"description":"releases","selection":{"tagStatus":"tagged","tagPatternList":["v*"],' +
        '"countType":"imageCountMoreThan","countNumber":10000000},"action":{"type":"expire"}},' +
        '{"rulePriority":2,"selection":{"tagStatus":"any","countType":"sinceImagePulled","countUnit":"days",' +
        '"countNumber":90},"action":{"type":"transition","targetStorageClass":"archive"}},' +
        '{"rulePriority":3,"selection":{"tagStatus":"any","storageClass":"archive",' +
        '"countType":"sinceImageTransitioned","countUnit":"days","countNumber":365},"action":{"type":"expire"}}]}',
    );
    expect(policy._render()).toBe(policy.toJson());
  });

  test('numbers the rules in the order of the list, with those for any image last, standard storage first', () => {
    const anyArchived = LifecycleRule.expireArchivedAfter(days(365));
    const any = LifecycleRule.archiveNotPulledFor(days(90));
    const untagged = LifecycleRule.expireUntagged(days(14));
    const kept = LifecycleRule.keep({ tags: TagSelection.pattern('v*') });
    const policy = LifecyclePolicy.of(anyArchived, any, untagged, kept);
    expect(policy.rules).toEqual([untagged, kept, any, anyArchived]);
    expect(policy._entries.map(({ priority }) => priority)).toEqual([1, 2, 3, 4]);
    expect(violations(policy.toJson())).toEqual([]);
  });

  test('the shortest valid policy is longer than the minimum of the service', () => {
    const shortest = LifecyclePolicy.of(LifecycleRule.keepNewest(1, { tags: TagSelection.any() }));
    expect(shortest.toJson()).toHaveLength(138);
  });

  test('accepts 50 rules', () => {
    expect(LifecyclePolicy.of(...manyRules(50)).rules).toHaveLength(50);
  });

  test('accepts the same tag list once for each storage class and kind of list', () => {
    const a = TagSelection.pattern('a');
    const policy = LifecyclePolicy.of(
      LifecycleRule.keepNewest(1, { tags: a }),
      LifecycleRule.expireArchivedAfter(days(90), { tags: a }),
      LifecycleRule.keepNewest(1, { tags: TagSelection.prefix('a') }),
    );
    expect(violations(policy.toJson())).toEqual([]);
  });

  test('compares policies by value', () => {
    const policy = () => LifecyclePolicy.of(LifecycleRule.expireUntagged(days(14)));
    expect(policy().isSameAs(policy())).toBe(true);
    expect(policy().isSameAs(LifecyclePolicy.of(LifecycleRule.expireUntagged(days(15))))).toBe(false);
    expect(policy().isSameAs(LifecyclePolicy.none())).toBe(false);
    expect(LifecyclePolicy.none().isSameAs(LifecyclePolicy.none())).toBe(true);
  });

  test('renders nothing without rules', () => {
    const none = LifecyclePolicy.none();
    expect(none.isEmpty).toBe(true);
    expect(none.rules).toEqual([]);
    expect(none.toJson()).toBe('');
    expect(none._render()).toBeUndefined();
    expect(LifecyclePolicy.forBuilds().isEmpty).toBe(false);
  });

  test('fails when there are 51 rules', () => {
    expect(() => LifecyclePolicy.of(...manyRules(51))).toThrow(
      new Error(
        'LifecyclePolicy.of: number of rules is 51 but must be 1 to 50, a fixed quota of ECR; merge rules or leave some out',
      ),
    );
  });

  test('fails when there is no rule', () => {
    expect(() => LifecyclePolicy.of()).toThrow(
      new Error(
        'LifecyclePolicy.of: number of rules is 0 but must be 1 to 50, a fixed quota of ECR; use LifecyclePolicy.none() ' +
          'for no policy',
      ),
    );
  });

  test('fails when two rules select untagged images of one storage class', () => {
    expect(() =>
      LifecyclePolicy.of(
        LifecycleRule.expireUntagged(days(14)),
        LifecycleRule.archiveNotPulledFor(days(7), { tags: TagSelection.untagged() }),
      ),
    ).toThrow(
      new Error(
        'LifecyclePolicy.of: the tag selection of rules[1] is "untagged" but must occur once among the rules for ' +
          'standard storage, and rules[0] has it too; keep one of the two rules, as the second could never act',
      ),
    );
  });

  test('fails when two rules select any image of one storage class, naming their places in the list', () => {
    expect(() =>
      LifecyclePolicy.of(
        LifecycleRule.expireArchivedAfter(days(90)),
        LifecycleRule.expireUntagged(days(14)),
        LifecycleRule.expireArchivedAfter(days(120)),
      ),
    ).toThrow(
      new Error(
        'LifecyclePolicy.of: the tag selection of rules[2] is "any" but must occur once among the rules for archive ' +
          'storage, and rules[0] has it too; keep one of the two rules, as the second could never act',
      ),
    );
  });

  test('fails when two rules have the same tag list, in any order', () => {
    expect(() =>
      LifecyclePolicy.of(
        LifecycleRule.keepNewest(1, { tags: TagSelection.allPrefixes(['a', 'b']) }),
        LifecycleRule.keepNewest(2, { tags: TagSelection.allPrefixes(['b', 'a']) }),
      ),
    ).toThrow(
      new Error(
        'LifecyclePolicy.of: the tag selection of rules[1] is "b and a" but must occur once among the rules for ' +
          'standard storage, and rules[0] has it too; keep one of the two rules, as the second could never act',
      ),
    );
  });

  test('fails when the text is longer than 30,720 characters', () => {
    const description = (length: number) => 'x'.repeat(length);
    const empty = LifecyclePolicy.of(LifecycleRule.expireUntagged(days(1), { description: '' })).toJson().length;
    const longest = LifecycleRule.expireUntagged(days(1), { description: description(30_720 - empty) });
    expect(LifecyclePolicy.of(longest).toJson()).toHaveLength(30_720);
    const tooLong = LifecycleRule.expireUntagged(days(1), { description: description(30_721 - empty) });
    expect(() => LifecyclePolicy.of(tooLong)).toThrow(
      new Error(
        'LifecyclePolicy.of: length of the policy text is 30721 but must be 100 to 30720 characters; shorten ' +
          'descriptions and tag lists',
      ),
    );
  });
});

describe('a preset of LifecyclePolicy', () => {
  // A later default gets a new preset: a repository that has one of these texts keeps it.
  test.each<[string, LifecyclePolicy, string[]]>([
    [
      'forPulledImages',
      LifecyclePolicy.forPulledImages(),
      [
        '{"rulePriority":1,"description":"Archives untagged images that were not pulled for 90 days",' +
          '"selection":{"tagStatus":"untagged","countType":"sinceImagePulled","countUnit":"days","countNumber":90},' +
          '"action":{"type":"transition","targetStorageClass":"archive"}}',
        '{"rulePriority":2,"description":"Expires untagged images 90 days after they were archived",' +
          '"selection":{"tagStatus":"untagged","storageClass":"archive","countType":"sinceImageTransitioned",' +
          '"countUnit":"days","countNumber":90},"action":{"type":"expire"}}',
      ],
    ],
    [
      'forPullThroughCache',
      LifecyclePolicy.forPullThroughCache(),
      [
        '{"rulePriority":1,"description":"Archives cached images that were not pulled for 180 days",' +
          '"selection":{"tagStatus":"any","countType":"sinceImagePulled","countUnit":"days","countNumber":180},' +
          '"action":{"type":"transition","targetStorageClass":"archive"}}',
        '{"rulePriority":2,"description":"Expires cached images 90 days after they were archived",' +
          '"selection":{"tagStatus":"any","storageClass":"archive","countType":"sinceImageTransitioned",' +
          '"countUnit":"days","countNumber":90},"action":{"type":"expire"}}',
      ],
    ],
    [
      'keepAll',
      LifecyclePolicy.keepAll(),
      [
        '{"rulePriority":1,"description":"Keeps every image: no image is archived, and none expires",' +
          '"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":10000000},' +
          '"action":{"type":"expire"}}',
      ],
    ],
    [
      'forBuilds',
      LifecyclePolicy.forBuilds(),
      [
        '{"rulePriority":1,"description":"Expires untagged builds 14 days after their push",' +
          '"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},' +
          '"action":{"type":"expire"}}',
      ],
    ],
  ])('%s has a text that never changes', (_, policy, rules) => {
    expect(policy.toJson()).toBe(`{"rules":[${rules.join(',')}]}`);
  });

  test('for releases keeps each kind of release and the newest builds, and archives untagged images', () => {
    const policy = LifecyclePolicy.forReleases({
      releases: [TagSelection.pattern('v*'), TagSelection.prefix('stable')],
      builds: TagSelection.prefix('ci-'),
      newestBuilds: 7,
    });
    expect(selectionsAndActions(policy)).toEqual([
      'v* standard imageCountMoreThan 10000000 expire',
      'stable standard imageCountMoreThan 10000000 expire',
      'ci- standard imageCountMoreThan 7 expire',
      'untagged standard sinceImagePulled 90 transition',
      'untagged archive sinceImageTransitioned 90 expire',
    ]);
  });

  test('for releases keeps 100 builds by default', () => {
    const policy = LifecyclePolicy.forReleases({
      releases: [TagSelection.pattern('v*')],
      builds: TagSelection.prefix('ci-'),
    });
    expect(policy.rules[1].countNumber).toBe(100);
    expect(policy.rules[1].description).toBe('Of the builds the newest 100 stay: ci-');
  });

  test.each([
    LifecyclePolicy.forBuilds(),
    LifecyclePolicy.keepAll(),
    LifecyclePolicy.forPulledImages(),
    LifecyclePolicy.forPullThroughCache(),
    LifecyclePolicy.forReleases({ releases: [TagSelection.pattern('v*')], builds: TagSelection.prefix('ci-') }),
  ])('is valid and describes each rule (%#)', (policy) => {
    expect(violations(policy.toJson())).toEqual([]);
    expect(policy.rules.every((rule) => rule.description)).toBe(true);
  });

  test('fails when there are no releases to keep', () => {
    expect(() => LifecyclePolicy.forReleases({ releases: [], builds: TagSelection.prefix('ci-') })).toThrow(
      new Error(
        'LifecyclePolicy.forReleases: releases is [] but must not be empty; name the tags of releases, such as ' +
          'TagSelection.pattern("v*")',
      ),
    );
  });
});

function manyRules(count: number): LifecycleRule[] {
  return Array.from({ length: count }, (_, i) => LifecycleRule.keepNewest(1, { tags: TagSelection.prefix(`t${i}`) }));
}

function selectionsAndActions(policy: LifecyclePolicy): string[] {
  return policy.rules.map(({ tags, storageClass, countType, countNumber, action }) =>
    [[...tags.patterns, ...tags.prefixes].join() || tags.tagStatus, storageClass, countType, countNumber, action].join(
      ' ',
    ),
  );
}
