import { addTo, byText, listed } from '../../../../src/text/lists';
import { count } from '../../io/quantities';
import type { AllowedChange, Allowance } from '../allow/allowance';
import { Gravity } from '../guarded-change';
import type { GuardedChange } from '../guarded-change';

/** The result of the command, for all formats. */
export interface GuardReport {
  /** The sources of before and after, in words. */
  readonly before: string;
  readonly after: string;
  /** The changes that are left. */
  readonly changes: readonly GuardedChange[];
  readonly allowed: readonly AllowedChange[];
  readonly expired: readonly Allowance[];
  /** What the guard does not know, as sentences. */
  readonly unknown: readonly string[];
}

/** The gravities that fail. */
const FAILING: readonly Gravity[] = [Gravity.LOST, Gravity.OPENED];
const GRAVITIES = Object.values(Gravity);

/** Whether something is lost or opened that nobody has allowed. */
export function fails({ changes }: Pick<GuardReport, 'changes'>): boolean {
  return changes.some(({ gravity }) => FAILING.includes(gravity));
}

/** How many changes have each gravity, the gravest first. */
export function countsOf({ changes }: Pick<GuardReport, 'changes'>): [gravity: Gravity, count: number][] {
  return GRAVITIES.map((gravity) => [gravity, changes.filter((change) => change.gravity === gravity).length]);
}

/** The number of changes by gravity, in one line. */
export function summaryOf(report: Pick<GuardReport, 'changes' | 'allowed'>): string {
  const images = imagesOf(report.changes.filter(({ gravity }) => gravity === Gravity.LOST));
  return [
    ...countsOf(report).map(([gravity, number]) => {
      const ofImages = gravity === Gravity.LOST && images > 0 ? ` (${count(images, 'image')})` : '';
      return `${number} ${gravity}${ofImages}`;
    }),
    ...(report.allowed.length > 0 ? [`${report.allowed.length} allowed`] : []),
  ].join(', ');
}

/** Changes that read the same: of one kind and with one text. */
export interface Fold {
  readonly gravity: Gravity;
  readonly kind: string;
  readonly text: string;
  readonly safely?: string;
  readonly changes: number;
  /** The images of all of them. */
  readonly images: number;
  readonly paths: readonly string[];
}

/** All changes in the order of the report: the gravest first, then by kind and path. */
export function inOrder(changes: readonly GuardedChange[]): GuardedChange[] {
  return [...changes].sort(
    (one, other) =>
      GRAVITIES.indexOf(one.gravity) - GRAVITIES.indexOf(other.gravity) ||
      byText(one.kind, other.kind) ||
      byText(one.path, other.path) ||
      byText(one.text, other.text),
  );
}

/** Equal changes once, in the order of their first ones. */
export function foldsOf(changes: readonly GuardedChange[]): Fold[] {
  const groups = new Map<string, GuardedChange[]>();
  for (const change of inOrder(changes)) {
    addTo(groups, JSON.stringify([change.gravity, change.kind, change.text]), change);
  }
  return [...groups.values()].map((same) => {
    const [{ gravity, kind, text, safely }] = same;
    const paths = [...new Set(same.map(({ path }) => path))];
    return { gravity, kind, text, safely, changes: same.length, images: imagesOf(same), paths };
  });
}

/** The changes of a fold in words: what happens, and to how many images. */
export function sentenceOf({ text, images }: Fold): string {
  return images > 0 ? `${text} ${count(images, 'image')}.` : text;
}

/** An allowance that counts, with the changes that it allows. */
export interface AllowedFold extends Fold, Pick<Allowance, 'reason' | 'until'> {}

/** The allowed changes, those of one allowance that read the same once. */
export function allowedFolds(allowed: readonly AllowedChange[]): AllowedFold[] {
  const byAllowance = new Map<Allowance, GuardedChange[]>();
  for (const { change, allowance } of allowed) addTo(byAllowance, allowance, change);
  return [...byAllowance].flatMap(([{ reason, until }, changes]) =>
    foldsOf(changes).map((fold) => ({ ...fold, reason, until })),
  );
}

/** The first paths of a fold. */
export function pathsOf({ paths }: Fold): string {
  return listed(paths, { separator: ', ' });
}

/** The first path of a fold, and how many there are. */
export function firstPathOf({ paths }: Fold): string {
  return listed(paths, { max: 1 });
}

function imagesOf(changes: readonly GuardedChange[]): number {
  return changes.reduce((sum, { images = 0 }) => sum + images, 0);
}
