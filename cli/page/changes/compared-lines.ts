import { diffLines } from 'diff';

/** What a line of a comparison is. */
export enum LineKind {
  SAME = 'same',
  REMOVED = 'removed',
  ADDED = 'added',
}

/** A line of one side. */
export interface ComparedLine {
  readonly kind: LineKind;
  readonly text: string;
}

/** A row of two sides. A side is absent where the other one has a line more. */
export interface ComparedRow {
  readonly before?: ComparedLine;
  readonly after?: ComparedLine;
}

/** A longer value is not compared line by line, which would take the browser too long. */
const MOST_EDITS = 2_000;

/** Two values side by side, line by line. JSON has a line for each property. */
export function comparedRows(before: string | undefined, after: string | undefined): ComparedRow[] {
  const [old, recent] = [linesOf(before), linesOf(after)];
  const parts = diffLines(ended(old), ended(recent), { maxEditLength: MOST_EDITS });
  if (parts === undefined) return beside(lines(LineKind.REMOVED, old), lines(LineKind.ADDED, recent));
  const rows: ComparedRow[] = [];
  let removed: ComparedLine[] = [];
  let added: ComparedLine[] = [];
  for (const part of parts) {
    const texts = part.value.split('\n').slice(0, -1);
    if (part.removed) {
      removed = lines(LineKind.REMOVED, texts);
    } else if (part.added) {
      added = lines(LineKind.ADDED, texts);
    } else {
      rows.push(
        ...beside(removed, added),
        ...lines(LineKind.SAME, texts).map((line) => ({ before: line, after: line })),
      );
      [removed, added] = [[], []];
    }
  }
  return [...rows, ...beside(removed, added)];
}

/** The lines of a value. One that is JSON is written with line breaks. */
function linesOf(value: string | undefined): string[] {
  return value === undefined ? [] : pretty(value).split(/\r?\n/);
}

function pretty(value: string): string {
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    return value;
  }
}

function ended(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function lines(kind: LineKind, texts: readonly string[]): ComparedLine[] {
  return texts.map((text) => ({ kind, text }));
}

function beside(removed: readonly ComparedLine[], added: readonly ComparedLine[]): ComparedRow[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_, i) => ({
    ...(i < removed.length && { before: removed[i] }),
    ...(i < added.length && { after: added[i] }),
  }));
}
