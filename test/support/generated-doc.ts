import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '../..');

/**
 * Holds a part of a document against what the code says: the text between `<!-- name:begin -->` and `<!-- name:end -->`.
 * With `UPDATE_DOCS=1` it is written instead.
 */
export function expectGenerated(file: string, name: string, markdown: string): void {
  const path = join(ROOT, file);
  const document = readFileSync(path, 'utf8');
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no part ${name}`);
  const expected = `${begin}\n\n${markdown.trim()}\n\n${end}`;
  const actual = document.slice(from, to + end.length);
  if (process.env.UPDATE_DOCS) {
    writeFileSync(path, document.slice(0, from) + expected + document.slice(to + end.length));
  } else {
    expect(actual).toBe(expected);
  }
}

/** A table in Markdown, its columns as wide as the widest cell. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cell.replace(/\|/g, '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...lines.map((cells) => cells[column].length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const [first, ...rest] = lines;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}
