import type { GuardedChange } from '../guarded-change';
import type { GuardInputs } from '../inputs/guard-state';

/** What the deployment of `after` changes, the gravest first. */
export function changesBetween(_inputs: GuardInputs): GuardedChange[] {
  return [];
}
