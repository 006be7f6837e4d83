import { table, tableLines } from '../../src/io/table';

describe('a table', () => {
  test('has columns as wide as their texts on a terminal, and numbers on the right', () => {
    const rows = [
      ['日本', 1_000, 'x'],
      ['plain', 1, ''],
    ];
    expect(table([['name'], ['count', 'right'], ['why']], rows)).toBe(
      ['name   count  why', '日本   1,000  x', 'plain      1'].join('\n'),
    );
  });

  test('reads its rows twice and one by one, and makes the text of the last column when its line is due', () => {
    let made = 0;
    const rows = {
      *[Symbol.iterator]() {
        for (let i = 0; i < 3; i++) yield [i, () => `row ${(made += 1)}`];
      },
    };
    const lines = tableLines([['number'], ['why']], rows);
    expect([lines.next().value, lines.next().value, made]).toEqual(['number  why', '0       row 1', 1]);
    expect([...lines]).toEqual(['1       row 2', '2       row 3']);
  });
});
