import { policyIn, textIn } from './declared-policy';
import { DeclaredRepositories } from './declared-repositories';
import { takenBy } from './taken-images';
import { AUTO_DELETE_IMAGES } from '../../../../src/ecr/auto-delete-images';
import { isRepositoryType, ResourceType } from '../../../../src/ecr/resource-type';
import type { ImageOutcome } from '../../../../src/lifecycle/evaluator/image-outcome';
import type { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { TemplateApp } from '../../../../src/templates/template-app';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { andMore } from '../../../../src/text/lists';
import { ImagesInUse } from '../../in-use/images-in-use';
import { isIn } from '../../in-use/reference';
import { imageText } from '../../preview/losses';
import { snapshotPolicies } from '../../preview/snapshot-policies';
import type { RegistryFile, RepositoryLine } from '../../snapshot/format';
import type { SnapshotDirectory } from '../../snapshot/snapshot-directory';
import { readSnapshotImages } from '../../snapshot/snapshot-images';
import type { SnapshotImages, SnapshotRepository } from '../../snapshot/snapshot-images';
import { GuardedResource } from '../changes/guarded-resource';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';
import { StateSource } from '../inputs/guard-state';
import type { GuardInputs } from '../inputs/guard-state';

/** How many images the details of a change list. */
const LISTED = 10;
/** What the rules of a policy alone let fear. */
const GUESSES = ['lifecycle-expires', 'lifecycle-archives'];
const LOOK = 'look at the images first: npx cdk-ecr-cli preview';

/** What a snapshot tells of the images that a change takes. */
export interface ImagesThatGo {
  /** The changes that were given, with the number of their images, and those of lifecycle policies that take some. */
  readonly changes: readonly GuardedChange[];
  /** What is unknown, as sentences without a full stop. */
  readonly unknown: readonly string[];
}

/** Says which images go: those of repositories that are deleted, and those that new lifecycle policies take. */
export async function imagesThatGo(
  inputs: GuardInputs,
  changes: readonly GuardedChange[],
  snapshots: readonly SnapshotDirectory[],
  at: Date,
): Promise<ImagesThatGo> {
  const images = new ImageGuard(inputs, changes, at);
  for (const snapshot of snapshots) {
    for await (const line of snapshot.repositories()) await images.add({ snapshot, line });
  }
  return images.result;
}

class ImageGuard {
  private readonly before: DeclaredRepositories;
  private readonly after: DeclaredRepositories;
  /** The repositories that are deleted with their images. */
  private readonly deleted: readonly GuardedChange[];
  private readonly counts = new Map<GuardedChange, number>();
  private readonly taken: GuardedChange[] = [];
  /** The resources whose policies were tried on images, which tells more than a look at their rules. */
  private readonly tried = new Set<string>();
  private readonly unknown: string[] = [];
  private readonly deployed = snapshotPolicies();
  private readonly used = new ImagesInUse([], () => true);

  public constructor(
    private readonly inputs: GuardInputs,
    private readonly changes: readonly GuardedChange[],
    private readonly at: Date,
  ) {
    this.before = new DeclaredRepositories(new TemplateApp(inputs.before.stacks));
    this.after = new DeclaredRepositories(new TemplateApp(inputs.after.stacks));
    this.deleted = changes.filter(
      ({ gravity, type, kind }) => gravity === Gravity.LOST && isOfRepository(type) && !GUESSES.includes(kind),
    );
  }

  public get result(): ImagesThatGo {
    const kept = this.changes.filter((change) => !GUESSES.includes(change.kind) || !this.tried.has(keyOf(change)));
    const counted = kept.map((change) => {
      const images = this.counts.get(change);
      return images === undefined ? change : { ...change, images };
    });
    return { changes: [...counted, ...this.taken], unknown: this.unknown };
  }

  public async add(repository: SnapshotRepository): Promise<void> {
    const { line, snapshot } = repository;
    const { registry } = snapshot;
    const deleted = this.deleted.filter((change) => this.isAbout(change, line, registry));
    const lifecycle = deleted.length > 0 || line.isPublic ? undefined : this.lifecycleChange(repository);
    if (deleted.length === 0 && lifecycle === undefined) return;
    const images = await readSnapshotImages(repository);
    if (images === undefined) {
      this.unknown.push(`The snapshot does not have the images of ${line.repositoryName}`);
      return;
    }
    for (const change of deleted) this.counts.set(change, images.images.length);
    if (lifecycle) this.addTaken(lifecycle, repository, images);
  }

  /** Whether a change deletes a repository. Stacks of other regions may have the same name. */
  private isAbout({ stack, logicalId, name, type }: GuardedChange, line: RepositoryLine, registry: RegistryFile) {
    const isPublic = type === ResourceType.PUBLIC_REPOSITORY;
    if (isPublic !== (line.isPublic ?? false)) return false;
    const isOwned = line.stack?.stackName === stack && line.stack.logicalId === logicalId;
    if (!isOwned && name !== line.repositoryName) return false;
    const places = this.inputs.before.stacks.filter(({ path, stackName }) => [path, stackName].includes(stack));
    return places.length === 0 || places.some((place) => isIn(place, registry));
  }

  /** The lifecycle policies of a repository before and after, if they differ. */
  private lifecycleChange({ snapshot, line }: SnapshotRepository): LifecycleChange | undefined {
    const resource = this.after.find(line, snapshot.registry);
    if (resource === undefined) return undefined;
    const old = this.before.find(line, snapshot.registry);
    // CloudFormation does nothing where its templates are the same.
    if (old !== undefined && textIn(old) === textIn(resource)) return undefined;
    const isOfApp = old !== undefined && this.inputs.before.source === StateSource.APP;
    const before = isOfApp ? policyIn(old) : this.deployed.policyOf(line.repositoryName, { snapshot, line })?.policy;
    const after = policyIn(resource);
    if (before !== undefined && after !== undefined) return { resource, before, after };
    const which = after === undefined ? 'new' : 'old';
    this.unknown.push(`The ${which} lifecycle policy of ${line.repositoryName} could not be read`);
    return undefined;
  }

  private addTaken(
    { resource, before, after }: LifecycleChange,
    { line, snapshot }: SnapshotRepository,
    all: SnapshotImages,
  ) {
    const { repositoryName } = line;
    this.tried.add(keyOf(placeOf(resource)));
    const { deleted, archived, deletedLater } = takenBy(before, after, all.images, this.at);
    const users = this.used.usersIn({ repositoryName, registry: snapshot.registry, ...all });
    const isUsed = ({ image }: ImageOutcome) => users.has(image.imageDigest);
    const add = (gravity: Gravity, kind: string, text: string, outcomes: readonly ImageOutcome[]) => {
      if (outcomes.length === 0) return;
      const usersOf = ({ image }: ImageOutcome) => [...(users.get(image.imageDigest) ?? [])];
      this.taken.push({
        ...{ gravity, kind, text, safely: LOOK },
        ...placeOf(resource),
        name: repositoryName,
        details: detailsOf(outcomes.map((outcome) => ({ outcome, users: usersOf(outcome) }))),
        images: outcomes.length,
      });
    };
    const archives = archived.filter((outcome) => !isUsed(outcome));
    add(
      Gravity.LOST,
      'lifecycle-expires',
      'The new lifecycle policy deletes images that the old one does not.',
      deleted,
    );
    add(
      Gravity.LOST,
      'lifecycle-archives-in-use',
      'The new lifecycle policy archives images in use, so that nobody can pull them.',
      archived.filter(isUsed),
    );
    add(
      Gravity.OTHER,
      'lifecycle-archives',
      'The new lifecycle policy archives images that the old one does not.',
      archives,
    );
    add(
      Gravity.OTHER,
      'lifecycle-expires-later',
      'The new lifecycle policy can delete images some day that the old one never deletes.',
      deletedLater,
    );
  }
}

/** Whether a resource that goes takes the images of a repository with it. */
function isOfRepository(type: string): boolean {
  return isRepositoryType(type) || type === AUTO_DELETE_IMAGES.TYPE;
}

function keyOf({ stack, logicalId }: Pick<GuardedChange, 'stack' | 'logicalId'>): string {
  return `${stack}|${logicalId}`;
}

/** The lifecycle policies of a repository, and the resource that declares the new one. */
interface LifecycleChange {
  readonly resource: TemplateResource;
  readonly before: LifecyclePolicy;
  readonly after: LifecyclePolicy;
}

/** An image that goes, and who runs it. */
interface TakenImage {
  readonly outcome: ImageOutcome;
  readonly users: readonly string[];
}

/** The first images, those in use before others. */
function detailsOf(taken: readonly TakenImage[]): string[] {
  const inOrder = [...taken].sort((one, other) => other.users.length - one.users.length);
  const lines = inOrder.slice(0, LISTED).map((image) => imageText(image));
  return taken.length > LISTED ? [...lines, andMore(taken.length - LISTED)] : lines;
}

/** Where a resource is, as changes say it. */
function placeOf(resource: TemplateResource): Pick<GuardedChange, 'stack' | 'path' | 'logicalId' | 'type'> {
  const { stackName, path, logicalId, type } = new GuardedResource(resource);
  return { stack: stackName, path, logicalId, type };
}
