import { Gravity } from '../../src/guard/guarded-change';
import type { GuardedChange } from '../../src/guard/guarded-change';
import type { GuardReport } from '../../src/guard/report/report';

/** A change of a repository, as the core of the guard reports it. */
export function change(path: string, values: Partial<GuardedChange> = {}): GuardedChange {
  return {
    gravity: Gravity.OTHER,
    kind: 'repository-moved',
    stack: 'Images',
    path,
    logicalId: path.replace(/\W/g, ''),
    type: 'AWS::ECR::Repository',
    text: 'It moves to another stack',
    details: [],
    ...values,
  };
}

/** A report of changes that nobody has allowed. */
export function reportOf(changes: readonly GuardedChange[], values: Partial<GuardReport> = {}): GuardReport {
  return {
    before: 'the snapshot registry',
    after: 'the app cdk.out',
    changes,
    allowed: [],
    expired: [],
    unknown: [],
    ...values,
  };
}
