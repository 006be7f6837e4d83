import { LifecyclePreview } from './evaluator/lifecycle-preview';
import type { LifecyclePreviewOptions } from './evaluator/lifecycle-preview';
import type { RepositoryImage } from './evaluator/repository-image';
import { LifecycleStorageClass, LifecycleTagStatus } from './lifecycle-enums';
import { entriesOf } from './lifecycle-json';
import { mistakesInLifecycle } from './lifecycle-mistakes';
import { LifecycleRule } from './lifecycle-rule';
import { mistakesInEntries, mistakesInMaximum, mistakesInNumberOfRules } from './policy-mistakes';
import type { PolicyEntry } from './policy-mistakes';
import { explain } from './private/explanation';
import { cachedNotPulled, neverActs, untaggedBuildsExpire, untaggedNotPulled } from './private/preset-rules';
import { TagSelection } from './tag-selection';
import { refuse } from '../ecr/mistakes/refuse';
import { InvalidInputError } from '../text/errors';
import { checkProperties, checkValue, checkValues, declareValueClass } from '../text/kinds';

/** Options of `LifecyclePolicy.forReleases`. */
export interface ReleaseLifecycleOptions {
  /**
   * The images to keep for ever: all images that at least one of these selections selects. The list must not be empty.
   */
  readonly releases: TagSelection[];
  /**
   * The builds of a pipeline, by their tags. Only the newest builds are kept.
   *
   * An image that is both a build and a release is always kept. It still counts towards `newestBuilds`.
   */
  readonly builds: TagSelection;
  /**
   * How many of the newest builds to keep.
   *
   * @default 100
   */
  readonly newestBuilds?: number;
}

/**
 * A lifecycle policy: 1 to 50 rules that say which images of a repository ECR expires or archives, and when.
 *
 * The first rule that selects an image claims the image: no later rule of the same storage class acts on it.
 *
 * You can use one policy for several repositories and repository creation templates. A policy is literal text, so that
 * compliance rules can read it: tokens are refused.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
 * @example
 * import { Duration } from 'aws-cdk-lib';
 * import { LifecyclePolicy, LifecycleRule, TagSelection } from 'cdk-ecr';
 *
 * const policy = LifecyclePolicy.of(
 *   LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
 *   LifecycleRule.keepNewest(10, { tags: TagSelection.prefix('ci-') }),
 *   LifecycleRule.expireUntagged(Duration.days(14)),
 * );
 */
export class LifecyclePolicy {
  /**
   * A policy of the given rules, numbered from 1 in the given order.
   *
   * ECR demands that rules with `TagSelection.any()` come last, so this method moves them to the end: first the rule
   * for standard storage, then the rule for archived images.
   *
   * @param rules 1 to 50 rules. No two rules for the same storage class may have the same tag selection.
   */
  public static of(...rules: LifecycleRule[]): LifecyclePolicy {
    const api = 'LifecyclePolicy.of';
    checkValues({ api, property: 'rules' }, rules, LifecycleRule);
    return LifecyclePolicy.numbered(api, rules);
  }

  /**
   * Reads the text of an existing policy, such as `lifecyclePolicyText` in the output of `aws ecr
   * get-lifecycle-policy`.
   *
   * The rules keep their numbers. Throws if ECR would refuse the text. The error names the path of the mistake in the
   * JSON.
   *
   * @param text The policy as JSON.
   */
  public static fromJson(text: string): LifecyclePolicy {
    const api = 'LifecyclePolicy.fromJson';
    refuse({ api, property: '' }, mistakesInLifecycle(text));
    return LifecyclePolicy.checked(api, entriesOf(text));
  }

  /**
   * No policy: ECR never expires or archives an image, and the template contains no lifecycle policy.
   *
   * The repository then fails the controls Security Hub ECR.3 and Control Tower CT.ECR.PR.1, which demand a policy.
   */
  public static none(): LifecyclePolicy {
    return new LifecyclePolicy([], '');
  }

  /**
   * A policy that never acts: no image is archived, and no image expires.
   *
   * Images stay until you delete them. Unlike `LifecyclePolicy.none`, this policy satisfies controls that demand a
   * lifecycle policy, such as Security Hub ECR.3.
   */
  public static keepAll(): LifecyclePolicy {
    return LifecyclePolicy.of(
      neverActs(TagSelection.any(), 'Keeps every image: no image is archived, and none expires'),
    );
  }

  /**
   * For repositories that workloads pull from: archives untagged images that were not pulled for 90 days.
   *
   * The archived images expire 90 days after that. Tagged images stay.
   *
   * An image loses its tag when the tag moves to a newer image, and workloads may still run the old image by digest.
   * This policy therefore looks at the last pull. A node that has an image already does not pull it again, so an image
   * can be in use although it was not pulled for 90 days. Amazon ECR answers a pull of an archived image with 404. You
   * can restore the image until it expires, which takes up to 20 minutes.
   *
   * Most repositories have this policy by default: see `RepositorySettings.lifecycle`.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive_restore_image.html
   */
  public static forPulledImages(): LifecyclePolicy {
    return LifecyclePolicy.of(...untaggedNotPulled());
  }

  /**
   * For repositories of builds that no workload runs by digest: untagged images expire 14 days after their push.
   *
   * Untagged images expire even if they are in use. Tagged images stay.
   *
   * The age counts from the push. If a tag moves, the old image may expire within a day of losing its tag. Where
   * workloads run images by digest, use `LifecyclePolicy.forPulledImages`. Before you apply the policy to a repository
   * that has images, preview its effect with `cdk-ecr preview`.
   */
  public static forBuilds(): LifecyclePolicy {
    return LifecyclePolicy.of(untaggedBuildsExpire());
  }

  /**
   * For repositories that hold releases and the builds of a pipeline: keeps all releases for ever, and only the newest
   * builds.
   *
   * Untagged images are archived and expire as with `LifecyclePolicy.forPulledImages`. Images with other tags stay.
   *
   * The policy keeps builds by number and not by age, so that a project without new builds keeps its last builds. A
   * pull of an archived image fails with 404 until the image is restored.
   */
  public static forReleases(options: ReleaseLifecycleOptions): LifecyclePolicy {
    const api = 'LifecyclePolicy.forReleases';
    checkProperties({ api, property: 'options' }, options, 'write { releases: […], builds: … }');
    const { releases, builds, newestBuilds = 100 } = options;
    checkValues({ api, property: 'releases' }, releases, TagSelection);
    checkValue({ api, property: 'builds' }, builds, TagSelection);
    if (releases.length === 0) {
      const remedy = 'name the tags of releases, such as TagSelection.pattern("v*")';
      throw new InvalidInputError({ api, property: 'releases', found: releases, must: 'not be empty', remedy });
    }
    return LifecyclePolicy.numbered(api, [
      ...releases.map((tags) => LifecycleRule.keep({ tags, description: `Releases stay: ${tags._describe()}` })),
      LifecycleRule.keepNewest(newestBuilds, {
        tags: builds,
        description: `Of the builds the newest ${newestBuilds} stay: ${builds._describe()}`,
      }),
      ...untaggedNotPulled(),
    ]);
  }

  /**
   * For repositories of a pull-through cache: archives images, tagged or not, that were not pulled for 180 days.
   *
   * The archived images expire 90 days after that. Amazon ECR answers a pull of an archived image with 404 until you
   * restore the image.
   *
   * The policy never looks at the age of an image, because an old image may be in use. Amazon ECS runs images by
   * digest, and a cache cannot fetch an image by digest again.
   *
   * Most repositories of a `PullThroughCache` have this policy by default: see `RepositorySettings.lifecycle`.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
   */
  public static forPullThroughCache(): LifecyclePolicy {
    return LifecyclePolicy.of(...cachedNotPulled());
  }

  private static numbered(api: string, rules: LifecycleRule[]): LifecyclePolicy {
    const entries = rules
      .map((rule, index) => ({ rule, index }))
      .sort((a, b) => rank(a.rule) - rank(b.rule))
      .map((entry, i) => ({ ...entry, priority: i + 1 }));
    refuse({ api, property: '' }, mistakesInNumberOfRules(entries.length));
    refuse({ api, property: '' }, mistakesInEntries(entries));
    return LifecyclePolicy.checked(api, entries);
  }

  private static checked(api: string, entries: PolicyEntry[]): LifecyclePolicy {
    const sorted = [...entries].sort((a, b) => a.priority - b.priority);
    const text = JSON.stringify({ rules: sorted.map(({ rule, priority }) => rule._render(priority)) });
    refuse({ api, property: '' }, mistakesInMaximum(text));
    return new LifecyclePolicy(sorted, text);
  }

  /** The rules in the order of their numbers. Empty for `LifecyclePolicy.none`. */
  public readonly rules: LifecycleRule[];

  /**
   * The rules with their numbers, in the order of their priority.
   *
   * @internal
   */
  public readonly _entries: readonly PolicyEntry[];

  private readonly text: string;

  private constructor(entries: PolicyEntry[], text: string) {
    this._entries = entries;
    this.rules = Object.freeze(entries.map((entry) => entry.rule)) as LifecycleRule[];
    this.text = text;
  }

  /** Whether the policy has no rules, as `LifecyclePolicy.none`. The template then contains no lifecycle policy. */
  public get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  /**
   * The policy text as ECR accepts it: compact JSON of 100 to 30,720 characters, with the rules in the order of their
   * numbers.
   *
   * For `LifecyclePolicy.none` the text is an empty string, which ECR would refuse.
   */
  public toJson(): string {
    return this.text;
  }

  /**
   * Whether this policy and the other have the same text: the same rules with the same numbers, tag lists and
   * descriptions.
   *
   * @param other The policy to compare with.
   */
  public isSameAs(other: LifecyclePolicy): boolean {
    checkValue({ api: 'LifecyclePolicy.isSameAs', property: 'other' }, other, LifecyclePolicy);
    return this.toJson() === other.toJson();
  }

  /**
   * The policy in plain words, for a review.
   *
   * Each rule, in the order of the numbers, has a line: which images the rule selects, what the rule does to them, and
   * when. The last lines say what holds for all rules.
   *
   * The words may change from release to release. To compare policies, use `LifecyclePolicy.isSameAs`.
   */
  public explain(): string {
    return explain(this._entries);
  }

  /**
   * Previews the effect of the policy on images, without an AWS account. Use it in unit tests.
   *
   * @param images All images of one repository, including archived images. Rules that keep the newest images need all
   * images to count.
   */
  public preview(images: RepositoryImage[], options: LifecyclePreviewOptions = {}): LifecyclePreview {
    return LifecyclePreview._of(this, images, options.at);
  }

  /**
   * The same policy with some rules replaced, each in its place.
   *
   * @internal
   */
  public _replace(replacement: (rule: LifecycleRule) => LifecycleRule): LifecyclePolicy {
    const entries = this._entries.map((entry) => ({ ...entry, rule: replacement(entry.rule) }));
    return LifecyclePolicy.checked('LifecyclePolicy', entries);
  }

  /**
   * The text for a template; `undefined` for `LifecyclePolicy.none`.
   *
   * @internal
   */
  public _render(): string | undefined {
    return this.isEmpty ? undefined : this.text;
  }
}

function rank({ tags, storageClass }: LifecycleRule): number {
  if (tags.tagStatus !== LifecycleTagStatus.ANY) return 0;
  return storageClass === LifecycleStorageClass.STANDARD ? 1 : 2;
}

declareValueClass(LifecyclePolicy, 'LifecyclePolicy', 'use LifecyclePolicy.of(…) or another of its factories');
