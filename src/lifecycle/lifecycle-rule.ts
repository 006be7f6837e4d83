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
   * Description of the rule, shown in the console. A literal text: a token is refused.
   *
   * @default - the rule has no description
   */
  readonly description?: string;
}

/** A lifecycle rule that protects or deletes images that can be pulled, and so must say which. */
export interface LifecycleSelectionOptions extends LifecycleRuleOptions {
  /** The images that the rule looks at. All others are left to the other rules. */
  readonly tags: TagSelection;
}

/** A lifecycle rule that archives images, or deletes archived ones. */
export interface LifecycleArchiveOptions extends LifecycleRuleOptions {
  /**
   * The images that the rule looks at. All others are left to the other rules.
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
 * The first rule of a policy that selects an image claims it: no later rule of the same storage class acts on that
 * image, even if the claiming rule leaves it alone. That is how `LifecycleRule.keep` protects. Rules that delete
 * images which can still be pulled have no default selection; rules that archive, and rules that delete what is
 * already archived, select all images that no other rule claims unless told otherwise.
 *
 * Ages are whole days; ECR acts within 24 hours of an image reaching them. The images of a multi-architecture index
 * are not touched while the index exists, and signatures and SBOMs follow the image they belong to.
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
   * How many of the newest images a `LifecycleRule.keep` rule keeps: more than a repository can hold (the quota is
   * 100,000 images and adjustable), so that the rule claims images and never acts on one.
   */
  public static readonly KEEP_COUNT = 10_000_000;

  /** After how many days a `LifecycleRule.keepArchived` rule would expire an image: 100 years. */
  public static readonly KEEP_ARCHIVED_DAYS = 36_500;

  /**
   * Protects images from all rules after this one, which can then neither expire nor archive them.
   *
   * Put it first. ECR has no such rule; this one keeps the newest `LifecycleRule.KEEP_COUNT` of the images.
   * Protected images still count in `LifecycleRule.keepNewest` rules that select them too. Images that were
   * archived by hand are not protected: see `LifecycleRule.keepArchived`.
   *
   * @param options `tags` cannot be `TagSelection.any()`: such a rule comes last, where nothing is left to protect.
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
   * Protects archived images from all `LifecycleRule.expireArchivedAfter` rules after this one.
   *
   * ECR has no such rule; this one expires images `LifecycleRule.KEEP_ARCHIVED_DAYS` days after they were archived.
   *
   * @param options `tags` cannot be `TagSelection.any()`: such a rule comes last, where nothing is left to protect.
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
   * Images that an earlier rule claims count too, although this rule does not act on them: with ten protected images
   * that are newer, `keepNewest(10)` leaves no others.
   *
   * @param count How many images to keep, at least 1.
   * @param options `tags` has no default, as the rule deletes images that may be in use.
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
   * Archives all but the newest images, by time of push. Images that an earlier rule claims count too.
   *
   * An archived image answers 404 to a pull until it is restored, and is stored for at least 90 days.
   *
   * @param count How many images not to archive, at least 1.
   * @param options Without `tags` the rule selects any image.
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
   * Expires untagged images.
   *
   * The age counts from the push, not from the loss of the tag: where tags can move, an old image is deleted within a
   * day of losing its last tag, even if something still runs it by digest. For such repositories see
   * `LifecyclePolicy.forMovingTags`.
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
   * Expires images by their age, whether or not they are in use.
   *
   * @param age Time since the push, or since the last restore from the archive, in whole days.
   * @param options `tags` has no default, as the rule deletes images that may be in use.
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
   * Archives images by their age, whether or not they are in use.
   *
   * An archived image answers 404 to a pull until it is restored, and is stored for at least 90 days.
   *
   * @param age Time since the push, or since the last restore from the archive, in whole days.
   * @param options Without `tags` the rule selects any image.
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
   * Archives images that nobody pulls. ECR archives by last pull but does not expire by it.
   *
   * An image that was never pulled counts from its push, a restored one from its restore. ECR may record a pull up to
   * a day late. A node that already has the image does not pull it again, so that an image in use can look unused. An
   * archived image answers 404 to a pull until it is restored, and is stored for at least 90 days.
   *
   * @param age Time since the last pull, in whole days.
   * @param options Without `tags` the rule selects any image.
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
   * Expires archived images.
   *
   * @param age Time since the image was archived, in whole days, at least 90.
   * @param options Without `tags` the rule selects any archived image, also those that were archived by hand.
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
  /** The images that the rule looks at. */
  public readonly tags: TagSelection;
  /** The storage class of the images that the rule looks at. */
  public readonly storageClass: LifecycleStorageClass;
  /** The count type of the rule: images, or days since an event. */
  public readonly countType: LifecycleCountType;
  /** How many images the rule leaves, or after how many days it acts. */
  public readonly countNumber: number;
  /** The action of the rule on an image. */
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
