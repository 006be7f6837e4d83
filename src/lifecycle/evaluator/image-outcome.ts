import { Reach, keeps } from './compiled-rule';
import type { Evaluation } from './evaluate';
import { ImageFate } from './image-fate';
import type { RepositoryImage } from './repository-image';
import { UndocumentedOutcome } from './undocumented-outcome';
import { COUNT_TYPES, LifecycleCountType } from '../count-types';
import { LifecycleAction } from '../lifecycle-enums';
import type { LifecycleRule } from '../lifecycle-rule';
import type { PolicyEntry } from '../policy-mistakes';

const UNDOCUMENTED = Object.values(UndocumentedOutcome);
/** Undocumented outcomes of an image that stays but may as well be deleted or archived. */
const MAY_GO_INSTEAD = [UndocumentedOutcome.TIE, UndocumentedOutcome.AGE_BOUNDARY, UndocumentedOutcome.INDEX_PASS];

/** The data that the outcomes of a preview share. */
export interface Outcomes {
  readonly entries: readonly PolicyEntry[];
  readonly images: readonly RepositoryImage[];
  readonly evaluation: Evaluation;
}

/**
 * The effect of a lifecycle policy on one image of a `LifecyclePreview`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 */
export class ImageOutcome {
  /** @internal */
  public static _of(outcomes: Outcomes, index: number): ImageOutcome {
    return new ImageOutcome(outcomes, index);
  }

  private constructor(
    private readonly outcomes: Outcomes,
    private readonly index: number,
  ) {}

  /** The image, as it was given to `LifecyclePolicy.preview`. */
  public get image(): RepositoryImage {
    return this.outcomes.images[this.index];
  }

  /** The effect of the policy on the image at the time of the preview: expired, archived, protected, and so on. */
  public get fate(): ImageFate {
    return this.outcomes.evaluation.fate[this.index];
  }

  /**
   * The action on the image at the time of the preview: delete or archive. Undefined if the image stays where it is.
   */
  public get action(): LifecycleAction | undefined {
    switch (this.outcomes.evaluation.action[this.index]) {
      case Reach.DELETION:
        return LifecycleAction.EXPIRE;
      case Reach.ARCHIVE:
        return LifecycleAction.ARCHIVE;
      default:
        return undefined;
    }
  }

  /**
   * The first rule of the policy that selects the image. Undefined if no rule selects the image.
   *
   * `fate` says what the rule does to the image. A rule that leaves the image protects the image from later rules.
   *
   * A reference artifact, such as a signature, may be deleted or archived only with the image it belongs to. For such
   * an artifact, this is the rule that deletes or archives that image.
   */
  public get rule(): LifecycleRule | undefined {
    return this.entry?.rule;
  }

  /** The number (`rulePriority`) of `rule` in the policy. Undefined if `rule` is undefined. */
  public get rulePriority(): number | undefined {
    return this.entry?.priority;
  }

  /**
   * When the image is archived or deleted, provided that there is no further push, pull or moved tag. ECR acts within
   * 24 hours after this time.
   *
   * This is the time of the preview if the image is due already, and undefined if the image always stays.
   *
   * If an index lists the image, this is the earliest possible time, because ECR must delete or archive the index
   * first.
   */
  public get takenAt(): Date | undefined {
    return date(this.outcomes.evaluation.takenAt[this.index]);
  }

  /**
   * When the image is deleted, provided that there is no further push, pull or moved tag. Undefined if never.
   *
   * For an image that is archived first, this is when ECR deletes it from the archive. A deleted image cannot be
   * restored.
   */
  public get expiresAt(): Date | undefined {
    return date(this.outcomes.evaluation.expiresAt[this.index]);
  }

  /**
   * The digests, sorted, of the indexes (multi-architecture images) that list the image. ECR does not delete or archive
   * the image while one of these indexes exists.
   *
   * The list leaves out archived indexes, and indexes that were given without `childDigests`.
   */
  public get heldBy(): string[] {
    const { evaluation, images } = this.outcomes;
    return (evaluation.holders.get(this.index) ?? []).map((index) => images[index].imageDigest).sort();
  }

  /**
   * The undocumented cases that apply to the image, in which ECR may act differently from this outcome. Empty if the
   * outcome is certain.
   */
  public get undocumented(): UndocumentedOutcome[] {
    return UNDOCUMENTED.filter((outcome) => this._is(outcome));
  }

  /** The outcome in plain words, such as `rule 2 (builds) expires it: beyond the newest 10`. */
  public explain(): string {
    return this._explain({ description: true });
  }

  /**
   * The outcome in plain words, with the description of the rule or without.
   *
   * @internal
   */
  public _explain(options: { readonly description: boolean }): string {
    const undocumented = this.undocumented.map((outcome) => EXPLANATIONS[outcome]);
    return [`${this._reason(options)}${this.later()}`, ...undocumented].join('; ');
  }

  /**
   * Why this happens to the image, without what only the future or AWS knows.
   *
   * @internal
   */
  public _reason({ description }: { readonly description: boolean }): string {
    const rule = this.entry && nameOf(this.entry, description);
    switch (this.fate) {
      case ImageFate.EXPIRED:
        return `${rule} expires it: ${condition(this.rule!)}`;
      case ImageFate.ARCHIVED:
        return `${rule} archives it: ${condition(this.rule!)}`;
      case ImageFate.FOLLOWS: {
        const verb = this.action === LifecycleAction.EXPIRE ? 'expires' : 'archives';
        return `it belongs to ${this.image.subjectManifestDigest}, which ${rule} ${verb}`;
      }
      case ImageFate.HELD:
        return `${rule} would take it, but it is part of ${this.heldBy.join(', ')}`;
      case ImageFate.PROTECTED:
        return `${rule} ${patience(this.rule!)}`;
      default:
        return 'no rule selects it';
    }
  }

  /**
   * Whether the image goes now, or may go.
   *
   * @internal
   */
  public _mayGo(): boolean {
    return this.action !== undefined || MAY_GO_INSTEAD.some((outcome) => this._is(outcome));
  }

  /**
   * Whether the image can ever be deleted by the policy.
   *
   * @internal
   */
  public _canExpire(): boolean {
    return this.outcomes.evaluation.reach[this.index] === Reach.DELETION;
  }

  /** @internal */
  public _is(outcome: UndocumentedOutcome): boolean {
    return this.outcomes.evaluation.undocumented[outcome][this.index] === 1;
  }

  private get entry(): PolicyEntry | undefined {
    return this.outcomes.entries[this.outcomes.evaluation.rule[this.index]];
  }

  /** When an image that stays goes after all. */
  private later(): string {
    const { takenAt, expiresAt } = this;
    if (takenAt === undefined || this.action !== undefined) return '';
    if (expiresAt === undefined) return `, until it is archived after ${takenAt.toISOString()}`;
    const expires = `expires after ${expiresAt.toISOString()}`;
    return takenAt.getTime() === expiresAt.getTime()
      ? `, until it ${expires}`
      : `, until it is archived after ${takenAt.toISOString()} and ${expires}`;
  }
}

const EXPLANATIONS: Record<UndocumentedOutcome, string> = {
  [UndocumentedOutcome.TIE]: 'undocumented: which of the images with the same time is taken',
  [UndocumentedOutcome.AGE_BOUNDARY]: 'undocumented: whether it is taken at exactly this age or after it',
  [UndocumentedOutcome.INDEX_PASS]: 'undocumented: whether it is taken together with its index or later',
  [UndocumentedOutcome.POSSIBLE_CHILD]: 'undocumented: whether an index lists it, which would hold it',
  [UndocumentedOutcome.REFERRER]: 'undocumented: whether rules see reference artifacts, which were counted here',
  [UndocumentedOutcome.ACTIVATING]: 'undocumented: what rules do while it is being restored',
};

function nameOf({ priority, rule: { description } }: PolicyEntry, withDescription: boolean): string {
  return description && withDescription ? `rule ${priority} (${description})` : `rule ${priority}`;
}

function patience(rule: LifecycleRule): string {
  if (keeps(rule)) return 'keeps it';
  if (rule.countType !== LifecycleCountType.IMAGE_COUNT_MORE_THAN) return 'leaves it';
  return rule.countNumber === 1
    ? 'leaves it as the newest, until a newer one is pushed'
    : `leaves it as one of the newest ${rule.countNumber}, until enough newer ones are pushed`;
}

function condition({ countType, countNumber }: LifecycleRule): string {
  return COUNT_TYPES[countType].condition(countNumber);
}

function date(time: number): Date | undefined {
  return Number.isFinite(time) ? new Date(time) : undefined;
}
