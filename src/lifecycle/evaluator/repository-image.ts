/**
 * Where an image is stored, as `aws ecr describe-images` prints it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive_restore_image.html
 */
export enum RepositoryImageStatus {
  /** In standard storage: the image can be pulled. */
  ACTIVE = 'ACTIVE',
  /** Archived: the image is stored, but cannot be pulled until it is restored. */
  ARCHIVED = 'ARCHIVED',
  /** On its way from the archive to standard storage, which takes up to 20 minutes. */
  ACTIVATING = 'ACTIVATING',
}

/**
 * An image of a repository, as `aws ecr describe-images` prints it.
 *
 * `RepositoryImages.fromJson` reads the output of that command. In a unit test, give only the properties that the rules
 * of the policy look at.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html
 */
export interface RepositoryImage {
  /** The digest of the image, unique in its repository. */
  readonly imageDigest: string;
  /**
   * The tags of the image. No two images of a repository have the same tag.
   *
   * @default - the image is untagged
   */
  readonly imageTags?: string[];
  /** When the image was pushed. */
  readonly imagePushedAt: Date;
  /**
   * When the image was last pulled. ECR may record a pull up to a day late.
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
   * The size of the image in bytes, compressed. A layer that several images share counts in the size of each image.
   *
   * @default - the size is unknown, and the sums of a preview leave the image out
   */
  readonly imageSizeInBytes?: number;
  /**
   * The media type of the manifest. It tells whether the image is an index (a multi-architecture image).
   *
   * @default - the image is not an index, unless it has `childDigests`
   */
  readonly imageManifestMediaType?: string;
  /**
   * The media type of the artifact that the manifest describes. No lifecycle rule looks at this media type.
   *
   * @default - the media type is unknown
   */
  readonly artifactMediaType?: string;
  /**
   * The digest of the image that this reference artifact, such as a signature or an SBOM, belongs to.
   *
   * @default - the image is not a reference artifact
   */
  readonly subjectManifestDigest?: string;
  /**
   * The digests of the images that this index lists, from its manifest. `aws ecr describe-images` does not print these
   * digests.
   *
   * No rule deletes or archives the listed images while the index exists.
   *
   * @default - the children of an index are unknown, so the preview may delete or archive images that the index
   * protects
   */
  readonly childDigests?: string[];
}
