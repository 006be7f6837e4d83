import { allowedFolds, fails, foldsOf, sentenceOf, summaryOf } from './report';
import type { Fold, GuardReport } from './report';
import { andMore } from '../../../../src/text/lists';
import { anonymous, shortened } from '../../io/anonymous';
import { markdownCode, markdownTable, markdownText } from '../../io/markdown';

/** The number of rows of each table. With the lines around them, the comment has about 60 lines. */
const ROWS = { changes: 26, allowed: 6, expired: 3, unknown: 4 };
const SHOWN_PATHS = 3;

/**
 * The report for a comment on a pull request. Everybody who reads the pull request reads it, so it has no principals, and
 * no account ids even where a path or a reason has one.
 */
export function markdownReport(report: GuardReport): string {
  const { changes, allowed, expired, unknown } = report;
  return [
    `# Amazon ECR: ${fails(report) ? 'something is lost or opened' : 'nothing is lost or opened'}`,
    `${summaryOf(report)}.`,
    ...section(
      ['Gravity', 'Number', 'Kind', 'Where', 'Change', 'How to do it safely'],
      foldsOf(changes).map((fold) => [fold.gravity, ...cells(fold), text(fold.safely ?? '')]),
      ROWS.changes,
    ),
    ...section(
      ['Allowed', 'Kind', 'Where', 'Change', 'Reason', 'Until'],
      allowedFolds(allowed).map((fold) => [...cells(fold), text(fold.reason), fold.until]),
      ROWS.allowed,
    ),
    ...section(
      ['Allowed no more', 'Where', 'Reason', 'Until'],
      expired.map(({ kind, path, reason, until }) => [code(kind), code(path), text(reason), until]),
      ROWS.expired,
    ),
    ...section(
      ['Not known'],
      unknown.map((each) => [text(each)]),
      ROWS.unknown,
    ),
  ].join('\n\n');
}

/** A table with its first rows, and how many there are more. */
function section(head: readonly string[], rows: readonly (readonly string[])[], limit: number): string[] {
  if (rows.length === 0) return [];
  const more = rows.length > limit ? [`${andMore(rows.length - limit)} in the full report`] : [];
  return [markdownTable(head, rows.slice(0, limit)), ...more];
}

function cells(fold: Fold): string[] {
  const { changes, kind, paths } = fold;
  const more = paths.length > SHOWN_PATHS ? ` ${andMore(paths.length - SHOWN_PATHS)}` : '';
  return [
    String(changes),
    code(kind),
    `${paths.slice(0, SHOWN_PATHS).map(code).join(', ')}${more}`,
    text(sentenceOf(fold)),
  ];
}

function text(value: string): string {
  return markdownText(shortened(anonymous(value)));
}

function code(value: string): string {
  return markdownCode(shortened(anonymous(value)));
}
