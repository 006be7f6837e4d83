import { consumersOf, together } from './consumers';
import type { Consumer } from './consumers';
import type { PlacedRepository } from './contents';
import { GraphBuilder } from './graph-builder';
import { EdgeKind, NodeKind } from './graph-model';
import type { MapGraph } from './graph-model';
import { RegistryGraph, wantedBy } from './registry-graph';
import { firstOf, shares } from './shares';
import { listed, number } from '../../../src/text/lists';
import { count } from '../../src/io/quantities';
import { PrincipalRelation } from '../../src/report/model/registry-report';
import type { RegistryReport } from '../../src/report/model/registry-report';
import { RELATION_TEXTS } from '../shared/principal-names';

/** About how many nodes the map has before one is unfolded. */
const NODES = 78;
const MOST_CONSUMERS = 12;
const MOST_UPSTREAMS = 8;
/** How many prefixes and repositories a registry shows: one alone, several together, and each at least. */
const MOST_CONTENTS = 20;
const ALL_CONTENTS = 28;
const LEAST_CONTENTS = 5;
/** How many registries show what they have, how many show themselves only, and how many are destinations only. */
const MOST_DRAWN = 6;
const MOST_FOLDED = 9;
const MOST_OUTSIDE = 6;

/** The parts of the report that the map draws. */
export type DrawnReport = Pick<RegistryReport, 'registries' | 'repositories' | 'principals' | 'grants' | 'lifecycles'>;

/** The map as nodes and edges. `open` has the ids of the nodes that are unfolded. */
export function graphOf(report: DrawnReport, open: ReadonlySet<string>): MapGraph {
  const builder = new GraphBuilder();
  const consumers = shownConsumers(consumersOf(report));
  const upstreams = upstreamsOf(report);
  const shownUpstreams = firstOf(upstreams, MOST_UPSTREAMS + 1);

  const places = report.registries.map((_, place) => place);
  const repositories = places.map((): PlacedRepository[] => []);
  report.repositories.forEach(({ registry, name }, place) => repositories[registry].push({ name, place }));
  const inside = places
    .filter((place) => !report.registries[place].isOutside)
    .sort((one, other) => repositories[other].length - repositories[one].length);
  const outside = firstOf(
    places.filter((place) => report.registries[place].isOutside),
    MOST_OUTSIDE,
  );
  const drawn = inside.slice(0, MOST_DRAWN);
  const folded = firstOf(inside.slice(MOST_DRAWN), MOST_FOLDED + 1);
  const left = [...folded.rest, ...outside.rest];

  const registries = new Map<number, RegistryGraph>();
  const accounts = accountsWithSeveral(report);
  const most = Math.max(LEAST_CONTENTS, Math.min(MOST_CONTENTS, Math.floor(ALL_CONTENTS / drawn.length)));
  for (const place of [...drawn, ...folded.shown, ...outside.shown]) {
    registries.set(place, new RegistryGraph(report, place, builder, { accounts, repositories, most }));
  }
  const room = NODES - consumers.length - shownUpstreams.shown.length - folded.shown.length - outside.shown.length - 2;
  const wants = drawn.map((place) => wantedBy(registries.get(place)!));
  const given = shares(wants, room);
  drawn.forEach((place, index) => registries.get(place)!.draw(given[index], open));
  // One that is unfolded gets as much as all that are at first.
  for (const place of folded.shown) registries.get(place)!.drawFolded(MOST_CONTENTS, open);
  for (const place of outside.shown) registries.get(place)!.drawOutside();
  if (left.length > 0) {
    builder.node({
      ...{ id: 'more-registries', kind: NodeKind.MORE },
      name: count(left.length, 'more registry', 'more registries'),
      subject: { registries: left },
    });
  }

  drawUpstreams(builder, upstreams, shownUpstreams.shown.length);
  drawReplications(builder, report);
  drawConsumers(builder, consumers, registries);
  return builder.graph();
}

/** The first consumers, and the others as one. */
function shownConsumers(consumers: readonly Consumer[]): readonly Consumer[] {
  const { shown, rest } = firstOf(consumers, MOST_CONSUMERS + 1);
  return rest.length === 0 ? shown : [...shown, together(rest, `${number(rest.length)} others`)];
}

interface Upstream {
  readonly host: string;
  /** The ids of the nodes of its caches. */
  readonly caches: readonly string[];
}

function upstreamsOf({ registries }: DrawnReport): Upstream[] {
  const caches = new Map<string, string[]>();
  registries.forEach((registry, place) =>
    registry.caches.forEach(({ upstream }, index) => {
      caches.set(upstream, [...(caches.get(upstream) ?? []), `cache-${place}-${index}`]);
    }),
  );
  return [...caches]
    .map(([host, ids]) => ({ host, caches: ids }))
    .sort((one, other) => other.caches.length - one.caches.length);
}

/** The upstreams, and those that do not fit as one. */
function drawUpstreams(builder: GraphBuilder, upstreams: readonly Upstream[], shown: number) {
  const draw = (id: string, name: string, hosts: readonly Upstream[]) => {
    const to = new Set(hosts.flatMap(({ caches }) => caches.map((cache) => builder.idOf(cache))));
    to.delete(undefined);
    // None of the registries is drawn.
    if (to.size === 0) return;
    const lines = [hosts.length === 1 && hosts[0].host === name ? 'upstream' : 'upstreams'];
    builder.node({ id, kind: NodeKind.UPSTREAM, name, lines, subject: { upstreams: hosts.map(({ host }) => host) } });
    for (const cache of to) builder.edge({ from: id, to: cache!, kind: EdgeKind.FILLS, words: 'is cached by' });
  };
  const first = upstreams.slice(0, shown);
  first.forEach((upstream, index) => draw(`upstream-${index}`, upstream.host, [upstream]));
  const rest = upstreams.slice(shown);
  if (rest.length > 0) draw('upstream-more', `${number(rest.length)} more upstreams`, rest);
}

function drawReplications(builder: GraphBuilder, { registries }: DrawnReport) {
  registries.forEach(({ replications }, place) => {
    const from = builder.idOf(`registry-${place}`);
    // Several rules may have one destination.
    const prefixes = new Map<number, string[]>();
    for (const replication of replications) {
      const others = prefixes.get(replication.to) ?? [];
      prefixes.set(replication.to, [
        ...others,
        ...(replication.prefixes.length === 0 ? ['all'] : replication.prefixes),
      ]);
    }
    for (const [destination, all] of prefixes) {
      const to = builder.idOf(`registry-${destination}`) ?? 'more-registries';
      if (from === undefined || from === to) continue;
      const label = all.includes('all') ? 'all' : listed(all, { max: 1 });
      const what = all.includes('all') ? 'all repositories' : all.join(', ');
      builder.edge({ from, to, kind: EdgeKind.REPLICATES, label, words: `replicates ${what} to` });
    }
  });
}

/** How many edges of one consumer go to nodes of one registry, before a single edge goes to the registry. */
const MOST_EDGES = 3;

function drawConsumers(
  builder: GraphBuilder,
  consumers: readonly Consumer[],
  registries: ReadonlyMap<number, RegistryGraph>,
) {
  consumers.forEach((consumer, index) => {
    const id = `consumer-${index}`;
    const ends = new Set<string>();
    for (const [place, registry] of registries) {
      const nodes = registry.nodesOf(consumer.repositories);
      if (consumer.registries.includes(place) || nodes.size > MOST_EDGES) ends.add(`registry-${place}`);
      else for (const node of nodes) ends.add(node);
    }
    const deeds = consumer.pushes ? EdgeKind.PUSHES : EdgeKind.PULLS;
    builder.node({
      ...{ id, kind: NodeKind.CONSUMER, name: consumer.name, subject: { consumer } },
      lines: linesOf(consumer),
    });
    for (const end of ends) {
      // Who writes stands before what is written, who only reads after it.
      if (deeds === EdgeKind.PUSHES) builder.edge({ from: id, to: end, kind: deeds, words: verbOf(consumer) });
      else builder.edge({ from: end, to: id, kind: deeds, words: 'is pulled by' });
    }
  });
}

function verbOf({ pulls }: Consumer): string {
  return pulls ? 'pushes to and pulls from' : 'pushes to';
}

function linesOf({ relation, repositories, pulls, pushes }: Consumer): string[] {
  const deeds = [...(pushes ? ['push'] : []), ...(pulls ? ['pull'] : [])].join(', ');
  const { length } = repositories;
  const where = length === 0 ? 'by the registry policy' : count(length, 'repository', 'repositories');
  return [...(relation === PrincipalRelation.EVERYBODY ? [] : [RELATION_TEXTS[relation]]), `${deeds}: ${where}`];
}

/** The accounts that have several registries in the report, which are a cluster of their own. */
function accountsWithSeveral({ registries }: DrawnReport): ReadonlySet<string> {
  const seen = new Map<string, number>();
  for (const { account } of registries) if (account !== undefined) seen.set(account, (seen.get(account) ?? 0) + 1);
  return new Set([...seen].filter(([, registryCount]) => registryCount > 1).map(([account]) => account));
}
