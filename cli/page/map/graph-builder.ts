import type { MapCluster, MapEdge, MapGraph, MapNode } from './graph-model';
import { fitted, shortened } from './text-fit';
import { visible } from '../../../src/text/visible';

/** How many characters a line of a node and the label of an edge have at most. A name loses its middle, a text its end. */
const LINE = 32;
const LABEL = 24;

/** A node to draw. Its name is its first line. */
export type NewNode = Omit<MapNode, 'lines'> & Partial<Pick<MapNode, 'lines'>> & { readonly title?: string };

/** Collects nodes and edges. Texts of the report are made fit to be shown. */
export class GraphBuilder {
  private readonly nodes = new Map<string, MapNode>();
  private readonly clusters = new Map<string, MapCluster>();
  private readonly edges = new Map<string, MapEdge>();
  private readonly standIns = new Map<string, string>();

  public node({ title, lines = [], ...node }: NewNode): void {
    const name = visible(node.name);
    const shown = [fitted(title ?? node.name, LINE), ...lines.map((line) => shortened(line, LINE))];
    this.nodes.set(node.id, { ...node, name, lines: shown });
  }

  public cluster(cluster: Omit<MapCluster, 'label'>): void {
    this.clusters.set(cluster.id, {
      ...cluster,
      name: visible(cluster.name),
      label: fitted(cluster.name, LINE),
    });
  }

  /** An edge between nodes that are there. There is one edge of a kind between two nodes. */
  public edge(edge: MapEdge): void {
    if (!this.nodes.has(edge.from) || !this.nodes.has(edge.to)) return;
    const label = edge.label === undefined ? undefined : fitted(edge.label, LABEL);
    this.edges.set(`${edge.kind} ${edge.from} ${edge.to}`, { ...edge, words: visible(edge.words), label });
  }

  /** Says which node stands for one that is not drawn. */
  public standIn(id: string, node: string): void {
    this.standIns.set(id, node);
  }

  /** The id of a node, or of the node that stands for it. */
  public idOf(id: string): string | undefined {
    return this.nodes.has(id) ? id : this.standIns.get(id);
  }

  public graph(): MapGraph {
    const clusters = [...this.clusters.values()];
    return { nodes: [...this.nodes.values()], edges: [...this.edges.values()], clusters };
  }
}
