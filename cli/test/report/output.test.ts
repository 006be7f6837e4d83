import { createHash } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { ACCOUNT, columnsOf, dataIn, registryOf, reportOf, repositoryOf, SUMS, textOf } from './sample';
import { AccessClass } from '../../../src/ecr/policy/access-class';
import { visible } from '../../../src/text/visible';
import { Gravity } from '../../src/guard/guarded-change';
import { AttentionKind, PrincipalRelation, ReportSection } from '../../src/report/model/registry-report';
import type { RegistryReport } from '../../src/report/model/registry-report';
import { ComparisonKind, ResourceChangeKind } from '../../src/report/model/reported-changes';
import type { ReportedChanges } from '../../src/report/model/reported-changes';
import { RepositoryOrigin, ScanningMode } from '../../src/report/model/reported-repository';
import { htmlReport } from '../../src/report/output/html-report';
import { jsonReport } from '../../src/report/output/json-report';
import { markdownReport } from '../../src/report/output/markdown-report';
import { redacted } from '../../src/report/output/redacted';
import { writeRegistry } from '../registries';
import { mistakesIn } from '../schemas';
import { image, POLICY, Workspace } from '../support';

const SCHEMA = 'report-1';
const TEMPLATE = { Resources: { A: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'a' } } } };
const HOSTILE = '</script><img src=x onerror=alert(1)>\u001b[31m\u202e\n\u2028&"\'`|';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

function read(name: string): string {
  return readFileSync(join(files.folder, name), 'utf8');
}

/** A drift or a change with a verdict, with long and many rows. */
function changesOf(values: Partial<ReportedChanges> = {}): ReportedChanges {
  const paths = Array.from({ length: 100 }, (_, i) => `Images/${ACCOUNT}/Repository${i}`);
  return {
    kind: ComparisonKind.CHANGE,
    ...{ before: 'the snapshot registry', after: 'the app cdk.out' },
    verdict: {
      fails: true,
      summary: '100 lost, 0 opened, 0 replaced, 0 revoked, 0 other',
      counts: [[Gravity.LOST, 100]],
      folds: paths.map((path, i) => ({
        ...{ gravity: Gravity.LOST, kind: 'repository-removed', text: `${i}: ${'long '.repeat(200)}`, changes: 1 },
        paths: [path, 'b', 'c', 'd'],
      })),
    },
    resources: paths.map((path) => ({
      kind: ResourceChangeKind.CHANGED,
      ...{ registry: `${ACCOUNT}/eu-central-1`, type: 'AWS::ECR::Repository', name: path, path },
      properties: [{ path: 'RepositoryPolicyText', after: `arn:aws:iam::${ACCOUNT}:role/secret` }],
    })),
    driftCount: 0,
    unknown: paths,
    ...values,
  };
}

describe('the page', () => {
  test('allows its own script and style, and nothing else', async () => {
    const page = await textOf(htmlReport(reportOf()));
    const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page)!;
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const scripts = [...page.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text);
    const styles = [...page.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text);
    expect([scripts.length, styles.length]).toEqual([1, 1]);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(scripts[0])}`,
      `style-src ${hash(styles[0])}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    // The policy is before all that it is about.
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.search(/<(script|style|title)/));
    expect(scripts[0]).not.toMatch(/<!--|<script/i);
  });

  test('has no address, no handler and no style in its markup', async () => {
    const page = await textOf(htmlReport(reportOf()));
    const markup = page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\b(src|href|style|on\w+)=/);
    expect(markup).not.toMatch(/https?:/);
    expect(markup).toMatch(/^<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">/);
  });

  test('has the report and the images of each repository by its place', async () => {
    const report = reportOf({ images: { 0: columnsOf(3), 7: columnsOf(1) } });
    const page = await textOf(htmlReport(report));
    const { images, ...rest } = report;
    expect(dataIn(page, 'report')).toEqual(rest);
    expect(dataIn(page, 'images-0')).toEqual(images[0]);
    expect(dataIn(page, 'images-7')).toEqual(images[7]);
    expect([...page.matchAll(/id="images-\d+"/g)]).toHaveLength(2);
  });

  test('says without scripts what the first screen has', async () => {
    const page = await textOf(htmlReport(reportOf({ changes: changesOf() })));
    const [, text] = /<div id="page"><noscript>([\s\S]*?)<\/noscript><\/div>/.exec(page)!;
    expect(
      text
        .replace(/<[^>]+>/g, '')
        .trim()
        .split('\n'),
    ).toEqual([
      'Amazon ECR: 111122223333/eu-central-1',
      'The details need JavaScript.',
      '',
      'Changes: 100 lost, 0 opened, 0 replaced, 0 revoked, 0 other',
      'Images in use that are at risk: 2',
      'Bytes that nobody pulled: not known',
      '100 lost, 0 opened, 0 replaced, 0 revoked, 0 other; 1 registry, 1 repository, 3 images',
    ]);
  });

  test('interprets no text of an input: its markup is the same for all of them', async () => {
    const markupOf = async (text: string) => {
      const [attention] = reportOf().attention;
      const report = reportOf({
        attention: [{ ...attention, title: text }],
        registries: [registryOf(text)],
        repositories: [repositoryOf(text)],
        sources: [{ ...reportOf().sources[0], name: text }],
        images: { 0: columnsOf(1, text, text) },
      });
      const page = await textOf(htmlReport(report));
      expect(dataIn(page, 'images-0')).toEqual(report.images[0]);
      expect((dataIn(page, 'report') as RegistryReport).repositories[0].name).toBe(text);
      const shown = page.replace(/<script[^>]*>[\s\S]*?<\/script>/g, '<script>');
      for (const line of shown.split('\n')) expect(line).toBe(visible(line));
      return shown.replace(/>[^<]*</g, '><');
    };
    const plain = await markupOf('plain');
    expect(await markupOf(HOSTILE)).toBe(plain);
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(HOSTILE, '<!--<script>', ']]>', '</title>'));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        expect(await markupOf(value)).toBe(plain);
      }),
      { numRuns: 50 },
    );
  });

  test('of 10,000 repositories and 100,000 images is written in time, and is not large', async () => {
    const repositories = Array.from({ length: 10_000 }, (_, i) => repositoryOf(`team-${i % 100}/service-${i}`));
    const random = (seed: number) => createHash('sha256').update(String(seed)).digest('hex');
    const images = Object.fromEntries(
      repositories.map((_, place) => {
        const columns = columnsOf(10);
        return [
          place,
          { ...columns, digests: columns.digests.map((_digest, i) => `sha256:${random(place * 10 + i)}`) },
        ];
      }),
    );
    const start = Date.now();
    let length = 0;
    for await (const piece of htmlReport(reportOf({ repositories, images }))) length += piece.length;
    expect(length).toBeLessThan(15_000_000);
    // The machine of a test may be busy. The benchmark has the limit that counts.
    expect(Date.now() - start).toBeLessThan(20_000);
  }, 60_000);
});

describe('the JSON', () => {
  test('is the report, in its schema', async () => {
    const report = reportOf({ images: { 0: columnsOf(2, HOSTILE), 5: columnsOf(1) }, changes: changesOf() });
    const text = await textOf(jsonReport(report));
    expect(JSON.parse(text)).toEqual(report);
    expect(mistakesIn(SCHEMA, text)).toEqual([]);
    expect(text).toBe(text.split('\n').map(visible).join('\n'));
  });

  test('is JSON without images as well', async () => {
    const report = reportOf({ images: {} });
    expect(JSON.parse(await textOf(jsonReport(report)))).toEqual(report);
  });

  test('of any inputs is in the schema', async () => {
    const registry = writeRegistry(files, 'registry', {
      'team/api': { images: [image(1, 'v1'), image(2)], lifecyclePolicy: POLICY as never, scanOnPush: true },
      empty: { images: [] },
      public: { isPublic: true },
    });
    const app = files.write('template.json', TEMPLATE);
    const runs = [[app], [registry], [app, registry], [app, '--before', registry], [registry, '--before', app]];
    for (const args of runs) {
      const { stdout, stderr } = await files.run(['report', '--json', ...args]);
      expect({ args, stderr, mistakes: mistakesIn(SCHEMA, stdout) }).toEqual({ args, stderr: '', mistakes: [] });
    }
  });

  test('has a schema with all words of the model', () => {
    const schema = JSON.stringify(
      JSON.parse(readFileSync(join(__dirname, '../../schemas/report-1.schema.json'), 'utf8')),
    );
    const model = [
      ...[AttentionKind, ComparisonKind, Gravity, PrincipalRelation, ReportSection, RepositoryOrigin],
      ...[ResourceChangeKind, ScanningMode],
    ];
    for (const words of model) expect(schema).toContain(JSON.stringify({ enum: Object.values(words) }).slice(1, -1));
    for (const word of Object.values(AccessClass)) expect(schema).toContain(`"${word}"`);
  });
});

describe('the summary', () => {
  test('has the numbers of the first screen, then the registries', async () => {
    expect(await textOf(markdownReport(reportOf()))).toBe(`# Amazon ECR: 1 registry, 1 repository, 3 images

| First | Number | Not known |
| --- | --- | --- |
| Images in use that are at risk | 2 |  |
| Bytes that nobody pulled | not known | A snapshot with images would tell |

| Registry | Repositories | Images | Sum of sizes | Findings |
| --- | --- | --- | --- | --- |
| \`(account 1)/eu-central-1\` | 1 | 3 | 3.0 MB | 0 |
`);
  });

  test('has the verdict on a change first', async () => {
    const text = await textOf(markdownReport(reportOf({ changes: changesOf() })));
    expect(text).toMatch(/^# Amazon ECR: something is lost or opened\n\n100 lost, 0 opened, /);
  });

  test('says of drift what differs', async () => {
    const changes = changesOf({ kind: ComparisonKind.DRIFT, verdict: undefined, driftCount: 100 });
    const text = await textOf(markdownReport(reportOf({ changes })));
    expect(text).toMatch(
      /^# Amazon ECR: something is not as declared\n\n100 resources missing or other than declared\.\n/,
    );
    expect(text).toContain('| changed | `(account 1)/eu-central-1` | `AWS::ECR::Repository` |');
  });

  const registries = Array.from({ length: 100 }, (_, i) => registryOf(`${100_000_000_000 + i}/eu-central-1`));
  test.each([
    ['with a verdict', changesOf()],
    ['of drift', changesOf({ kind: ComparisonKind.DRIFT, verdict: undefined })],
    ['without changes', undefined],
  ])('has at most 60 lines, no account id and no ARN, %s', async (_, changes) => {
    const attention = Object.values(AttentionKind).map((kind) => ({
      ...{ kind, title: `${kind} ${HOSTILE}`, number: 1, items: [] },
      unknown: Array.from({ length: 20 }, () => `arn:aws:iam::${ACCOUNT}:root ${'long '.repeat(200)}`),
    }));
    const text = await textOf(markdownReport(reportOf({ attention, registries, changes })));
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
    expect(text.length).toBeLessThan(65_536);
    expect(text).not.toMatch(/\d{12}|arn:/);
    expect(text).not.toContain('<img');
    for (const line of text.split('\n')) expect(line).toBe(visible(line));
  });
});

describe('--redact', () => {
  test('replaces account ids, each by the same, and leaves digests, tags and names', () => {
    const digest = `sha256:${'1'.repeat(64)}`;
    const report = reportOf({
      principals: [{ name: `arn:aws:iam::${ACCOUNT}:root`, relation: PrincipalRelation.OWN, account: ACCOUNT }],
      statements: [`{"AWS": "arn:aws:iam::999988887777:role/a", "aws:SourceAccount": "${ACCOUNT}"}`],
      images: { 0: { ...columnsOf(1, '202601010101', `pod of ${ACCOUNT}`), digests: [digest] } },
    });
    const found = redacted(report);
    expect(JSON.stringify(found)).not.toMatch(/111122223333|999988887777/);
    const { registries, principals, statements, images, repositories } = found;
    const { account, name } = registries[0];
    expect(name).toBe(`${account}/eu-central-1`);
    expect(principals[0]).toMatchObject({ name: `arn:aws:iam::${account}:root`, account });
    expect(statements[0]).toContain(`"aws:SourceAccount": "${account}"`);
    expect(images[0]).toMatchObject({ digests: [digest], tags: ['202601010101'], users: [`pod of ${account}`] });
    expect(repositories[0].name).toBe('team/api');
  });

  test('replaces account ids within names and tags as well, and alike in the lifecycle policy', () => {
    const digest = `sha256:a${ACCOUNT}${'b'.repeat(51)}`;
    const found = redacted(
      reportOf({
        repositories: [repositoryOf(`cdk${ACCOUNT}assets`, { owner: `t${ACCOUNT}` })],
        lifecycles: [{ json: `{"tagPrefixList":["b${ACCOUNT}"]}`, lines: [] }],
        images: { 0: { ...columnsOf(1, `b${ACCOUNT}-1 v1`), digests: [digest] } },
      }),
    );
    const { [0]: registry } = found.registries;
    expect(JSON.stringify(found).replaceAll(digest, '')).not.toContain(ACCOUNT);
    expect(found.repositories[0]).toMatchObject({
      name: `cdk${registry.account}assets`,
      owner: `t${registry.account}`,
    });
    expect(found.lifecycles[0].json).toBe(`{"tagPrefixList":["b${registry.account}"]}`);
    expect(found.images[0]).toMatchObject({ digests: [digest], tags: [`b${registry.account}-1 v1`] });
  });

  test('is for all that the command writes', async () => {
    const registry = writeRegistry(files, `of-${ACCOUNT}`, { a: { images: [image(1, 'v1')] } });
    for (const file of ['page.html', 'report.json', 'report.md']) {
      const { status, stderr } = await files.run(['report', registry, '--redact', '--output', `$/${file}`]);
      expect(status).toBe(0);
      const text = read(file);
      const shown = file === 'page.html' ? `${text}${JSON.stringify(dataIn(text, 'report'))}` : text;
      expect(`${shown}${stderr}`).not.toContain(ACCOUNT);
    }
  });
});

describe('the command', () => {
  test('writes a page, and says in a line what it has and where it is', async () => {
    const app = files.write('template.json', TEMPLATE);
    const { status, stdout, stderr } = await files.run(['report', app, '--output', '$/page.html']);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: '',
      stderr: '1 registry, 1 repository: $/page.html\n',
    });
    expect(read('page.html')).toMatch(/^<!DOCTYPE html>/);
  });

  test.each([
    ['report.json', [], /^\{/],
    ['report.md', [], /^# /],
    ['report.txt', ['--format', 'markdown'], /^# /],
    ['report.json', ['--format', 'html'], /^<!DOCTYPE/],
    ['report.html', ['--json'], /^\{/],
    ['report', [], /^<!DOCTYPE/],
  ])('writes to %s with %j what its end or an option says', async (file, options, start) => {
    const app = files.write('template.json', TEMPLATE);
    const { status } = await files.run(['report', app, '--output', `$/${file}`, ...options]);
    expect(status).toBe(0);
    expect(read(file)).toMatch(start);
  });

  test.each([
    [['--json'], /^\{/],
    [['--format', 'json'], /^\{/],
    [['--format', 'markdown'], /^# /],
  ])('prints with %j', async (options, start) => {
    const { status, stdout, stderr } = await files.run(['report', files.write('t.json', TEMPLATE), ...options]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(start);
  });

  test('refuses --json with another format', async () => {
    const args = ['report', files.write('t.json', TEMPLATE), '--json', '--format', 'html'];
    expect(await files.run(args)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'cdk-ecr: --format is "html" but must be absent with --json; leave out one of them\n',
    });
  });

  test('fails where it cannot write, and leaves what is there if an input is bad', async () => {
    const app = files.write('template.json', TEMPLATE);
    const { status, stderr } = await files.run(['report', app, '--output', '$/no/folder.html']);
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/^cdk-ecr: ENOENT: /) });
    expect((await files.run(['report', '$/none', '--output', '$/page.html'])).status).toBe(2);
    expect(existsSync(join(files.folder, 'page.html'))).toBe(false);
  });

  test('has what an app declares and a snapshot has as one repository', async () => {
    const properties = { templateFile: 'Images.template.json', stackName: 'Images' };
    const environment = `aws://${ACCOUNT}/eu-central-1`;
    files.write('app/Images.template.json', TEMPLATE);
    files.write('app/manifest.json', {
      version: '48.0.0',
      artifacts: { Images: { type: 'aws:cloudformation:stack', environment, properties } },
    });
    const registry = writeRegistry(files, 'registry', { a: {}, b: {} });
    const { stdout } = await files.run(['report', '$/app', registry, '--json']);
    const { repositories, sources } = JSON.parse(stdout) as RegistryReport;
    expect(repositories.map(({ name, origin }) => [name, origin])).toEqual([
      ['a', RepositoryOrigin.BOTH],
      ['b', RepositoryOrigin.DEPLOYED],
    ]);
    expect(sources).toEqual([
      { kind: 'app', name: '$/app', unread: [] },
      { kind: 'snapshot', name: '$/registry', time: '2026-02-01T00:00:00.000Z', unread: [] },
    ]);
  });

  test('finds the evidence in an app and beside it', async () => {
    const app = () => files.run(['report', '$/out/app', '--json']);
    files.write('out/app/manifest.json', { version: '48.0.0', artifacts: {} });
    files.write('out/ecr-checks.json', '{');
    expect(await app()).toMatchObject({ status: 2, stderr: expect.stringContaining('$/out/ecr-checks.json') });
    files.write('out/app/ecr-checks.json', '{');
    expect(await app()).toMatchObject({ status: 2, stderr: expect.stringContaining('$/out/app/ecr-checks.json') });
    const { status, stderr } = await files.run(['report', '$/out/app', '--evidence', '$/none.json']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('$/none.json')]);
  });

  test('refuses two snapshots of one registry', async () => {
    const [one, two] = ['one', 'two'].map((folder) => writeRegistry(files, folder, {}));
    expect(await files.run(['report', one, two])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('must have one snapshot of the registry 111122223333/eu-central-1'),
    });
  });
});

test('the sums of a repository are in its row', async () => {
  const page = await textOf(htmlReport(reportOf()));
  expect((dataIn(page, 'report') as RegistryReport).repositories[0].images).toEqual(SUMS);
});
