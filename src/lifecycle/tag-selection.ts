import { LifecycleTagStatus } from './lifecycle-enums';
import { mistakesInTagList, mistakesInTagPattern, mistakesInTagPrefix } from './value-mistakes';
import { refuse } from '../ecr/mistakes/refuse';
import { declareValueClass } from '../text/kinds';

/**
 * The images that a lifecycle rule selects, by their tags.
 *
 * A list of patterns or prefixes means AND: each pattern or prefix of the list must match at least one tag of the
 * image. ECR has no OR within a rule: to select images with any of several tags, write one rule for each tag.
 *
 * All patterns and prefixes must be literal, because a lifecycle policy is literal text: tokens are refused.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 * @example
 * import { LifecyclePolicy, LifecycleRule, TagSelection } from 'cdk-ecr';
 *
 * // Releases are v1.2.3 or stable-2: two rules, as one list would ask for images with both tags.
 * LifecyclePolicy.of(
 *   LifecycleRule.keep({ tags: TagSelection.pattern('v*.*.*') }),
 *   LifecycleRule.keep({ tags: TagSelection.prefix('stable-') }),
 * );
 */
export class TagSelection {
  /**
   * Images with a tag that the whole pattern matches. `prod*` matches tags that begin with `prod`, `*prod*` matches
   * tags that contain `prod`, and `prod` matches only the tag `prod`.
   *
   * @param pattern Characters that a tag can have, and at most four wildcards `*`. Each wildcard stands for any number
   * of characters.
   */
  public static pattern(pattern: string): TagSelection {
    refuse({ api: 'TagSelection.pattern', property: 'pattern' }, mistakesInTagPattern(pattern));
    return TagSelection.patternsOf([pattern]);
  }

  /**
   * Images with a tag that starts with the prefix.
   *
   * @param prefix The literal start of a tag, at least one character. Wildcards are refused.
   */
  public static prefix(prefix: string): TagSelection {
    refuse({ api: 'TagSelection.prefix', property: 'prefix' }, mistakesInTagPrefix(prefix));
    return TagSelection.prefixesOf([prefix]);
  }

  /**
   * Images where every pattern matches at least one tag, the same tag or different tags.
   *
   * @param patterns At least one pattern, without duplicates; see `TagSelection.pattern`.
   */
  public static allPatterns(patterns: string[]): TagSelection {
    refuse(
      { api: 'TagSelection.allPatterns', property: 'patterns' },
      mistakesInTagList(patterns, mistakesInTagPattern),
    );
    return TagSelection.patternsOf(patterns);
  }

  /**
   * Images where every prefix is the start of at least one tag, the same tag or different tags.
   *
   * @param prefixes At least one prefix, without duplicates; see `TagSelection.prefix`.
   */
  public static allPrefixes(prefixes: string[]): TagSelection {
    refuse({ api: 'TagSelection.allPrefixes', property: 'prefixes' }, mistakesInTagList(prefixes, mistakesInTagPrefix));
    return TagSelection.prefixesOf(prefixes);
  }

  /** Images without a tag. A policy may have at most one rule with this selection per storage class. */
  public static untagged(): TagSelection {
    return new TagSelection(LifecycleTagStatus.UNTAGGED, [], []);
  }

  /**
   * All images, tagged or not. A policy may have at most one rule with this selection per storage class. ECR applies
   * that rule last.
   */
  public static any(): TagSelection {
    return new TagSelection(LifecycleTagStatus.ANY, [], []);
  }

  private static patternsOf(patterns: string[]): TagSelection {
    return new TagSelection(LifecycleTagStatus.TAGGED, patterns, []);
  }

  private static prefixesOf(prefixes: string[]): TagSelection {
    return new TagSelection(LifecycleTagStatus.TAGGED, [], prefixes);
  }

  /** The tag status of the selected images: tagged, untagged or any. */
  public readonly tagStatus: LifecycleTagStatus;
  /**
   * The patterns of the selection. Each pattern must match at least one tag of an image. Empty if there are no
   * patterns.
   */
  public readonly patterns: string[];
  /**
   * The prefixes of the selection. Each prefix must be the start of at least one tag of an image. Empty if there are no
   * prefixes.
   */
  public readonly prefixes: string[];

  private constructor(tagStatus: LifecycleTagStatus, patterns: string[], prefixes: string[]) {
    this.tagStatus = tagStatus;
    this.patterns = Object.freeze([...patterns]) as string[];
    this.prefixes = Object.freeze([...prefixes]) as string[];
  }

  /** @internal */
  public _render(): object {
    return {
      tagStatus: this.tagStatus,
      ...(this.patterns.length > 0 && { tagPatternList: this.patterns }),
      ...(this.prefixes.length > 0 && { tagPrefixList: this.prefixes }),
    };
  }

  /**
   * The same for selections that ECR takes for equal: the order of a list does not matter.
   *
   * @internal
   */
  public _key(): string {
    return JSON.stringify([this.tagStatus, [...this.patterns].sort(), [...this.prefixes].sort()]);
  }

  /**
   * As errors name it.
   *
   * @internal
   */
  public _describe(): string {
    const tags = [...this.patterns, ...this.prefixes];
    return tags.length > 0 ? tags.join(' and ') : this.tagStatus;
  }
}

declareValueClass(TagSelection, 'TagSelection', 'use one of its factories, such as TagSelection.pattern("v*")');
