import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Acknowledges rules of cdk-nag on the L1 only, so that its children are not covered. */
export function acknowledge(construct: IConstruct, ids: string[], reason: string): void {
  Validations.of(construct.node.defaultChild ?? construct).acknowledge(...ids.map((id) => ({ id, reason })));
}
