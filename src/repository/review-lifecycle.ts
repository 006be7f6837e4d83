import type { IConstruct } from 'constructs';
import type { RepositorySettings } from './repository-settings';
import { warn } from '../core/warn';
import { lifecycleFindings } from '../lifecycle/lifecycle-review';

/** Warns, at a repository or at the creation template of repositories, of what is probably a mistake in their lifecycle. */
export function reviewLifecycle(scope: IConstruct, { lifecycle, tagMutability }: Required<RepositorySettings>): void {
  for (const { id, text, remedy, whereTagsMove } of lifecycleFindings(lifecycle)) {
    if (!whereTagsMove || tagMutability.tagsCanMove) warn(scope, id, `lifecycle: ${text}; ${remedy}`);
  }
}
