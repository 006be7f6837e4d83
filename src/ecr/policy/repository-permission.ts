/** A permission that `RepositoryGrants` gives to a principal. */
export enum RepositoryPermission {
  /** Pull images. */
  PULL = 'PULL',
  /** Push images. */
  PUSH = 'PUSH',
  /** Pull and push images. */
  PULL_PUSH = 'PULL_PUSH',
  /** List and describe images. */
  READ = 'READ',
  /** Delete images. */
  DELETE = 'DELETE',
  /** Scan images and read the findings. */
  SCAN = 'SCAN',
}
