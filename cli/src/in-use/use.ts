/** Something that runs an image. */
export interface Use {
  /** The image: `registry/repository:tag@digest`, or a digest alone. */
  readonly reference: string;
  /** Who runs it, in words. */
  readonly user: string;
  /** The reference may be the id of a configuration and no image: nothing is said if no image has it. */
  readonly isVague?: boolean;
}
