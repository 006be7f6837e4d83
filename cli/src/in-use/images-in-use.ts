import { addFamily, addUser } from './family';
import type { UsersByDigest } from './family';
import { isDigest, isSame, referenceIn } from './reference';
import type { RegistryId, RegistryReference } from './reference';
import type { Use } from './use';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { addTo } from '../../../src/text/lists';

/** A reference to an image, with all who have it. */
export interface UsedReference extends Partial<RegistryReference> {
  /** The reference as it was written. */
  readonly text: string;
  readonly users: Set<string>;
  /** Nothing is said if no image has it. */
  readonly isVague: boolean;
}

/** What is known of a repository. */
export interface UsedRepository {
  readonly repositoryName: string;
  /** Undefined for the images of a file, which does not tell the region. */
  readonly registry?: RegistryId;
  readonly images: readonly RepositoryImage[];
  /** The users that Amazon Inspector knows, by digest. */
  readonly inspected?: ReadonlyMap<string, string>;
}

/** The images that run, by references to them. */
export class ImagesInUse {
  /** The references to registries that are looked at, and digests, which may be of them. */
  public readonly references: readonly UsedReference[];
  /** How many references are to other registries. */
  public readonly foreignCount: number;

  private readonly byDigest = new Map<string, UsedReference[]>();
  private readonly byRepository = new Map<string, UsedReference[]>();
  private readonly found = new Set<UsedReference>();

  /** @param isOurs whether a registry is looked at */
  public constructor(uses: readonly Use[], isOurs: (registry: RegistryId) => boolean) {
    const all = new Map<string, UsedReference>();
    for (const { reference: text, user, isVague = false } of uses) {
      const same = all.get(text);
      if (same) {
        same.users.add(user);
      } else {
        all.set(text, {
          ...(isDigest(text) ? { digest: text } : referenceIn(text)),
          text,
          users: new Set([user]),
          isVague,
        });
      }
    }
    const references = [...all.values()];
    this.references = references.filter(({ registry, digest }) =>
      registry === undefined ? digest !== undefined : isOurs(registry),
    );
    this.foreignCount = references.length - this.references.length;
    for (const reference of this.references) {
      const { repository, digest } = reference;
      if (repository === undefined) addTo(this.byDigest, digest!, reference);
      else addTo(this.byRepository, repository, reference);
    }
  }

  /** The references to a repository. */
  public referencesTo({ repositoryName, registry }: Omit<UsedRepository, 'images'>): UsedReference[] {
    const all = this.byRepository.get(repositoryName) ?? [];
    return registry === undefined ? all : all.filter((reference) => isSame(reference.registry!, registry));
  }

  /** The repositories of the references. */
  public get repositoryNames(): string[] {
    return [...this.byRepository.keys()];
  }

  /** The users of the images of a repository. An index and its children are used together. */
  public usersIn(repository: UsedRepository): UsersByDigest {
    const users: UsersByDigest = new Map();
    const { images, inspected = new Map<string, string>() } = repository;
    const byDigest = new Map<string, UsedReference[]>();
    const byTag = new Map<string, UsedReference[]>();
    for (const reference of this.referencesTo(repository)) {
      if (reference.digest !== undefined) addTo(byDigest, reference.digest, reference);
      else addTo(byTag, reference.tag!, reference);
    }
    if (this.byDigest.size + byDigest.size + byTag.size + inspected.size === 0) return users;
    for (const { imageDigest, imageTags } of images) {
      const tags = byTag.size > 0 ? (imageTags ?? []) : [];
      for (const reference of [
        ...(this.byDigest.get(imageDigest) ?? []),
        ...(byDigest.get(imageDigest) ?? []),
        ...tags.flatMap((tag) => byTag.get(tag) ?? []),
      ]) {
        this.found.add(reference);
        reference.users.forEach((user) => addUser(users, imageDigest, user));
      }
      const inspection = inspected.get(imageDigest);
      if (inspection !== undefined) addUser(users, imageDigest, inspection);
    }
    addFamily(users, images);
    return users;
  }

  /** The references to a repository that were on no image of it. */
  public unknownIn(repository: Omit<UsedRepository, 'images'>): UsedReference[] {
    return this.referencesTo(repository).filter((reference) => !reference.isVague && !this.found.has(reference));
  }

  /** The references that were on no image of the repositories so far. */
  public get unknown(): UsedReference[] {
    return this.references.filter((reference) => !reference.isVague && !this.found.has(reference));
  }
}
