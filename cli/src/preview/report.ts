import type { Loss } from './losses';
import type { UnmatchedPattern } from './preset-patterns';
import type { RepositoryPreview } from './repository-previews';
import type { UsedReference } from '../in-use/images-in-use';

/** The preview of a repository, with what may not go and goes. */
export interface RepositoryResult extends RepositoryPreview {
  readonly protectedLosses: readonly Loss[];
  readonly inUseLosses: readonly Loss[];
}

/** What is known after all repositories. */
export interface PreviewEnd {
  /** Repositories without a policy, and what they are. */
  readonly withoutPolicy: readonly string[];
  readonly without: string;
  readonly withoutImages: readonly string[];
  readonly unmatchedPatterns: readonly UnmatchedPattern[];
  readonly unknownReferences: readonly UsedReference[];
  /** More for a person. */
  readonly remarks: readonly string[];
  readonly restoreCommands: readonly string[];
  readonly assurances: readonly string[];
}

/** Writes previews, one repository after the other, so that only one is in memory. */
export interface PreviewReport {
  add(result: RepositoryResult): Promise<void>;
  end(end: PreviewEnd): Promise<void>;
}
