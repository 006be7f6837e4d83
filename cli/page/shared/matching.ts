/** A text in which a search looks: in lower case, one line for each part. */
export function searchable(parts: readonly (string | undefined)[]): string {
  return parts.join('\n').toLowerCase();
}

/** Whether a searchable text has all words of a search. */
export function matches(text: string, search: string): boolean {
  return wordsOf(search).every((word) => text.includes(word));
}

/** The rows whose searchable texts have all words of a search. */
export function matching<Row>(rows: readonly Row[], textOf: (row: Row) => string, search: string): readonly Row[] {
  const words = wordsOf(search);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  });
}

function wordsOf(search: string): string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}
