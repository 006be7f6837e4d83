import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as fc from 'fast-check';
import { every, live } from './image-history';
import type { HistoryResult, ImageHistory } from './image-history';
import { HISTORIES as NAMED } from './role-histories';
import { RepositoryRole } from '../../src/ecr/repository-role';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { archives, lifecycleIn } from '../../src/lifecycle/role-lifecycle';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { Registry } from '../../src/registry/registry';
import { PrivateRepository } from '../../src/repository/private-repository';
import { expectGenerated, markdownTable } from '../support/generated-doc';

const HISTORIES: readonly ImageHistory[] = Object.values(NAMED);
const FILE = 'docs/roles.md';
const FOR_BUILDS = LifecyclePolicy.forBuilds();

function defaultOf(role: RepositoryRole): LifecyclePolicy {
  return lifecycleIn(role, undefined).lifecycle;
}

function underDefault(history: ImageHistory): HistoryResult {
  return live(history, defaultOf(history.role));
}

function inWords({ archivedOn, expiredOn, failedOn, isDocumented }: HistoryResult): string {
  const events = [
    ...archivedOn.map((day) => `archived on day ${day}`),
    ...(expiredOn === undefined ? [] : [`${isDocumented ? 'expires' : 'may expire'} on day ${expiredOn}`]),
  ].join(', ');
  if (failedOn.length === 0) return events || 'never';
  return `${events}; ${isDocumented ? '' : 'then '}**the pull on day ${failedOn[0]} fails**`;
}

function gigabyteMonths({ standard, archive }: HistoryResult): string {
  const number = (value: number) => String(Number(value.toFixed(1)));
  return archive === 0 ? number(standard) : `${number(standard)} + ${number(archive)}`;
}

/** The histories in which an image is gone when it is pulled. */
function broken(policyOf: (history: ImageHistory) => LifecyclePolicy): string[] {
  return HISTORIES.filter((history) => live(history, policyOf(history)).failedOn.length > 0).map(({ name }) => name);
}

describe('docs/roles.md', () => {
  test('says on which day each history loses its image, under the old default and that of its role', () => {
    const rows = HISTORIES.map((history) => {
      const [old, now] = [live(history, FOR_BUILDS), underDefault(history)];
      return [history.name, history.role, inWords(old), inWords(now), gigabyteMonths(old), gigabyteMonths(now)];
    });
    const head = [
      'History',
      'Role',
      '`forBuilds()`',
      'Default of the role',
      'GB-months, `forBuilds()`',
      'GB-months, role',
    ];
    expectGenerated(FILE, 'histories', markdownTable(head, rows));
  });

  test('has the costs of the task of 120 days, by the price for a GB-month that it names', () => {
    const document = readFileSync(join(__dirname, '../..', FILE), 'utf8').replace(/\s+/g, ' ');
    const [, price] = /cost ([\d.]+) USD for a GB-month/.exec(document)!;
    const cost = ({ standard, archive }: HistoryResult) => `${((standard + archive) * Number(price)).toFixed(2)} USD`;
    const [old, now, kept] = [FOR_BUILDS, LifecyclePolicy.forPulledImages(), LifecyclePolicy.keepAll()].map((policy) =>
      cost(live(NAMED.taskOf120Days, policy)),
    );
    expect(document).toContain(`the image of the task of 120 days costs ${now} instead of ${old}.`);
    expect(document).toContain(`\`keepAll()\` costs ${kept} for each GB and year`);
  });

  test('has the exact texts of the defaults', () => {
    const rules = (policy: LifecyclePolicy) =>
      (JSON.parse(policy.toJson()) as { rules: object[] }).rules.map((rule) => JSON.stringify(rule)).join('\n');
    const texts = ['forPulledImages', 'forPullThroughCache', 'keepAll', 'forBuilds'] as const;
    const blocks = texts.map((name) => `\`${name}()\`:\n\n\`\`\`text\n${rules(LifecyclePolicy[name]())}\n\`\`\``);
    expectGenerated(FILE, 'texts', blocks.join('\n\n'));
  });
});

describe('what docs/roles.md says of a lifecycle that the owner chose', () => {
  const ROLES = readFileSync(join(__dirname, '../..', FILE), 'utf8');
  const tags = TagSelection.untagged();
  const year = Duration.days(365);
  const RULES: Record<string, LifecycleRule> = {
    keep: LifecycleRule.keep({ tags }),
    keepArchived: LifecycleRule.keepArchived({ tags }),
    keepNewest: LifecycleRule.keepNewest(10, { tags }),
    archiveBeyondNewest: LifecycleRule.archiveBeyondNewest(10, { tags }),
    expireUntagged: LifecycleRule.expireUntagged(year),
    expireOlderThan: LifecycleRule.expireOlderThan(year, { tags }),
    archiveOlderThan: LifecycleRule.archiveOlderThan(year, { tags }),
    archiveNotPulledFor: LifecycleRule.archiveNotPulledFor(year, { tags }),
    expireArchivedAfter: LifecycleRule.expireArchivedAfter(year, { tags }),
  };

  test('is tried with every factory of rules', () => {
    const factories = Object.getOwnPropertyNames(LifecycleRule).filter(
      (name) => typeof Object.getOwnPropertyDescriptor(LifecycleRule, name)?.value === 'function' && !/^_/.test(name),
    );
    expect(Object.keys(RULES).sort()).toEqual(factories.sort());
  });

  test.each(Object.values(RepositoryRole))('the rules that never act in the role %s', (role) => {
    const [, row = ''] = new RegExp(`^\\| ${role} +\\| by the ([^|]+)\\|`, 'm').exec(ROLES) ?? [];
    const documented = [...row.matchAll(/`(\w+)`/g)].map(([, factory]) => factory);
    const silenced = Object.entries(RULES)
      .filter(([, rule]) => lifecycleIn(role, LifecyclePolicy.of(rule)).silenced !== undefined)
      .map(([factory]) => factory);
    expect(documented.sort()).toEqual(silenced.sort());
  });

  test('the note and the warning, word by word', () => {
    const app = new App();
    const [ireland, virginia] = [
      ['Ireland', 'eu-west-1'],
      ['Virginia', 'us-east-1'],
    ].map(([id, region]) => new Stack(app, id, { env: { account: '111122223333', region } }));
    const recovery = new Registry(virginia, 'Registry');
    new Registry(ireland, 'Registry').replicateTo(recovery, { repositoryPrefixes: ['prod/'] });
    new PrivateRepository(virginia, 'Api', { repositoryName: 'prod/api' });
    const lifecycle = LifecyclePolicy.forPulledImages();
    new PrivateRepository(virginia, 'Worker', { repositoryName: 'prod/worker', lifecycle });
    const printed = app
      .synth()
      .getStackByName('Virginia')
      .messages.filter(({ id }) => /\/(Api|Worker)$/.test(id))
      .map(({ level, id, entry }) => `[${level === 'info' ? 'Info' : 'Warning'} at ${id}] ${String(entry.data)}`);
    expect(printed).toHaveLength(2);
    for (const text of printed) expect(ROLES.replace(/\s+/g, ' ')).toContain(text);
  });
});

describe('the default of a role', () => {
  test('loses an image in use only where nothing pulled it for longer than the role waits', () => {
    expect(broken(({ role }) => defaultOf(role))).toEqual(
      [NAMED.taskOf120Days, NAMED.quarterlyBatch, NAMED.cachedAndRare].map(({ name }) => name),
    );
  });

  test('archives the image of a task that runs 120 days on day 90, and expires it on day 180', () => {
    expect(underDefault(NAMED.taskOf120Days)).toMatchObject({ archivedOn: [90], expiredOn: 180, failedOn: [120, 240] });
  });

  test('never deletes an image that was in the archive for less than 90 days', () => {
    const expired = HISTORIES.map(underDefault).filter(({ expiredOn }) => expiredOn !== undefined);
    expect(expired.length).toBeGreaterThan(2);
    for (const { archivedOn, expiredOn } of expired) expect(expiredOn! - archivedOn[0]).toBe(90);
  });

  test('acts on the day that the preview of the day before foretold', () => {
    const archived = HISTORIES.map(underDefault).filter(({ archivedOn }) => archivedOn.length > 0);
    expect(archived.length).toBeGreaterThan(3);
    for (const { archivedOn, foretold } of archived) expect(foretold).toBe(archivedOn[0]);
  });

  test.each(Object.values(RepositoryRole))('archives nothing for the role %s where a region has no archive', (role) => {
    expect(archives(lifecycleIn(role, undefined, false).lifecycle)).toBe(false);
    expect(lifecycleIn(role, undefined, false).lifecycle.isSameAs(LifecyclePolicy.keepAll())).toBe(true);
  });
});

describe('the old default', () => {
  test('loses the image in use in every history but those whose tag stays', () => {
    const kept = HISTORIES.filter(({ name }) => !broken(() => FOR_BUILDS).includes(name)).map(({ name }) => name);
    expect(kept).toEqual([NAMED.taskOf120DaysWithTag, NAMED.quarterlyBatchWithTag].map(({ name }) => name));
  });
});

describe('what keeps an image that is pulled too rarely', () => {
  const RARE = HISTORIES.filter((history) => underDefault(history).failedOn.length > 0);

  test.each(RARE.filter(({ role }) => role === RepositoryRole.PULLED))('a tag: $name', (history) => {
    expect(inWords(underDefault({ ...history, untaggedOn: undefined }))).toBe('never');
  });

  test.each(RARE)('keepAll: $name', (history) => {
    expect(inWords(live(history, LifecyclePolicy.keepAll()))).toBe('never');
  });

  test.each(RARE.filter(({ role }) => role === RepositoryRole.PULLED))('a rule of 200 days: $name', (history) => {
    const options = { tags: TagSelection.untagged() };
    const policy = LifecyclePolicy.of(
      LifecycleRule.archiveNotPulledFor(Duration.days(200), options),
      LifecycleRule.expireArchivedAfter(Duration.days(90), options),
    );
    expect(inWords(live(history, policy))).toBe('never');
  });

  test('in a cache a tag keeps no image', () => {
    const { cachedAndRare } = NAMED;
    expect(underDefault({ ...cachedAndRare, untaggedOn: undefined })).toEqual(underDefault(cachedAndRare));
  });

  test('a restore helps once: without another pull the image is archived again after 90 days', () => {
    expect(underDefault({ ...NAMED.taskOf120Days, restored: true })).toMatchObject({
      archivedOn: [90, 210, 330],
      failedOn: [120, 240],
    });
  });
});

describe('an untagged image', () => {
  const pulledEvery = (days: number, role: RepositoryRole): ImageHistory => ({
    name: `pulled every ${days} days`,
    role,
    images: [{ digest: 'sha256:image', size: 1, pulled: true }],
    pulls: every(days),
  });

  test.each([
    [RepositoryRole.PULLED, 90],
    [RepositoryRole.CACHE, 180],
  ])('in the role %s stays if it is pulled every %d days or more often, and is archived otherwise', (role, limit) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 359 }), (days) => {
        const { archivedOn, failedOn } = underDefault(pulledEvery(days, role));
        expect(archivedOn).toEqual(days <= limit ? [] : [limit]);
        expect(failedOn[0]).toBe(days <= limit ? undefined : days);
      }),
      { numRuns: 40, examples: [[limit], [limit + 1]] },
    );
  });

  test.each([RepositoryRole.REPLICA, RepositoryRole.KEPT])(
    'in the role %s stays however rarely it is pulled',
    (role) => {
      expect(inWords(underDefault({ ...pulledEvery(1, role), pulls: [] }))).toBe('never');
    },
  );
});

describe('the children of an index', () => {
  const index: ImageHistory = NAMED.index;
  const { childDigests: children = [] } = index.images[0];
  const quiet: ImageHistory = { ...index, pulls: every(7, 119) };

  test.each(children)('stay while the index is pulled: %s', (inQuestion) => {
    expect(inWords(underDefault({ ...index, inQuestion }))).toBe('never');
  });

  test.each(children)('go within a day after the index: %s', (inQuestion) => {
    expect(underDefault(quiet)).toMatchObject({ archivedOn: [209], expiredOn: 299 });
    const [archivedOn] = underDefault({ ...quiet, inQuestion }).archivedOn;
    expect([209, 210]).toContain(archivedOn);
  });

  test.each(children)(
    'go within a day after the index with the old default, although it is pulled: %s',
    (inQuestion) => {
      expect(live(index, FOR_BUILDS).expiredOn).toBe(30);
      expect([30, 31]).toContain(live({ ...index, inQuestion }, FOR_BUILDS).expiredOn);
    },
  );
});
