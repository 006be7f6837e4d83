/**
 * The custom resource of `autoDeleteImages` of `ecr.Repository`. When CloudFormation deletes it, its function deletes all
 * images of the repository that has the tag at that time, even of one that is retained. Each update of the custom resource
 * may give it another physical id, so that CloudFormation deletes the old one afterwards.
 *
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ecr.Repository.html
 */
export const AUTO_DELETE_IMAGES = {
  TYPE: 'Custom::ECRAutoDeleteImages',
  /** The property with the name of the repository. */
  REPOSITORY: 'RepositoryName',
  TAG: 'aws-cdk:auto-delete-images',
  VALUE: 'true',
} as const;

/** Whether the custom resource deletes the images of a repository with these tags. */
export function deletesImages(tags: Readonly<Record<string, string>> = {}): boolean {
  return tags[AUTO_DELETE_IMAGES.TAG] === AUTO_DELETE_IMAGES.VALUE;
}
