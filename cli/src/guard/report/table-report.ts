import { allowedFolds, foldsOf, pathsOf, sentenceOf, summaryOf } from './report';
import type { Fold, GuardReport } from './report';
import { visible } from '../../../../src/text/visible';
import { count } from '../../io/quantities';
import { table } from '../../io/table';
import { Gravity } from '../guarded-change';

/** The report for a person. */
export function tableReport(report: GuardReport): string {
  const { before, after, changes, allowed, expired, unknown } = report;
  const folds = foldsOf(changes);
  return [
    [`before  ${before}`, `after   ${after}`].map(visible).join('\n'),
    ...Object.values(Gravity).flatMap((gravity) =>
      section(
        gravity,
        folds.filter((fold) => fold.gravity === gravity),
      ),
    ),
    ...(allowed.length > 0 ? [allowedText(report)] : []),
    ...lines(
      'Allowed no more',
      expired.map(({ kind, path, until, reason }) => `${kind} at ${path}, until ${until}: ${reason}`),
    ),
    ...lines('Not known', unknown),
    summaryOf(report),
  ].join('\n\n');
}

function section(gravity: Gravity, folds: readonly Fold[]): string[] {
  if (folds.length === 0) return [];
  const changes = folds.reduce((sum, fold) => sum + fold.changes, 0);
  const rows = folds.map((fold) => [fold.changes, fold.kind, pathsOf(fold), sentenceOf(fold)]);
  return [
    [
      `${gravity}: ${count(changes, 'change')}`,
      table([['number', 'right'], ['kind'], ['path'], ['change']], rows),
      ...remedies(folds),
    ].join('\n'),
  ];
}

function remedies(folds: readonly Fold[]): string[] {
  const texts = folds.flatMap(({ kind, safely }) => (safely === undefined ? [] : [`${kind}: ${safely}.`]));
  return [...new Set(texts)].map(visible);
}

function allowedText({ allowed }: GuardReport): string {
  return `Allowed\n${table(
    [['number', 'right'], ['kind'], ['path'], ['until'], ['reason'], ['change']],
    allowedFolds(allowed).map((fold) => [
      ...[fold.changes, fold.kind, pathsOf(fold), fold.until, fold.reason, sentenceOf(fold)],
    ]),
  )}`;
}

function lines(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [[title, ...texts.map((each) => `  ${visible(each)}`)].join('\n')];
}
