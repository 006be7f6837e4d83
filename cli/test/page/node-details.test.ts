import { sampleReport } from './sample-report';
import { graphOf } from '../../page/map/graph';
import { NodeKind } from '../../page/map/graph-model';
import { detailsOf } from '../../page/map/node-details';

const report = sampleReport({ repositories: 173 });
const graph = graphOf(report, new Set());

function details(kind: NodeKind, name?: string) {
  return detailsOf(
    report,
    graph,
    graph.nodes.find((node) => node.kind === kind && (name ?? node.name) === node.name)!,
  );
}

describe('the details of a node of the map', () => {
  test('every node has a title, a kind, and something to say', () => {
    for (const node of graph.nodes) {
      const { title, kind, details: all } = detailsOf(report, graph, node);
      expect([title, kind]).not.toContain('');
      expect(all.length).toBeGreaterThan(0);
      for (const { lines } of all) expect(lines.length).toBeGreaterThan(0);
    }
  });

  test('a registry tells its settings in words, and who declares them', () => {
    const { kind, details: all, links } = details(NodeKind.REGISTRY, '111111111111/eu-central-1');
    expect(kind).toBe('registry');
    expect(all.find(({ name }) => name === 'Scanning')!.lines).toEqual([
      'enhanced: continuous for prod/*, on push for *',
      'declared by Platform/Registry/Scanning',
    ]);
    expect(all.find(({ name }) => name === 'On the map')!.lines).toContain(
      'replicates all repositories to 333333333333/eu-west-1',
    );
    expect(links.map(({ target }) => target)).toEqual([
      { section: 'repositories', registry: 0 },
      { section: 'access', registry: 0 },
    ]);
  });

  test('a registry outside of the report says which input would tell more', () => {
    const { details: all } = details(NodeKind.REGISTRY, '333333333333/eu-west-1');
    expect(all[0].lines).toEqual(['No input has the content of this registry. A snapshot of it would.']);
  });

  test('a prefix counts what its repositories have, and leads to them', () => {
    const { details: all, links } = details(NodeKind.PREFIX, 'payments/');
    expect(all.find(({ name }) => name === 'Encryption')!.lines.join()).toMatch(/^AES-256 \(\d+\),customer/);
    expect(links[0].target).toEqual({ section: 'repositories', registry: 0, filter: 'payments/' });
  });

  test('a repository leads to itself, its access and its lifecycle', () => {
    const { links } = details(NodeKind.REPOSITORY);
    expect(links.map(({ text }) => text)).toEqual(expect.arrayContaining(['Repository', 'Access']));
    for (const { target } of links) expect(target.repository).toBe(links[0].target.repository);
  });

  test('a cache names its upstream and whether it has credentials', () => {
    expect(details(NodeKind.CACHE, 'quay').details[0]).toEqual({
      name: 'quay/',
      lines: ['from quay.io/prometheus', 'without credentials'],
    });
  });

  test('a consumer names its principals and its repositories', () => {
    const { details: all, links } = details(NodeKind.CONSUMER);
    expect(all.map(({ name }) => name).slice(0, 3)).toEqual(['Relation', 'Principals', 'Repositories']);
    expect(links[0].target.section).toBe('access');
  });
});
