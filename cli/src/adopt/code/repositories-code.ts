import type { GeneratedResource } from '../generated-code';

/** Repositories that were written into the file of a stack. */
export interface RepositoriesCode {
  readonly resources: readonly GeneratedResource[];
  /** Differences that the code cannot avoid, as sentences. */
  readonly remarks: readonly string[];
}
