import { attentionNumber, changesSummary, summaryOf } from './summary';
import { andMore, number } from '../../../../src/text/lists';
import { anonymous, shortened } from '../../io/anonymous';
import { markdownCode, markdownTable, markdownText } from '../../io/markdown';
import { size } from '../../io/quantities';
import type { RegistryReport } from '../model/registry-report';
import { ComparisonKind } from '../model/reported-changes';
import type { ReportedChanges } from '../model/reported-changes';
import type { ReportedImages } from '../model/reported-repository';

/** The number of rows of each table. With the lines around them, the comment has at most 60 lines. */
const ROWS = { changes: 16, registries: 12, unknown: 4 };
const SHOWN = 3;

/**
 * The summary for a comment on a pull request. Everybody who reads the pull request reads it, so it has no principals, and
 * numbers stand for account ids.
 */
export function* markdownReport(report: RegistryReport): Generator<string> {
  const { changes, attention } = report;
  const write = new Writer();
  const parts = [
    `# Amazon ECR: ${changes === undefined ? summaryOf(report) : titleOf(changes)}`,
    ...(changes === undefined ? [] : [`${write.text(changesSummary(changes))}.`, ...changeRows(changes, write)]),
    ...write.table(
      ['First', 'Number', 'Not known'],
      attention.map((each) => [write.text(each.title), attentionNumber(each), write.text(sentences(each.unknown))]),
      attention.length,
    ),
    ...(changes === undefined ? [] : [`${summaryOf(report)}.`]),
    ...write.table(
      ['Registry', 'Repositories', 'Images', 'Sum of sizes', 'Findings'],
      registryRows(report).map(([name, ...numbers]) => [write.code(name), ...numbers]),
      ROWS.registries,
    ),
    ...write.table(
      ['Not known'],
      (changes?.unknown ?? []).map((each) => [write.text(each)]),
      ROWS.unknown,
    ),
  ];
  yield `${parts.join('\n\n')}\n`;
}

/** The first sentences, and how many there are more. */
function sentences(all: readonly string[]): string {
  const more = all.length > SHOWN ? [andMore(all.length - SHOWN)] : [];
  return [...all.slice(0, SHOWN), ...more].join(' ');
}

function titleOf(changes: ReportedChanges): string {
  const { kind, verdict, driftCount } = changes;
  if (verdict !== undefined) return verdict.fails ? 'something is lost or opened' : 'nothing is lost or opened';
  if (kind !== ComparisonKind.DRIFT) return 'no verdict, as templates are missing';
  return driftCount > 0 ? 'something is not as declared' : 'all is as declared';
}

/** The changes that the guard tells; without a verdict, the resources that differ. */
function changeRows({ verdict, resources }: ReportedChanges, write: Writer): string[] {
  if (verdict !== undefined) {
    return write.table(
      ['Gravity', 'Number', 'Kind', 'Where', 'Change', 'How to do it safely'],
      verdict.folds.map(({ gravity, changes, kind, paths, text, safely = '' }) => [
        ...[gravity, String(changes), write.code(kind)],
        write.codes(paths),
        ...[write.text(text), write.text(safely)],
      ]),
      ROWS.changes,
    );
  }
  return write.table(
    ['Difference', 'Registry', 'Type', 'Name', 'Properties'],
    resources.map(({ kind, registry, type, name, properties }) => [
      ...[kind, write.code(registry), write.code(type), write.code(name)],
      write.codes(properties.map(({ path }) => path)),
    ]),
    ROWS.changes,
  );
}

/** The registries with what they have. */
function registryRows({ registries, repositories, controls }: RegistryReport): string[][] {
  return registries.flatMap((registry, place) => {
    if (registry.isOutside) return [];
    const own = repositories.filter((repository) => repository.registry === place);
    const images = own.flatMap((repository) => repository.images ?? []);
    const findings = controls.findings.filter(
      ({ repository }) => repository !== undefined && repositories[repository]?.registry === place,
    );
    const sum = (valueOf: (each: ReportedImages) => number) => images.reduce((total, each) => total + valueOf(each), 0);
    return [
      [
        registry.name,
        number(own.length),
        images.length === 0 ? 'not known' : number(sum((each) => each.count)),
        images.length === 0
          ? 'not known'
          : size(
              sum((each) => each.bytes),
              sum((each) => each.unsizedCount),
            ),
        number(findings.length),
      ],
    ];
  });
}

/** Writes texts that have no principals and account ids. */
class Writer {
  private readonly accounts = new Map<string, number>();

  public text(value: string): string {
    return markdownText(this.short(value));
  }

  public code(value: string): string {
    return markdownCode(this.short(value));
  }

  public codes(values: readonly string[]): string {
    const more = values.length > SHOWN ? ` ${andMore(values.length - SHOWN)}` : '';
    return `${values
      .slice(0, SHOWN)
      .map((value) => this.code(value))
      .join(', ')}${more}`;
  }

  /** A table with its first rows, and how many there are more. */
  public table(head: readonly string[], rows: readonly (readonly string[])[], limit: number): string[] {
    if (rows.length === 0) return [];
    const more = rows.length > limit ? [`${andMore(rows.length - limit)} in the full report`] : [];
    return [markdownTable(head, rows.slice(0, limit)), ...more];
  }

  private short(value: string): string {
    return shortened(anonymous(value, (id) => `(account ${this.numberOf(id)})`));
  }

  private numberOf(account: string): number {
    const known = this.accounts.get(account) ?? this.accounts.size + 1;
    this.accounts.set(account, known);
    return known;
  }
}
