import { unmatchedInWords } from './preset-patterns';
import type { PreviewEnd, PreviewReport, RepositoryResult } from './report';
import { RepositoryRemarks } from './repository-remarks';
import { repositoryTables } from './repository-table';
import { tallies, total } from './tally';
import type { Tally } from './tally';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';
import { andMore, byText, listed } from '../../../src/text/lists';
import type { Output } from '../io/output';
import { count, size } from '../io/quantities';
import { tableLines } from '../io/table';

/** How many rows of a table a person reads. */
const ROWS = 20;

interface Row {
  readonly name: string;
  readonly roles: string;
  readonly own: readonly Tally[];
}

/** The previews for a person: of one repository each image that goes, of several the sums. */
export class TextReport implements PreviewReport {
  private readonly rows: Row[] = [];
  private readonly remarks = new RepositoryRemarks();
  /** The first repository, until there is another one. */
  private first?: RepositoryResult;
  private hasSection = false;

  public constructor(
    private readonly out: Output,
    private readonly options: { readonly at: Date; readonly all: boolean },
  ) {}

  public async add(result: RepositoryResult): Promise<void> {
    const own = tallies(result);
    this.first = this.rows.length === 0 ? result : undefined;
    this.rows.push({ name: result.label, roles: result.roles.map(({ role }) => role).join(', '), own });
    this.remarks.add(result);
    if (this.options.all) await this.tablesOf(result);
  }

  public async end(end: PreviewEnd): Promise<void> {
    if (this.first && !this.options.all) await this.tablesOf(this.first);
    if (this.rows.length > 1) await this.overview();
    await this.section([
      ...this.remarks.lines,
      ...end.unmatchedPatterns.map(unmatchedInWords),
      ...end.remarks,
      ...(end.withoutPolicy.length > 0 ? [`${end.without}, and left out: ${listed(end.withoutPolicy)}.`] : []),
      ...(end.withoutImages.length > 0 ? [`Without images, and left out: ${listed(end.withoutImages)}.`] : []),
    ]);
    await this.section(end.restoreCommands);
    await this.section(end.assurances);
  }

  private async tablesOf(result: RepositoryResult): Promise<void> {
    const { at, all } = this.options;
    for (const lines of repositoryTables(result, { at, all, limit: this.limit })) await this.section(lines);
  }

  private async overview(): Promise<void> {
    const { rows, limit } = this;
    const length = rows.length;
    rows.sort((one, other) => going(other) - going(one) || byText(one.name, other.name));
    const others = rows.slice(limit);
    if (others.length > 0) {
      const more = { name: andMore(others.length), roles: '', own: others.flatMap(({ own }) => own) };
      rows.splice(limit, rows.length, more);
    }
    rows.push({ name: 'total', roles: '', own: rows.flatMap(({ own }) => own) });
    const hasRoles = rows.some(({ roles }) => roles !== '');
    await this.section([`${count(length, 'repository', 'repositories')}, at ${this.options.at.toISOString()}`]);
    await this.section(
      tableLines(
        [
          ['repository'],
          ...['images', 'expire', 'archive', 'stay', 'freed', 'undocumented'].map((head) => [head, 'right'] as const),
          ...(hasRoles ? [['role'] as const] : []),
        ],
        rows.map(({ name, roles, own }) => {
          const expiring = total(own.filter(({ action }) => action === LifecycleAction.EXPIRE));
          const archiving = total(own.filter(({ action }) => action === LifecycleAction.ARCHIVE));
          const { images, undocumented } = total(own);
          const stay = images - expiring.images - archiving.images;
          const freed = size(expiring.bytes, expiring.unsized);
          return [name, images, expiring.images, archiving.images, stay, freed, undocumented, roles];
        }),
      ),
    );
    if (others.length > 0) {
      await this.section(['--all lists every repository and image, --repository one repository']);
    }
  }

  private get limit(): number {
    return this.options.all ? Infinity : ROWS;
  }

  /** Lines after an empty one. */
  private async section(lines: Iterable<string>): Promise<void> {
    let isFirst = true;
    const { hasSection } = this;
    await this.out.lines(
      (function* () {
        for (const line of lines) {
          if (isFirst && hasSection) yield '';
          isFirst = false;
          yield line;
        }
      })(),
    );
    this.hasSection ||= !isFirst;
  }
}

function going({ own }: Row): number {
  return total(own.filter(({ action }) => action !== undefined)).images;
}
