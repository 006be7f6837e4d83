/**
 * Who wins where the owner of a repository and a mixin say something else about the same property.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/mixins.html
 */
export enum MixinStrategy {
  /** What the owner said stays; the mixin fills in what the owner left out. */
  KEEP_OWNERS = 'KEEP_OWNERS',
  /** What the mixin says takes the place of what the owner said, whole properties at a time. */
  OVERRIDE = 'OVERRIDE',
}

/** What the mixins for repositories have in common. */
export interface RepositoryMixinOptions {
  /**
   * Who wins where the owner of a repository said something else. An escape hatch (`addPropertyOverride`) of the owner
   * wins in any case.
   *
   * @default MixinStrategy.KEEP_OWNERS
   */
  readonly strategy?: MixinStrategy;
}
