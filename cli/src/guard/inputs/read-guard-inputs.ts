import type { GuardInputs } from './guard-state';

/** The inputs that the user named. */
export interface GuardInputPaths {
  /** A synthesized app or a template. */
  readonly after?: string;
  /** A snapshot with templates, or a folder of deployed templates. */
  readonly deployed?: string;
  /** Another synthesized app in place of what is deployed. */
  readonly before?: string;
  /** Files with what `describe-change-set --include-property-values` prints. */
  readonly changeSets?: readonly string[];
}

/** Reads what is before and after. Refuses what is none, and what lacks a part that the guard needs. */
export async function readGuardInputs(_paths: GuardInputPaths): Promise<GuardInputs> {
  throw new Error('follows');
}
