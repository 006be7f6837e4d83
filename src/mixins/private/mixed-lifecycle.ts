import { Lazy, Stack, Token } from 'aws-cdk-lib';
import type { IResolvable } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { declaringConstruct, maySet, overrideOf, redeclare } from './mixin-owner';
import { tagsCanMove } from './tag-mutability';
import { ConstructLedger } from '../../core/app-ledger';
import type { LifecyclePolicy } from '../../lifecycle/lifecycle-policy';
import { defaultLifecycle } from '../../repository/repository-spec';
import { reviewLifecycle } from '../../repository/review-lifecycle';
import { isIntrinsic } from '../../text/intrinsics';
import { MixinStrategy } from '../mixin-strategy';

const APPLIED = new ConstructLedger<ecr.CfnRepository, MixedLifecycle>();

type LifecycleProperty = ecr.CfnRepository.LifecyclePolicyProperty;

/** Gives a repository a lifecycle; without one, that which suits its tags. */
export function applyLifecycle(
  resource: ecr.CfnRepository,
  lifecycle: LifecyclePolicy | undefined,
  strategy?: MixinStrategy,
): void {
  const before = resource.lifecyclePolicy;
  // What the L2 has is a token as long as its owner may add rules.
  const said = before !== undefined && !Token.isUnresolved(before) && hasText(before);
  if (!maySet(resource, 'LifecyclePolicy', strategy, said)) return;
  const override = strategy === MixinStrategy.OVERRIDE;
  const applied = APPLIED.get(resource);
  if (applied?.isIn(resource)) {
    if (override) applied.replaceBy(lifecycle);
  } else {
    APPLIED.set(resource, new MixedLifecycle(resource, lifecycle, override));
  }
  if (override) redeclare(resource, { lifecycle: lifecycle ?? defaultLifecycle(tagsCanMove(resource)) });
}

/** The lifecycle of a repository under a mixin: what its owner says is asked for when the template is written. */
class MixedLifecycle {
  private readonly before: LifecycleProperty | IResolvable | undefined;
  private readonly value: IResolvable;

  public constructor(
    private readonly resource: ecr.CfnRepository,
    private lifecycle: LifecyclePolicy | undefined,
    private override: boolean,
  ) {
    this.before = resource.lifecyclePolicy;
    this.value = Lazy.uncachedAny({ produce: (context) => this.render(context.resolve(this.before)) });
    resource.lifecyclePolicy = this.value;
    resource.node.addValidation({ validate: () => this.review() });
  }

  /** Whether nobody has set another lifecycle since. */
  public isIn(resource: ecr.CfnRepository): boolean {
    return resource.lifecyclePolicy === this.value;
  }

  public replaceBy(lifecycle: LifecyclePolicy | undefined): void {
    this.lifecycle = lifecycle;
    this.override = true;
  }

  private render(owners: LifecycleProperty | undefined): LifecycleProperty | undefined {
    if (!this.wins(owners)) return owners;
    const lifecyclePolicyText = this.chosen._render();
    return lifecyclePolicyText === undefined ? undefined : { registryId: owners?.registryId, lifecyclePolicyText };
  }

  private wins(owners: LifecycleProperty | undefined): boolean {
    return this.override || owners === undefined || !hasText(owners);
  }

  private get chosen(): LifecyclePolicy {
    return this.lifecycle ?? defaultLifecycle(tagsCanMove(this.resource));
  }

  private review(): string[] {
    const { resource } = this;
    const isRendered = this.isIn(resource) && overrideOf(resource, 'LifecyclePolicy') === undefined;
    if (isRendered && this.wins(Stack.of(resource).resolve(this.before))) {
      reviewLifecycle(declaringConstruct(resource), this.chosen, tagsCanMove(resource));
    }
    return [];
  }
}

/** An intrinsic function of an included template counts as a policy. */
function hasText(policy: object): boolean {
  if (isIntrinsic(policy)) return true;
  return (
    'lifecyclePolicyText' in policy && policy.lifecyclePolicyText !== undefined && policy.lifecyclePolicyText !== ''
  );
}
