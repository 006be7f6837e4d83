import type { IConstruct } from 'constructs';
import type { RoleOf } from './role-of';
import { meantLifecyclesOf } from '../core/meant-lifecycles';
import { note } from '../core/note';
import { warn } from '../core/warn';
import { EcrRule } from '../ecr/ecr-rule';
import { RepositoryRole } from '../ecr/repository-role';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { hasUnclearLists, lifecycleFindings } from '../lifecycle/lifecycle-review';
import type { RoleLifecycle } from '../lifecycle/role-lifecycle';

/** The text of a lifecycle for a template. Notes where code wrote its lists of tags, which a text does not say. */
export function renderLifecycle(scope: IConstruct, lifecycle: LifecyclePolicy): string | undefined {
  const text = lifecycle._render();
  if (text !== undefined && !hasUnclearLists(lifecycle)) meantLifecyclesOf(scope).add(text);
  return text;
}

/** Warns, at a repository or at the creation template of repositories, of what is probably a mistake in their lifecycle. */
export function reviewLifecycle(scope: IConstruct, lifecycle: LifecyclePolicy, tagsCanMove: boolean): void {
  for (const { id, text, remedy, whereTagsMove } of lifecycleFindings(lifecycle)) {
    if (!whereTagsMove || tagsCanMove) warn(scope, id, `lifecycle: ${text}; ${remedy}`);
  }
}

/**
 * Says what the role of a repository does to its lifecycle: a warning if it silences rules of the lifecycle that was chosen,
 * a note if it decides the default.
 */
export function reviewRole(
  scope: IConstruct,
  { role, because = '' }: RoleOf,
  { silenced }: RoleLifecycle,
  chosen: LifecyclePolicy | undefined,
): void {
  if (silenced !== undefined) {
    warn(
      scope,
      EcrRule.ROLE_LIFECYCLE,
      `lifecycle: ${silenced} (${because}); give these repositories a lifecycle without such rules`,
    );
  } else if (chosen === undefined && role !== RepositoryRole.PULLED) {
    const effect =
      role === RepositoryRole.CACHE ? 'images are archived by their last pull' : 'nothing expires by default';
    note(scope, 'repositoryRole', `lifecycle: ${effect}, because ${because}`);
  }
}
