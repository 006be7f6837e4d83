import { allowedFolds, firstPathOf, foldsOf, pathsOf, sentenceOf, summaryOf } from './report';
import type { Fold, GuardReport } from './report';
import { visible } from '../../../../src/text/visible';
import { count } from '../../io/quantities';
import { table } from '../../io/table';
import { Gravity } from '../guarded-change';

/** The width from which on a line has the first path only. */
const MAX_WIDTH = 140;

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
  const widest = (text: (fold: Fold) => string) => Math.max(...folds.map((fold) => text(fold).length));
  const isWide = widest(({ kind }) => kind) + widest(pathsOf) + widest(sentenceOf) > MAX_WIDTH;
  const paths = isWide ? firstPathOf : pathsOf;
  const rows = folds.map((fold) => [fold.changes, fold.kind, paths(fold), sentenceOf(fold)]);
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
      ...[fold.changes, fold.kind, firstPathOf(fold), fold.until, fold.reason, sentenceOf(fold)],
    ]),
  )}`;
}

function lines(title: string, texts: readonly string[]): string[] {
  return texts.length === 0 ? [] : [[title, ...texts.map((each) => `  ${visible(each)}`)].join('\n')];
}
