import { startOfNames } from './namespaces';

/** A creation template or a pull-through cache, as far as it is known. */
export interface Creator {
  /** The prefix; `undefined` if it is unresolved. */
  readonly prefix?: string;
  /** The occasions in `AppliedFor` of a template. */
  readonly uses?: readonly unknown[];
}

/**
 * The templates and caches that make Amazon ECR create repositories, each namespace once. Templates for replicas are not
 * among them, because the registry of the source scans the same images. A template for caches counts only if no cache
 * under it does.
 */
export function creatorsIn<T extends Creator>(templates: readonly T[], caches: readonly T[]): T[] {
  const onPush = templates.filter(({ uses = [] }) => uses.includes('CREATE_ON_PUSH'));
  const ownCaches = caches.filter(({ prefix }) => !onPush.some((each) => isSameNamespace(each.prefix, prefix)));
  const forCaches = templates.filter(({ uses = [], prefix }) => {
    if (uses.includes('CREATE_ON_PUSH') || !uses.includes('PULL_THROUGH_CACHE')) return false;
    return !caches.some((cache) => isUnder(cache.prefix, prefix));
  });
  return [...onPush, ...ownCaches, ...forCaches];
}

function isSameNamespace(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && startOfNames(one) === startOfNames(other);
}

/** Whether one namespace may be within another. */
function isUnder(inner: string | undefined, outer: string | undefined): boolean {
  return inner === undefined || outer === undefined || startOfNames(inner).startsWith(startOfNames(outer));
}
