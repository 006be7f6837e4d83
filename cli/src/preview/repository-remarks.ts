import type { RepositoryResult } from './report';
import { RepositoryRole } from '../../../src/ecr/repository-role';
import { isArchived } from '../../../src/lifecycle/evaluator/image-state';
import { LifecycleStorageClass } from '../../../src/lifecycle/lifecycle-enums';
import type { UnbearableRules } from '../../../src/lifecycle/role-lifecycle';
import { unbearableRules } from '../../../src/lifecycle/role-lifecycle';
import { addTo, listed } from '../../../src/text/lists';
import { count } from '../io/quantities';
import { Role } from '../snapshot/repository-roles';

/** The roles in which the library gives a repository another lifecycle. */
const LIFECYCLE_ROLES: Partial<Record<Role, RepositoryRole>> = {
  [Role.REPLICA]: RepositoryRole.REPLICA,
  [Role.CACHE]: RepositoryRole.CACHE,
};

const ROLES: Record<Role, string> = {
  [Role.SIGNED]: 'Signed, and signatures are untagged images',
  [Role.LAMBDA]: 'Used by AWS Lambda, whose fetches may not count as pulls',
  [Role.REPLICA]: 'Replicas, from which nobody pulls before they are needed',
  [Role.CACHE]: 'Caches, which cannot fetch an image by digest again',
};

/** What a person should know beside the tables, of all repositories. */
export class RepositoryRemarks {
  private undocumentedCount = 0;
  private isFreeing = false;
  private lacksArchive = false;
  private readonly byRole = new Map<Role, string[]>();
  /** Repositories by what is wrong with their rules. */
  private readonly unbearable = new Map<string, string[]>();

  public add(result: RepositoryResult): void {
    const { freedBytes, undocumentedImageCount } = result.preview.summary;
    this.undocumentedCount += undocumentedImageCount;
    this.isFreeing ||= freedBytes > 0;
    this.lacksArchive ||= lacksArchive(result);
    for (const { role, reason } of result.roles) {
      addTo(this.byRole, role, `${result.label} (${reason})`);
      const unsuitable = unsuitableRules(role, result);
      if (unsuitable === undefined) continue;
      const mistake = `${unsuitable.inWords} should not act there, because ${unsuitable.because}`;
      addTo(this.unbearable, mistake, result.label);
    }
  }

  public get lines(): string[] {
    return [
      this.undocumentedCount > 0 &&
        `Undocumented: ECR does not document the outcome for ${count(this.undocumentedCount, 'image')}. They are counted as deleted or archived if they may be.`,
      this.isFreeing && 'Sizes are upper bounds: ECR keeps layers that other images use.',
      this.lacksArchive &&
        'No image is archived. aws ecr describe-images leaves archived images out without --filter imageStatus=ANY.',
      ...Object.values(Role).map((role) => {
        const names = this.byRole.get(role);
        return names !== undefined && `${ROLES[role]}: ${listed(names)}.`;
      }),
      ...[...this.unbearable].map(([mistake, names]) => `${listed(names)}: ${mistake}.`),
    ].filter((line) => line !== false);
  }
}

/** The rules of the policy that a role cannot bear. */
export function unsuitableRules(role: Role, { policy }: Pick<RepositoryResult, 'policy'>): UnbearableRules | undefined {
  const lifecycleRole = LIFECYCLE_ROLES[role];
  return lifecycleRole && unbearableRules(lifecycleRole, policy);
}

/** Whether the policy has a rule for archived images, and a file has none: they may have been left out. */
function lacksArchive({ policy, images, candidate }: RepositoryResult): boolean {
  return (
    candidate.described !== undefined &&
    policy.rules.some(({ storageClass }) => storageClass === LifecycleStorageClass.ARCHIVE) &&
    !images.some(isArchived)
  );
}
