import { fill } from '../../text/holes';
import type { ValueOf } from '../../text/holes';
import { withHoles } from '../../text/intrinsics';

/** Most characters of the policy of a repository, a creation template or a registry. */
export const MAX_POLICY_LENGTH = 10_240;

const ACCOUNT_AND_PARTITION: ReadonlyMap<string, string> = new Map([
  ['AWS::AccountId', '111122223333'],
  ['AWS::Partition', 'aws'],
]);
const PLACE: ReadonlyMap<string, string> = new Map([
  ['AWS::Region', 'eu-central-1'],
  ['AWS::URLSuffix', 'amazonaws.com'],
]);
/** The likely length of other references: mostly ARNs of roles, with 31 characters and about 39 of a generated name. */
const ARN = 'x'.repeat(70);

/** The least length of each unresolved value. A policy that is too long even with these is refused. */
export const SHORTEST: ValueOf = (reference) => ACCOUNT_AND_PARTITION.get(reference) ?? '';

/** The likely length of each unresolved value, for an estimate. */
export const LIKELY: ValueOf = (reference) => ACCOUNT_AND_PARTITION.get(reference) ?? PLACE.get(reference) ?? ARN;

/** The number of characters of a policy or a statement: JSON or its text, with intrinsic functions or holes. */
export function policyLength(policy: unknown, valueOf: ValueOf): number {
  const known = withHoles(policy) ?? '';
  return fill(typeof known === 'string' ? known : JSON.stringify(known), valueOf).length;
}
