import type { IConstruct } from 'constructs';
import type { RepositorySpec } from './repository-spec';
import { warn } from '../core/warn';
import { controlsLost } from '../ecr/controls/controls-lost';
import { EcrRule } from '../ecr/ecr-rule';

/** Warns of each choice that costs a repository a control. */
export function reviewControls(
  scope: IConstruct,
  { encryption, tagMutability, lifecycle }: RepositorySpec,
  scanOnPush: boolean,
): void {
  if (!encryption._isCustomerManaged) warnOfLoss(scope, 'encryption', EcrRule.CUSTOMER_KEY);
  if (tagMutability._against) warnOfLoss(scope, 'tagMutability', tagMutability._against);
  if (lifecycle?.isEmpty) warnOfLoss(scope, 'lifecycle', EcrRule.LIFECYCLE_POLICY);
  if (!scanOnPush) warnOfLoss(scope, 'scanOnPush', EcrRule.REPOSITORY_SCANNING);
}

function warnOfLoss(scope: IConstruct, option: string, decision: EcrRule): void {
  warn(scope, decision, `${option}: this choice fails ${controlsLost(decision).join(' and ')}`);
}
