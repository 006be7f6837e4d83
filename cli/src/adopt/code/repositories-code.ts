import type { GeneratedResource } from '../generated-code';

/** Repositories that were written into the file of a stack. */
export interface RepositoriesCode {
  readonly resources: readonly GeneratedResource[];
  /** Differences that the code cannot avoid, as sentences. */
  readonly remarks: readonly string[];
}

/** The resource of a repository, which a construct of the library or of the CDK declares. */
export function repositoryResource(type: string, id: string, name: string, isRaw: boolean): GeneratedResource {
  return { type, path: isRaw ? [id] : [id, 'Resource'], identifier: { RepositoryName: name } };
}
