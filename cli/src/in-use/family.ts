import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { addTo } from '../../../src/text/lists';

/** The users of images by their digests. */
export type UsersByDigest = Map<string, Set<string>>;

/**
 * Adds the users of an index to its children, and those of a child to the indexes that list it: who pulls an index needs
 * one of its children, and who runs a child may have pulled the index.
 */
export function addFamily(users: UsersByDigest, images: readonly RepositoryImage[]): void {
  const children = new Map<string, readonly string[]>();
  const parents = new Map<string, string[]>();
  for (const { imageDigest, childDigests } of images) {
    if (!childDigests?.length) continue;
    children.set(imageDigest, childDigests);
    for (const child of childDigests) addTo(parents, child, imageDigest);
  }
  if (children.size === 0) return;
  const direct = [...users].map(([digest, own]) => [digest, [...own]] as const);
  for (const [digest, own] of direct) {
    spread(users, children, digest, own);
    spread(users, parents, digest, own);
  }
}

function spread(
  users: UsersByDigest,
  relatives: ReadonlyMap<string, readonly string[]>,
  start: string,
  own: readonly string[],
): void {
  const reached = new Set([start]);
  for (const digest of reached) {
    for (const relative of relatives.get(digest) ?? []) reached.add(relative);
    own.forEach((user) => addUser(users, digest, user));
  }
}

export function addUser(users: UsersByDigest, digest: string, user: string): void {
  const own = users.get(digest);
  if (own) own.add(user);
  else users.set(digest, new Set([user]));
}
