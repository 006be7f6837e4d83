import { execFileSync, spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import { image, POLICY, Workspace } from './support';

// What users run. It is compiled by jsii before the tests in CI; elsewhere it may be missing, or older than the source.

const ROOT = join(__dirname, '../..');
const BIN = join(ROOT, 'lib/cli/cdk-ecr.js');
const isCompiled = existsSync(BIN);

test('the command is compiled', () => {
  if (!isCompiled) console.warn(`NOT TESTED: the compiled command, as there is no ${BIN}; run npx projen compile`);
  expect(isCompiled || !process.env.CI).toBe(true);
});

(isCompiled ? describe : describe.skip)('the compiled command', () => {
  let files: Workspace;
  beforeEach(() => (files = new Workspace()));
  afterEach(() => files.remove());

  test('is what the package installs, and can be executed', () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(join(ROOT, bin['cdk-ecr'])).toBe(BIN);
    expect(readFileSync(BIN, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node');
  });

  test('previews what is piped in, and says by its status what is wrong', () => {
    const policy = files.write('policy.json', POLICY).replace('$', files.folder);
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [BIN, 'preview', '--policy', policy, ...args], {
        input: JSON.stringify({ imageDetails: [image(1, 'v1'), image(2)] }),
        encoding: 'utf8',
      });
    const passing = run('--protect', 'v*');
    expect([passing.status, passing.stderr]).toEqual([0, '']);
    expect(passing.stdout).toContain('team/api: 1 of 2 images go');
    expect(run('--protect', 'w*').status).toBe(2);
    const losing = spawnSync(process.execPath, [BIN, 'preview', '--preset', 'pull-through-cache', '--protect', 'v*'], {
      input: JSON.stringify({ imageDetails: [image(1, 'v1')] }),
      encoding: 'utf8',
    });
    expect(losing.status).toBe(1);
  });

  test('does not mind a reader that stops early', () => {
    const details = Array.from({ length: 5_000 }, (_, i) => ({ ...image(1), imageDigest: `sha256:${i}` }));
    const [images, policy] = [files.write('images.json', { imageDetails: details }), files.write('p.json', POLICY)].map(
      (file) => file.replace('$', files.folder),
    );
    const command = `"${process.execPath}" "${BIN}" preview "${images}" -p "${policy}" --all | head -n 1`;
    const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'team/api: 5,000 of 5,000 images go\n',
      stderr: '',
    });
  });

  test('shows its help without loading the modules of aws-cdk-lib', () => {
    const list = join(files.folder, 'loaded.json');
    const hook = `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))))`;
    execFileSync(process.execPath, ['-r', writeHook(hook), BIN, 'preview', '--help']);
    const loaded: string[] = JSON.parse(readFileSync(list, 'utf8'));
    expect(loaded).toContain(BIN);
    // Its index, which loads the rest when it is used, and a handful that the index itself needs.
    const ofCdk = loaded.filter((file) => /node_modules[\\/](aws-cdk-lib|constructs)[\\/]/.test(file));
    expect(ofCdk.length).toBeLessThan(10);
  });

  function writeHook(code: string): string {
    return files.write('hook.js', code).replace('$', files.folder);
  }
});
