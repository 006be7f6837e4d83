import type { AccessCell, AccessColumn, AccessRow } from './access-model';
import { classTone } from './class-tone';
import { number } from '../../../src/text/lists';

interface AccessCellButtonProps {
  readonly cell: AccessCell | undefined;
  readonly row: AccessRow;
  readonly column: AccessColumn;
  onOpen(): void;
}

/** What a principal may do, as words. A press opens the statements. */
export function AccessCellButton({ cell, row, column, onOpen }: AccessCellButtonProps) {
  if (cell === undefined) return null;
  const { gravest, gravestCount, isConditional, denied } = cell;
  const total = column.repositories.length;
  const words = [
    ...(gravest === undefined ? [] : [`${gravest}${isConditional ? ', if…' : ''}`]),
    ...(gravest !== undefined && gravestCount < total ? [`${number(gravestCount)} of ${number(total)}`] : []),
  ];
  const denies = denied === undefined ? [] : [`denied: ${denied}`];
  return (
    <button
      type="button"
      class={`cell ${gravest === undefined ? 'plain' : classTone(gravest, row.principal.relation)}`}
      onClick={onOpen}
    >
      {[...words, ...denies].map((text, i) => (
        <span key={i}>{text}</span>
      ))}
      <span class="hidden">, show statements</span>
    </button>
  );
}
