import type { IConstruct } from 'constructs';
import { warn } from '../core/warn';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { lifecycleFindings } from '../lifecycle/lifecycle-review';

/** Warns, at a repository or at the creation template of repositories, of what is probably a mistake in their lifecycle. */
export function reviewLifecycle(scope: IConstruct, lifecycle: LifecyclePolicy, tagsCanMove: boolean): void {
  for (const { id, text, remedy, whereTagsMove } of lifecycleFindings(lifecycle)) {
    if (!whereTagsMove || tagsCanMove) warn(scope, id, `lifecycle: ${text}; ${remedy}`);
  }
}
