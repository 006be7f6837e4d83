import { change, reportOf } from './support';
import { applyAllowances } from '../../src/guard/allow/allowance';
import { Gravity } from '../../src/guard/guarded-change';
import { jsonReport } from '../../src/guard/report/json-report';
import { markdownReport } from '../../src/guard/report/markdown-report';
import { fails } from '../../src/guard/report/report';
import { tableReport } from '../../src/guard/report/table-report';
import { mistakesIn } from '../schemas';

const FORMATS = { table: tableReport, markdown: markdownReport, json: jsonReport };

const deleted = (path: string) =>
  change(path, {
    gravity: Gravity.LOST,
    kind: 'repository-deleted',
    text: 'The repository is deleted with its images.',
    images: 12,
    safely: 'retain it',
  });
const OPENED = change('Images/Api', {
  gravity: Gravity.OPENED,
  kind: 'access-opened',
  text: 'Another account may pull',
  details: ['AWS: arn:aws:iam::111122223333:root'],
});
const REPLACED = change('Images/Web', {
  gravity: Gravity.REPLACED,
  kind: 'repository-replaced',
  text: 'It is replaced',
});
const REVOKED = change('Images/Web', { gravity: Gravity.REVOKED, kind: 'access-revoked', text: 'A role loses access' });
const MOVED = change('Images/Old');
/** One of each gravity, in no order. */
const MIXED = [MOVED, REVOKED, REPLACED, OPENED, deleted('Images/Gone')];

test.each(Object.entries(FORMATS))(
  'The %s has lost, opened, replaced, revoked and other changes in this order.',
  (_, format) => {
    const text = format(reportOf(MIXED));
    const places = [
      'repository-deleted',
      'access-opened',
      'repository-replaced',
      'access-revoked',
      'repository-moved',
    ].map((kind) => text.indexOf(kind));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  },
);

test('The table for a person says what changes, how often, where, and how to do it safely.', () => {
  expect(tableReport(reportOf([...MIXED, deleted('Images/Another')], { unknown: ['What is deployed'] }))).toBe(
    `before  the snapshot registry
after   the app cdk.out

lost: 2 changes
number  kind                path                         change
     2  repository-deleted  Images/Another, Images/Gone  The repository is deleted with its images. 24 images.
repository-deleted: retain it.

opened: 1 change
number  kind           path        change
     1  access-opened  Images/Api  Another account may pull

replaced: 1 change
number  kind                 path        change
     1  repository-replaced  Images/Web  It is replaced

revoked: 1 change
number  kind            path        change
     1  access-revoked  Images/Web  A role loses access

other: 1 change
number  kind              path        change
     1  repository-moved  Images/Old  It moves to another stack

Not known
  What is deployed

2 lost (24 images), 1 opened, 1 replaced, 1 revoked, 1 other`,
  );
});

test('The Markdown has the counts first, then the paths.', () => {
  expect(markdownReport(reportOf(MIXED.slice(3)))).toBe(
    `# Amazon ECR: something is lost or opened

1 lost (12 images), 1 opened, 0 replaced, 0 revoked, 0 other.

| Gravity | Number | Kind | Where | Change | How to do it safely |
| --- | --- | --- | --- | --- | --- |
| lost | 1 | \`repository-deleted\` | \`Images/Gone\` | The repository is deleted with its images. 12 images. | retain it |
| opened | 1 | \`access-opened\` | \`Images/Api\` | Another account may pull |  |`,
  );
});

test('A report without changes is short, and says that nothing is lost.', () => {
  expect(markdownReport(reportOf([]))).toBe(
    '# Amazon ECR: nothing is lost or opened\n\n0 lost, 0 opened, 0 replaced, 0 revoked, 0 other.',
  );
  expect(fails(reportOf([]))).toBe(false);
});

test('700 equal changes are one line, with their number, images and first paths.', () => {
  const many = Array.from({ length: 700 }, (_, i) => deleted(`Images/R${String(i).padStart(3, '0')}`));
  for (const text of [tableReport(reportOf(many)), markdownReport(reportOf(many))]) {
    const lines = text.split('\n').filter((line) => line.includes('repository-deleted') && line.includes('700'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/Images\/R000`?, `?Images\/R001`?, `?Images\/R002`?,? and 697 more/);
    expect(lines[0]).toContain('8,400 images.');
    expect(text).not.toContain('R003');
  }
  expect(JSON.parse(jsonReport(reportOf(many))).changes).toHaveLength(700);
});

test('Changes of one kind with different texts are different lines.', () => {
  const text = markdownReport(reportOf([change('A'), change('B', { text: 'It moves to a nested stack' })]));
  expect(text.match(/repository-moved/g)).toHaveLength(2);
});

test('A comment has about 60 lines at most, whatever the number of changes.', () => {
  const kinds = (values: object) =>
    Array.from({ length: 500 }, (_, i) => change(`A${i}`, { ...values, text: `text ${i}` }));
  const allowance = { kind: 'k', path: '*', reason: 'a planned move of all', until: '2027-01-31', place: '' };
  const text = markdownReport(
    reportOf(kinds({ gravity: Gravity.LOST }), {
      allowed: kinds({}).map((each) => ({ change: each, allowance })),
      expired: Array.from({ length: 50 }, () => allowance),
      unknown: Array.from({ length: 50 }, (_, i) => `unknown ${i}`),
    }),
  );
  expect(text.split('\n').length).toBeLessThanOrEqual(62);
  expect(text).toContain('and 474 more in the full report');
  expect(text.length).toBeLessThan(65_536);
});

test('A comment is not longer than GitHub takes, however long the names are.', () => {
  const changes = Array.from({ length: 100 }, (_, i) =>
    change(`${i}${'<'.repeat(5_000)}`, { text: `${i}${'&'.repeat(5_000)}` }),
  );
  expect(markdownReport(reportOf(changes)).length).toBeLessThan(65_536);
});

test('A comment has no account ids and no principals, also where a path or a reason has one.', () => {
  const text = markdownReport(
    reportOf([{ ...OPENED, path: '111122223333/eu-central-1/team/api' }], {
      allowed: [
        {
          change: MOVED,
          allowance: {
            ...{ kind: MOVED.kind, path: MOVED.path, until: '2027-01-31', place: '' },
            reason: 'arn:aws:iam::444455556666:role/deploy moves it to 444455556666',
          },
        },
      ],
    }),
  );
  expect(text).not.toMatch(/111122223333|444455556666|role\/deploy/);
  expect(text).toContain('`(account)/eu-central-1/team/api`');
  expect(text).toContain('(ARN) moves it to (account)');
});

test('Only JSON has the details.', () => {
  const report = reportOf([OPENED]);
  expect(tableReport(report)).not.toContain('111122223333');
  expect(JSON.parse(jsonReport(report)).changes[0].details).toEqual(['AWS: arn:aws:iam::111122223333:root']);
});

test('JSON keeps to its schema.', () => {
  const { changes, allowed, expired } = applyAllowances(
    MIXED,
    [
      {
        kind: 'access-opened',
        path: 'Images/*',
        reason: 'the partner has a contract',
        until: '2027-01-31',
        place: 'a',
      },
      { kind: 'repository-moved', path: 'Images/Old', reason: 'it was moved by then', until: '2026-01-31', place: 'b' },
    ],
    '2026-11-28',
  );
  const text = jsonReport(reportOf(changes, { allowed, expired, unknown: ['What is deployed'] }));
  expect(mistakesIn('guard-1', text)).toEqual([]);
  expect(JSON.parse(text).summary).toEqual({ lost: 1, opened: 0, replaced: 1, revoked: 1, other: 1, allowed: 1 });
});

describe('What a template names', () => {
  const HOSTILE = [
    '<img src=x onerror=alert(1)>',
    '| forged | row |',
    '`code` **bold** [link](https://example.com) ![image](x) @everyone #1',
    'a\n\n# heading',
    '\u001b[2J\u202e',
    '``` <script>',
    '</table><!--',
  ];

  test.each(HOSTILE)('forges nothing in Markdown: %j', (hostile) => {
    const all = change(hostile, { kind: hostile, text: hostile, safely: hostile });
    const allowance = { kind: hostile, path: hostile, reason: hostile, until: '2027-01-31', place: '' };
    const text = markdownReport(
      reportOf([all], { allowed: [{ change: all, allowance }], expired: [allowance], unknown: [hostile] }),
    );
    const outsideOfCode = text.replace(/`[^`\n]*`/g, '');
    expect(outsideOfCode).not.toMatch(/<(?!br)/);
    expect(outsideOfCode).not.toMatch(/(?<!\\)[*@]|(?<!\\)!\[|(?<!\\)\]\(/);
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    // One row of each table, each with as many cells as its head.
    for (const table of text.split('\n\n').filter((part) => part.startsWith('|'))) {
      const rows = table.split('\n').map((row) => row.replace(/\\./g, '').split('|').length);
      expect(rows).toHaveLength(3);
      expect(new Set(rows).size).toBe(1);
    }
    expect(text.match(/^#/gm)).toHaveLength(1);
  });

  test.each(HOSTILE)('forges no line of the table: %j', (hostile) => {
    const text = tableReport(reportOf([change(hostile, { text: hostile, safely: hostile })], { unknown: [hostile] }));
    expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Cf}/u);
    expect(text.split('\n')).toHaveLength(12);
  });
});

test('The table has the first path only where a line would get wide.', () => {
  const text = 'The repository leaves the template, and is deleted. All of its images are deleted for ever.';
  const path = (name: string) => `Images/Production/Repositories/${name}/Resource`;
  const report = tableReport(reportOf(['One', 'Two', 'Three'].map((name) => change(path(name), { text }))));
  expect(report).toContain(`${path('One')} and 2 more  ${text}`);
  expect(report).not.toContain(path('Three'));
});
