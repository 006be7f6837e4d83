import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Says to cdk-nag why rules are not met, on the L1 itself: on a construct it would hold for all beneath it. */
export function acknowledge(construct: IConstruct, ids: string[], reason: string): void {
  Validations.of(construct.node.defaultChild ?? construct).acknowledge(...ids.map((id) => ({ id, reason })));
}
