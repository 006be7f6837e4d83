import { useMemo } from 'preact/hooks';
import { LineKind, comparedRows } from './compared-lines';
import type { ComparedLine } from './compared-lines';
import { visible } from '../../../src/text/visible';
import type { ReportedPropertyChange } from '../../src/report/model/reported-changes';

const SIGNS: Readonly<Record<LineKind, readonly [sign: string, word: string]>> = {
  [LineKind.SAME]: [' ', ''],
  [LineKind.REMOVED]: ['−', 'removed: '],
  [LineKind.ADDED]: ['+', 'added: '],
};

/** A property before and after, side by side. */
export function PropertyChange({ property }: { readonly property: ReportedPropertyChange }) {
  const { path, before, after } = property;
  const rows = useMemo(() => comparedRows(before, after), [before, after]);
  return (
    <table class="compared">
      <caption>{visible(path)}</caption>
      <thead>
        <tr>
          <th scope="col">{before === undefined ? 'Before: not set' : 'Before'}</th>
          <th scope="col">{after === undefined ? 'After: not set' : 'After'}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={i}>
            <Line line={row.before} />
            <Line line={row.after} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A line of one side. A sign and a word say what the color says. */
function Line({ line }: { readonly line: ComparedLine | undefined }) {
  if (line === undefined) return <td class="none" />;
  const [sign, word] = SIGNS[line.kind];
  return (
    <td class={line.kind}>
      <code>
        <span aria-hidden="true">{sign} </span>
        {word !== '' && <span class="hidden">{word}</span>}
        {visible(line.text)}
      </code>
    </td>
  );
}
