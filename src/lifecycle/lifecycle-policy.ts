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
import { cachedImagesExpire, untaggedExpire, untaggedWithoutLoss } from './private/preset-rules';
import { TagSelection } from './tag-selection';
import { refuse } from '../ecr/mistakes/refuse';
import { InvalidInputError } from '../text/errors';
import { checkProperties, checkValue, checkValues, declareValueClass } from '../text/kinds';

/** Options of `LifecyclePolicy.forReleases`. */
export interface ReleaseLifecycleOptions {
  /** The images to keep for ever: those that at least one of the selections takes. At least one selection. */
  readonly releases: TagSelection[];
  /** Images whose newest are kept. An image that is also a release is kept, and counts. */
  readonly builds: TagSelection;
  /**
   * How many of the newest builds to keep.
   *
   * @default 100
   */
  readonly newestBuilds?: number;
}

/**
 * The images that ECR expires and archives in a repository, and when: 1 to 50 rules. The first rule that selects an
 * image claims it.
 *
 * A policy is a value. It serves repositories and creation templates alike, and it is a literal text, so that
 * compliance rules can read it: tokens in it are refused.
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
   * A policy of these rules, numbered from 1 in their order.
   *
   * ECR demands that rules for any image come last, so they are moved there: first the one for standard storage, then
   * the one for archived images.
   *
   * @param rules 1 to 50. Within a storage class, no two may have the same tag selection.
   */
  public static of(...rules: LifecycleRule[]): LifecyclePolicy {
    const api = 'LifecyclePolicy.of';
    checkValues({ api, property: 'rules' }, rules, LifecycleRule);
    return LifecyclePolicy.numbered(api, rules);
  }

  /**
   * Adopts the text of an existing policy, such as `lifecyclePolicyText` of `aws ecr get-lifecycle-policy`.
   *
   * The rules keep their numbers. A text that ECR would refuse is an error that names the path of the mistake.
   *
   * @param text JSON.
   */
  public static fromJson(text: string): LifecyclePolicy {
    const api = 'LifecyclePolicy.fromJson';
    refuse({ api, property: '' }, mistakesInLifecycle(text));
    return LifecyclePolicy.checked(api, entriesOf(text));
  }

  /**
   * No policy: nothing is ever expired or archived, and nothing is rendered.
   *
   * Costs the controls Security Hub ECR.3 and Control Tower CT.ECR.PR.1, which demand a policy.
   */
  public static none(): LifecyclePolicy {
    return new LifecyclePolicy([], '');
  }

  /**
   * For repositories whose tags are immutable: untagged images expire 14 days after their push. Tagged images stay.
   *
   * Immutable tags do not move, so an image without a tag was pushed without one, or its tag was removed. The two weeks
   * leave time to tag it. Where deployments run images by digest without a tag, use another policy.
   *
   * Where tags can move use `LifecyclePolicy.forMovingTags`: the age counts from the push, so this policy would
   * delete an old image within a day of losing its tag.
   */
  public static forImmutableTags(): LifecyclePolicy {
    return LifecyclePolicy.of(untaggedExpire());
  }

  /**
   * For repositories whose tags can move, all or some: untagged images that nobody pulled for 30 days are archived, and
   * archived untagged images expire after 90 days. Tagged images stay.
   *
   * Whenever a tag moves, the image that had it becomes untagged, and services may still run it by digest. A rule by
   * age counts from the push and would delete an old image within a day of losing its tag; this one looks at the last
   * pull, and leaves 90 days to notice.
   *
   * An archived image answers 404 to a pull until it is restored, which takes up to 20 minutes.
   */
  public static forMovingTags(): LifecyclePolicy {
    return LifecyclePolicy.of(...untaggedWithoutLoss());
  }

  /**
   * For repositories that hold releases and the builds of a pipeline: releases stay for ever, of the builds only the
   * newest, and untagged images are archived and expired as by `LifecyclePolicy.forMovingTags`. Images with other
   * tags stay.
   *
   * Builds are far more than releases, and only the recent ones are deployed or compared with. They are kept by number
   * and not by age, so that a project that rests keeps its last builds. An archived image answers 404 to a pull until
   * it is restored.
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
      ...untaggedWithoutLoss(),
    ]);
  }

  /**
   * For repositories that only copy what an upstream registry has, such as those of a pull-through cache: every image
   * expires 30 days after it was cached, in use or not.
   *
   * The next pull caches it again, while an archived image would answer 404. Without such a policy a cache only grows.
   * Images that the upstream has deleted meanwhile are lost; mirror into an ordinary repository what must not be.
   */
  public static forPullThroughCache(): LifecyclePolicy {
    return LifecyclePolicy.of(cachedImagesExpire());
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

  /** The rules in the order of their priority; none for `LifecyclePolicy.none`. */
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

  /** Whether this is `LifecyclePolicy.none`, which renders nothing. */
  public get isEmpty(): boolean {
    return this.rules.length === 0;
  }

  /**
   * The policy text as ECR takes it: compact, 100 to 30,720 characters, the rules in the order of their priority.
   *
   * An empty string for `LifecyclePolicy.none`, which ECR would refuse.
   */
  public toJson(): string {
    return this.text;
  }

  /**
   * Whether both policies have the same text: the same rules with the same numbers, tag lists and descriptions.
   *
   * @param other The policy to compare with.
   */
  public isSameAs(other: LifecyclePolicy): boolean {
    checkValue({ api: 'LifecyclePolicy.isSameAs', property: 'other' }, other, LifecyclePolicy);
    return this.toJson() === other.toJson();
  }

  /**
   * The policy in plain words, for a person who reviews it: a line for each rule in the order of priorities, what it
   * selects, what it does and when, then lines on what holds for all of them.
   *
   * The words may change from release to release. Compare policies by `LifecyclePolicy.isSameAs`.
   */
  public explain(): string {
    return explain(this._entries);
  }

  /**
   * Previews the effect of the policy on images: an evaluation without an account, for a unit test.
   *
   * @param images All images of one repository, archived ones included: rules by count need them all.
   */
  public preview(images: RepositoryImage[], options: LifecyclePreviewOptions = {}): LifecyclePreview {
    return LifecyclePreview._of(this, images, options.at);
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
