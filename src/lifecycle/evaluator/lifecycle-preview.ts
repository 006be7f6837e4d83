import { Reach } from './compiled-rule';
import { evaluate } from './evaluate';
import { checkImages, isDate } from './image-checks';
import { ImageFate } from './image-fate';
import { ImageOutcome } from './image-outcome';
import type { Outcomes } from './image-outcome';
import { isArchived, tagsOf } from './image-state';
import type { LifecyclePreviewResult, LifecyclePreviewSummary } from './preview-results';
import type { RepositoryImage } from './repository-image';
import { tagMatcher } from './tag-matcher';
import { InvalidInputError } from '../../text/errors';
import { andMore } from '../../text/lists';
import { visible } from '../../text/visible';
import { LifecycleAction, LifecycleStorageClass } from '../lifecycle-enums';
import type { LifecyclePolicy } from '../lifecycle-policy';
import type { TagSelection } from '../tag-selection';

const API = 'LifecyclePolicy.preview';
/** How many images an unmet expectation lists. */
const LISTED = 10;

/** Options of `LifecyclePolicy.preview`. */
export interface LifecyclePreviewOptions {
  /**
   * The time at which the policy is evaluated, now or later. The preview assumes that nothing happens to the images
   * until then: no push, no pull, no moved tag.
   *
   * @default - now
   */
  readonly at?: Date;
}

/**
 * The effect of a lifecycle policy on the images of a repository at a given time.
 *
 * `LifecyclePolicy.preview` computes it without an AWS account, as one evaluation of the policy by ECR would. Where ECR
 * does not document what happens to an image, the outcome of the image says so: see `UndocumentedOutcome`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lpp_creation.html
 * @example
 * import { LifecyclePolicy, LifecycleRule, TagSelection } from 'cdk-ecr';
 *
 * const policy = LifecyclePolicy.of(
 *   LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
 *   LifecycleRule.keepNewest(1, { description: 'builds', tags: TagSelection.prefix('ci-') }),
 * );
 * const preview = policy.preview(
 *   [
 *     { imageDigest: 'sha256:1', imageTags: ['ci-1', 'v1.0.0'], imagePushedAt: new Date('2026-01-01T00:00:00Z') },
 *     { imageDigest: 'sha256:2', imageTags: ['ci-2'], imagePushedAt: new Date('2026-01-02T00:00:00Z') },
 *     { imageDigest: 'sha256:3', imageTags: ['ci-3'], imagePushedAt: new Date('2026-01-03T00:00:00Z') },
 *   ],
 *   { at: new Date('2026-02-01T00:00:00Z') },
 * );
 * preview.expectNeverExpires(TagSelection.pattern('v*'));
 * preview.outcomeOf('sha256:2').explain(); // rule 2 (builds) expires it: beyond the newest 1
 */
export class LifecyclePreview {
  /** @internal */
  public static _of(policy: LifecyclePolicy, images: RepositoryImage[], at: Date = new Date()): LifecyclePreview {
    if (!isDate(at)) {
      const remedy = 'leave it out for now';
      throw new InvalidInputError({ api: API, property: 'at', found: at, must: 'be a date', remedy });
    }
    checkImages(API, images, (index, property) => `images[${index}].${property}`);
    // A copy, as outcomes are read later.
    return new LifecyclePreview(policy, [...images], at);
  }

  /** The lifecycle policy that was previewed. */
  public readonly policy: LifecyclePolicy;
  /** The time at which the policy was evaluated. */
  public readonly at: Date;

  private readonly shared: Outcomes;

  private constructor(policy: LifecyclePolicy, images: RepositoryImage[], at: Date) {
    this.policy = policy;
    this.at = at;
    const entries = policy._entries;
    this.shared = { entries, images, evaluation: evaluate(API, entries, images, at.getTime()) };
  }

  /** The outcome for each image, in the order in which the images were given. */
  public get outcomes(): ImageOutcome[] {
    return this.shared.images.map((_, i) => ImageOutcome._of(this.shared, i));
  }

  /**
   * The images that rules of the policy delete or archive at the time of the preview, in the order in which the images
   * were given.
   *
   * The list leaves out signatures, SBOMs and other reference artifacts that are only deleted or archived with the
   * image they belong to.
   */
  public get results(): LifecyclePreviewResult[] {
    const { images, entries, evaluation } = this.shared;
    const results: LifecyclePreviewResult[] = [];
    images.forEach((image, i) => {
      if (evaluation.action[i] === Reach.STAYS || evaluation.fate[i] === ImageFate.FOLLOWS) return;
      const expires = evaluation.action[i] === Reach.DELETION;
      results.push({
        imageDigest: image.imageDigest,
        imageTags: image.imageTags ?? [],
        imagePushedAt: image.imagePushedAt,
        action: expires ? LifecycleAction.EXPIRE : LifecycleAction.ARCHIVE,
        appliedRulePriority: entries[evaluation.rule[i]].priority,
        storageClass: isArchived(image) ? LifecycleStorageClass.ARCHIVE : LifecycleStorageClass.STANDARD,
      });
    });
    return results;
  }

  /**
   * How many images the policy deletes, archives or leaves at the time of the preview, and how many bytes it deletes or
   * archives.
   */
  public get summary(): LifecyclePreviewSummary {
    const { images, evaluation } = this.shared;
    const { fate, action, undocumented } = evaluation;
    const counts = new Map<ImageFate, number>();
    const bytes = [0, 0, 0];
    let unsizedImageCount = 0;
    let undocumentedImageCount = 0;
    const marks = Object.values(undocumented);
    images.forEach(({ imageSizeInBytes: size }, i) => {
      counts.set(fate[i], (counts.get(fate[i]) ?? 0) + 1);
      bytes[action[i]] += size ?? 0;
      if (action[i] !== Reach.STAYS && (size ?? undefined) === undefined) unsizedImageCount += 1;
      if (marks.some((mark) => mark[i] === 1)) undocumentedImageCount += 1;
    });
    const count = (of: ImageFate) => counts.get(of) ?? 0;
    return {
      expiringImageTotalCount: count(ImageFate.EXPIRED),
      transitioningImageTotalCount: count(ImageFate.ARCHIVED),
      followingImageCount: count(ImageFate.FOLLOWS),
      heldImageCount: count(ImageFate.HELD),
      protectedImageCount: count(ImageFate.PROTECTED),
      unseenImageCount: count(ImageFate.UNSEEN),
      freedBytes: bytes[Reach.DELETION],
      archivedBytes: bytes[Reach.ARCHIVE],
      unsizedImageCount,
      undocumentedImageCount,
    };
  }

  /**
   * The outcome for the image with this digest. Throws if no image of the preview has the digest.
   *
   * @param imageDigest The digest of the image, as it was given to `LifecyclePolicy.preview`.
   */
  public outcomeOf(imageDigest: string): ImageOutcome {
    const index = this.shared.images.findIndex((image) => image.imageDigest === imageDigest);
    if (index < 0) {
      throw new InvalidInputError({
        api: 'LifecyclePreview.outcomeOf',
        property: 'imageDigest',
        found: imageDigest,
        must: `be that of one of the ${this.shared.images.length} images`,
        remedy: 'write the digest as it was given to LifecyclePolicy.preview',
      });
    }
    return ImageOutcome._of(this.shared, index);
  }

  /**
   * The outcomes for the images that `tags` selects, as a lifecycle rule with these tags would. Empty if there is no
   * such image.
   *
   * @param tags The images, by their tags. If the selection lists several patterns or prefixes, each must match a tag
   * of the image.
   */
  public outcomesFor(tags: TagSelection): ImageOutcome[] {
    const matches = tagMatcher(tags);
    const outcomes: ImageOutcome[] = [];
    this.shared.images.forEach((image, i) => {
      if (matches(tagsOf(image))) outcomes.push(ImageOutcome._of(this.shared, i));
    });
    return outcomes;
  }

  /**
   * Throws if the policy can ever delete an image that `tags` selects, at the time of the preview or later.
   *
   * The check covers all ways in which the policy can delete an image:
   *
   * - The image reaches the age of a rule, or enough newer images are pushed.
   * - The policy archives the image, and later deletes it from the archive.
   * - The policy deletes or archives the index that lists the image, and then the image.
   * - The image is a reference artifact, such as a signature, and the policy deletes the image it belongs to.
   *
   * The check assumes that tags do not change, and that no image is archived or restored by hand.
   *
   * A rule of `LifecycleRule.keep` (standard storage) or `LifecycleRule.keepArchived` (archive) protects an image from
   * all later rules for that storage class. A rule of `LifecycleRule.keepNewest` does not protect an image: the rule
   * deletes the image once enough newer images are pushed.
   *
   * Also throws if `tags` selects no image, because an expectation that looks at nothing would hide a mistake.
   *
   * @param tags The images, by their tags. If the selection lists several patterns or prefixes, each must match a tag
   * of the image.
   */
  public expectNeverExpires(tags: TagSelection): void {
    this.expect('expectNeverExpires', tags, (outcome) => outcome._canExpire(), 'can ever expire, judged');
  }

  /**
   * Throws if, at the time of the preview, the policy deletes or archives an image that `tags` selects.
   *
   * Also throws if the policy may do so because ECR does not document the outcome, or if `tags` selects no image.
   *
   * @param tags The images, by their tags. If the selection lists several patterns or prefixes, each must match a tag
   * of the image.
   */
  public expectUntouched(tags: TagSelection): void {
    this.expect('expectUntouched', tags, (outcome) => outcome._mayGo(), 'do not stay untouched');
  }

  /**
   * Throws unless, at the time of the preview, the policy deletes every image that `tags` selects.
   *
   * Use it to test that a rule does delete images. Also throws if `tags` selects no image.
   *
   * @param tags The images, by their tags. If the selection lists several patterns or prefixes, each must match a tag
   * of the image.
   */
  public expectExpired(tags: TagSelection): void {
    const isLeft = ({ action }: ImageOutcome) => action !== LifecycleAction.EXPIRE;
    this.expect('expectExpired', tags, isLeft, 'do not expire');
  }

  private expect(method: string, tags: TagSelection, offends: (outcome: ImageOutcome) => boolean, verb: string): void {
    const outcomes = this.outcomesFor(tags);
    const images = `images with tags ${tags._describe()}`;
    if (outcomes.length === 0) {
      throw new InvalidInputError({
        api: `LifecyclePreview.${method}`,
        property: 'tags',
        found: tags._describe(),
        must: `select at least one of the ${this.shared.images.length} images`,
        remedy: 'correct the tags, or add such an image to the preview',
      });
    }
    const offenders = outcomes.filter(offends);
    if (offenders.length === 0) return;
    const lines = offenders
      .slice(0, LISTED)
      .map((outcome) => visible(`  ${label(outcome.image)}: ${outcome.explain()}`));
    if (offenders.length > LISTED) lines.push(`  ${andMore(offenders.length - LISTED)}`);
    const head = `${offenders.length} of ${outcomes.length} ${images} ${verb} at ${this.at.toISOString()}:`;
    throw new Error([`LifecyclePreview.${method}: ${head}`, ...lines].join('\n'));
  }
}

function label(image: RepositoryImage): string {
  const tags = tagsOf(image);
  return `${image.imageDigest} (${tags.length > 0 ? tags.join(', ') : 'untagged'})`;
}
