import { fill } from '../../text/holes';
import type { ValueOf } from '../../text/holes';
import { withHoles } from '../../text/intrinsics';

/** Most characters of a policy: of a repository, of the repositories of a creation template, of a registry. */
export const MAX_POLICY_LENGTH = 10_240;

const ACCOUNT_AND_PARTITION: Readonly<Record<string, string>> = {
  'AWS::AccountId': '111122223333',
  'AWS::Partition': 'aws',
};
const PLACE: Readonly<Record<string, string>> = { 'AWS::Region': 'eu-central-1', 'AWS::URLSuffix': 'amazonaws.com' };
/** Most other references are ARNs of roles with generated names: 31 characters, and around 39 of the name. */
const ARN = 'x'.repeat(70);

/** Each value that only the deployment knows is as short as it can be: a policy that is too long with them is refused. */
export const SHORTEST: ValueOf = (reference) => ACCOUNT_AND_PARTITION[reference] ?? '';

/** Each value that only the deployment knows has its likely length, for an estimate. */
export const LIKELY: ValueOf = (reference) => ACCOUNT_AND_PARTITION[reference] ?? PLACE[reference] ?? ARN;

/** Characters of a policy, or of one of its statements: JSON or its text, with intrinsic functions or holes. */
export function policyLength(policy: unknown, valueOf: ValueOf): number {
  const known = withHoles(policy) ?? '';
  return fill(typeof known === 'string' ? known : JSON.stringify(known), valueOf).length;
}
