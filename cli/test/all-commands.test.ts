import { spawnSync } from 'child_process';
import { existsSync, readdirSync, readFileSync } from 'fs';
import { createServer } from 'net';
import type { AddressInfo } from 'net';
import { join } from 'path';
import type { Command } from 'commander';
import { Bundle } from './bundle';
import { writeRegistry } from './registries';
import { image, IMAGES, POLICY, Workspace } from './support';
import { commandLine } from '../src/main';

const CLI = join(__dirname, '..');
/** What opens a connection, or asks for the address of one. */
const NETWORK = ['net', 'dns', 'dns/promises', 'http', 'https', 'http2', 'tls', 'dgram'];
/** The only command that may. */
const ONLINE = 'snapshot';

const commands: readonly Command[] = commandLine(
  { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
  () => async () => undefined,
).commands;
const names = commands.map((command) => command.name());
const offline = names.filter((name) => name !== ONLINE);

let bundle: Bundle;
let files: Workspace;
beforeAll(async () => {
  bundle = await Bundle.make();
}, 60_000);
afterAll(() => bundle.remove());
beforeEach(() => {
  files = new Workspace();
  files.write('images.json', IMAGES);
  files.write('policy.json', POLICY);
});
afterEach(() => files.remove());

const PREVIEW = ['preview', 'images.json', '--policy', 'policy.json'];

function shell(command: string) {
  const args = ['-o', 'pipefail', '-c', command.replaceAll('cdk-ecr', `"${process.execPath}" "${bundle.entry}"`)];
  return spawnSync('bash', args, { encoding: 'utf8', cwd: files.folder });
}

describe.each(names)('the help of cdk-ecr %s', (name) => {
  test('is shown, with exit statuses and examples that begin with the command', async () => {
    const { status, stdout, stderr } = await files.run([name, '--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Exit status: 0 .+, 2 bad input, 3 .+$/m);
    const [, examples] = stdout.split('\nExamples:\n');
    expect(examples.trim().split('\n').length).toBeGreaterThan(1);
    for (const line of examples.trimEnd().split('\n')) expect(line).toMatch(new RegExp(`^  \\$ .*cdk-ecr ${name}\\b`));
  });
});

test('help of the whole lists each command', async () => {
  const { status, stdout } = await files.run(['--help']);
  expect(status).toBe(0);
  for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
});

describe('what --json prints', () => {
  const withJson = commands.filter(({ options }) => options.some(({ long }) => long === '--json'));

  test.each(withJson.map((command) => command.name()))('of cdk-ecr %s has a schema', (name) => {
    const { title, properties } = JSON.parse(readFileSync(join(CLI, `schemas/${name}-1.schema.json`), 'utf8'));
    expect(title).toContain(`cdk-ecr ${name}`);
    expect(properties.version).toEqual(expect.objectContaining({ const: 1 }));
  });
});

describe('connections', () => {
  test.each(offline)('cannot be opened by cdk-ecr %s, which loads no module for it', (name) => {
    const loaded = bundle.loadedWith(`cli/src/${name}/${name}.ts`);
    expect(NETWORK.filter((module) => loaded.has(module))).toEqual([]);
    expect([...loaded].filter((file) => file.includes('@aws-sdk'))).toEqual([]);
  });

  test('are what cdk-ecr snapshot loads, so that this test can fail', () => {
    expect(bundle.loadedWith('cli/src/snapshot/snapshot.ts')).toContain('https');
  });

  test('are not opened by any other command', () => {
    const hook = files.write('hook.cjs', NO_NETWORK).replace('$', files.folder);
    files.write('template.json', { Resources: {} });
    files.write('deployed/template.json', { Resources: {} });
    for (const folder of ['one', 'two']) {
      writeRegistry(files, folder, { 'team/api': { images: [image(1)] } }, { region: `eu-${folder}-1` });
    }
    const runs: Record<string, readonly string[]> = {
      preview: PREVIEW,
      check: ['check', 'template.json'],
      guard: ['guard', 'template.json', '--deployed', 'deployed'],
      ready: ['ready', 'one', 'two'],
      adopt: ['adopt', 'one', '--out', 'app'],
      report: ['report', 'template.json', 'one', '--json'],
    };
    for (const name of offline) {
      const { status, stderr } = bundle.run(runs[name], { node: ['-r', hook], cwd: files.folder });
      expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' });
    }
    const online = spawnSync(process.execPath, ['-r', hook, '-e', 'fetch("http://127.0.0.1:9999")'], {
      encoding: 'utf8',
    });
    expect(online.stderr).toContain('no connection is allowed');
  });
});

test('help loads nothing but the options of the commands', () => {
  const loaded = [...bundle.loadedWith('cli/src/cdk-ecr.ts')];
  const packages = loaded.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  expect([...new Set(packages)]).toEqual(['commander']);
  const sources = loaded.filter((file) => /^cli\/src\/\w+\//.test(file) && !file.startsWith('cli/src/io/'));
  expect(sources.filter((file) => !/-command\.ts$|preset-names\.ts$/.test(file))).toEqual([]);
});

describe('the exit status', () => {
  test('is 3 for output that cannot be written, also where something was found', () => {
    for (const options of ['', '--protect other', '--all', '--json']) {
      const { status, stderr } = shell(`cdk-ecr ${PREVIEW.join(' ')} ${options} >/dev/full`);
      const failure = 'cdk-ecr: the output cannot be written: ENOSPC: no space left on device, write\n';
      expect({ status, stderr }).toEqual({ status: 3, stderr: failure });
    }
    expect(shell(`cdk-ecr --help >/dev/full`).status).toBe(3);
    // Here is nowhere to say why.
    expect(shell(`cdk-ecr preview missing.json --policy policy.json 2>/dev/full`).status).toBe(3);
  });

  test('is that of the work if the reader has seen enough', () => {
    files.write('images.json', {
      imageDetails: Array.from({ length: 20_000 }, (_, i) => ({
        ...image(1),
        imageDigest: `sha256:${i}`,
        imageTags: [`v${i}`],
      })),
    });
    const command = 'cdk-ecr preview images.json --preset pull-through-cache --all';
    expect(shell(`${command} | head -n 1`)).toMatchObject({ status: 0, stderr: '' });
    const found = shell(`${command} --protect 'v*' 2>err | head -n 1`);
    expect(found.status).toBe(1);
  });

  test('is 130 where the user interrupts, and nothing is left behind', async () => {
    // It takes connections, and says nothing.
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    const options = `--out out --region eu-west-1 --endpoint-url http://127.0.0.1:${port}`;
    const { status, stderr } = shell(
      'export AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b\n' +
        `set -m; cdk-ecr snapshot ${options} & for i in $(seq 100); do compgen -G '.out-*' >/dev/null && break; sleep 0.1; done\n` +
        'compgen -G ".out-*" >/dev/null && kill -INT $!; wait $!',
    );
    server.close();
    expect({ status, stderr: stderr.replace(/.*SIGINT.*/, '') }).toMatchObject({ status: 130 });
    expect(readdirSync(files.folder).filter((file) => file.startsWith('.out'))).toEqual([]);
    expect(existsSync(join(files.folder, 'out'))).toBe(false);
  }, 30_000);

  test('is 3 for a mistake of the program, which it calls one', () => {
    const broken = files.write('broken.cjs', BROKEN).replace('$', files.folder);
    const { status, stdout, stderr } = bundle.run(PREVIEW, { node: ['-r', broken], cwd: files.folder });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^This is a mistake of cdk-ecr: Error: broken\\u\{1b\}\n    at /);
    const late = files.write('late.cjs', LATE).replace('$', files.folder);
    const { status: lateStatus, stderr: lateText } = bundle.run(PREVIEW, { node: ['-r', late], cwd: files.folder });
    expect(lateStatus).toBe(3);
    expect(lateText).toMatch(/^This is a mistake of cdk-ecr: Error: late\n/);
  });
});

const NO_NETWORK = `
const fail = () => { throw new Error('no connection is allowed'); };
require('net').Socket.prototype.connect = fail;
const dns = require('dns');
for (const api of [dns, dns.promises]) for (const name of Object.keys(api)) if (/^(lookup|resolve)/.test(name)) api[name] = fail;
require('dgram').createSocket = fail;
`;

const BROKEN = `
Date.prototype.toISOString = () => { throw new Error('broken\\u001b'); };
`;

const LATE = `
const { on } = process;
process.on = function (event, ...others) {
  if (event === 'uncaughtException') setImmediate(() => { throw new Error('late'); });
  return on.call(this, event, ...others);
};
`;
