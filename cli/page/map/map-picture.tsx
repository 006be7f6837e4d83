import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { EdgeKind } from './graph-model';
import type { MapGraph, MapNode } from './graph-model';
import { Direction, LINE, neighbourOf } from './layout';
import type { MapLayout } from './layout';
import { NodeView } from './node-view';

/** The smallest text in px at first. */
const SMALLEST_TEXT = 11;
const ZOOM_STEP = 1.25;
/** How far a node in sight is from the edge of the window, in px. */
const EDGE = 32;

export interface MapPictureProps {
  readonly graph: MapGraph;
  readonly layout: MapLayout;
  readonly selected?: string;
  readonly onOpen: (node: MapNode) => void;
}

/** The map as an SVG. The tab key comes to one node, and the arrow keys go from node to node. */
export function MapPicture({ graph, layout, selected, onOpen }: MapPictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState(1);
  const [focused, setFocused] = useState<string | undefined>();
  const first = graph.nodes.find(({ id }) => id === (focused ?? selected))?.id ?? graph.nodes[0]?.id;
  const fit = () => (frame.current === null ? 1 : frame.current.clientWidth / layout.width);
  // At first, it is as wide as the page, as long as its text can be read.
  useLayoutEffect(() => setZoom(Math.min(1, Math.max(SMALLEST_TEXT / LINE, fit()))), []);

  // A node that unfolds may move.
  useLayoutEffect(() => {
    const element = document.getElementById(`map-${selected}`);
    if (element !== null) keepInSight(element);
  }, [layout, selected]);

  const move = (event: TargetedKeyboardEvent<SVGSVGElement>) => {
    const direction = Object.values(Direction).find((each) => each === event.key);
    const from = (event.target as Element).closest('[data-node]')?.getAttribute('data-node');
    if (direction === undefined || !from) return;
    event.preventDefault();
    const next = neighbourOf(layout.nodes, from, direction);
    const element = document.getElementById(`map-${next}`);
    if (element === null) return;
    element.focus();
    keepInSight(element);
  };

  return (
    <>
      <div class="map-tools">
        <p>The tab key comes to the map, the arrow keys go from node to node, and Enter opens one.</p>
        <span role="group" aria-label="Size of the map">
          <button type="button" aria-label="Smaller" onClick={() => setZoom(zoom / ZOOM_STEP)}>
            −
          </button>
          <button type="button" aria-label="Larger" onClick={() => setZoom(zoom * ZOOM_STEP)}>
            +
          </button>
          <button type="button" onClick={() => setZoom(fit())}>
            Fit the width
          </button>
        </span>
      </div>
      <div class="map-frame" ref={frame}>
        <svg
          class="map-picture"
          role="group"
          aria-label="Map of the registries"
          width={Math.round(layout.width * zoom)}
          height={Math.round(layout.height * zoom)}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
          onKeyDown={move}
        >
          <defs>
            <marker id="map-arrow" viewBox="0 0 8 8" refX={7} refY={4} markerWidth={7} markerHeight={7} orient="auto">
              <path class="map-arrow" d="M0,0.5L8,4L0,7.5Z" />
            </marker>
          </defs>
          <Clusters graph={graph} layout={layout} />
          <Edges layout={layout} selected={selected} />
          {graph.nodes.map((node) => (
            <NodeView
              key={node.id}
              node={node}
              box={layout.nodes.get(node.id)!}
              isSelected={node.id === selected}
              isTabStop={node.id === first}
              onOpen={onOpen}
              onFocus={setFocused}
            />
          ))}
          <Labels layout={layout} />
        </svg>
      </div>
    </>
  );
}

/** Scrolls until nothing that sticks to an edge of the window is over an element. */
function keepInSight(element: Element) {
  const { top, bottom } = element.getBoundingClientRect();
  const panel = document.querySelector('.map-panel')?.getBoundingClientRect();
  const end = (panel === undefined || panel.height === 0 ? innerHeight : Math.min(innerHeight, panel.top)) - EDGE;
  if (top < 2 * EDGE) scrollBy(0, top - 2 * EDGE);
  else if (bottom > end) scrollBy(0, bottom - end);
}

function Clusters({ graph, layout }: Pick<MapPictureProps, 'graph' | 'layout'>) {
  return (
    <g aria-hidden="true">
      {graph.clusters.map(({ id, label, name, parent }) => {
        const { x, y, width, height } = layout.clusters.get(id)!;
        return (
          <g key={id} class={parent === undefined ? 'map-cluster' : 'map-cluster map-inner'}>
            <title>{name}</title>
            <rect x={x} y={y} width={width} height={height} rx={6} />
            <text x={x + 10} y={y + 16}>
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}

/** The labels of edges stand over nodes that are in their way. */
function Labels({ layout }: Pick<MapPictureProps, 'layout'>) {
  return (
    <g class="map-labels" aria-hidden="true">
      {layout.edges.map(
        ({ from, to, kind, label }) =>
          label && (
            <text key={`${kind} ${from} ${to}`} x={label.x} y={label.y - 4} text-anchor="middle">
              {label.text}
            </text>
          ),
      )}
    </g>
  );
}

function Edges({ layout, selected }: Pick<MapPictureProps, 'layout' | 'selected'>) {
  return (
    <g aria-hidden="true">
      {layout.edges.map(({ from, to, kind, path }) => (
        <g
          key={`${kind} ${from} ${to}`}
          class={`map-edge map-${kind}${from === selected || to === selected ? ' map-selected' : ''}`}
        >
          <path d={path} marker-end={kind === EdgeKind.CONTAINS ? undefined : 'url(#map-arrow)'} />
        </g>
      ))}
    </g>
  );
}
