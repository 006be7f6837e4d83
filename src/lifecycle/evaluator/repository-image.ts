/**
 * Where an image is stored, in the words of `aws ecr describe-images`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive_restore_image.html
 */
export enum RepositoryImageStatus {
  /** In standard storage: the image can be pulled. */
  ACTIVE = 'ACTIVE',
  /** Archived: the image is kept, and cannot be pulled until it is restored. */
  ARCHIVED = 'ARCHIVED',
  /** On its way from the archive to standard storage, which takes up to 20 minutes. */
  ACTIVATING = 'ACTIVATING',
}

/**
 * An image of a repository, as `aws ecr describe-images` prints it.
 *
 * `RepositoryImages.fromJson` reads that output. In a unit test write only what the rules look at.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html
 */
export interface RepositoryImage {
  /** The digest of the image, unique in its repository. */
  readonly imageDigest: string;
  /**
   * The tags of the image. A tag is on one image of a repository at most.
   *
   * @default - the image is untagged
   */
  readonly imageTags?: string[];
  /** When the image was pushed. */
  readonly imagePushedAt: Date;
  /**
   * When the image was last pulled, which ECR may record a day late.
   *
   * @default - the image was never pulled
   */
  readonly lastRecordedPullTime?: Date;
  /**
   * Where the image is stored.
   *
   * @default RepositoryImageStatus.ACTIVE
   */
  readonly imageStatus?: RepositoryImageStatus;
  /**
   * When the image was last archived. An archived image must have it.
   *
   * @default - the image was never archived
   */
  readonly lastArchivedAt?: Date;
  /**
   * When the image was last restored from the archive.
   *
   * @default - the image was never restored
   */
  readonly lastActivatedAt?: Date;
  /**
   * The size of the image in bytes, compressed. Layers that images share count for each of them.
   *
   * @default - the size is unknown, and missing in the sums of a preview
   */
  readonly imageSizeInBytes?: number;
  /**
   * The media type of the manifest, which tells an index (a multi-architecture image) from an image.
   *
   * @default - the image is not an index, unless it has `childDigests`
   */
  readonly imageManifestMediaType?: string;
  /**
   * The media type of what the manifest describes. No rule looks at it.
   *
   * @default - the media type is unknown
   */
  readonly artifactMediaType?: string;
  /**
   * The digest of the image that this one belongs to, for a signature, an SBOM or another reference artifact.
   *
   * @default - the image is not a reference artifact
   */
  readonly subjectManifestDigest?: string;
  /**
   * The digests of the images that an index lists, from its manifest: `aws ecr describe-images` does not print them.
   * While the index is there, no rule takes them.
   *
   * @default - the children of an index are unknown, so that the preview takes images that the index may hold
   */
  readonly childDigests?: string[];
}
