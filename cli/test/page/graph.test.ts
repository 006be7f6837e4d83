import * as fc from 'fast-check';
import { drawnReport, outsiders, registry, repository, vastReport } from './drawn-report';
import { AccessClass } from '../../../src/ecr/policy/access-class';
import { contentsOf } from '../../page/map/contents';
import { graphOf } from '../../page/map/graph';
import type { DrawnReport } from '../../page/map/graph';
import { NodeKind } from '../../page/map/graph-model';
import type { MapGraph } from '../../page/map/graph-model';
import { firstOf, shares } from '../../page/map/shares';
import { fitted } from '../../page/map/text-fit';
import { PrincipalRelation } from '../../src/report/model/registry-report';

const CLOSED: ReadonlySet<string> = new Set();

function names(graph: MapGraph, kind: NodeKind): string[] {
  return graph.nodes.filter((node) => node.kind === kind).map(({ name }) => name);
}

/** The edges as sentences. */
function sentences({ nodes, edges }: MapGraph): string[] {
  const nameOf = (id: string) => nodes.find((node) => node.id === id)!.name;
  return edges.map(({ from, to, words }) => `${nameOf(from)} ${words} ${nameOf(to)}`);
}

describe('the contents of a registry', () => {
  const contents = (all: string[], prefix?: string) =>
    contentsOf(
      all.map((name, place) => ({ name, place })),
      prefix,
    ).map(({ name, repositories }) => `${name} ${repositories.length}`);

  test('are prefixes, the biggest first, and repositories alone in their prefix', () => {
    expect(contents(['a/x', 'b/x', 'b/y', 'single', 'deep/er/one'])).toEqual([
      'b/ 2',
      'a/x 1',
      'deep/er/one 1',
      'single 1',
    ]);
  });

  test('a prefix that has all of them is no step of its own', () => {
    expect(contents(['acme/a/x', 'acme/a/y', 'acme/b/z'])).toEqual(['acme/a/ 2', 'acme/b/z 1']);
    expect(contents(['acme/prod/a', 'acme/prod/b', 'other'])).toEqual(['acme/prod/ 2', 'other 1']);
  });

  test('a repository may have the name of a prefix', () => {
    expect(contents(['team', 'team/a', 'team/b'])).toEqual(['team/ 2', 'team 1']);
    expect(contents(['team', 'team/a', 'team/b'], 'team/')).toEqual(['team/a 1', 'team/b 1']);
  });

  test('every repository is in one entry, whatever the names', () => {
    const name = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 30 }), (all) => {
        const places = contentsOf(all.map((each, place) => ({ name: each, place }))).flatMap(({ repositories }) =>
          repositories.map(({ place }) => place),
        );
        expect(places.sort((a, b) => a - b)).toEqual(all.map((_, place) => place));
      }),
    );
  });
});

describe('the graph of a report', () => {
  test('one repository is shown as itself', () => {
    const graph = graphOf(drawnReport({ repositories: [repository('only')] }), CLOSED);
    expect(graph.nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'registry 111111111111/eu-central-1',
      'repository only',
    ]);
  });

  test('an upstream fills a cache, and the cache the prefix with its repositories', () => {
    const caches = [{ prefix: 'docker-hub', upstream: 'registry-1.docker.io', hasCredentials: true }];
    const report = drawnReport({
      registries: [registry('111111111111/eu-central-1', { caches })],
      repositories: [
        repository('docker-hub/library/alpine', { cache: 'docker-hub' }),
        repository('docker-hub/library/nginx', { cache: 'docker-hub' }),
        repository('team/app'),
      ],
    });
    expect(sentences(graphOf(report, CLOSED))).toEqual([
      '111111111111/eu-central-1 has docker-hub/library/',
      '111111111111/eu-central-1 has team/app',
      'docker-hub fills docker-hub/library/',
      'registry-1.docker.io is cached by docker-hub',
    ]);
  });

  test('a registry replicates to one outside of the report, and each pair has one edge with all prefixes', () => {
    const replications = [
      { to: 1, prefixes: ['prod/'] },
      { to: 1, prefixes: ['base/'] },
    ];
    const report = drawnReport({
      registries: [
        registry('111111111111/eu-central-1', { replications }),
        registry('222222222222/eu-west-1', { isOutside: true }),
      ],
    });
    const graph = graphOf(report, CLOSED);
    expect(sentences(graph)).toEqual(['111111111111/eu-central-1 replicates prod/, base/ to 222222222222/eu-west-1']);
    expect(graph.edges[0].label).toBe('prod/ and 1 more');
  });

  test('registries of one account stand in its cluster', () => {
    const registries = ['111111111111/eu-central-1', '111111111111/eu-west-1', '222222222222/eu-west-1'].map((name) =>
      registry(name),
    );
    const { clusters } = graphOf(drawnReport({ registries }), CLOSED);
    expect(clusters.map(({ label, parent }) => `${label} in ${parent}`)).toEqual([
      'Account 111111111111 in undefined',
      'eu-central-1 in account-111111111111',
      'eu-west-1 in account-111111111111',
      '222222222222/eu-west-1 in undefined',
    ]);
  });

  test('who pushes stands before the repositories, who only pulls after them, and a denial is no access', () => {
    const grant = { isDeny: false, statement: 0 };
    const report = drawnReport({
      principals: [
        { name: 'lambda.amazonaws.com', relation: PrincipalRelation.SERVICE },
        { name: 'arn:aws:iam::111111111111:role/ci', relation: PrincipalRelation.OWN, account: '111111111111' },
        { name: '*', relation: PrincipalRelation.EVERYBODY },
      ],
      grants: [
        { ...grant, principal: 0, classes: [AccessClass.PULL] },
        { ...grant, principal: 1, classes: [AccessClass.PUSH, AccessClass.PULL] },
        { ...grant, principal: 2, classes: [AccessClass.PULL], isDeny: true },
      ],
      repositories: [repository('app', { grants: [0, 1, 2] })],
    });
    expect(sentences(graphOf(report, CLOSED))).toEqual([
      '111111111111/eu-central-1 has app',
      'app is pulled by lambda.amazonaws.com',
      'Account 111111111111 pushes to and pulls from app',
    ]);
  });

  test('consumers are at most 12 and the others', () => {
    const grants = Array.from({ length: 40 }, (_, index) => index);
    const report = drawnReport({ ...outsiders(40), repositories: [repository('app', { grants })] });
    const consumers = names(graphOf(report, CLOSED), NodeKind.CONSUMER);
    expect(consumers).toHaveLength(13);
    expect(consumers.at(-1)).toBe('28 others');
  });

  test('10,000 repositories are the biggest prefixes and a link to the others', () => {
    const repositories = Array.from({ length: 10_000 }, (_, index) => repository(`team-${index % 2_007}/app-${index}`));
    const { nodes } = graphOf(drawnReport({ repositories }), CLOSED);
    expect(nodes).toHaveLength(21);
    expect(nodes.at(-1)).toMatchObject({
      name: '1,988 more prefixes',
      lines: ['and 1,988 more prefixes', '9,905 repositories in all'],
      target: { section: 'repositories', registry: 0 },
    });
  });

  test('an unfolded prefix shows what it has, up to a number, and the others lead to the repositories', () => {
    const repositories = [
      ...Array.from({ length: 50 }, (_, index) => repository(`team/app-${index}`)),
      repository('other'),
    ];
    const report = drawnReport({ repositories });
    const [folded] = graphOf(report, CLOSED).nodes.filter(({ kind }) => kind === NodeKind.PREFIX);
    expect(folded).toMatchObject({ name: 'team/', isOpen: false });
    const open = graphOf(report, new Set([folded.id]));
    expect(names(open, NodeKind.REPOSITORY)).toHaveLength(20);
    expect(open.nodes.find(({ name }) => name === 'team/app-0')!.lines[0]).toBe('app-0');
    expect(open.nodes.find(({ kind }) => kind === NodeKind.MORE)).toMatchObject({
      name: '31 more repositories',
      target: { section: 'repositories', registry: 0, filter: 'team/' },
    });
  });

  test.each([
    [1, 1],
    [1, 10_000],
    [2, 173],
    [6, 10_000],
    [34, 10_000],
    [200, 10_000],
  ])(
    '%d registries with %d repositories have at most 80 nodes, and every edge has its ends',
    (registries, repositories) => {
      const { nodes, edges, clusters } = graphOf(vastReport(registries, repositories), CLOSED);
      expect(nodes.length).toBeLessThanOrEqual(80);
      const ids = new Set(nodes.map(({ id }) => id));
      expect(ids.size).toBe(nodes.length);
      for (const { from, to } of edges) expect([from, to].filter((id) => !ids.has(id))).toEqual([]);
      const groups = new Set(clusters.map(({ id }) => id));
      for (const { cluster } of nodes) expect(cluster === undefined || groups.has(cluster)).toBe(true);
    },
  );

  test('a registry that is folded shows what it has when it is unfolded', () => {
    const report: DrawnReport = vastReport(12, 1_000);
    const folded = graphOf(report, CLOSED).nodes.filter(
      ({ kind, isOpen }) => kind === NodeKind.REGISTRY && isOpen === false,
    );
    expect(folded).toHaveLength(6);
    const open = graphOf(report, new Set([folded[0].id]));
    const inside = open.nodes.filter(({ cluster }) => cluster === folded[0].cluster);
    expect(inside.length).toBeGreaterThan(10);
  });
});

describe('what fits', () => {
  test('a long name loses its middle, and signs that do not show are written out', () => {
    expect(fitted('platform/networking/very-long-service-name', 20)).toBe('platform/n…vice-name');
    expect(fitted('short', 20)).toBe('short');
    expect(fitted('a\u202eb', 20)).toBe('a\\u{202e}b');
  });

  test('shares give each kind one, then go round, and give no more than there is', () => {
    expect(shares([10, 0, 2, 1], 8)).toEqual([5, 0, 2, 1]);
    expect(shares([1, 1], 8)).toEqual([1, 1]);
    expect(shares([5, 5], 1)).toEqual([1, 1]);
  });

  test('the others take the last place', () => {
    expect(firstOf([1, 2, 3], 3)).toEqual({ shown: [1, 2, 3], rest: [] });
    expect(firstOf([1, 2, 3], 2)).toEqual({ shown: [1], rest: [2, 3] });
  });
});
