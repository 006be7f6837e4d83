import type { Gravity } from '../../guard/guarded-change';

/** The kind of a comparison. */
export enum ComparisonKind {
  /** A change of an app or its stacks. */
  CHANGE = 'change',
  /** A snapshot before, an app after: what the app will do to what is there. */
  ADOPTION = 'adoption',
  /** An app before, a snapshot after: what differs from what was declared. */
  DRIFT = 'drift',
}

/** What is before and after. */
export interface ReportedChanges {
  readonly kind: ComparisonKind;
  /** The sources in words. */
  readonly before: string;
  readonly after: string;
  /** The verdict of the guard, which needs templates; absent for drift. */
  readonly verdict?: ReportedVerdict;
  /** Old and new, side by side. */
  readonly resources: readonly ReportedChange[];
  /** How many differences make a scheduled job fail: what was declared and is missing or other. */
  readonly driftCount: number;
  /** What is not known, as sentences. */
  readonly unknown: readonly string[];
}

/** What the guard says. */
export interface ReportedVerdict {
  /** Whether something is lost or opened. */
  readonly fails: boolean;
  /** In one line, such as "1 lost, 0 opened, …". */
  readonly summary: string;
  readonly counts: readonly (readonly [gravity: Gravity, count: number])[];
  readonly folds: readonly ReportedFold[];
}

/** Equal changes. */
export interface ReportedFold {
  readonly gravity: Gravity;
  readonly kind: string;
  readonly text: string;
  readonly safely?: string;
  readonly changes: number;
  readonly paths: readonly string[];
}

export enum ResourceChangeKind {
  ADDED = 'added',
  REMOVED = 'removed',
  CHANGED = 'changed',
}

/** A resource that is other than before. */
export interface ReportedChange {
  readonly kind: ResourceChangeKind;
  /** The registry, such as `111111111111/eu-central-1`. */
  readonly registry: string;
  readonly type: string;
  /** The name of the repository, the prefix of the cache and so on. */
  readonly name: string;
  readonly path?: string;
  readonly properties: readonly ReportedPropertyChange[];
}

export interface ReportedPropertyChange {
  readonly path: string;
  /** JSON or text; absent if it is not set. */
  readonly before?: string;
  readonly after?: string;
}
