import { hasEnded } from '../../../../src/templates/judge/acknowledgement';
import { matchesWildcard } from '../../../../src/text/wildcard';
import { refuse } from '../../io/bad-input';
import type { GuardedChange } from '../guarded-change';

/** A change that a person has allowed, for a reason and for a time. */
export interface Allowance {
  /** The kind of the change, such as `repository-replaced`. */
  readonly kind: string;
  /** The path of the construct, or its start and `*`. */
  readonly path: string;
  readonly reason: string;
  /** The last day on which it counts, as `YYYY-MM-DD`. */
  readonly until: string;
  /** The place in the file, for messages. */
  readonly place: string;
}

/** A change that counts no more, and the allowance that says so. */
export interface AllowedChange {
  readonly change: GuardedChange;
  readonly allowance: Allowance;
}

/** The changes of a report, apart by whether they are allowed. */
export interface Judged {
  /** The changes that are left. */
  readonly changes: readonly GuardedChange[];
  readonly allowed: readonly AllowedChange[];
  /** The allowances whose last day is over. Their changes are left. */
  readonly expired: readonly Allowance[];
}

/** Sets apart the changes that are allowed. Refuses an allowance of nothing, which would look like a protection. */
export function applyAllowances(
  changes: readonly GuardedChange[],
  allowances: readonly Allowance[],
  today: string,
): Judged {
  for (const allowance of allowances) {
    if (!changes.some((change) => isAbout(allowance, change))) refuseStale(allowance, changes);
  }
  const left: GuardedChange[] = [];
  const allowed: AllowedChange[] = [];
  for (const change of changes) {
    const allowance = allowances.find((each) => !hasEnded(each, today) && isAbout(each, change));
    if (allowance === undefined) left.push(change);
    else allowed.push({ change, allowance });
  }
  return { changes: left, allowed, expired: allowances.filter((each) => hasEnded(each, today)) };
}

function isAbout({ kind, path }: Allowance, change: GuardedChange): boolean {
  return kind === change.kind && matchesWildcard(path, change.path);
}

function refuseStale({ kind, path, place }: Allowance, changes: readonly GuardedChange[]): never {
  const isOtherKind = changes.some((change) => matchesWildcard(path, change.path));
  const must = isOtherKind ? 'have the kind of a change at its path' : 'have the kind and the path of a change';
  return refuse({ property: place, found: `${kind} at ${path}`, must, remedy: 'correct it, or remove it' });
}
