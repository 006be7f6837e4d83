import { LifecycleTagStatus } from './lifecycle-enums';
import { mistakesInTagList, mistakesInTagPattern, mistakesInTagPrefix } from './value-mistakes';
import { refuse } from '../ecr/mistakes/refuse';
import { declareValueClass } from '../text/kinds';

/**
 * Which images a lifecycle rule looks at, by their tags.
 *
 * To ECR a list of patterns or prefixes means AND: an image is selected when each member of the list is matched by
 * at least one of its tags. ECR has no OR within a rule: for "any of these", write one rule for each.
 *
 * All values must be literal: tokens are refused, because the policy has to be a literal text.
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
   * Images with a tag that matches the pattern as a whole: `prod*` begins with, `*prod*` contains, `prod` is exactly that.
   *
   * @param pattern Characters of tags and at most four wildcards `*`. Each stands for any number of characters.
   */
  public static pattern(pattern: string): TagSelection {
    refuse({ api: 'TagSelection.pattern', property: 'pattern' }, mistakesInTagPattern(pattern));
    return TagSelection.patternsOf([pattern]);
  }

  /**
   * Images with a tag that starts with the prefix.
   *
   * @param prefix The literal start of a tag, at least one character. It has no wildcard.
   */
  public static prefix(prefix: string): TagSelection {
    refuse({ api: 'TagSelection.prefix', property: 'prefix' }, mistakesInTagPrefix(prefix));
    return TagSelection.prefixesOf([prefix]);
  }

  /**
   * Images for which every pattern matches one of their tags, the same tag or different ones.
   *
   * @param patterns At least one, none twice; see `TagSelection.pattern`.
   */
  public static allPatterns(patterns: string[]): TagSelection {
    refuse(
      { api: 'TagSelection.allPatterns', property: 'patterns' },
      mistakesInTagList(patterns, mistakesInTagPattern),
    );
    return TagSelection.patternsOf(patterns);
  }

  /**
   * Images for which EVERY prefix starts one of their tags, be it the same tag or different ones.
   *
   * @param prefixes At least one, none twice; see `TagSelection.prefix`.
   */
  public static allPrefixes(prefixes: string[]): TagSelection {
    refuse({ api: 'TagSelection.allPrefixes', property: 'prefixes' }, mistakesInTagList(prefixes, mistakesInTagPrefix));
    return TagSelection.prefixesOf(prefixes);
  }

  /** Images without a tag. A policy has at most one such rule per storage class. */
  public static untagged(): TagSelection {
    return new TagSelection(LifecycleTagStatus.UNTAGGED, [], []);
  }

  /** All images, tagged or not. A policy has at most one such rule per storage class, and it comes last. */
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
  /** The patterns that the tags of an image must match, each of them; empty when the selection has none. */
  public readonly patterns: string[];
  /** The prefixes that the tags of an image must start with, each of them; empty when the selection has none. */
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
