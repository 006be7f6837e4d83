import { sampleReport } from './sample-report';
import { accessColumns, accessRows, cellsOf } from '../../page/access/access-model';
import { findingGroups, searchedFindings } from '../../page/controls/finding-groups';
import { RepositoryFilter, choicesOf, filtered } from '../../page/repositories/repository-filters';
import { Grouping, groupsOf, sumsOf } from '../../page/repositories/repository-groups';
import { repositoryRows } from '../../page/repositories/repository-row';
import { SizeGrouping, sizeSums } from '../../page/size/size-sums';
import { PrincipalRelation } from '../../src/report/model/registry-report';

const report = sampleReport({ repositories: 173, imagesPerRepository: 3 });
const hostile = sampleReport({ repositories: 30, imagesPerRepository: 1, hostile: true });
const rows = repositoryRows(report);

describe('the sample', () => {
  test('is always the same', () => {
    expect(sampleReport({ repositories: 173, imagesPerRepository: 3 })).toEqual(report);
  });

  test.each([report, hostile])(
    'names only what its lists have',
    ({ repositories, registries, grants, lifecycles, ...rest }) => {
      for (const { registry, replicas, grants: own, lifecycle = 0 } of repositories) {
        expect([registry, ...replicas].every((place) => place in registries)).toBe(true);
        expect(own.every((place) => place in grants)).toBe(true);
        expect(lifecycle in lifecycles).toBe(true);
      }
      for (const { principal, statement } of grants) {
        expect(principal in rest.principals && statement in rest.statements).toBe(true);
      }
    },
  );
});

describe('repositories', () => {
  test('pass the search and all filters', () => {
    const [, [value]] = choicesOf(rows, RepositoryFilter.MUTABILITY);
    const found = filtered(rows, 'payments', { [RepositoryFilter.MUTABILITY]: value });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ repository }) => repository.mutability === 'immutable')).toBe(true);
    expect(found.every(({ text }) => text.includes('payments'))).toBe(true);
  });

  test('have a choice for each value with the number of rows, and one for none', () => {
    const texts = choicesOf(rows, RepositoryFilter.OWNER).map(([, text]) => text);
    expect(texts[0]).toBe('all');
    expect(texts).toContain('none (5)');
  });

  test('of hostile owners can be chosen', () => {
    const all = repositoryRows(hostile);
    for (const [value] of choicesOf(all, RepositoryFilter.OWNER).slice(1)) {
      expect(filtered(all, '', { [RepositoryFilter.OWNER]: value }).length).toBeGreaterThan(0);
    }
  });

  test.each([Grouping.OWNER, Grouping.PREFIX])('are each in one group by %s', (grouping) => {
    const groups = groupsOf(rows, grouping)!;
    expect(groups.flatMap((group) => group.rows)).toHaveLength(rows.length);
    expect(new Set(groups.map(({ title }) => title)).size).toBe(groups.length);
  });

  test('have sums, which say that some images have no size', () => {
    expect(sumsOf(rows)).toMatch(/^173 repositories, [\d,]+ images, [\d.]+ GB \+ \?$/);
    expect(groupsOf(rows, Grouping.NONE)).toBeUndefined();
  });
});

describe('access', () => {
  test('has those from outside first', () => {
    const [first, second] = accessRows(report);
    expect([first.principal.relation, second.principal.relation]).toEqual([
      PrincipalRelation.EVERYBODY,
      PrincipalRelation.OUTSIDE,
    ]);
  });

  test('has prefixes as columns, and the repositories of a chosen one', () => {
    const prefixes = accessColumns(report, { search: '' });
    expect(prefixes.flatMap(({ repositories }) => repositories)).toHaveLength(173);
    const some = accessColumns(report, { search: '', prefix: 'payments/' });
    expect(some.every(({ title }) => title.startsWith('payments/'))).toBe(true);
    expect(some).toHaveLength(prefixes.find(({ prefix }) => prefix === 'payments/')!.repositories.length);
  });

  test('has the columns only that name chosen principals', () => {
    const place = report.principals.findIndex(({ name }) => name.endsWith('role/search-build'));
    const columns = accessColumns(report, { search: '', principals: new Set([place]) });
    expect(columns.every((column) => cellsOf(report, column).has(place))).toBe(true);
  });

  test('tells the gravest class, in how many repositories, and what is denied', () => {
    const column = accessColumns(report, { search: '' }).find(({ title }) => title === 'mobile/')!;
    const everybody = report.principals.findIndex(({ name }) => name === '*');
    expect(cellsOf(report, column).get(everybody)).toMatchObject({
      gravest: 'pull',
      gravestCount: 1,
      isConditional: false,
      denied: 'delete',
    });
  });
});

describe('controls and sizes', () => {
  test('have errors first, for one owner or all', () => {
    const { controls } = report;
    const groups = findingGroups(controls, searchedFindings(controls), '');
    expect(groups[0].rule.severity).toBe('error');
    const { owner } = controls.findings[0];
    const own = findingGroups(controls, searchedFindings(controls), '', owner);
    expect(own.flatMap(({ findings }) => findings).every((finding) => finding.owner === owner)).toBe(true);
  });

  test.each(Object.values(SizeGrouping))('sum all bytes by %s', (grouping) => {
    const bytes = report.repositories.reduce((total, { images }) => total + (images?.bytes ?? 0), 0);
    const sums = sizeSums(report, grouping);
    expect(sums.reduce((total, sum) => total + sum.bytes, 0)).toBe(bytes);
    expect(sums[0].bytes).toBeGreaterThanOrEqual(sums[1].bytes);
  });
});
