/** A permission on a repository that `RepositoryGrants` can give to a principal. */
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
  /** Scan images and read the findings of scans. */
  SCAN = 'SCAN',
}
