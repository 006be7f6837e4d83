import { canonicalStatement } from '../../../../src/ecr/policy/canonical-statement';

/** Whether two statements of a policy say the same. */
export function sameStatement(one: unknown, other: unknown): boolean {
  return JSON.stringify(canonicalStatement(one)) === JSON.stringify(canonicalStatement(other));
}
