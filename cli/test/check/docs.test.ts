import { readFileSync } from 'fs';
import { join } from 'path';
import { parse } from 'yaml';
import { checkJson, repository } from './support';
import { Workspace } from '../support';

const [, section] = readFileSync(join(__dirname, '../../../docs/command-line.md'), 'utf8').split('\n## check\n');

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

test('The parameters of the documentation are accepted.', async () => {
  const [, indented] = /^ {2}```yaml\n(.*?)^ {2}```$/ms.exec(section)!;
  const config = files.write('ecr-checks.yaml', indented.replace(/^ {2}/gm, ''));
  files.write('t.json', { Resources: { Api: repository({}, { DeletionPolicy: 'Delete' }) } });
  const { findings, rulesOff } = await checkJson(files, '$/t.json', '--config', config);
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['cdk-ecr::lifecycleProtection', 'error'],
    ['cdk-ecr::repositoryRetention', 'error'],
    ['cdk-ecr::repositoryTags', 'error'],
  ]);
  expect(rulesOff).toEqual([{ rule: 'cdk-ecr::customerKey', reason: 'the images are public' }]);
});

test('The steps for code scanning write the file that they upload.', async () => {
  const [, yaml] = /^```yaml\n(.*?)^```$/ms.exec(section)!;
  const { steps } = parse(yaml) as { steps: { run?: string; with?: Record<string, string> }[] };
  const [, args] = /npx cdk-ecr-cli (.*)/.exec(steps.map(({ run = '' }) => run).join('\n'))!;
  files.write('cdk.out/manifest.json', { artifacts: {} });
  const { sarif_file: file } = steps.find((step) => step.with)!.with!;
  const { status, stderr } = await files.run(
    args.replace('cdk.out', '$/cdk.out').replace(file, `$/${file}`).split(' '),
  );
  expect([status, stderr]).toEqual([0, '0 resources judged, 0 errors, 0 warnings, 0 acknowledged, 0 not judged\n']);
  expect(JSON.parse(readFileSync(join(files.folder, file), 'utf8')).version).toBe('2.1.0');
});
