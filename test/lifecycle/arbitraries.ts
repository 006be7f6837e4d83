import { Duration } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';

/** A lifecycle policy as JSON has it, loosely typed because tests break it on purpose. */
export interface PolicyDocument {
  rules: {
    rulePriority: number;
    description?: string;
    selection: Record<string, unknown>;
    action: Record<string, unknown>;
  }[];
}

const tagCharacter = fc.constantFrom(...'abzABZ019._-');
const tagText = fc.string({ unit: tagCharacter, minLength: 1, maxLength: 8 });

/** Up to four wildcards, between and around texts that may be empty, but no empty pattern. */
export const tagPattern = fc
  .array(fc.string({ unit: tagCharacter, maxLength: 4 }), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('*'))
  .filter((pattern) => pattern !== '');

/** A selection of tagged images: one or several patterns or prefixes. */
export const taggedSelection: fc.Arbitrary<TagSelection> = fc.oneof(
  tagPattern.map((pattern) => TagSelection.pattern(pattern)),
  tagText.map((prefix) => TagSelection.prefix(prefix)),
  fc.uniqueArray(tagPattern, { minLength: 1, maxLength: 4 }).map((patterns) => TagSelection.allPatterns(patterns)),
  fc.uniqueArray(tagText, { minLength: 1, maxLength: 4 }).map((prefixes) => TagSelection.allPrefixes(prefixes)),
);

/** Any selection of tags. */
export const tagSelection: fc.Arbitrary<TagSelection> = fc.oneof(
  { weight: 4, arbitrary: taggedSelection },
  { weight: 1, arbitrary: fc.constant(TagSelection.untagged()) },
  { weight: 1, arbitrary: fc.constant(TagSelection.any()) },
);

const count = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const days = fc.integer({ min: 1, max: 5000 }).map((n) => Duration.days(n));
const archivedDays = fc.integer({ min: 90, max: 5000 }).map((n) => Duration.days(n));
/** Without the two characters of private use that mark what only the deployment knows. */
const descriptionText = fc.string({ unit: 'binary', maxLength: 40 }).filter((text) => !/[\uE000\uE001]/.test(text));
const description = fc.option(descriptionText, { nil: undefined });

/** A rule of any kind with the given tags. */
export function ruleFor(tags: TagSelection): fc.Arbitrary<LifecycleRule> {
  const kinds: fc.Arbitrary<(options: { tags: TagSelection; description?: string }) => LifecycleRule>[] = [
    count.map((n) => (options) => LifecycleRule.keepNewest(n, options)),
    count.map((n) => (options) => LifecycleRule.archiveBeyondNewest(n, options)),
    days.map((n) => (options) => LifecycleRule.expireOlderThan(n, options)),
    days.map((n) => (options) => LifecycleRule.archiveOlderThan(n, options)),
    days.map((n) => (options) => LifecycleRule.archiveNotPulledFor(n, options)),
    archivedDays.map((n) => (options) => LifecycleRule.expireArchivedAfter(n, options)),
  ];
  if (tags.tagStatus === 'untagged') kinds.push(days.map((n) => (o) => LifecycleRule.expireUntagged(n, o)));
  if (tags.tagStatus !== 'any') {
    kinds.push(fc.constant((o) => LifecycleRule.keep(o)));
    kinds.push(fc.constant((o) => LifecycleRule.keepArchived(o)));
  }
  return fc.tuple(fc.oneof(...kinds), description).map(([make, text]) => make({ tags, description: text }));
}

export const lifecycleRule: fc.Arbitrary<LifecycleRule> = tagSelection.chain(ruleFor);

/** 1 to 50 rules that may stand in one policy: no tag selection twice in a storage class. */
export const lifecycleRules: fc.Arbitrary<LifecycleRule[]> = fc.uniqueArray(lifecycleRule, {
  minLength: 1,
  maxLength: 50,
  size: 'max',
  selector: ({ storageClass, tags }) =>
    JSON.stringify([storageClass, tags.tagStatus, [...tags.patterns].sort(), [...tags.prefixes].sort()]),
});

export const lifecyclePolicy: fc.Arbitrary<LifecyclePolicy> = lifecycleRules.map((rules) =>
  LifecyclePolicy.of(...rules),
);

/** A valid policy as a user may write it: numbers with gaps, entries in any order, standard storage spelled out. */
export const policyDocument: fc.Arbitrary<PolicyDocument> = lifecyclePolicy.chain((policy) => {
  const { rules } = JSON.parse(policy.toJson()) as PolicyDocument;
  const size = rules.length;
  return fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: size, maxLength: size }),
      fc.array(fc.boolean(), { minLength: size, maxLength: size }),
    )
    .map(([numbers, explicit]) => {
      numbers.sort((a, b) => a - b);
      return rules.map((rule, i) => ({
        ...rule,
        rulePriority: numbers[i],
        selection: { ...(explicit[i] && { storageClass: 'standard' }), ...rule.selection },
      }));
    })
    .chain((renumbered) => shuffled(renumbered))
    .map((entries) => ({ rules: entries }));
});

/** The same members in any order. */
export function shuffled<T>(list: T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length });
}
