import type { ExpectedFinding } from './expected-findings';
import type { Finding, Judge } from './types';

/** The result of one judge on one target. */
export interface Verdict {
  readonly judge: string;
  readonly target: string;
  readonly templates: number;
  readonly findings: readonly Finding[];
  readonly seconds: number;
  /** Why the judge could not do its work; always a failure. */
  readonly failure?: string;
  /** Why the judge was left out. */
  readonly skipped?: string;
}

/** Findings that no expectation covers. */
export function unexpected(findings: readonly Finding[], expected: readonly ExpectedFinding[]): Finding[] {
  return findings.filter((finding) => !expected.some((expectation) => covers(expectation, finding)));
}

/**
 * Expectations that nothing meets, or another number of findings than they say. An expectation counts once its judge has seen its target; in a complete run, also when its
 * target does not exist any more. Without a target it can be judged in a complete run only.
 */
export function stale(
  verdicts: readonly Verdict[],
  expected: readonly ExpectedFinding[],
  complete: boolean,
): ExpectedFinding[] {
  return expected.filter((expectation) => {
    const candidates = verdicts.filter(
      ({ judge, target }) => judge === expectation.judge && target === (expectation.target ?? target),
    );
    const unseen = candidates.some(({ skipped, failure }) => (skipped ?? failure) !== undefined);
    const judged = complete || (candidates.length > 0 && expectation.target !== undefined);
    const covered = candidates.flatMap(({ findings }) => findings).filter((finding) => covers(expectation, finding));
    const asExpected = covered.length === (expectation.count ?? covered.length) && covered.length > 0;
    return judged && !unseen && !asExpected;
  });
}

/** The reason why a judge fails on the bad template; undefined when it found everything that it must find. */
export function selfTestFailure(judge: Judge, findings: readonly Finding[]): string | undefined {
  const missed = judge.mustFind.filter((rule) => !findings.some((finding) => finding.rule === rule));
  return missed.length === 0 ? undefined : `does not find ${missed.join(', ')} in bad.template.json`;
}

function covers(expectation: ExpectedFinding, finding: Finding): boolean {
  return (
    expectation.judge === finding.judge &&
    expectation.rule === finding.rule &&
    (expectation.target === undefined || expectation.target === finding.target) &&
    expectation.resource.test(finding.resource)
  );
}
