import { countsOf, fails, foldsOf, sentenceOf, summaryOf } from '../../guard/report/report';
import type { GuardReport } from '../../guard/report/report';
import type { ReportedVerdict } from '../model/reported-changes';

/** What the guard says, with equal changes once. */
export function reportedVerdict(report: GuardReport): ReportedVerdict {
  return {
    fails: fails(report),
    summary: summaryOf(report),
    counts: countsOf(report),
    folds: foldsOf(report.changes).map((fold) => {
      const { gravity, kind, safely, changes, paths } = fold;
      return { gravity, kind, text: sentenceOf(fold), ...(safely !== undefined && { safely }), changes, paths };
    }),
  };
}
