import type { Consumer } from './consumers';
import type { ReportTarget } from '../../src/report/model/registry-report';

export enum NodeKind {
  UPSTREAM = 'upstream',
  CACHE = 'cache',
  REGISTRY = 'registry',
  PREFIX = 'prefix',
  REPOSITORY = 'repository',
  TEMPLATE = 'template',
  SIGNING = 'signing',
  CONSUMER = 'consumer',
  /** What does not fit. */
  MORE = 'more',
}

export enum EdgeKind {
  CONTAINS = 'contains',
  FILLS = 'fills',
  CREATES = 'creates',
  SIGNS = 'signs',
  REPLICATES = 'replicates',
  PUSHES = 'pushes',
  PULLS = 'pulls',
}

/** What a node is about. */
export interface NodeSubject {
  /** The place of the registry. */
  readonly registry?: number;
  readonly prefix?: string;
  /** The places of the repositories. */
  readonly repositories?: readonly number[];
  /** The places of caches, templates or rules of signing in their registry. */
  readonly caches?: readonly number[];
  readonly templates?: readonly number[];
  readonly signings?: readonly number[];
  /** The places of registries that are left out. */
  readonly registries?: readonly number[];
  readonly upstreams?: readonly string[];
  readonly consumer?: Consumer;
}

/** A node of the map. */
export interface MapNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** The whole name. */
  readonly name: string;
  /** What is written in it: its name, which may be cut, and what is known of it. */
  readonly lines: readonly string[];
  /** The id of the cluster that it stands in. */
  readonly cluster?: string;
  /** Whether it is unfolded; absent if it does not fold. */
  readonly isOpen?: boolean;
  /** Where it leads, if it is a link. */
  readonly target?: ReportTarget;
  readonly subject: NodeSubject;
}

/** An edge from one node to another. */
export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly label?: string;
  /** The edge in words, such as "replicates prod/, to". */
  readonly words: string;
}

/** An account or a registry, drawn around its nodes. */
export interface MapCluster {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly parent?: string;
}

export interface MapGraph {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly clusters: readonly MapCluster[];
}
