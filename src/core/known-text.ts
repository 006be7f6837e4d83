import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { fill, UNRESOLVED } from '../text/holes';
import { withHoles } from '../text/intrinsics';

/** A value as far as it is known at synthesis. Unresolved parts read like `<AWS::Partition>`, as in cdk-nag. */
export function knownText(scope: IConstruct, value: unknown): string {
  const known = withHoles(Stack.of(scope).resolve(value), { attribute: () => UNRESOLVED });
  return fill(typeof known === 'string' ? known : UNRESOLVED, (reference) => `<${reference || '…'}>`);
}
