import type { ImageLine, RepositoryLine } from './format';

/** The most entries of a page. */
export const PAGE_SIZE = 1000;

/** Reads repositories. It rejects if the repository was deleted, and if no other call would succeed either. */
export interface RepositoryReader {
  /** The repositories, as the list of AWS has them. */
  list(): AsyncGenerator<RepositoryLine>;
  /** Adds what the list does not have: tags, policies, and who manages the key. */
  complete(repository: RepositoryLine): Promise<RepositoryLine>;
  /** The images of a repository, page by page. */
  images(repository: RepositoryLine): AsyncGenerator<readonly ImageLine[]>;
}
