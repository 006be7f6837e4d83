import { contentsOf } from './contents';
import type { ContentEntry, PlacedRepository } from './contents';
import type { DrawnReport } from './graph';
import type { GraphBuilder } from './graph-builder';
import { EdgeKind, NodeKind } from './graph-model';
import { firstOf, shares } from './shares';
import { number } from '../../../src/text/lists';
import { count } from '../../src/io/quantities';
import type { ReportedRegistry } from '../../src/report/model/registry-report';
import { ReportSection } from '../../src/report/model/registry-report';

const MOST_CACHES = 8;
const MOST_TEMPLATES = 6;
const MOST_SIGNINGS = 4;
/** How many prefixes and repositories an unfolded prefix shows. */
const MOST_CHILDREN = 20;
/** How many edges a cache, a template or a signing rule has, before a single edge goes to the registry. */
const MOST_EDGES = 3;

/** How many nodes a registry would like to have. */
export function wantedBy(registry: RegistryGraph): number {
  return 1 + registry.wants.reduce((sum, want) => sum + want, 0);
}

/** What a registry draws in a map with others. */
export interface RegistryLimits {
  /** The accounts that are a cluster of their own. */
  readonly accounts: ReadonlySet<string>;
  /** The repositories of each registry. */
  readonly repositories: readonly (readonly PlacedRepository[])[];
  /** How many prefixes and repositories it shows at most. */
  readonly most: number;
}

/** Draws a registry with what it has. */
export class RegistryGraph {
  /** How many caches, templates, signing rules, and prefixes with repositories it would like to show. */
  public readonly wants: readonly number[];
  private readonly repositories: readonly PlacedRepository[];
  private readonly contents: readonly ContentEntry[];
  private readonly registry: ReportedRegistry;
  private readonly id: string;
  private readonly cluster: string;
  /** The nodes that show repositories or contain them, by the places of the repositories. */
  private readonly shownIn = new Map<number, string>();

  public constructor(
    private readonly report: DrawnReport,
    private readonly place: number,
    private readonly builder: GraphBuilder,
    private readonly limits: RegistryLimits,
  ) {
    this.registry = report.registries[place];
    this.id = `registry-${place}`;
    this.cluster = `in-${place}`;
    this.repositories = limits.repositories[place];
    this.contents = contentsOf(this.repositories);
    const { caches, templates, signings } = this.registry;
    this.wants = [
      Math.min(caches.length, MOST_CACHES),
      Math.min(templates.length, MOST_TEMPLATES),
      Math.min(signings.length, MOST_SIGNINGS),
      Math.min(this.contents.length, limits.most),
    ];
  }

  /** Draws it within a number of nodes. What is unfolded comes on top. */
  public draw(room: number, open: ReadonlySet<string>, isOpen?: boolean): void {
    this.drawClusters();
    this.drawSelf(isOpen);
    const [caches, templates, signings, contents] = shares(this.wants, room - 1);
    this.drawContents(this.contents, contents, '', this.id, open);
    this.drawCaches(caches);
    this.drawTemplates(templates);
    this.drawSignings(signings);
  }

  /** Draws the registry alone, unless it is unfolded. */
  public drawFolded(room: number, open: ReadonlySet<string>): void {
    if (open.has(this.id)) {
      this.draw(room, open, true);
      return;
    }
    this.drawClusters();
    this.drawSelf(this.contents.length > 0 ? false : undefined);
    for (const { place } of this.repositories) this.shownIn.set(place, this.id);
    this.registry.caches.forEach((_, index) => this.builder.standIn(`cache-${this.place}-${index}`, this.id));
  }

  /** Draws a registry that is known only because it gets replicas. */
  public drawOutside(): void {
    const { name, account } = this.registry;
    const cluster = this.drawAccount();
    const title = cluster === undefined || account === undefined ? name : this.regionName();
    this.builder.node({
      ...{ id: this.id, kind: NodeKind.REGISTRY, name, title, cluster },
      ...{ lines: ['gets replicas'], subject: { registry: this.place } },
    });
  }

  /** The nodes that show these repositories, or the prefixes that they are in. */
  public nodesOf(repositories: readonly number[]): ReadonlySet<string> {
    const nodes = new Set<string>();
    for (const place of repositories) {
      const node = this.shownIn.get(place);
      if (node !== undefined) nodes.add(node);
    }
    return nodes;
  }

  private drawAccount(): string | undefined {
    const { account } = this.registry;
    if (account === undefined || !this.limits.accounts.has(account)) return undefined;
    const id = `account-${account}`;
    this.builder.cluster({ id, name: `Account ${account}` });
    return id;
  }

  private drawClusters(): void {
    const parent = this.drawAccount();
    this.builder.cluster({
      id: this.cluster,
      parent,
      name: parent === undefined ? this.registry.name : this.regionName(),
    });
  }

  private regionName(): string {
    return this.registry.region ?? this.registry.name;
  }

  private drawSelf(isOpen: boolean | undefined): void {
    const { name, grants, signings, settings, replications } = this.registry;
    const scanning = settings.find((setting) => /scan/i.test(setting.name));
    const policies = grants.length;
    this.builder.node({
      ...{ id: this.id, kind: NodeKind.REGISTRY, name, cluster: this.cluster, isOpen },
      title: repositoriesInWords(this.repositories.length),
      lines: [
        ...(scanning === undefined || scanning.lines.length === 0 ? [] : [`scanning: ${scanning.lines[0]}`]),
        policies === 0 ? 'no registry policy' : `policy: ${count(policies, 'grant')}`,
        ...(signings.length === 0 ? [] : [`signing: ${count(signings.length, 'rule')}`]),
        ...(replications.length === 0 ? [] : ['replicates']),
      ],
      subject: { registry: this.place, repositories: this.repositories.map(({ place }) => place) },
    });
  }

  private drawContents(
    entries: readonly ContentEntry[],
    room: number,
    prefix: string,
    parent: string,
    open: ReadonlySet<string>,
  ): void {
    const { shown, rest } = firstOf(entries, room);
    for (const entry of shown) this.drawEntry(entry, prefix, parent, open);
    if (rest.length === 0) return;
    const id = `${parent}-more`;
    const all = rest.flatMap(({ repositories }) => repositories);
    const prefixes = rest.filter(({ isPrefix }) => isPrefix).length;
    this.builder.node({
      ...{ id, kind: NodeKind.MORE, cluster: this.cluster },
      name: moreInWords(prefixes, rest.length - prefixes),
      title: `and ${prefixes === 0 ? moreInWords(0, rest.length) : moreInWords(prefixes, 0)}`,
      lines: prefixes === 0 ? [] : [`${repositoriesInWords(all.length)} in all`],
      target: {
        ...{ section: ReportSection.REPOSITORIES, registry: this.place },
        ...(prefix === '' ? {} : { filter: prefix }),
      },
      subject: { registry: this.place, prefix, repositories: all.map(({ place }) => place) },
    });
    this.contain(parent, id, all);
  }

  private drawEntry(entry: ContentEntry, prefix: string, parent: string, open: ReadonlySet<string>): void {
    const { name, isPrefix, repositories } = entry;
    const title = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    const places = repositories.map(({ place }) => place);
    const common = { name, title, cluster: this.cluster };
    if (!isPrefix) {
      const id = `repository-${places[0]}`;
      this.builder.node({
        ...{ ...common, id, kind: NodeKind.REPOSITORY, lines: this.linesOf(places[0]) },
        subject: { registry: this.place, repositories: places },
      });
      this.contain(parent, id, repositories);
      return;
    }
    const id = `prefix-${this.place}-${name}`;
    const isOpen = open.has(id);
    this.builder.node({
      ...{ ...common, id, kind: NodeKind.PREFIX, isOpen, lines: [repositoriesInWords(places.length)] },
      subject: { registry: this.place, prefix: name, repositories: places },
    });
    this.contain(parent, id, repositories);
    if (isOpen) this.drawContents(contentsOf(repositories, name), MOST_CHILDREN, name, id, open);
  }

  private linesOf(place: number): string[] {
    const { isPublic, images } = this.report.repositories[place];
    const words = [...(isPublic ? ['public'] : []), ...(images === undefined ? [] : [count(images.count, 'image')])];
    return [words.length === 0 ? 'repository' : words.join(', ')];
  }

  private contain(parent: string, id: string, repositories: readonly PlacedRepository[]): void {
    for (const { place } of repositories) this.shownIn.set(place, id);
    this.builder.edge({ from: parent, to: id, kind: EdgeKind.CONTAINS, words: 'has' });
  }

  private drawCaches(room: number): void {
    const caches = this.registry.caches.map((cache, index) => ({ cache, index }));
    const { shown, rest } = firstOf(caches, room);
    for (const { cache, index } of shown) {
      const id = `cache-${this.place}-${index}`;
      const places = this.placesWhere(({ cache: prefix }) => prefix === cache.prefix);
      this.builder.node({
        ...{ id, kind: NodeKind.CACHE, name: cache.prefix, cluster: this.cluster },
        lines: [`cache${cache.hasCredentials ? ', with credentials' : ''}`],
        subject: { registry: this.place, caches: [index], prefix: cache.prefix, repositories: places },
      });
      this.act(id, places, EdgeKind.FILLS, 'fills');
    }
    if (rest.length === 0) return;
    const id = `cache-${this.place}-more`;
    this.builder.node({
      ...{ id, kind: NodeKind.CACHE, cluster: this.cluster, lines: ['caches'] },
      name: `${number(rest.length)} more caches`,
      subject: { registry: this.place, caches: rest.map(({ index }) => index) },
    });
    for (const { index } of rest) this.builder.standIn(`cache-${this.place}-${index}`, id);
    const prefixes = new Set(rest.map(({ cache }) => cache.prefix));
    this.act(
      id,
      this.placesWhere(({ cache }) => cache !== undefined && prefixes.has(cache)),
      EdgeKind.FILLS,
      'fill',
    );
  }

  private drawTemplates(room: number): void {
    const templates = this.registry.templates.map((template, index) => ({ template, index }));
    const { shown, rest } = firstOf(templates, room);
    for (const { template, index } of shown) {
      const id = `template-${this.place}-${index}`;
      this.builder.node({
        ...{ id, kind: NodeKind.TEMPLATE, name: template.prefix, cluster: this.cluster },
        ...{ lines: ['creation template'], subject: { registry: this.place, templates: [index] } },
      });
      const places = this.placesWhere((repository) => repository.template === template.prefix);
      this.act(id, places, EdgeKind.CREATES, 'is for');
    }
    if (rest.length === 0) return;
    const id = `template-${this.place}-more`;
    this.builder.node({
      ...{ id, kind: NodeKind.TEMPLATE, cluster: this.cluster, lines: ['creation templates'] },
      name: `${number(rest.length)} more templates`,
      subject: { registry: this.place, templates: rest.map(({ index }) => index) },
    });
    this.act(id, [], EdgeKind.CREATES, 'are for');
  }

  private drawSignings(room: number): void {
    const signings = this.registry.signings.map((signing, index) => ({ signing, index }));
    const { shown, rest } = firstOf(signings, room);
    for (const { signing, index } of shown) {
      const id = `signing-${this.place}-${index}`;
      const { profile } = signing;
      this.builder.node({
        ...{ id, kind: NodeKind.SIGNING, name: profile, cluster: this.cluster },
        title: profile.slice(profile.lastIndexOf('/') + 1),
        ...{ lines: ['signing profile'], subject: { registry: this.place, signings: [index] } },
      });
      this.act(
        id,
        this.placesWhere(({ signedBy }) => signedBy === profile),
        EdgeKind.SIGNS,
        'signs',
      );
    }
    if (rest.length === 0) return;
    const id = `signing-${this.place}-more`;
    this.builder.node({
      ...{ id, kind: NodeKind.SIGNING, cluster: this.cluster, lines: ['signing profiles'] },
      name: `${number(rest.length)} more rules of signing`,
      subject: { registry: this.place, signings: rest.map(({ index }) => index) },
    });
    this.act(id, [], EdgeKind.SIGNS, 'sign in');
  }

  private placesWhere(is: (repository: DrawnReport['repositories'][number]) => boolean): number[] {
    return this.repositories.flatMap(({ place }) => (is(this.report.repositories[place]) ? [place] : []));
  }

  /** Edges to the nodes that show repositories; to the registry if they are many, or if there is none yet. */
  private act(from: string, places: readonly number[], kind: EdgeKind, words: string): void {
    const nodes = this.nodesOf(places);
    const ends = nodes.size === 0 || nodes.size > MOST_EDGES ? [this.id] : nodes;
    for (const to of ends) this.builder.edge({ from, to, kind, words });
  }
}

function repositoriesInWords(repositories: number): string {
  return count(repositories, 'repository', 'repositories');
}

/** Such as "12 more prefixes, 3 repositories". */
function moreInWords(prefixes: number, repositories: number): string {
  if (prefixes === 0) return count(repositories, 'more repository', 'more repositories');
  const alone = repositories === 0 ? '' : `, ${repositoriesInWords(repositories)}`;
  return `${count(prefixes, 'more prefix', 'more prefixes')}${alone}`;
}
