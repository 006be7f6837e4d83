import { drawnReport, registry, repository, vastReport } from './drawn-report';
import { graphOf } from '../../page/map/graph';
import { NodeKind } from '../../page/map/graph-model';
import { Direction, layoutOf, neighbourOf } from '../../page/map/layout';
import type { Box } from '../../page/map/layout';
import { textWidth } from '../../page/map/text-fit';

const CLOSED: ReadonlySet<string> = new Set();

function overlap(one: Box, other: Box): boolean {
  const apart = (a: Box, b: Box) => a.x + a.width <= b.x + 0.5 || a.y + a.height <= b.y + 0.5;
  return !apart(one, other) && !apart(other, one);
}

describe('the layout of the map', () => {
  test.each([
    [1, 1],
    [1, 10_000],
    [3, 173],
    [6, 10_000],
    [34, 10_000],
  ])(
    'of %d registries with %d repositories: nothing overlaps, and clusters are around their nodes',
    (registries, repositories) => {
      const graph = graphOf(vastReport(registries, repositories), CLOSED);
      const { nodes, clusters, width, height } = layoutOf(graph);
      const boxes = [...nodes.values()];
      boxes.forEach((box, index) => {
        expect(boxes.slice(index + 1).filter((other) => overlap(box, other))).toEqual([]);
        expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
      });
      for (const { id, cluster } of graph.nodes) {
        const box = nodes.get(id)!;
        for (const [other, around] of clusters) {
          const parent = graph.clusters.find((each) => each.id === cluster)?.parent;
          if (other === cluster || other === parent) {
            expect(box.x >= around.x && box.y >= around.y + 20).toBe(true);
            expect(box.x + box.width <= around.x + around.width && box.y + box.height <= around.y + around.height).toBe(
              true,
            );
          } else {
            expect(overlap(box, around)).toBe(false);
          }
        }
      }
    },
  );

  test('upstreams come before caches, caches before repositories', () => {
    const caches = [{ prefix: 'hub', upstream: 'registry-1.docker.io', hasCredentials: false }];
    const report = drawnReport({
      registries: [registry('111111111111/eu-central-1', { caches })],
      repositories: [repository('hub/alpine', { cache: 'hub' })],
    });
    const graph = graphOf(report, CLOSED);
    const { nodes } = layoutOf(graph);
    const xs = [NodeKind.UPSTREAM, NodeKind.CACHE, NodeKind.REPOSITORY].map(
      (kind) => nodes.get(graph.nodes.find((node) => node.kind === kind)!.id)!.x,
    );
    expect(xs).toEqual([...xs].sort((one, other) => one - other));
  });

  test('registries that replicate to each other are drawn', () => {
    const registries = [
      registry('111111111111/eu-central-1', { replications: [{ to: 1, prefixes: [] }] }),
      registry('111111111111/eu-west-1', { replications: [{ to: 0, prefixes: ['prod/'] }] }),
    ];
    const { edges } = layoutOf(graphOf(drawnReport({ registries, repositories: [repository('app')] }), CLOSED));
    expect(edges.map(({ label }) => label?.text)).toEqual([undefined, 'all', 'prod/']);
  });

  test('every line of a node fits into it', () => {
    const graph = graphOf(vastReport(3, 1_000), CLOSED);
    const { nodes } = layoutOf(graph);
    for (const { id, lines } of graph.nodes) {
      expect(textWidth(lines[0], 13)).toBeLessThanOrEqual(nodes.get(id)!.width - 18);
    }
  });

  test('the arrow keys reach every node from the first one', () => {
    const { nodes } = layoutOf(graphOf(vastReport(6, 1_000), CLOSED));
    const [first] = nodes.keys();
    const reached = new Set([first]);
    const ahead = [first];
    for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
      for (const direction of Object.values(Direction)) {
        const next = neighbourOf(nodes, id, direction);
        if (next === undefined || reached.has(next)) continue;
        reached.add(next);
        ahead.push(next);
      }
    }
    expect(reached.size).toBe(nodes.size);
  });

  test('an empty report has an empty map', () => {
    expect(layoutOf(graphOf(drawnReport({ registries: [] }), CLOSED))).toMatchObject({ width: 12, height: 12 });
  });
});
