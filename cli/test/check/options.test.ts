import { mkdirSync, readFileSync } from 'fs';
import { checkJson, refusalOf, repository, short } from './support';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
  files.write('t.json', {
    Resources: {
      Api: repository({ Tags: [{ Key: 'team', Value: 'web' }], RepositoryName: { Ref: 'Name' } }),
      Web: repository({ RepositoryName: 'web', ImageScanningConfiguration: undefined }),
      Old: repository({ RepositoryName: 'old' }, { DeletionPolicy: 'Delete' }),
    },
    Parameters: { Name: { Type: 'String' } },
  });
});
afterEach(() => files.remove());

const ERROR = 't/Web repositoryScanning';
const WARNING = 't/Old repositoryRetention';

async function status(...args: string[]): Promise<number> {
  return (await files.run(['check', '$/t.json', ...args])).status;
}

describe('The exit status of cdk-ecr check', () => {
  test('is 1 for an error, and 0 for warnings alone', async () => {
    expect(await status()).toBe(1);
    expect(await status('--rule-off', 'repositoryScanning=scanned by the registry')).toBe(0);
  });

  test('is 1 for a warning if warnings fail', async () => {
    expect(await status('--fail-on', 'warning', '--rule-off', 'repositoryScanning=scanned elsewhere')).toBe(1);
  });

  test('is 2 for an option that does not exist', async () => {
    expect(await status('--fail-on', 'note')).toBe(2);
    expect(await status('--format', 'html')).toBe(2);
  });

  test('is 3 if the report cannot be written', async () => {
    mkdirSync(`${files.folder}/out`);
    const { status: code, stdout, stderr } = await files.run(['check', '$/t.json', '-o', '$/out']);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^cdk-ecr: EISDIR: .*\$\/out'\n$/);
  });
});

test('--output writes the report to a file, and the counts to the terminal.', async () => {
  const { status: code, stdout, stderr } = await files.run(['check', '$/t.json', '--json', '-o', '$/report.json']);
  expect([code, stdout, stderr]).toEqual([
    1,
    '',
    '3 resources judged, 1 error, 1 warning, 0 acknowledged, 1 not judged (--unresolved lists it)\n',
  ]);
  expect(JSON.parse(readFileSync(`${files.folder}/report.json`, 'utf8')).findings).toHaveLength(2);
});

test('Several inputs are judged each by itself.', async () => {
  files.write('u.json', { Resources: { Api: repository() } });
  const { inputs, findings } = await checkJson(files, '$/t.json', '$/u.json');
  expect(inputs.map(({ input, resources }) => [input, resources])).toEqual([
    ['$/t.json', 3],
    ['$/u.json', 1],
  ]);
  expect(short(findings)).toEqual([ERROR, WARNING]);
});

describe('--rule-off', () => {
  test('leaves out a rule, by its name or its id', async () => {
    for (const id of ['repositoryScanning', 'cdk-ecr::repositoryScanning']) {
      const { findings, rulesOff } = await checkJson(files, '$/t.json', '--rule-off', `${id}=by the registry`);
      expect(short(findings)).toEqual([WARNING]);
      expect(rulesOff).toEqual([{ rule: 'cdk-ecr::repositoryScanning', reason: 'by the registry' }]);
    }
  });

  test.each([
    ['repositoryScaning=why', '--rule-off is "repositoryScaning" but must be a known name; write repositoryScanning'],
    [
      'repositoryScanning',
      "must give the reason why the rule is not checked; write --rule-off repositoryScanning='the reason'",
    ],
    ['repositoryScanning= ', 'must give the reason why the rule is not checked'],
    ['x=y', '--rule-off is "x" but must be a known name; leave it out'],
  ])('refuses %s', async (value, error) => {
    expect(await refusalOf(files, '$/t.json', '--rule-off', value)).toContain(error);
  });
});

describe('--config', () => {
  test.each([
    [
      'config.json',
      JSON.stringify({
        requiredTags: ['team'],
        ruleSeverities: [{ rule: 'repositoryRetention', severity: 'error', reason: 'we keep all' }],
        rulesOff: [{ rule: 'cdk-ecr::repositoryScanning', reason: 'scanned elsewhere' }],
      }),
    ],
    [
      'config.yaml',
      'requiredTags: [team]\nruleSeverities:\n  - {rule: repositoryRetention, severity: error, reason: we keep all}\nrulesOff:\n  - rule: repositoryScanning\n    reason: scanned elsewhere\n',
    ],
  ])('takes the parameters of EcrChecks from %s', async (name, content) => {
    const { findings } = await checkJson(files, '$/t.json', '--config', files.write(name, content));
    expect(short(findings)).toEqual(['t/Old repositoryRetention', 't/Web repositoryTags', 't/Old repositoryTags']);
    expect(findings.map(({ severity }) => severity)).toEqual(['error', 'error', 'error']);
  });

  test('may be empty', async () => {
    const { findings } = await checkJson(files, '$/t.json', '--config', files.write('empty.yml', ''));
    expect(short(findings)).toEqual([ERROR, WARNING]);
  });

  test.each<[string, unknown, string]>([
    [
      'a misspelt parameter',
      { requiredTag: ['team'] },
      'name of a parameter is "requiredTag" but must be a known name; write requiredTags',
    ],
    [
      'a parameter that only constructs can have',
      { evidenceDirectory: 'x' },
      'name of a parameter is "evidenceDirectory" but must be a known name',
    ],
    ['a text for a list', { protect: 'v*' }, 'protect is "v*" but must be a list; put it in brackets'],
    [
      'a number in a list',
      { allowedAccounts: [111122223333] },
      'allowedAccounts[0] is 111122223333 but must be a text; put it in quotes',
    ],
    ['an account that is none', { allowedAccounts: ['1'] }, 'allowedAccounts'],
    ['an empty list', { requiredTags: [] }, 'requiredTags is [] but must have at least one element'],
    ['a text for a boolean', { requireVpcEndpoints: 'yes' }, 'requireVpcEndpoints is "yes" but must be true or false'],
    [
      'a tag without values',
      { requiredTagValues: { stage: [] } },
      'requiredTagValues.stage is [] but must have at least one value',
    ],
    [
      'a tag with a text',
      { requiredTagValues: { stage: 'dev' } },
      'requiredTagValues.stage is "dev" but must be a list',
    ],
    [
      'a misspelt rule',
      { rulesOff: [{ rule: 'customrKey', reason: 'a' }] },
      'rulesOff[0].rule is "customrKey" but must be a known name; write customerKey',
    ],
    [
      'a rule without a reason',
      { rulesOff: [{ rule: 'customerKey' }] },
      'give the reason why customerKey is not checked',
    ],
    [
      'a reason that is no text',
      { rulesOff: [{ rule: 'customerKey', reason: 5 }] },
      'rulesOff[0].reason is 5 but must be a string',
    ],
    ['a rule that is no object', { rulesOff: ['customerKey'] }, 'rulesOff[0] is "customerKey" but must be an object'],
    [
      'a misspelt name in a rule',
      { rulesOff: [{ rule: 'customerKey', reson: 'a' }] },
      'name in rulesOff[0] is "reson" but must be one of rule, reason; write reason',
    ],
    [
      'another severity',
      { ruleSeverities: [{ rule: 'customerKey', severity: 'fatal', reason: 'a' }] },
      'ruleSeverities[0].severity is "fatal" but must be "error" or "warning"',
    ],
    ['a list', ['protect'], 'content is ["protect"] but must be an object'],
    ['a pattern of a name that no repository has', { requireSigning: ['Prod'] }, 'requireSigning[0] is "Prod"'],
  ])('refuses %s', async (_, content, error) => {
    const refusal = await refusalOf(files, '$/t.json', '--config', files.write('c.json', content));
    expect(refusal).toContain(error);
    expect(refusal).toContain('$/c.json');
  });

  test('refuses broken YAML', async () => {
    const config = files.write('c.yaml', 'protect: [');
    expect(await refusalOf(files, '$/t.json', '--config', config)).toContain('YAML of $/c.yaml is "Flow');
  });

  test('and --rule-off may not contradict each other', async () => {
    const config = files.write('c.json', { ruleSeverities: [{ rule: 'customerKey', severity: 'error', reason: 'a' }] });
    const refusal = await refusalOf(files, '$/t.json', '--config', config, '--rule-off', 'customerKey=b');
    expect(refusal).toContain('ruleSeverities[0].rule is "customerKey" but must not be in rulesOff too');
  });
});

test('--unresolved lists what only the deployment knows.', async () => {
  const { unresolved } = await checkJson(files, '$/t.json', '--unresolved');
  expect(short(unresolved!)).toEqual(['t/Api repositoryName']);
  const { stdout } = await files.run(['check', '$/t.json', '--unresolved']);
  expect(stdout).toMatch(
    /^Not judged\nrule +resource +place +reason\nrepositoryName +t\/Api +\S+ +RepositoryName is known at deployment$/m,
  );
  expect((await files.run(['check', '$/t.json'])).stdout).not.toContain('Not judged\n');
});

test('--owner-tag groups by the value of a tag.', async () => {
  const config = files.write('c.json', { requiredTagValues: { team: ['core'] } });
  const { owners } = await checkJson(files, '$/t.json', '--owner-tag', 'team', '--config', config);
  expect(owners).toEqual([
    { owner: 'no owner', errors: 3, warnings: 1 },
    { owner: 'web', errors: 1, warnings: 0 },
  ]);
});

describe('The input of cdk-ecr check', () => {
  test.each([
    ['$/nothing', 'input is "$/nothing" but must exist; correct its path'],
    [
      '$',
      'input is "$" but must be a synthesized app (with a manifest.json), a snapshot (with a registry.json) or a template',
    ],
  ])('may not be %s', async (input, error) => {
    expect(await refusalOf(files, input)).toContain(error);
  });

  test('is cdk.out by default', async () => {
    const before = process.cwd();
    process.chdir(files.folder);
    try {
      expect(await refusalOf(files)).toBe(
        'cdk-ecr: input is "cdk.out" but must exist; run cdk synth, or name an input',
      );
    } finally {
      process.chdir(before);
    }
  });

  test('may not be an app whose files are broken', async () => {
    files.write('app/manifest.json', '{');
    expect(await refusalOf(files, '$/app')).toContain('$/app/manifest.json line 1');
    files.write('app/manifest.json', '[]');
    expect(await refusalOf(files, '$/app')).toContain('$/app/manifest.json is [] but must be an object');
  });

  test('--json and another format are refused', async () => {
    expect(await refusalOf(files, '$/t.json', '--json', '--format', 'sarif')).toContain(
      '--format is "sarif" but must be absent with --json',
    );
  });
});
