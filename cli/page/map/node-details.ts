import { NodeKind } from './graph-model';
import type { MapGraph, MapNode } from './graph-model';
import { andMore, number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { ReportSection } from '../../src/report/model/registry-report';
import type { RegistryReport, ReportTarget } from '../../src/report/model/registry-report';
import type { ReportedRepository } from '../../src/report/model/reported-repository';
import { RELATION_TEXTS } from '../shared/principal-names';

/** How many names and values a detail lists. */
const LISTED = 12;

/** A property of a node in words. */
export interface Detail {
  readonly name: string;
  readonly lines: readonly string[];
}

export interface DetailLink {
  readonly text: string;
  readonly target: ReportTarget;
}

export interface NodeDetails {
  readonly title: string;
  /** Such as "pull-through cache of 111111111111/eu-central-1". */
  readonly kind: string;
  readonly details: readonly Detail[];
  readonly links: readonly DetailLink[];
}

type DescribedReport = Omit<RegistryReport, 'images'>;

/** What a node is about, in words, and where more of it is. */
export function detailsOf(report: DescribedReport, graph: MapGraph, node: MapNode): NodeDetails {
  const details = [...describe(report, node), ...edgesInWords(graph, node)]
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => ({ name: visible(name), lines: lines.map(visible) }));
  return { title: node.name, kind: kindOf(report, node), details, links: linksOf(report, node) };
}

const KINDS: Readonly<Record<NodeKind, string>> = {
  [NodeKind.UPSTREAM]: 'upstream of pull-through caches',
  [NodeKind.CACHE]: 'pull-through cache',
  [NodeKind.REGISTRY]: 'registry',
  [NodeKind.PREFIX]: 'prefix',
  [NodeKind.REPOSITORY]: 'repository',
  [NodeKind.TEMPLATE]: 'repository creation template',
  [NodeKind.SIGNING]: 'managed signing',
  [NodeKind.CONSUMER]: 'named by policies',
  [NodeKind.MORE]: 'not drawn',
};

function kindOf({ registries }: DescribedReport, { kind, subject: { registry } }: MapNode): string {
  if (kind === NodeKind.REGISTRY || registry === undefined) return KINDS[kind];
  return `${KINDS[kind]} in ${visible(registries[registry].name)}`;
}

function describe(report: DescribedReport, { kind, subject }: MapNode): Detail[] {
  const { registry: place, consumer, upstreams } = subject;
  if (consumer !== undefined) return consumerDetails(report, subject.consumer!);
  if (upstreams !== undefined) return upstreams.length === 1 ? [] : [{ name: 'Hosts', lines: firstLines(upstreams) }];
  if (subject.registries !== undefined) {
    return [{ name: 'Registries', lines: firstLines(subject.registries.map((each) => report.registries[each].name)) }];
  }
  const registry = report.registries[place!];
  const repositories = (subject.repositories ?? []).map((each) => report.repositories[each]);
  const described = [
    ...(kind === NodeKind.REGISTRY
      ? registry.settings.map(({ name, lines, path }) => withPath(name, lines, path))
      : []),
    ...(subject.caches ?? []).map((each) => cacheDetail(registry.caches[each])),
    ...(subject.templates ?? []).map((each) => templateDetail(registry.templates[each])),
    ...(subject.signings ?? []).map((each) => ({
      name: registry.signings[each].profile,
      lines: [`signs ${registry.signings[each].filters.join(', ')}`],
    })),
  ];
  if (kind === NodeKind.REGISTRY && registry.isOutside) {
    described.push({ name: 'Content', lines: ['No input has the content of this registry. A snapshot of it would.'] });
  }
  return [...described, ...repositoryDetails(report, repositories)];
}

function withPath(name: string, lines: readonly string[], path: string | undefined): Detail {
  return { name, lines: [...lines, ...(path === undefined ? [] : [`declared by ${path}`])] };
}

function cacheDetail(cache: RegistryReport['registries'][number]['caches'][number]): Detail {
  const { prefix, upstream, upstreamPrefix, hasCredentials } = cache;
  return {
    name: `${prefix}/`,
    lines: [
      `from ${upstream}${upstreamPrefix === undefined ? '' : `/${upstreamPrefix}`}`,
      hasCredentials ? 'with credentials' : 'without credentials',
    ],
  };
}

function templateDetail(template: RegistryReport['registries'][number]['templates'][number]): Detail {
  return { name: template.prefix, lines: [`applied for ${template.appliedFor}`, ...template.lines] };
}

function consumerDetails(report: DescribedReport, consumer: NonNullable<MapNode['subject']['consumer']>): Detail[] {
  const names = consumer.principals.map((each) => report.principals[each].name);
  const repositories = consumer.repositories.map((each) => report.repositories[each].name);
  return [
    { name: 'Relation', lines: [RELATION_TEXTS[consumer.relation]] },
    { name: 'Principals', lines: firstLines(names) },
    { name: 'Repositories', lines: repositories.length === 0 ? ['by the registry policy'] : firstLines(repositories) },
  ];
}

/** What repositories have, and how many have it. */
function repositoryDetails(report: DescribedReport, repositories: readonly ReportedRepository[]): Detail[] {
  if (repositories.length === 0) return [];
  const [first] = repositories;
  const isOne = repositories.length === 1;
  const lifecycleOf = ({ lifecycle }: ReportedRepository) =>
    lifecycle === undefined ? 'no policy: images stay' : report.lifecycles[lifecycle].lines.join(' ');
  const properties: readonly (readonly [string, (repository: ReportedRepository) => string | undefined])[] = [
    ['Owner', ({ owner }) => owner],
    ['Encryption', ({ encryption }) => encryption],
    ['Tags', ({ mutability }) => mutability],
    ['Scanning', ({ scanning: { mode, by } }) => (by === '' ? mode : `${mode}, by ${by}`)],
    ['Lifecycle', lifecycleOf],
    ['Replicas in', ({ replicas }) => replicas.map((each) => report.registries[each].name).join(', ') || undefined],
    ['Signed by', ({ signedBy }) => signedBy],
    ['From', ({ origin }) => ORIGINS[origin]],
  ];
  return [
    { name: 'Repositories', lines: isOne ? [] : [number(repositories.length)] },
    { name: 'Construct', lines: isOne && first.path !== undefined ? [first.path] : [] },
    ...properties.map(([name, of]) => ({ name, lines: valuesWithCounts(repositories.map(of)) })),
    ...imagesDetail(repositories),
  ];
}

const ORIGINS: Readonly<Record<ReportedRepository['origin'], string>> = {
  declared: 'an app',
  deployed: 'a snapshot',
  both: 'an app and a snapshot',
};

function imagesDetail(repositories: readonly ReportedRepository[]): Detail[] {
  const known = repositories.flatMap(({ images }) => images ?? []);
  if (known.length === 0) return [];
  const sum = (of: (images: (typeof known)[number]) => number) =>
    number(known.reduce((all, each) => all + of(each), 0));
  return [
    {
      name: 'Images',
      lines: [
        `${sum(({ count }) => count)}, of these ${sum(({ inUseCount }) => inUseCount)} in use and ${sum(({ dueCount }) => dueCount)} due to go`,
      ],
    },
  ];
}

/** The values of many, the most frequent first. The number is left out if all have one value. */
function valuesWithCounts(values: readonly (string | undefined)[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  const lines = sorted.map(([value, count]) => (count === values.length ? value : `${value} (${number(count)})`));
  return firstLines(lines, 4);
}

function firstLines(lines: readonly string[], most = LISTED): string[] {
  return lines.length <= most + 1 ? [...lines] : [...lines.slice(0, most), andMore(lines.length - most)];
}

/** The edges of a node as sentences, but for what it contains. */
function edgesInWords({ nodes, edges }: MapGraph, { id }: MapNode): Detail[] {
  const nameOf = (end: string) => nodes.find((node) => node.id === end)!.name;
  const lines = edges
    .filter(({ from, to, kind }) => (from === id || to === id) && kind !== 'contains')
    .map(({ from, to, words }) => (from === id ? `${words} ${nameOf(to)}` : `${nameOf(from)} ${words} this`));
  return [{ name: 'On the map', lines: firstLines(lines) }];
}

function linksOf(report: DescribedReport, { kind, subject }: MapNode): DetailLink[] {
  const { registry, prefix, repositories = [], consumer } = subject;
  if (consumer !== undefined) {
    const [principal] = consumer.principals;
    return [{ text: 'Access', target: { section: ReportSection.ACCESS, principal } }];
  }
  if (kind === NodeKind.REPOSITORY) {
    const [repository] = repositories;
    const { lifecycle } = report.repositories[repository];
    return [
      { text: 'Repository', target: { section: ReportSection.REPOSITORIES, repository } },
      { text: 'Access', target: { section: ReportSection.ACCESS, repository } },
      ...(lifecycle === undefined
        ? []
        : [{ text: 'Lifecycle', target: { section: ReportSection.LIFECYCLE, repository } }]),
    ];
  }
  if (registry === undefined || repositories.length === 0) return [];
  const within = { registry, ...(prefix === undefined || prefix === '' ? {} : { filter: prefix }) };
  return [
    { text: 'Repositories', target: { section: ReportSection.REPOSITORIES, ...within } },
    { text: 'Access', target: { section: ReportSection.ACCESS, ...within } },
  ];
}
