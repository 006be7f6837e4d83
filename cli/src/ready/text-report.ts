import { Basis } from './needed-images';
import type { NotReady } from './not-ready';
import type { RepositoryReadiness } from './readiness';
import type { ReadyEnd, ReadyReport } from './ready-report';
import type { RegistryPair } from './registry-pair';
import { andMore, listed, number } from '../../../src/text/lists';
import type { Output } from '../io/output';
import { count } from '../io/quantities';
import { shortDigest } from '../io/short-digest';
import { tableLines } from '../io/table';

/** How many images of a repository a person reads. */
const ROWS = 20;

const IMAGES: Record<Basis, string> = {
  [Basis.FILES]: 'in use',
  [Basis.INSPECTOR]: 'that Amazon Inspector saw running on Amazon ECS and EKS',
  [Basis.ALL]: 'of the primary registry, as nothing says which are in use',
};

/** What is not ready, for a person. */
export class TextReport implements ReadyReport {
  private basis = Basis.ALL;

  public constructor(
    private readonly out: Output,
    private readonly options: { readonly all: boolean },
  ) {}

  public async begin({ primary, recovery }: RegistryPair, basis: Basis): Promise<void> {
    this.basis = basis;
    const lines = { primary, recovery };
    for (const [role, { name, snapshot }] of Object.entries(lines)) {
      await this.out.lines([`${role.padEnd('recovery'.length)}  ${name}  ${snapshot.registry.time}`]);
    }
  }

  public async add({ repositoryName, neededCount, notReady, reason }: RepositoryReadiness): Promise<void> {
    if (notReady.length === 0) return;
    const shown = this.options.all ? notReady : notReady.slice(0, ROWS);
    const more = notReady.length - shown.length;
    await this.out.lines([
      '',
      `${repositoryName}: ${number(imagesIn(notReady))} of ${count(neededCount, 'image')} not ready`,
    ]);
    await this.out.lines(tableLines([['what'], ['image'], ['tags'], ['for']], shown.map(rowOf)));
    if (more > 0) await this.out.lines([`${andMore(more)} (--all lists them)`]);
    if (reason !== undefined) await this.out.lines([`Missing: ${reason}.`]);
  }

  public async end(end: ReadyEnd): Promise<void> {
    const { neededCount, notReadyCount, indexCount, archivedCount, foreignCount, unknown } = end;
    const texts = unknown.map(({ text, users }) => `${text} (${listed([...users])})`);
    await this.out.lines([
      '',
      ...(indexCount > 0
        ? [`Not looked at: the children of ${count(indexCount, 'index', 'indexes')}, which the snapshot does not tell.`]
        : []),
      ...(archivedCount > 0
        ? [`Left out: ${count(archivedCount, 'image')} that the primary registry has archived.`]
        : []),
      ...(foreignCount > 0 ? [`In use from other registries, and left out: ${count(foreignCount, 'reference')}.`] : []),
      ...(texts.length > 0 ? [`In use, and no image of the primary registry: ${listed(texts)}.`] : []),
      `${number(neededCount - notReadyCount)} of ${count(neededCount, 'image')} ready: those ${IMAGES[this.basis]}, and what belongs to them.`,
    ]);
  }
}

/** An image may lack more than one tag. */
export function imagesIn(notReady: readonly NotReady[]): number {
  const lost = notReady.filter(({ imageDigest }) => imageDigest === undefined).length;
  return lost + new Set(notReady.flatMap(({ imageDigest }) => imageDigest ?? [])).size;
}

function rowOf({ problem, imageDigest, tags, users, subject }: NotReady): string[] {
  const belongs = subject === undefined ? [] : [`belongs to ${shortDigest(subject)}`];
  return [
    problem,
    imageDigest === undefined ? '' : shortDigest(imageDigest),
    listed(tags),
    [...belongs, ...(users.length > 0 ? [listed(users)] : [])].join('; '),
  ];
}
