import { countsOf, inOrder } from './report';
import type { GuardReport } from './report';
import { escapedJson } from '../../io/escaped-json';

/** The full report, in the form of `cli/schemas/guard-1.schema.json`. It has principals and accounts. */
export function jsonReport(report: GuardReport): string {
  const { before, after, changes, allowed, expired, unknown } = report;
  return escapedJson({
    version: 1,
    before,
    after,
    summary: { ...Object.fromEntries(countsOf(report)), allowed: allowed.length },
    changes: inOrder(changes),
    allowed: allowed.map(({ change, allowance: { reason, until } }) => ({ ...change, reason, until })),
    expired: expired.map(({ kind, path, reason, until }) => ({ kind, path, reason, until })),
    unknown,
  });
}
