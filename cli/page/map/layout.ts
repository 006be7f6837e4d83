import { Graph, layout } from '@dagrejs/dagre';
import { EdgeKind, NodeKind } from './graph-model';
import type { MapEdge, MapGraph, MapNode } from './graph-model';
import { textWidth } from './text-fit';

/** Sizes of fonts in px, as the style sheet has them. */
export const TITLE = 13;
export const LINE = 12;
export const LINE_HEIGHT = 16;
const PADDING = 10;
/** The sign of a node that folds. */
const FOLD = 16;
/** The line with the name of an account or a registry. */
const CLUSTER_TITLE = 22;
const MARGIN = 12;
/** How far an edge beside the others goes to the right. */
const BOW = 48;

/** A rectangle: its left upper corner and its size. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** The path of an SVG. */
  readonly path: string;
  readonly label?: { readonly text: string; readonly x: number; readonly y: number };
}

/** Where everything is. */
export interface MapLayout {
  readonly nodes: ReadonlyMap<string, Box>;
  readonly clusters: ReadonlyMap<string, Box>;
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

/** Lays a graph out from left to right. */
export function layoutOf({ nodes, edges, clusters }: MapGraph): MapLayout {
  const graph = new Graph({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 8, edgesep: 4, ranksep: 48, marginx: MARGIN, marginy: MARGIN });
  for (const { id } of clusters) graph.setNode(id, {});
  for (const { id, parent } of clusters) if (parent !== undefined) graph.setParent(id, parent);
  const widths = widthsOf(nodes);
  for (const node of nodes) {
    const { id, lines, cluster } = node;
    graph.setNode(id, { width: widths.get(columnOf(node))!, height: lines.length * LINE_HEIGHT + PADDING });
    if (cluster !== undefined) graph.setParent(id, cluster);
  }
  const besides = besidesOf(nodes);
  for (const edge of edges) {
    if (besides(edge)) continue;
    const { from, to, kind, label } = edge;
    const size = label === undefined ? {} : { width: textWidth(label, LINE) + 8, height: LINE_HEIGHT, labelpos: 'c' };
    graph.setEdge(from, to, { ...size }, kind);
  }
  layout(graph);
  return placed(graph, { nodes, edges, clusters });
}

/** What stands below each other is equally wide. */
function widthsOf(nodes: readonly MapNode[]): ReadonlyMap<string, number> {
  const widths = new Map<string, number>();
  for (const node of nodes) {
    const [title, ...rest] = node.lines;
    const fold = node.isOpen === undefined ? 0 : FOLD;
    const text = Math.max(textWidth(title, TITLE) + fold, ...rest.map((line) => textWidth(line, LINE)));
    const column = columnOf(node);
    widths.set(column, Math.max(widths.get(column) ?? 0, Math.ceil(text) + 2 * PADDING));
  }
  return widths;
}

function columnOf({ kind, cluster = '' }: MapNode): string {
  const isPart = kind === NodeKind.PREFIX || kind === NodeKind.REPOSITORY || kind === NodeKind.MORE;
  const isSource = kind === NodeKind.CACHE || kind === NodeKind.TEMPLATE || kind === NodeKind.SIGNING;
  return `${cluster} ${isPart ? 'parts' : isSource ? 'sources' : kind}`;
}

function placed(graph: Graph, { nodes, edges, clusters }: MapGraph): MapLayout {
  const boxOf = (id: string): Box => {
    const { x, y, width, height } = graph.node(id) as Box;
    return { x: x - width / 2, y: y - height / 2, width, height };
  };
  // The layout leaves no room for the names of clusters: everything below the top of one moves down.
  const tops = clusters.map(({ id }) => boxOf(id).y).sort((one, other) => one - other);
  const down = (y: number) => y + CLUSTER_TITLE * tops.filter((top) => top <= y + 0.01).length;
  const boxes = new Map(
    nodes.map(({ id }) => {
      const box = boxOf(id);
      return [id, { ...box, y: down(box.y) }];
    }),
  );
  const around = new Map(
    clusters.map(({ id }) => {
      const box = boxOf(id);
      const top = down(box.y) - CLUSTER_TITLE;
      return [id, { ...box, y: top, height: down(box.y + box.height) - top }];
    }),
  );
  const besides = besidesOf(nodes);
  const drawn = edges.map((edge): PlacedEdge => {
    const { from, to, kind, label } = edge;
    if (besides(edge)) return besideOthers(edge, boxes.get(from)!, boxes.get(to)!);
    const { points, x, y } = graph.edge(from, to, kind) as Placed;
    const bends = points.slice(1, -1).map((point) => ({ x: point.x, y: down(point.y) }));
    const path = pathOf(boxes.get(from)!, bends, boxes.get(to)!);
    return { from, to, kind, path, ...(label === undefined ? {} : { label: { text: label, x: x!, y: down(y!) } }) };
  });
  const labels = drawn.flatMap(({ label }) => {
    if (label === undefined) return [];
    const width = textWidth(label.text, LINE);
    return [{ x: label.x - width / 2, y: label.y - LINE_HEIGHT, width, height: LINE_HEIGHT }];
  });
  const all = [...boxes.values(), ...around.values(), ...labels];
  return {
    ...{ nodes: boxes, clusters: around, edges: drawn },
    width: Math.ceil(Math.max(0, ...all.map(({ x, width }) => x + width)) + MARGIN),
    height: Math.ceil(Math.max(0, ...all.map(({ y, height }) => y + height)) + MARGIN),
  };
}

/**
 * Whether an edge runs beside the others: one between registries with content. In the layout, each would move a registry
 * to the right of another one.
 */
function besidesOf(nodes: readonly MapNode[]): (edge: MapEdge) => boolean {
  const withContent = new Set(
    nodes.filter(({ kind, subject }) => kind === NodeKind.REGISTRY && subject.repositories).map(({ id }) => id),
  );
  return ({ kind, from, to }) => kind === EdgeKind.REPLICATES && withContent.has(from) && withContent.has(to);
}

/** A bow from the right side of a node to that of another one. */
function besideOthers({ from, to, kind, label }: MapEdge, start: Box, end: Box): PlacedEdge {
  const right = Math.max(start.x + start.width, end.x + end.width) + BOW;
  const [startY, endY] = [start, end].map(({ y, height }) => round(y + height / 2));
  const [startX, endX] = [start, end].map(({ x, width }) => x + width);
  const path = `M${startX},${startY}C${right},${startY} ${right},${endY} ${endX},${endY}`;
  // The middle of the curve.
  const place = { x: round((startX + 6 * right + endX) / 8), y: round((startY + endY) / 2) };
  return { from, to, kind, path, ...(label === undefined ? {} : { label: { text: label, ...place } }) };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Placed extends Partial<Point> {
  readonly points: readonly Point[];
}

/** A curve that leaves and reaches nodes at their sides, and runs level at each bend. */
function pathOf(from: Box, bends: readonly Point[], to: Box): string {
  const isForward = from.x + from.width / 2 <= to.x + to.width / 2;
  const side = (box: Box, right: boolean) => ({ x: box.x + (right ? box.width : 0), y: box.y + box.height / 2 });
  const start = side(from, isForward);
  const end = side(to, !isForward);
  const between = bends.filter(({ x }) => (isForward ? x > start.x && x < end.x : x < start.x && x > end.x));
  let path = `M${round(start.x)},${round(start.y)}`;
  let last = start;
  for (const point of [...between, end]) {
    const middle = round((last.x + point.x) / 2);
    path += `C${middle},${round(last.y)} ${middle},${round(point.y)} ${round(point.x)},${round(point.y)}`;
    last = point;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The directions of the arrow keys. */
export enum Direction {
  LEFT = 'ArrowLeft',
  RIGHT = 'ArrowRight',
  UP = 'ArrowUp',
  DOWN = 'ArrowDown',
}

/** The nearest node in a direction; `undefined` at the edge. */
export function neighbourOf(nodes: ReadonlyMap<string, Box>, from: string, direction: Direction): string | undefined {
  const center = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });
  const here = center(nodes.get(from)!);
  let best: string | undefined;
  let least = Infinity;
  for (const [id, box] of nodes) {
    const { x, y } = center(box);
    const [along, aside] = ahead(direction, x - here.x, y - here.y);
    if (id === from || along <= 1 || aside > 3 * along) continue;
    const distance = along + 2 * aside;
    if (distance < least) [best, least] = [id, distance];
  }
  return best;
}

function ahead(direction: Direction, x: number, y: number): [along: number, aside: number] {
  switch (direction) {
    case Direction.LEFT:
      return [-x, Math.abs(y)];
    case Direction.RIGHT:
      return [x, Math.abs(y)];
    case Direction.UP:
      return [-y, Math.abs(x)];
    default:
      return [y, Math.abs(x)];
  }
}
