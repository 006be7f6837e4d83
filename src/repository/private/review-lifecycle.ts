import type { IConstruct } from 'constructs';
import { lifecycleFindings } from '../../lifecycle/private/lifecycle-review';
import { warn } from '../../private/warnings';
import type { RepositorySettings } from '../repository-settings';

/** Warns of what the lifecycle of a repository hardly means to do. */
export function reviewLifecycle(
  repository: IConstruct,
  { lifecycle, tagMutability }: Required<RepositorySettings>,
): void {
  for (const { id, text, whereTagsMove } of lifecycleFindings(lifecycle)) {
    if (!whereTagsMove || tagMutability.tagsCanMove) warn(repository, id, text);
  }
}
