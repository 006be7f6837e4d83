import { Lazy, Stack } from 'aws-cdk-lib';
import type { IResolvable } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { renderLifecycle, reviewLifecycle, reviewRole } from './review-lifecycle';
import { roleOf } from './role-of';
import type { RoleOf } from './role-of';
import { ConstructLedger } from '../core/app-ledger';
import { declaringConstruct } from '../core/l1-of';
import { overrideOf } from '../core/overrides';
import type { LifecyclePolicy } from '../lifecycle/lifecycle-policy';
import { lifecycleIn } from '../lifecycle/role-lifecycle';
import type { RoleLifecycle } from '../lifecycle/role-lifecycle';
import { isIntrinsic } from '../text/intrinsics';

type LifecycleProperty = ecr.CfnRepository.LifecyclePolicyProperty;

/** A lifecycle for a repository that another construct may have given one. */
export interface LifecycleChoice {
  /** Without it, the repository has the default of its role. */
  readonly lifecycle?: LifecyclePolicy;
  /** Whether the region has the archive. Default: it has. */
  readonly archive?: boolean;
  /** Whether the choice wins over the policy that the resource has. */
  readonly override?: boolean;
  /** Whether tags may have moved before, although they cannot move now. */
  readonly tagsMayHaveMoved?: boolean;
}

const RENDERED = new ConstructLedger<ecr.CfnRepository, RenderedLifecycle>();

/**
 * The lifecycle of a repository, which is known when its template is written: it depends on the role of the repository,
 * which another stack may give it, and on the policy that its owner may set later.
 */
export class RenderedLifecycle {
  /** Gives a lifecycle to a repository. */
  public static set(resource: ecr.CfnRepository, choice: LifecycleChoice): void {
    const known = RENDERED.get(resource);
    if (known?.isIn(resource)) {
      if (choice.override) known.choice = choice;
    } else {
      RENDERED.set(resource, new RenderedLifecycle(resource, choice));
    }
  }

  private readonly before: LifecycleProperty | IResolvable | undefined;
  private readonly value: IResolvable;

  private constructor(
    private readonly resource: ecr.CfnRepository,
    private choice: LifecycleChoice,
  ) {
    this.before = resource.lifecyclePolicy;
    this.value = Lazy.uncachedAny({
      produce: (context) => this.render((value) => context.resolve(value) as unknown),
    });
    resource.lifecyclePolicy = this.value;
    resource.node.addValidation({ validate: () => this.review() });
  }

  /** Whether no other lifecycle was set since. */
  private isIn(resource: ecr.CfnRepository): boolean {
    return resource.lifecyclePolicy === this.value;
  }

  private render(resolve: (value: unknown) => unknown): LifecycleProperty | undefined {
    const owners = resolve(this.before) as LifecycleProperty | undefined;
    if (!this.wins(owners)) return owners;
    const { lifecycle } = this.chosen(roleOf(this.resource, resolve));
    const lifecyclePolicyText = renderLifecycle(this.resource, lifecycle);
    return lifecyclePolicyText === undefined ? undefined : { registryId: owners?.registryId, lifecyclePolicyText };
  }

  private wins(owners: LifecycleProperty | undefined): boolean {
    return this.choice.override === true || owners === undefined || !hasText(owners);
  }

  private chosen({ role }: RoleOf): RoleLifecycle {
    return lifecycleIn(role, this.choice.lifecycle, this.choice.archive);
  }

  private review(): string[] {
    const { resource, choice } = this;
    const isRendered = this.isIn(resource) && overrideOf(resource, 'LifecyclePolicy') === undefined;
    const before = Stack.of(resource).resolve(this.before) as LifecycleProperty | undefined;
    if (!isRendered || !this.wins(before)) return [];
    const owner = declaringConstruct(resource);
    const role = roleOf(resource);
    const chosen = this.chosen(role);
    reviewLifecycle(owner, chosen.lifecycle, choice.tagsMayHaveMoved === true || tagsCanMove(resource));
    reviewRole(owner, role, chosen, choice.lifecycle);
    return [];
  }
}

/** Whether at least some tags of the repository can move, as it is rendered. */
export function tagsCanMove(resource: ecr.CfnRepository): boolean {
  const override = overrideOf(resource, 'ImageTagMutability');
  return Stack.of(resource).resolve(override ? override.value : resource.imageTagMutability) !== 'IMMUTABLE';
}

/** Whether a lifecycle has a text. An intrinsic function of an included template counts as one. */
export function hasText(policy: object): boolean {
  if (isIntrinsic(policy)) return true;
  return (
    'lifecyclePolicyText' in policy && policy.lifecyclePolicyText !== undefined && policy.lifecyclePolicyText !== ''
  );
}
