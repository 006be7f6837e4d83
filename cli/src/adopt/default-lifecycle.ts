import type { PlannedRegistry } from './plan';
import { RepositoryRole } from '../../../src/ecr/repository-role';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { lifecycleIn } from '../../../src/lifecycle/role-lifecycle';
import { InvalidInputError } from '../../../src/text/errors';
import type { RegistryFile, RepositoryLine } from '../snapshot/format';
import { Role, rolesOf } from '../snapshot/repository-roles';
import { readSnapshotImages, registryName } from '../snapshot/snapshot-images';

/** The images that the default lifecycle of its role would take from a repository, and its own lifecycle does not. */
export interface DefaultLifecycle {
  /** As `<account>/<region>/<name>`. */
  readonly repository: string;
  readonly role: RepositoryRole;
  readonly imageCount: number;
  readonly archived: readonly TakenImage[];
  readonly deleted: readonly TakenImage[];
}

/** An image that goes. */
export interface TakenImage {
  readonly imageDigest: string;
  readonly imageTags: readonly string[];
}

/** The effects of the default lifecycles, as far as the snapshot has the images. */
export interface DefaultLifecycles {
  readonly repositories: readonly DefaultLifecycle[];
  /** Repositories whose images the snapshot does not have. */
  readonly unknown: readonly string[];
}

/** The role that the library gives to a repository, by what it is used for: the first one counts. */
const ROLES: readonly (readonly [Role, RepositoryRole])[] = [
  [Role.SIGNED, RepositoryRole.KEPT],
  [Role.LAMBDA, RepositoryRole.KEPT],
  [Role.REPLICA, RepositoryRole.REPLICA],
  [Role.CACHE, RepositoryRole.CACHE],
];

/** What a change to the default lifecycle would do with the images of the adopted repositories. */
export async function defaultLifecycles(registries: readonly PlannedRegistry[]): Promise<DefaultLifecycles> {
  const files = registries.map(({ plan }) => plan.registry);
  const repositories: DefaultLifecycle[] = [];
  const unknown: string[] = [];
  for (const { snapshot, plan } of registries) {
    for (const line of plan.adopted) {
      // Amazon ECR Public has no lifecycle policies.
      if (line.isPublic) continue;
      const repository = `${registryName(plan.registry)}/${line.repositoryName}`;
      const found = await readSnapshotImages({ snapshot, line });
      if (found === undefined) {
        unknown.push(repository);
        continue;
      }
      const role = roleOf(line, plan.registry, files);
      const time = new Date(plan.registry.time);
      const outcomesOf = (policy: LifecyclePolicy) => policy.preview(found.images, { at: time }).outcomes;
      const goesAnyway = new Set(outcomesOf(ownLifecycle(line)).filter(goes).map(digestOf));
      const taken = outcomesOf(lifecycleIn(role, undefined).lifecycle)
        .filter(goes)
        .filter((outcome) => !goesAnyway.has(digestOf(outcome)));
      const imagesWith = (action: LifecycleAction) =>
        taken
          .filter((outcome) => outcome.action === action)
          .map(({ image: { imageDigest, imageTags = [] } }) => ({ imageDigest, imageTags: [...imageTags] }));
      repositories.push({
        ...{ repository, role, imageCount: found.images.length },
        archived: imagesWith(LifecycleAction.ARCHIVE),
        deleted: imagesWith(LifecycleAction.EXPIRE),
      });
    }
  }
  return { repositories, unknown };
}

function roleOf(line: RepositoryLine, registry: RegistryFile, others: readonly RegistryFile[]): RepositoryRole {
  const roles = rolesOf(line, registry, others).map(({ role }) => role);
  return ROLES.find(([role]) => roles.includes(role))?.[1] ?? RepositoryRole.PULLED;
}

/** Its own lifecycle policy. Of one that the library refuses, nothing is known: all images that go are reported. */
function ownLifecycle({ lifecyclePolicy }: RepositoryLine): LifecyclePolicy {
  if (lifecyclePolicy === undefined) return LifecyclePolicy.none();
  try {
    return LifecyclePolicy.fromJson(JSON.stringify(lifecyclePolicy));
  } catch (error) {
    if (error instanceof InvalidInputError) return LifecyclePolicy.none();
    throw error;
  }
}

function goes({ action }: ImageOutcome): boolean {
  return action !== undefined;
}

function digestOf({ image }: ImageOutcome): string {
  return image.imageDigest;
}
