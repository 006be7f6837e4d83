import type { TargetedKeyboardEvent } from 'preact';
import { NodeKind } from './graph-model';
import type { MapNode } from './graph-model';
import { LINE_HEIGHT } from './layout';
import type { Box } from './layout';
import { hrefOf } from '../route';

export interface NodeViewProps {
  readonly node: MapNode;
  readonly box: Box;
  readonly isSelected: boolean;
  /** Whether the tab key comes to this node; the arrow keys go on from there. */
  readonly isTabStop: boolean;
  readonly onOpen: (node: MapNode) => void;
  readonly onFocus: (id: string) => void;
}

const KINDS: Readonly<Partial<Record<NodeKind, string>>> = {
  [NodeKind.REGISTRY]: 'registry',
  [NodeKind.PREFIX]: 'prefix',
  [NodeKind.REPOSITORY]: 'repository',
  [NodeKind.CONSUMER]: 'consumer',
};

/** A node of the map: a button that opens its details, or a link. */
export function NodeView({ node, box, isSelected, isTabStop, onOpen, onFocus }: NodeViewProps) {
  const { id, kind, name, lines, isOpen, target } = node;
  const [, ...more] = lines;
  const content = (
    <>
      <title>{[`${KINDS[kind] ?? ''} ${name}`.trim(), ...more].join(', ')}</title>
      <rect class="map-box" width={box.width} height={box.height} rx={5} />
      <rect class="map-mark" width={4} height={box.height} rx={2} />
      {lines.map((line, index) => (
        <text key={index} class={index === 0 ? 'map-title' : 'map-line'} x={11} y={17 + index * LINE_HEIGHT}>
          {line}
        </text>
      ))}
      {isOpen !== undefined && (
        <path
          class="map-fold"
          d={isOpen ? 'M-4,-2L0,3L4,-2' : 'M-2,-4L3,0L-2,4'}
          transform={`translate(${box.width - 13},13)`}
        />
      )}
    </>
  );
  const common = {
    id: `map-${id}`,
    class: `map-node map-${kind}${isSelected ? ' map-selected' : ''}`,
    transform: `translate(${box.x},${box.y})`,
    tabindex: isTabStop ? 0 : -1,
    'data-node': id,
    onFocus: () => onFocus(id),
  };
  if (target !== undefined) {
    return (
      <a {...common} href={hrefOf(target)}>
        {content}
      </a>
    );
  }
  const press = (event: TargetedKeyboardEvent<SVGGElement>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    onOpen(node);
  };
  return (
    <g {...common} role="button" aria-expanded={isOpen} onClick={() => onOpen(node)} onKeyDown={press}>
      {content}
    </g>
  );
}
