import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { installAlone, isBundled, ROOT } from './install-alone';
import { image, POLICY, Workspace } from './support';

// What users install.

test('the command is bundled', () => {
  if (!isBundled) console.warn('NOT TESTED: the packed command, as there is no cli/lib; run npx projen compile');
  expect(isBundled || !process.env.CI).toBe(true);
});

(isBundled ? describe : describe.skip)('the packed command, alone in an empty folder', () => {
  let files: Workspace;
  let bin: string;
  beforeAll(() => {
    files = new Workspace();
    bin = installAlone(files).bin;
  });
  afterAll(() => files.remove());

  const run = (args: string[], input = '') => spawnSync(bin, args, { input, encoding: 'utf8' });

  test('is the only package, in the version of the library', () => {
    const modules = readdirSync(join(files.folder, 'alone/node_modules')).filter((name) => !name.startsWith('.'));
    expect(modules).toEqual(['cdk-ecr-cli']);
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(run(['--version']).stdout.trim()).toBe(version);
    const installed = join(files.folder, 'alone/node_modules/cdk-ecr-cli');
    expect(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))).toMatchObject({ version });
    expect(readdirSync(installed).sort()).toEqual(['LICENSE', 'README.md', 'lib', 'package.json', 'schemas']);
  });

  test('has all schemas of what its commands write', () => {
    const schemasIn = (folder: string) =>
      readdirSync(join(folder, 'schemas'), { recursive: true, encoding: 'utf8' }).sort();
    const own = schemasIn(join(ROOT, 'cli'));
    expect(schemasIn(join(files.folder, 'alone/node_modules/cdk-ecr-cli'))).toEqual(own);
    expect(own).toContain('check-1.schema.json');
  });

  test('has the licenses of what is bundled', () => {
    const licenses = readFileSync(
      join(files.folder, 'alone/node_modules/cdk-ecr-cli/lib/THIRD-PARTY-LICENSES'),
      'utf8',
    );
    expect(licenses).toMatch(/^commander \d+\.\d+\.\d+: MIT$/m);
  });

  test('previews what is piped in, and says by its status what is wrong', () => {
    const policy = files.write('policy.json', POLICY).replace('$', files.folder);
    const preview = (...args: string[]) =>
      run(['preview', '--policy', policy, ...args], JSON.stringify({ imageDetails: [image(1, 'v1'), image(2)] }));
    const passing = preview('--protect', 'v*');
    expect([passing.status, passing.stderr]).toEqual([0, '']);
    expect(passing.stdout).toContain('team/api: 1 of 2 images go');
    expect(preview('--protect', 'w*').status).toBe(2);
    const losing = run(
      ['preview', '--preset', 'pull-through-cache', '--protect', 'v*'],
      JSON.stringify({ imageDetails: [image(1, 'v1')] }),
    );
    expect(losing.status).toBe(1);
  });

  test('does not mind a reader that stops early', () => {
    const details = Array.from({ length: 5_000 }, (_, i) => ({ ...image(1), imageDigest: `sha256:${i}` }));
    const [images, policy] = [files.write('images.json', { imageDetails: details }), files.write('p.json', POLICY)].map(
      (file) => file.replace('$', files.folder),
    );
    const command = `"${bin}" preview "${images}" -p "${policy}" --all | head -n 1`;
    const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'team/api: 5,000 of 5,000 images go\n',
      stderr: '',
    });
  });
});
