'use strict';

/*
 * Shows what this library does to the apps of those who upgrade it: `npx projen guard [commit]`. Synthesizes the examples
 * of an earlier commit with the library of that commit and with the one of the working tree, and lets `cdk-ecr guard` say
 * what the deployment would replace, delete, revoke or open. The exit status is 1 if something is lost or opened, and 2 if
 * an example can no longer be synthesized.
 *
 * The earlier commit is where the branch began, or the one before on the main branch. What is meant is allowed in
 * `examples/<example>/guard-allow.yaml`. The file counts in the branch that changes it, so nobody has to remove it at once.
 */
const { execFileSync, spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const esbuild = require('esbuild');

const ROOT = path.resolve(__dirname, '..');
const COMMAND = path.join(ROOT, 'cli', 'lib', 'cdk-ecr.mjs');
/** What decides what the library makes of an example. */
const LIBRARY = ['src', 'package.json'];

/** Synthesizes examples one after the other in one process, and prints those that failed as JSON. */
const SYNTHESIZE = `
const [out, ...names] = process.argv.slice(1);
const failed = {};
for (const name of names) {
  process.env.CDK_OUTDIR = require('path').join(out, name);
  try {
    require(require('path').resolve('examples', name, 'app')).app.synth();
  } catch (error) {
    failed[name] = error.message;
  }
}
require('fs').writeFileSync(require('path').join(out, 'failed.json'), JSON.stringify(failed));
`;

async function main([commit = earlierCommit()]) {
  if (commit === undefined) {
    console.warn('NOT GUARDED: there is no earlier commit to compare with, as in a shallow clone');
    return 0;
  }
  const name = git('log', '-1', '--format=%h %s', commit);
  if (isSame(commit, LIBRARY)) {
    console.log(`The library is that of ${name}, so no example changes.`);
    return 0;
  }
  if (!fs.existsSync(COMMAND)) throw new Error('the command line is not bundled: npx projen compile');
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'guard-'));
  try {
    const [before, after] = ['before', 'after'].map((side) => path.join(temporary, side));
    for (const side of [before, after]) fs.mkdirSync(side);
    unpack(commit, [...LIBRARY, 'examples'], before);
    unpack(commit, ['examples'], after);
    for (const entry of LIBRARY) fs.cpSync(path.join(ROOT, entry), path.join(after, entry), { recursive: true });
    const examples = fs
      .readdirSync(path.join(before, 'examples'))
      .filter((each) => fs.existsSync(path.join(before, 'examples', each, 'app.ts')));
    const [failedBefore, failedAfter] = await Promise.all([before, after].map((side) => synthesize(side, examples)));
    console.log(`Examples of ${name}, with the library of that commit and with this one\n`);
    const statuses = examples.map((example) => {
      console.log(`--- examples/${example}`);
      const error = failedBefore[example] ?? failedAfter[example];
      if (error === undefined) return guard(example, commit, before, after);
      console.error(`It cannot be synthesized: ${error}\n`);
      // What this commit repairs is no mistake of it.
      return example in failedBefore ? 0 : 2;
    });
    return Math.max(0, ...statuses);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

/** Where this branch began, or the commit before; undefined if the clone does not have it. */
function earlierCommit() {
  const head = git('rev-parse', 'HEAD');
  const base = git('merge-base', 'HEAD', 'origin/main');
  return base !== undefined && base !== head ? base : git('rev-parse', '--verify', '--quiet', 'HEAD~1');
}

/** What git prints; undefined if it fails. */
function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Whether files of the working tree are those of a commit. */
function isSame(commit, files) {
  return git('diff', '--quiet', commit, '--', ...files) !== undefined;
}

function unpack(commit, files, folder) {
  const archive = execFileSync('git', ['archive', commit, ...files], { cwd: ROOT, maxBuffer: 2 ** 30 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
}

/** Compiles a library with its examples, without a look at types, and synthesizes them into the folder `out`. */
async function synthesize(side, examples) {
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(side, 'node_modules'));
  for (const [source, outdir] of [
    ['src', 'lib'],
    ['examples', 'examples'],
  ]) {
    await esbuild.build({
      entryPoints: [path.join(side, source, '**', '*.ts')],
      outdir: path.join(side, outdir),
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
      tsconfigRaw: {},
    });
  }
  const out = path.join(side, 'out');
  fs.mkdirSync(out);
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  const child = spawn(process.execPath, ['-e', SYNTHESIZE, out, ...examples], { cwd: side, env, stdio: 'pipe' });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const status = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (status !== 0) throw new Error(`${Buffer.concat(output)}\nexit status ${status} in ${side}`);
  return JSON.parse(fs.readFileSync(path.join(out, 'failed.json'), 'utf8'));
}

/** Compares an example, and prints the report. */
function guard(example, commit, before, after) {
  const file = path.join('examples', example, 'guard-allow.yaml');
  const isAllowed = fs.existsSync(path.join(ROOT, file)) && !isSame(commit, [file]);
  const args = ['guard', path.join(after, 'out', example), '--before', path.join(before, 'out', example)];
  const allow = isAllowed ? ['--allow', file] : [];
  const { status } = spawnSync(process.execPath, [COMMAND, ...args, ...allow], { cwd: ROOT, stdio: 'inherit' });
  console.log();
  return status ?? 3;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
