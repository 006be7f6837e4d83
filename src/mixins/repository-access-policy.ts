import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { RepositoryAccess } from '../access/repository-access';
import { declaringConstruct } from '../core/l1-of';
import { isBlocked, redeclare } from './private/mixin-owner';
import { RepositoryMixin } from './private/repository-mixin';
import { policySizeErrors } from '../access/policy-size';
import { RepositoryPolicy } from '../access/repository-policy';
import { ConstructLedger } from '../core/app-ledger';
import { checkSettings } from '../repository/check-settings';
import { declaredSettings } from '../repository/declared-settings';

const APPLIED = new ConstructLedger<ecr.CfnRepository, Set<RepositoryAccess>>();

/**
 * Adds statements on access to the resource policies of repositories.
 *
 * This mixin has no strategy. All statements of the owner stay, including those added later, because removing one would
 * break clients that rely on it. To limit what owners allow, add a guardrail (`RepositoryAccess.denyOutside`). The
 * mixin changes only repositories that exist when you apply it.
 *
 * Lambda writes a statement of its own into the policy of a repository, for functions in the account of the repository.
 * That statement is in no template, and the first policy from a template removes it. For accounts with such functions,
 * add `RepositoryAccess.pullFromLambda`.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { mixins, RepositoryAccess, RepositoryPerimeter } from 'cdk-ecr';
 *
 * const organization = 'o-a1b2c3d4e5';
 * Mixins.of(this).apply(
 *   new mixins.RepositoryAccessPolicy([
 *     RepositoryAccess.pullFromOrganization(organization),
 *     RepositoryAccess.denyOutside(RepositoryPerimeter.organization(organization)),
 *   ]),
 * );
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export class RepositoryAccessPolicy extends RepositoryMixin {
  private readonly access: RepositoryAccess[];

  /**
   * @param access who may pull and push, and guardrails that limit it
   */
  public constructor(access: RepositoryAccess[]) {
    super();
    checkSettings({ api: 'RepositoryAccessPolicy' }, { access }, ['access']);
    this.access = [...access];
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    if (this.access.length === 0 || isBlocked(resource, 'RepositoryPolicyText')) return;
    const applied = appliedTo(resource);
    const policy = RepositoryPolicy.ofResource(resource);
    const added = this.access.filter((access) => !applied.has(access));
    for (const access of added) {
      applied.add(access);
      policy.addAccess(access);
    }
    redeclare(resource, { access: [...(declaredSettings(resource)?.access ?? []), ...added] });
  }
}

function appliedTo(resource: ecr.CfnRepository): Set<RepositoryAccess> {
  let applied = APPLIED.get(resource);
  if (!applied) {
    APPLIED.set(resource, (applied = new Set()));
    // A repository of this library checks the length itself.
    if (!declaredSettings(resource)) {
      const scope = declaringConstruct(resource);
      resource.node.addValidation({ validate: () => policySizeErrors(scope, 'RepositoryAccessPolicy', resource) });
    }
  }
  return applied;
}
