import type { Duration } from 'aws-cdk-lib';
import { LifecycleCountType } from './count-types';
import { LifecycleAction, LifecycleStorageClass, LifecycleTagStatus } from './lifecycle-enums';
import { TagSelection } from './tag-selection';
import { ARCHIVE_MINIMUM_DAYS, mistakesInAge, mistakesInLiteral, mistakesInPositiveInteger } from './value-mistakes';
import type { InputPlace } from '../ecr/mistakes/mistake';
import { refuse } from '../ecr/mistakes/refuse';
import { InvalidInputError } from '../text/errors';
import { checkDuration, checkProperties, checkValue, declareValueClass } from '../text/kinds';

/** Options of every lifecycle rule. */
export interface LifecycleRuleOptions {
  /**
   * Description of the rule, which the console of Amazon ECR shows. It must be literal text: tokens are refused.
   *
   * @default - the rule has no description
   */
  readonly description?: string;
}

/** Options of a lifecycle rule that must say which images it protects or deletes. */
export interface LifecycleSelectionOptions extends LifecycleRuleOptions {
  /** The images that the rule selects, by their tags. Other images are left to the other rules of the policy. */
  readonly tags: TagSelection;
}

/** Options of a lifecycle rule that archives images, or deletes archived images. */
export interface LifecycleArchiveOptions extends LifecycleRuleOptions {
  /**
   * The images that the rule selects, by their tags. Other images are left to the other rules of the policy.
   *
   * @default TagSelection.any()
   */
  readonly tags?: TagSelection;
}

/** A rule in the terms of the service, already checked. */
interface RuleData {
  readonly description?: string;
  readonly tags: TagSelection;
  readonly storageClass: LifecycleStorageClass;
  readonly countType: LifecycleCountType;
  readonly countNumber: number;
  readonly action: LifecycleAction;
}

/**
 * One rule of a `LifecyclePolicy`.
 *
 * The first rule of a policy that selects an image claims the image: no later rule of the same storage class acts on
 * it, even if the first rule leaves it alone. This is how a `LifecycleRule.keep` rule protects images.
 *
 * Rules that delete images in standard storage have no default for `tags`. Rules that archive images, and rules that
 * delete archived images, by default apply to all images that no other rule claims.
 *
 * Ages are whole days. ECR acts within 24 hours after an image reaches the age of the rule. ECR does not delete or
 * archive the images of a multi-architecture index while the index exists. Signatures and SBOMs are deleted or archived
 * with the image they belong to.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 * @example
 * import { Duration } from 'aws-cdk-lib';
 * import { LifecyclePolicy, LifecycleRule, TagSelection } from 'cdk-ecr';
 *
 * LifecyclePolicy.of(
 *   LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
 *   LifecycleRule.keepNewest(10, { tags: TagSelection.prefix('ci-') }),
 *   LifecycleRule.expireUntagged(Duration.days(14)),
 * );
 */
export class LifecycleRule {
  /**
   * Number of newest images that a `LifecycleRule.keep` rule keeps.
   *
   * The number is larger than a repository can hold (the quota is 100,000 images and adjustable), so the rule never
   * deletes an image.
   */
  public static readonly KEEP_COUNT = 10_000_000;

  /** Number of days after which a `LifecycleRule.keepArchived` rule would expire an archived image: 100 years. */
  public static readonly KEEP_ARCHIVED_DAYS = 36_500;

  /**
   * Protects images: no rule after this one can expire or archive them.
   *
   * Put this rule before all rules that expire or archive. ECR has no rule that only keeps images, so this rule keeps
   * the newest `LifecycleRule.KEEP_COUNT` of the selected images. Protected images still count in
   * `LifecycleRule.keepNewest` rules that select them too. Images that were archived by hand are not protected: see
   * `LifecycleRule.keepArchived`.
   *
   * @param options `tags` cannot be `TagSelection.any()`: such a rule comes last in a policy, and a rule protects only
   * from later rules.
   */
  public static keep(options: LifecycleSelectionOptions): LifecycleRule {
    const api = 'LifecycleRule.keep';
    refuseAny(api, options);
    return rule(api, options, {
      countType: LifecycleCountType.IMAGE_COUNT_MORE_THAN,
      countNumber: LifecycleRule.KEEP_COUNT,
      action: LifecycleAction.EXPIRE,
    });
  }

  /**
   * Protects archived images: no `LifecycleRule.expireArchivedAfter` rule after this one can expire them.
   *
   * ECR has no rule that only keeps images, so this rule expires images `LifecycleRule.KEEP_ARCHIVED_DAYS` days after
   * they were archived.
   *
   * @param options `tags` cannot be `TagSelection.any()`: such a rule comes last in a policy, and a rule protects only
   * from later rules.
   */
  public static keepArchived(options: LifecycleSelectionOptions): LifecycleRule {
    const api = 'LifecycleRule.keepArchived';
    refuseAny(api, options);
    return rule(api, options, {
      storageClass: LifecycleStorageClass.ARCHIVE,
      countType: LifecycleCountType.SINCE_IMAGE_TRANSITIONED,
      countNumber: LifecycleRule.KEEP_ARCHIVED_DAYS,
      action: LifecycleAction.EXPIRE,
    });
  }

  /**
   * Expires all but the newest of the selected images, by time of push.
   *
   * Selected images that an earlier rule claims count too, although this rule does not act on them. If an earlier rule
   * protects the ten newest of the selected images, `keepNewest(10)` expires all the others.
   *
   * @param count How many images to keep, at least 1.
   * @param options `tags` has no default, because the rule deletes images that may be in use.
   */
  public static keepNewest(count: number, options: LifecycleSelectionOptions): LifecycleRule {
    const api = 'LifecycleRule.keepNewest';
    checkOptions(api, options, true);
    return rule(api, options, {
      countType: LifecycleCountType.IMAGE_COUNT_MORE_THAN,
      countNumber: positiveInteger({ api, property: 'count' }, count),
      action: LifecycleAction.EXPIRE,
    });
  }

  /**
   * Archives all but the newest of the selected images, by time of push. Selected images that an earlier rule claims
   * count too.
   *
   * A pull of an archived image fails with 404 until the image is restored. The minimum storage time in the archive is
   * 90 days.
   *
   * @param count How many images stay in standard storage, at least 1.
   * @param options Without `tags`, the rule selects all images.
   */
  public static archiveBeyondNewest(count: number, options: LifecycleArchiveOptions = {}): LifecycleRule {
    const api = 'LifecycleRule.archiveBeyondNewest';
    return rule(api, options, {
      countType: LifecycleCountType.IMAGE_COUNT_MORE_THAN,
      countNumber: positiveInteger({ api, property: 'count' }, count),
      action: LifecycleAction.ARCHIVE,
    });
  }

  /**
   * Expires untagged images that are older than `age`.
   *
   * The age counts from the push, not from the time when the image lost its tag. If the last tag of an image that is
   * older than `age` moves, ECR deletes the image within a day, even if a service still runs it by digest. Where tags
   * can move, use `LifecyclePolicy.forPulledImages`.
   *
   * @param age Time since the push, in whole days.
   */
  public static expireUntagged(age: Duration, options: LifecycleRuleOptions = {}): LifecycleRule {
    const api = 'LifecycleRule.expireUntagged';
    checkOptions(api, options);
    return rule(
      api,
      { description: options.description, tags: TagSelection.untagged() },
      {
        countType: LifecycleCountType.SINCE_IMAGE_PUSHED,
        countNumber: wholeDays({ api, property: 'age' }, age),
        action: LifecycleAction.EXPIRE,
      },
    );
  }

  /**
   * Expires images that are older than `age`, whether or not they are in use.
   *
   * @param age Time since the push, or since the last restore from the archive, in whole days.
   * @param options `tags` has no default, because the rule deletes images that may be in use.
   */
  public static expireOlderThan(age: Duration, options: LifecycleSelectionOptions): LifecycleRule {
    const api = 'LifecycleRule.expireOlderThan';
    checkOptions(api, options, true);
    return rule(api, options, {
      countType: LifecycleCountType.SINCE_IMAGE_PUSHED,
      countNumber: wholeDays({ api, property: 'age' }, age),
      action: LifecycleAction.EXPIRE,
    });
  }

  /**
   * Archives images that are older than `age`, whether or not they are in use.
   *
   * A pull of an archived image fails with 404 until the image is restored. The minimum storage time in the archive is
   * 90 days.
   *
   * @param age Time since the push, or since the last restore from the archive, in whole days.
   * @param options Without `tags`, the rule selects all images.
   */
  public static archiveOlderThan(age: Duration, options: LifecycleArchiveOptions = {}): LifecycleRule {
    const api = 'LifecycleRule.archiveOlderThan';
    return rule(api, options, {
      countType: LifecycleCountType.SINCE_IMAGE_PUSHED,
      countNumber: wholeDays({ api, property: 'age' }, age),
      action: LifecycleAction.ARCHIVE,
    });
  }

  /**
   * Archives images that were not pulled for longer than `age`. ECR has no such rule that expires images.
   *
   * For an image that was never pulled, the time counts from its push. For a restored image that was not pulled since,
   * the time counts from its restore. ECR may record a pull up to a day late. A node that already has an image does not
   * pull it again, so an image in use can look unused.
   *
   * A pull of an archived image fails with 404 until the image is restored. The minimum storage time in the archive is
   * 90 days.
   *
   * @param age Time since the last pull, in whole days.
   * @param options Without `tags`, the rule selects all images.
   */
  public static archiveNotPulledFor(age: Duration, options: LifecycleArchiveOptions = {}): LifecycleRule {
    const api = 'LifecycleRule.archiveNotPulledFor';
    return rule(api, options, {
      countType: LifecycleCountType.SINCE_IMAGE_PULLED,
      countNumber: wholeDays({ api, property: 'age' }, age),
      action: LifecycleAction.ARCHIVE,
    });
  }

  /**
   * Expires images that were archived longer than `age` ago.
   *
   * @param age Time since the image was archived, in whole days, at least 90.
   * @param options Without `tags`, the rule selects all archived images, including images that were archived by hand.
   */
  public static expireArchivedAfter(age: Duration, options: LifecycleArchiveOptions = {}): LifecycleRule {
    const api = 'LifecycleRule.expireArchivedAfter';
    return rule(api, options, {
      storageClass: LifecycleStorageClass.ARCHIVE,
      countType: LifecycleCountType.SINCE_IMAGE_TRANSITIONED,
      countNumber: wholeDays({ api, property: 'age' }, age, ARCHIVE_MINIMUM_DAYS),
      action: LifecycleAction.EXPIRE,
    });
  }

  /**
   * From data that was checked.
   *
   * @internal
   */
  public static _of(data: RuleData): LifecycleRule {
    return new LifecycleRule(data);
  }

  /**
   * Description of the rule.
   *
   * @default - the rule has no description
   */
  public readonly description?: string;
  /** The images that the rule selects, by their tags. */
  public readonly tags: TagSelection;
  /** The storage class of the images that the rule selects. */
  public readonly storageClass: LifecycleStorageClass;
  /** The kind of `countNumber`: a number of images, or of days since an event. */
  public readonly countType: LifecycleCountType;
  /** Number of newest images that the rule leaves, or number of days after which the rule acts. */
  public readonly countNumber: number;
  /** The action of the rule on an image: delete or archive. */
  public readonly action: LifecycleAction;

  private constructor(data: RuleData) {
    this.description = data.description;
    this.tags = data.tags;
    this.storageClass = data.storageClass;
    this.countType = data.countType;
    this.countNumber = data.countNumber;
    this.action = data.action;
  }

  /**
   * In the order of properties that the guide of ECR uses.
   *
   * @internal
   */
  public _render(rulePriority: number): object {
    return {
      rulePriority,
      description: this.description,
      selection: {
        ...this.tags._render(),
        storageClass: this.storageClass === LifecycleStorageClass.STANDARD ? undefined : this.storageClass,
        countType: this.countType,
        countUnit: this.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN ? undefined : 'days',
        countNumber: this.countNumber,
      },
      action: {
        type: this.action,
        targetStorageClass: this.action === LifecycleAction.ARCHIVE ? LifecycleStorageClass.ARCHIVE : undefined,
      },
    };
  }
}

function rule(
  api: string,
  options: LifecycleArchiveOptions,
  data: Pick<RuleData, 'countType' | 'countNumber' | 'action'> & Partial<Pick<RuleData, 'storageClass'>>,
): LifecycleRule {
  checkOptions(api, options);
  const { tags = TagSelection.any(), description } = options;
  if (description !== undefined) refuse({ api, property: 'description' }, mistakesInLiteral(description));
  return LifecycleRule._of({ storageClass: LifecycleStorageClass.STANDARD, ...data, tags, description });
}

function positiveInteger(place: InputPlace, value: number): number {
  refuse(place, mistakesInPositiveInteger(value));
  return value;
}

function wholeDays(place: InputPlace, age: Duration, minimum?: number): number {
  checkDuration(place, age);
  refuse(place, mistakesInAge(age, minimum));
  return age.toDays();
}

/** Throws unless options are there and their `tags`, which rules that delete must have, are a selection. */
function checkOptions(api: string, options: LifecycleArchiveOptions, tagsRequired = false): void {
  checkProperties({ api, property: 'options' }, options, 'write { tags: TagSelection.pattern("v*") }');
  if (tagsRequired || options.tags !== undefined) checkValue({ api, property: 'tags' }, options.tags, TagSelection);
}

function refuseAny(api: string, options: LifecycleSelectionOptions): void {
  checkOptions(api, options, true);
  const { tags } = options;
  if (tags.tagStatus === LifecycleTagStatus.ANY) {
    throw new InvalidInputError({
      api,
      property: 'tags',
      found: tags.tagStatus,
      must: 'be patterns, prefixes or untagged, because a rule for any image is applied last and has nothing to protect',
      remedy: 'say which images to keep, or leave the rule out',
    });
  }
}

declareValueClass(
  LifecycleRule,
  'LifecycleRule',
  'use one of its factories, such as LifecycleRule.keepNewest(10, { tags: … })',
);
