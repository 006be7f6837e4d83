/**
 * The value that wins if the owner of a repository and a mixin set the same property.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/mixins.html
 */
export enum MixinStrategy {
  /** The owner's value stays; the mixin sets only what the owner left out. */
  KEEP_OWNERS = 'KEEP_OWNERS',
  /** The mixin's value replaces the owner's, whole properties at a time. */
  OVERRIDE = 'OVERRIDE',
}

/** Options of the mixins for repositories. */
export interface RepositoryMixinOptions {
  /**
   * The value that wins if the owner of a repository set another one. An escape hatch (`addPropertyOverride`) of the
   * owner always wins.
   *
   * @default MixinStrategy.KEEP_OWNERS
   */
  readonly strategy?: MixinStrategy;
}
