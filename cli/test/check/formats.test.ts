import { readFileSync } from 'fs';
import { XMLParser } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { checkJson, repository } from './support';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
  const rules_to_suppress = [{ id: 'cdk-ecr::customerKey', reason: 'keys of S3 <suffice> here' }];
  files.write('t.json', {
    Resources: {
      Api: repository({ ImageTagMutability: 'MUTABLE' }),
      Web: repository(
        { RepositoryName: 'web', EncryptionConfiguration: undefined },
        { Metadata: { cdk_nag: { rules_to_suppress } }, DeletionPolicy: 'Delete' },
      ),
    },
  });
});
afterEach(() => files.remove());

async function report(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await files.run(['check', '$/t.json', ...args]);
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  return stdout;
}

test('A table has errors first, and says of each rule once what to do.', async () => {
  const { stdout } = await files.run(['check', 'cli/test/check/fixtures/a template.yaml']);
  const [findings, remedies, summary] = stdout.split('\n\n');
  const rows = findings.split('\n').map((row) => row.split(/ {2,}/).slice(0, 4));
  const file = 'cli/test/check/fixtures/a template.yaml';
  expect(rows).toEqual([
    ['a template: 6 errors, 3 warnings'],
    ['severity', 'rule', 'resource', 'place'],
    ['error', 'repositoryScanning', 'a template/Web', `${file}:10`],
    ['error', 'tagImmutability', 'a template/Api', `${file}:5`],
    ['error', 'tagImmutability', 'a template/Web', `${file}:10`],
    ['error', 'lifecyclePolicy', 'a template/Web', `${file}:10`],
    ['error', 'customerKey', 'a template/Api', `${file}:4`],
    ['error', 'customerKey', 'a template/Web', `${file}:10`],
    ['warning', 'releasesExpire', 'a template/Api', `${file}:9`],
    ['warning', 'repositoryRetention', 'a template/Api', `${file}:2`],
    ['warning', 'repositoryRetention', 'a template/Web', `${file}:10`],
  ]);
  const rules = ['repositoryScanning', 'tagImmutability', 'lifecyclePolicy', 'releasesExpire', 'customerKey'];
  expect(remedies.match(/^\w+(?=: )/gm)).toEqual([...rules, 'repositoryRetention']);
  expect(remedies).toContain('\n  set ImageTagMutability to IMMUTABLE\n');
  expect(summary).toBe('2 resources judged, 6 errors, 3 warnings, 0 acknowledged, 0 not judged\n');
});

test('SARIF has a rule and a location for each result.', async () => {
  const { version, runs }: Log = JSON.parse(await report('--format', 'sarif'));
  expect(version).toBe('2.1.0');
  const [{ tool, results = [] }] = runs;
  const rules = tool.driver.rules!;
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
    ['cdk-ecr::tagImmutability', 'error'],
    ['cdk-ecr::untaggedInUse', 'warning'],
    ['cdk-ecr::repositoryRetention', 'warning'],
  ]);
  for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex!].id).toBe(ruleId);
  for (const { id, shortDescription, fullDescription, help, helpUri, defaultConfiguration } of rules) {
    expect(id).toMatch(/^cdk-ecr::\w+$/);
    for (const each of [shortDescription, fullDescription, help]) expect(each!.text).toMatch(/^[A-Z].*\.$/);
    expect(helpUri).toMatch(/^https:/);
    expect(['error', 'warning']).toContain(defaultConfiguration!.level);
  }
  const [{ message, locations, partialFingerprints, properties }] = results;
  expect(message.text).toMatch(
    /^t\/Api: ImageTagMutability is MUTABLE.*\. Remedy: set ImageTagMutability to IMMUTABLE\.$/,
  );
  expect(locations).toEqual([
    {
      physicalLocation: { artifactLocation: { uri: 'file://$/t.json' }, region: { startLine: 3 } },
      logicalLocations: [{ fullyQualifiedName: 't/Api', kind: 'resource' }],
    },
  ]);
  expect(partialFingerprints!.primaryLocationLineHash).toMatch(/^[0-9a-f]{64}$/);
  expect(properties!.pointer).toBe('/Resources/Api/Properties/ImageTagMutability');
});

test('SARIF names a file in the working directory as the repository does.', async () => {
  const { stdout } = await files.run(['check', 'cli/test/check/fixtures/a template.yaml', '-f', 'sarif']);
  const { runs }: Log = JSON.parse(stdout);
  expect(runs[0].results![0].locations![0].physicalLocation!.artifactLocation).toEqual({
    uri: 'cli/test/check/fixtures/a%20template.yaml',
    uriBaseId: '%SRCROOT%',
  });
});

test('SARIF keeps the fingerprint of a result whose line moves.', async () => {
  const prints = async () =>
    (JSON.parse(await report('-f', 'sarif')) as Log).runs[0].results!.map(
      ({ partialFingerprints }) => partialFingerprints,
    );
  const before = await prints();
  const content = JSON.parse(readFileSync(`${files.folder}/t.json`, 'utf8'));
  files.write('t.json', { Description: 'moved', Metadata: {}, ...content });
  expect(await prints()).toEqual(before);
});

interface Suites {
  testsuites: {
    tests: string;
    failures: string;
    skipped: string;
    testsuite: {
      name: string;
      testcase: { name: string; failure?: { message: string }; skipped?: { message: string }; 'system-out'?: string }[];
    }[];
  };
}

async function junit(...args: string[]): Promise<Suites['testsuites']> {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => ['testsuite', 'testcase'].includes(name),
  });
  return (parser.parse(await report('--format', 'junit', ...args), true) as Suites).testsuites;
}

describe('JUnit XML', () => {
  test('has a test case for each rule and resource with findings', async () => {
    const { failures, skipped, tests, testsuite: suites } = await junit();
    const cases = suites.flatMap(({ testcase }) => testcase);
    expect([failures, skipped, tests]).toEqual(['1', '1', String(cases.length)]);
    const of = (rule: string) => suites.find(({ name }) => name === `cdk-ecr::${rule}`)!.testcase;
    expect(of('tagImmutability')[0]).toMatchObject({
      name: 't/Api',
      file: '$/t.json',
      line: '3',
      failure: { message: 'ImageTagMutability is MUTABLE, so that a push can move any tag to another image' },
    });
    expect(of('customerKey')[0].skipped!.message).toBe('keys of S3 <suffice> here');
    expect(of('repositoryRetention')[0]).toMatchObject({
      name: 't/Web',
      'system-out': expect.stringMatching(/^warning: /),
    });
    expect(of('openPolicy')).toEqual([{ classname: 'cdk-ecr::openPolicy', name: '2 resources without findings' }]);
  });

  test('counts warnings as failures if they fail', async () => {
    expect((await junit('--fail-on', 'warning')).failures).toBe('3');
  });

  test('has a suite for each owner', async () => {
    const { testsuite } = await junit('--by-owner');
    expect(testsuite.map(({ name }) => name)).toEqual(['t', 'satisfied']);
  });
});

test('Markdown shows the texts of a template as they are.', async () => {
  files.write('t.json', {
    Resources: { Api: repository({ RepositoryName: '<img src=x>|`a`' }) },
  });
  const text = await report('--format', 'markdown');
  expect(text).not.toContain('<img');
  const rows = text.split('\n').filter((line) => line.startsWith('| error'));
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(row.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(6);
});

test.each(['table', 'json', 'markdown', 'sarif', 'junit'])(
  'Nothing of a template in the format %s moves the cursor or turns the order of the text.',
  async (format) => {
    files.write('t.json', {
      Resources: {
        Api: repository({ RepositoryName: 'a\u001b[2J\u202eb\u0007\nerror x', ImageTagMutability: '\u009b1m' }),
      },
    });
    const text = await report('--format', format);

    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(text).toContain('\\u001b');
    expect(text).not.toMatch(/^error x/m);
  },
);

test('JSON has the same values after its escapes.', async () => {
  const owner = 'a\u202e\u0085\u007f\u{e0001}é💡';
  const Tags = [{ Key: 'team', Value: owner }];
  files.write('t.json', { Resources: { Api: repository({ ImageTagMutability: 'MUTABLE', Tags }) } });
  const { findings } = await checkJson(files, '$/t.json', '--owner-tag', 'team');
  expect(findings[0].owner).toBe(owner);
  const printed = await report('--json', '--owner-tag', 'team');
  expect(printed).toContain('"owner": "a\\u202e\\u0085\\u007f\\udb40\\udc01é💡"');
});
