import { meantName } from '../../text/spelling';
import type { Problem } from '../rule';

/** The remedy for a value that differs only in its spelling from one that CloudFormation accepts. */
export function spelling(accepted: readonly string[], value: unknown): Pick<Problem, 'remedy'> {
  const meant = typeof value === 'string' ? meantName(accepted, value) : undefined;
  return meant === undefined ? {} : { remedy: `write ${meant}` };
}
