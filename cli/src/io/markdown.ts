import { visible } from '../../../src/text/visible';

/** A table. Its cells are Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A text that Markdown and HTML show as it is, in a cell of a table. */
export function markdownText(value: string): string {
  return visible(value)
    .replace(/[\\`*_[\]|#~@!]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');
}

/** A name. One with a grave accent or a bar would end the code or the cell. */
export function markdownCode(value: string): string {
  return /[`|]/.test(value) ? markdownText(value) : `\`${visible(value)}\``;
}
