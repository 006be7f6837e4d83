import * as fc from 'fast-check';
import { LineKind, comparedRows } from '../../page/changes/compared-lines';

const signs = { [LineKind.SAME]: ' ', [LineKind.REMOVED]: '-', [LineKind.ADDED]: '+' };

function shown(before?: string, after?: string): string[] {
  return comparedRows(before, after).map((row) =>
    [row.before, row.after].map((line) => (line ? `${signs[line.kind]}${line.text}` : '.')).join(' | '),
  );
}

describe('old and new side by side', () => {
  test('JSON has a line for each property, and lines that differ stand beside each other', () => {
    expect(shown('{"a":1,"b":2}', '{"a":1,"b":3}')).toEqual([
      ' { |  {',
      '   "a": 1, |    "a": 1,',
      '-  "b": 2 | +  "b": 3',
      ' } |  }',
    ]);
  });

  test('what is not set has no lines', () => {
    expect(shown(undefined, 'IMMUTABLE')).toEqual(['. | +IMMUTABLE']);
    expect(shown('MUTABLE', undefined)).toEqual(['-MUTABLE | .']);
    expect(shown(undefined, undefined)).toEqual([]);
  });

  test('text that only looks like JSON stays as it is', () => {
    expect(shown('{broken', '[')).toEqual(['-{broken | +[']);
  });

  test('each side has all of its lines in their order', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const rows = comparedRows(before, after);
        expect(rows.flatMap((row) => row.before?.text ?? []).join('\n')).toBe(before);
        expect(rows.flatMap((row) => row.after?.text ?? []).join('\n')).toBe(after);
      }),
    );
  });

  test('very long values that have nothing in common are shown whole', () => {
    const long = (sign: string) => Array.from({ length: 5000 }, (_, i) => `${sign}${i}`).join('\n');
    expect(comparedRows(long('a'), long('b'))).toHaveLength(5000);
  });
});
