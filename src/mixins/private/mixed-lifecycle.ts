import { Token } from 'aws-cdk-lib';
import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { maySet, redeclare } from './mixin-owner';
import type { LifecyclePolicy } from '../../lifecycle/lifecycle-policy';
import { hasText, RenderedLifecycle } from '../../repository/rendered-lifecycle';
import { MixinStrategy } from '../mixin-strategy';

/** Gives a repository a lifecycle; without one, the default of its role. */
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
  RenderedLifecycle.set(resource, { lifecycle, override, tagsMayHaveMoved: true });
  if (override) redeclare(resource, { lifecycle });
}
