import type { Candidates } from './image-source';
import { isArchived, Losses } from './losses';
import type { Loss } from './losses';
import type { RepositoryPreview } from './repository-previews';
import { listed, number } from '../../../src/text/lists';
import type { UsedReference } from '../in-use/images-in-use';
import { ImagesInUse } from '../in-use/images-in-use';
import { isSame } from '../in-use/reference';
import type { RegistryId } from '../in-use/reference';
import type { Use } from '../in-use/use';
import { refuse } from '../io/bad-input';
import { count } from '../io/quantities';
import { registryName } from '../snapshot/snapshot-images';

/** The images that run, of all repositories. */
export class InUseGuard {
  private readonly losses = new Losses();
  private readonly used: ImagesInUse;
  private imageCount = 0;
  private isInspected = false;

  /** @param isWanted whether a repository is looked at; undefined stands for a digest in any repository */
  public constructor(
    private readonly files: readonly string[],
    uses: readonly Use[],
    candidates: Candidates,
    private readonly isWanted: (repositoryName: string | undefined) => boolean,
  ) {
    this.used = new ImagesInUse(uses, registriesOf(candidates));
    if (files.length === 0 || this.used.references.length > 0) return;
    refuse({
      property: '--in-use',
      found: listed(files),
      must: `name an image of ${namesOf(candidates)}`,
      remedy: 'check the account, the region and the cluster',
    });
  }

  /** The losses of a repository. */
  public add(repository: RepositoryPreview): Loss[] {
    const users = this.used.usersIn(repository);
    this.isInspected ||= repository.inspected.size > 0;
    if (users.size === 0) return [];
    const outcomes = repository.outcomes.filter(({ image }) => users.has(image.imageDigest));
    this.imageCount += outcomes.length;
    const losses = outcomes
      .filter((outcome) => outcome._mayGo() || isArchived(outcome.image))
      .map((outcome) => ({ outcome, users: [...users.get(outcome.image.imageDigest)!] }));
    this.losses.add(repository, losses);
    return losses;
  }

  /** The references to these registries that no image has. */
  public get unknown(): UsedReference[] {
    return this.used.unknown.filter(({ repository }) => this.isWanted(repository));
  }

  /** In words, for the error of a preview that takes images in use. */
  public get loss(): string | undefined {
    return this.losses.isEmpty ? undefined : this.losses.explain(this.all);
  }

  /** In words, where none of them goes; `undefined` if nothing says what runs. */
  public get assurance(): string | undefined {
    const isKnown = this.files.length > 0 || this.isInspected;
    return isKnown && this.losses.isEmpty ? `None of ${this.all} goes.` : undefined;
  }

  /** What the references are that no repository has. */
  public get remarks(): string[] {
    const { unknown } = this;
    const { foreignCount } = this.used;
    const texts = unknown.map(({ text, users }) => `${text} (${listed([...users])})`);
    return [
      ...(unknown.length > 0 ? [`In use, and no image here: ${listed(texts)}.`] : []),
      ...(foreignCount > 0 ? [`In use from other registries, and left out: ${count(foreignCount, 'reference')}.`] : []),
    ];
  }

  private get all(): string {
    return `${number(this.imageCount)} ${this.imageCount === 1 ? 'image' : 'images'} in use`;
  }
}

/** Whether a registry has the images. Files may tell the account, and never the region. */
function registriesOf({ all, snapshots }: Candidates): (registry: RegistryId) => boolean {
  if (snapshots.length > 0) return (id) => snapshots.some(({ registry }) => isSame(registry, id));
  const accounts = new Set(all.flatMap(({ described }) => described?.accounts ?? []));
  return ({ account }) => accounts.size === 0 || accounts.has(account);
}

function namesOf({ all, snapshots }: Candidates): string {
  const accounts = [...new Set(all.flatMap(({ described }) => described?.accounts ?? []))];
  const names = snapshots.length > 0 ? snapshots.map(({ registry }) => registryName(registry)) : accounts;
  return listed(names) || 'a private registry';
}
