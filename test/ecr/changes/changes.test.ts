import type { ChangeCase } from './change-case';
import { Deployment } from './deployment';
import { REGISTRY_CASES } from './registry-cases';
import { REPOSITORY_CASES } from './repository-cases';
import type { Change } from '../../../src/ecr/changes/change';
import { REGISTRY_CHANGES } from '../../../src/ecr/changes/registry-changes';
import { REPOSITORY_CHANGES } from '../../../src/ecr/changes/repository-changes';
import { expectGenerated, markdownTable } from '../../support/generated-doc';

const CHANGES: Record<string, Change> = { ...REPOSITORY_CHANGES, ...REGISTRY_CHANGES };
const CASES: Record<string, ChangeCase | ChangeCase[]> = { ...REPOSITORY_CASES, ...REGISTRY_CASES };

const ROWS = Object.entries(CASES).flatMap(([id, cases]) =>
  [cases].flat().map((each, index): [string, number, ChangeCase] => [id, index + 1, each]),
);

describe('CloudFormation does what the row of a change says:', () => {
  test.each(ROWS)('%s (%d)', (id, _, { before, after }) => {
    const { type, effect } = CHANGES[id];
    expect(new Deployment(before, after).effectOn(type)).toBe(effect);
  });
});

describe('the library announces a change as its row says:', () => {
  test.each(ROWS)('%s (%d)', (id, _, { before, after, warnsBefore }) => {
    const { announcedBy } = CHANGES[id];
    const ids = new Deployment(before, warnsBefore ? before : after).warnings.map(
      (text) => /ack: ([\w:-]+)/.exec(text)?.[1],
    );
    if (announcedBy === undefined) return;
    expect(ids).toContain(`cdk-ecr::${announcedBy}`);
  });
});

describe('the lifecycle of a repository', () => {
  const of = (...ids: string[]) => ROWS.filter(([id]) => ids.includes(id));
  const keepsAll = (policies: string[]) => policies.map((policy) => policy.includes('Keeps every image'));

  test.each(of('role-signed', 'role-replica'))('keeps every image after %s (%d)', (_, __, { before, after }) => {
    expect(new Deployment(before, after).lifecycles.map(keepsAll)).toEqual([[false], [true]]);
  });

  test.each(of('role-signed-ends'))('no longer keeps every image after %s (%d)', (_, __, { before, after }) => {
    expect(new Deployment(before, after).lifecycles.map(keepsAll)).toEqual([[true], [false]]);
  });

  test.each(of('tags-can-move', 'tags-get-exceptions', 'tags-cannot-move'))(
    'stays the same after %s (%d)',
    (_, __, { before, after }) => {
      const [old, next] = new Deployment(before, after).lifecycles;
      expect(next).toEqual(old);
    },
  );

  test.each(of('default-lifecycle', 'mixin', 'defaults'))(
    'goes by pulls and not by age after %s (%d)',
    (_, __, { before, after }) => {
      const [old, [next]] = new Deployment(before, after).lifecycles;
      expect(old).toEqual(['{}']);
      expect(next).toContain('sinceImagePulled');
      expect(next).not.toContain('sinceImagePushed');
    },
  );
});

describe('docs/changes.md', () => {
  test.each<[string, Record<string, Change>]>([
    ['repositories', REPOSITORY_CHANGES],
    ['registry', REGISTRY_CHANGES],
  ])('has a row for each change: %s', (section, changes) => {
    const rows = Object.values(changes).map(({ change, effect, consequence = '', announcedBy, safely }) => [
      change,
      `${effect[0].toUpperCase()}${effect.slice(1)}. ${consequence}`.trim(),
      announcedBy ? `\`${announcedBy}\`` : '',
      safely,
    ]);
    const head = ['Change of code', 'What CloudFormation does', 'Warning', 'How to do it safely'];
    expectGenerated('docs/changes.md', section, markdownTable(head, rows));
  });
});
