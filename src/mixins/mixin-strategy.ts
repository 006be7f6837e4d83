/**
 * The value that wins if a mixin and the owner of a repository (the code that declares it) set the same property.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/mixins.html
 */
export enum MixinStrategy {
  /** The owner's value wins: the mixin sets only properties that the owner left out. */
  KEEP_OWNERS = 'KEEP_OWNERS',
  /** The mixin's value wins: it replaces the whole property. */
  OVERRIDE = 'OVERRIDE',
}

/** Options of the mixins for repositories. */
export interface RepositoryMixinOptions {
  /**
   * The value that wins if the owner of a repository set the same property: the owner's or the mixin's. An escape hatch
   * of the owner (`addPropertyOverride`) always wins.
   *
   * @default MixinStrategy.KEEP_OWNERS
   */
  readonly strategy?: MixinStrategy;
}
