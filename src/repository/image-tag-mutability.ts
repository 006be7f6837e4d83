import type { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import { EcrRule } from '../ecr/ecr-rule';
import { mistakesInExclusionFilters } from '../ecr/mistakes/exclusion-filters';
import { refuse } from '../ecr/mistakes/refuse';
import { checkList } from '../text/errors';
import { checkProperties, checkValue, declareValueClass } from '../text/kinds';

/** Options for `ImageTagMutability`. */
export interface ImageTagMutabilityOptions {
  /**
   * Filters for the exceptions: tags that can move under `immutable`, or that cannot move under `mutable`.
   *
   * 1 to 5 filters of 1 to 128 characters. A filter matches a whole tag; `*`, at most twice in a filter, stands for any
   * characters: `latest`, `dev-*`, `*-rc*`.
   *
   * @default - no exceptions
   */
  readonly exceptTags?: string[];
}

/**
 * Mutability of tags: which tags can be moved to another image after they were pushed.
 *
 * @example
 * import { ImageTagMutability, PrivateRepository } from 'cdk-ecr';
 *
 * new PrivateRepository(this, 'Api', {
 *   repositoryName: 'team/api',
 *   tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }),
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export class ImageTagMutability {
  /**
   * Tags cannot be moved: Amazon ECR refuses a push with a tag that exists already.
   *
   * Without exceptions, this satisfies Security Hub ECR.2 and Control Tower CT.ECR.PR.3. With exceptions, CT.ECR.PR.3
   * fails, and AWS does not document whether ECR.2 passes.
   *
   * @throws if `exceptTags` is empty, has more than 5 filters, or a filter that Amazon ECR would refuse
   */
  public static immutable(options: ImageTagMutabilityOptions = {}): ImageTagMutability {
    return new ImageTagMutability('IMMUTABLE', filters('ImageTagMutability.immutable', options));
  }

  /**
   * Tags can be moved to another image, by pushing them again.
   *
   * This fails Security Hub ECR.2 and Control Tower CT.ECR.PR.3. Tags that match an exception cannot be moved.
   *
   * @throws if `exceptTags` is empty, has more than 5 filters, or a filter that Amazon ECR would refuse
   */
  public static mutable(options: ImageTagMutabilityOptions = {}): ImageTagMutability {
    return new ImageTagMutability('MUTABLE', filters('ImageTagMutability.mutable', options));
  }

  /** Filters for the exceptions: tags that can move under `immutable`, or that cannot move under `mutable`. */
  public readonly exceptions: string[];

  private constructor(
    private readonly mode: 'IMMUTABLE' | 'MUTABLE',
    exceptions: string[],
    /**
     * Whether nobody chose the value for a repository, so that it gives way to what a pull-through cache needs.
     *
     * @internal
     */
    public readonly _isDefault = false,
  ) {
    this.exceptions = exceptions;
  }

  /** Whether at least some tags can move to another image. An image that loses its only tag that way is untagged. */
  public get tagsCanMove(): boolean {
    return this.mode === 'MUTABLE' || this.exceptions.length > 0;
  }

  /** Whether another value has the same mutability and the same exceptions, in any order. */
  public isSameAs(other: ImageTagMutability): boolean {
    checkValue({ api: 'ImageTagMutability.isSameAs', property: 'other' }, other, ImageTagMutability);
    return (
      this.mode === other.mode && [...this.exceptions].sort().join('\n') === [...other.exceptions].sort().join('\n')
    );
  }

  /** Describes the mutability in words, such as `immutable except latest`. */
  public toString(): string {
    return `${this.mode.toLowerCase()}${this.exceptions.length > 0 ? ` except ${this.exceptions.join(', ')}` : ''}`;
  }

  /**
   * @internal
   */
  public _asDefault(): ImageTagMutability {
    return new ImageTagMutability(this.mode, this.exceptions, true);
  }

  /**
   * Whether all tags can move but those of exceptions.
   *
   * @internal
   */
  public get _isMutable(): boolean {
    return this.mode === 'MUTABLE';
  }

  /**
   * The two properties that a repository and a creation template have in common.
   *
   * @internal
   */
  public _render(): {
    imageTagMutability: string;
    imageTagMutabilityExclusionFilters?: CfnRepository.ImageTagMutabilityExclusionFilterProperty[];
  } {
    if (this.exceptions.length === 0) return { imageTagMutability: this.mode };
    return {
      imageTagMutability: `${this.mode}_WITH_EXCLUSION`,
      imageTagMutabilityExclusionFilters: this.exceptions.map((filter) => ({
        imageTagMutabilityExclusionFilterType: 'WILDCARD',
        imageTagMutabilityExclusionFilterValue: filter,
      })),
    };
  }

  /**
   * The decision that this choice goes against; undefined where no tag can move.
   *
   * @internal
   */
  public get _against(): EcrRule | undefined {
    if (this.mode === 'MUTABLE') return EcrRule.TAG_IMMUTABILITY;
    return this.exceptions.length > 0 ? EcrRule.TAG_EXCEPTIONS : undefined;
  }
}

function filters(api: string, options: ImageTagMutabilityOptions): string[] {
  checkProperties({ api, property: 'options' }, options, 'write { exceptTags: ["latest"] }');
  const { exceptTags } = options;
  if (exceptTags === undefined) return [];
  checkList({ api, property: 'exceptTags' }, exceptTags);
  refuse({ api, property: 'exceptTags' }, mistakesInExclusionFilters(exceptTags));
  return [...exceptTags];
}

declareValueClass(
  ImageTagMutability,
  'ImageTagMutability',
  'use ImageTagMutability.immutable() or ImageTagMutability.mutable()',
);
