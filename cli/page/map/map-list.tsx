import { EdgeKind, NodeKind } from './graph-model';
import type { MapGraph, MapNode } from './graph-model';
import { hrefOf } from '../route';

/** The same as the picture, as lists: each registry with what it has, then those who push and pull. */
export function MapList({ graph }: { readonly graph: MapGraph }) {
  const { nodes, clusters } = graph;
  const outside = nodes.filter(({ cluster }) => clusters.every(({ id }) => id !== cluster));
  return (
    <details class="map-list">
      <summary>The map as a list</summary>
      <ul>
        {clusters
          .filter(({ parent }) => parent === undefined)
          .map((cluster) => (
            <Cluster key={cluster.id} graph={graph} id={cluster.id} name={cluster.name} />
          ))}
        {outside.map((node) => (
          <Item key={node.id} graph={graph} node={node} />
        ))}
      </ul>
    </details>
  );
}

function Cluster({ graph, id, name }: { readonly graph: MapGraph; readonly id: string; readonly name: string }) {
  const contained = new Set(graph.edges.filter(({ kind }) => kind === EdgeKind.CONTAINS).map(({ to }) => to));
  return (
    <li>
      {name}
      <ul>
        {graph.clusters
          .filter(({ parent }) => parent === id)
          .map((cluster) => (
            <Cluster key={cluster.id} graph={graph} id={cluster.id} name={cluster.name} />
          ))}
        {graph.nodes
          .filter((node) => node.cluster === id && !contained.has(node.id))
          .map((node) => (
            <Item key={node.id} graph={graph} node={node} />
          ))}
      </ul>
    </li>
  );
}

/** A node with what it does and what it contains. */
function Item({ graph, node }: { readonly graph: MapGraph; readonly node: MapNode }) {
  const { edges, nodes } = graph;
  const nodeOf = (id: string) => nodes.find((each) => each.id === id)!;
  const { target, kind, name, lines } = node;
  const from = edges.filter((edge) => edge.from === node.id);
  const children = from.filter((edge) => edge.kind === EdgeKind.CONTAINS);
  const deeds = from.filter((edge) => edge.kind !== EdgeKind.CONTAINS);
  const [, ...more] = lines;
  const text = [name, ...(kind === NodeKind.REGISTRY ? lines : more)].join(', ');
  return (
    <li>
      {target === undefined ? text : <a href={hrefOf(target)}>{text}</a>}
      {deeds.length + children.length > 0 && (
        <ul>
          {deeds.map(({ to, words, kind: deed }) => (
            <li key={`${deed} ${to}`}>
              {words} {nodeOf(to).name}
            </li>
          ))}
          {children.map(({ to }) => (
            <Item key={to} graph={graph} node={nodeOf(to)} />
          ))}
        </ul>
      )}
    </li>
  );
}
