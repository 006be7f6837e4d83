import { detailsOf } from './guarded';
import type { Happening, PropertyChangesOf } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { LifecycleRisk, lifecycleRisk } from './lifecycle-risk';
import { row } from './rows';
import { RepositoryRole } from '../../../../src/ecr/repository-role';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { lifecycleIn } from '../../../../src/lifecycle/role-lifecycle';
import { comparableProperties } from '../../compare/comparable-properties';
import { contentText } from '../../compare/content-text';
import { Gravity } from '../guarded-change';

/** Another lifecycle of a repository. */
export function lifecycleHappening({ before, after, changes }: PropertyChangesOf): Happening {
  const [old, next] = [before, after].map(lifecycleOf);
  const details = detailsOf(changes);
  switch (lifecycleRisk(old, next)) {
    case LifecycleRisk.EXPIRES: {
      const text = 'gets another lifecycle, which may delete images that the old one keeps';
      return { gravity: Gravity.LOST, kind: 'lifecycle-expires', text, row: row('lifecycle-by-age'), details };
    }
    case LifecycleRisk.ARCHIVES: {
      const text = 'gets another lifecycle, which archives images or deletes them after that';
      const id = isDefault(next, RepositoryRole.PULLED)
        ? isDefault(old, RepositoryRole.KEPT)
          ? 'role-signed-ends'
          : 'default-lifecycle'
        : undefined;
      return { gravity: Gravity.REVOKED, kind: 'lifecycle-archives', text, row: id && row(id), details };
    }
    case LifecycleRisk.NONE: {
      const isKept = isDefault(next, RepositoryRole.KEPT) && isDefault(old, RepositoryRole.PULLED);
      const text = 'gets another lifecycle, which takes no image that the old one keeps';
      return {
        gravity: Gravity.OTHER,
        kind: 'lifecycle-changed',
        text,
        row: isKept ? row('role-signed') : undefined,
        details,
      };
    }
  }
}

function lifecycleOf({ type, properties }: GuardedResource): unknown {
  return comparableProperties(type, { LifecyclePolicy: properties.LifecyclePolicy }).LifecyclePolicy;
}

/** Whether a lifecycle is the default of the library for a role. */
function isDefault(lifecycle: unknown, role: RepositoryRole): boolean {
  const LifecyclePolicy = { LifecyclePolicyText: lifecycleIn(role, undefined).lifecycle.toJson() };
  const form = comparableProperties(ResourceType.REPOSITORY, { LifecyclePolicy }).LifecyclePolicy;
  return contentText(lifecycle) === contentText(form);
}

/** Another mutability of the tags of a repository. */
export function tagHappening({ before, after, changes }: PropertyChangesOf): Happening {
  const [wasImmutable, isImmutable] = [before, after].map(isImmutableAtAll);
  const details = detailsOf(changes);
  if (wasImmutable && !isImmutable) {
    const text = 'had immutable tags, and they can be moved to other images now';
    return { gravity: Gravity.REVOKED, kind: 'tags-can-move', text, row: row('tags-can-move'), details };
  }
  if (!wasImmutable && isImmutable) {
    const text = 'gets immutable tags';
    return { gravity: Gravity.OTHER, kind: 'tags-cannot-move', text, row: row('tags-cannot-move'), details };
  }
  const text = 'has other exceptions for tags that can move';
  const id = 'tags-get-exceptions';
  return { gravity: Gravity.REVOKED, kind: 'tags-exceptions-changed', text, row: row(id), details };
}

/** Whether tags are immutable, with or without exceptions. */
function isImmutableAtAll({ properties: { ImageTagMutability: mutability } }: GuardedResource): boolean {
  return String(mutability).startsWith('IMMUTABLE');
}

/** The end of scanning on push. Its begin is nothing special. */
export function scanHappening({ changes }: PropertyChangesOf): Happening | undefined {
  if (!changes.some(({ after }) => after === undefined)) return undefined;
  const text = 'is no longer scanned on push, if the registry has basic scanning';
  return { gravity: Gravity.REVOKED, what: 'scan-on-push-ended', text, details: detailsOf(changes) };
}

/** The deletion of images with their repository, which was refused before. */
export function emptyingHappening({ after }: PropertyChangesOf): Happening | undefined {
  if (after.isRetained || String(after.properties.EmptyOnDelete) !== 'true') return undefined;
  const text = 'is deleted with all of its images from now on when it leaves the template';
  return { gravity: Gravity.REVOKED, what: 'protection-removed', text, safely: row('removed-with-images').safely };
}
