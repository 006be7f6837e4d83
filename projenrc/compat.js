'use strict';

/*
 * Fails on a breaking change of the API that `.compatignore` does not list: `node projenrc/compat.js`. It compares with
 * the last release. Until there is one, with what the commit before says in `projenrc/api.json`: the last commit if files
 * of src are changed, else the one before it, which in the workflow of a pull request is the branch that it goes to.
 *
 * `node projenrc/compat.js with <file>` compares with such a file, and `node projenrc/compat.js write` writes the
 * file after a compilation: the assembly of jsii, without texts and places.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const PACKAGE = 'cdk-ecr';
const ASSEMBLY = path.join(ROOT, '.jsii');
const API = 'projenrc/api.json';
/** What no change of the API changes, or what changes without one. */
const LEFT_OUT = [
  'dependencyClosure',
  'fingerprint',
  'jsiiVersion',
  'locationInModule',
  'readme',
  'symbolId',
  'version',
];

function write() {
  const withoutTexts = (key, value) => {
    if (LEFT_OUT.includes(key)) return undefined;
    if (key !== 'docs') return value;
    const { stability, deprecated } = value;
    return stability === undefined && deprecated === undefined ? undefined : { stability, deprecated };
  };
  const assembly = JSON.parse(fs.readFileSync(ASSEMBLY, 'utf8'));
  fs.writeFileSync(path.join(ROOT, API), `${JSON.stringify(assembly, withoutTexts, 1)}\n`);
}

function check() {
  if (isReleased()) return compare(`npm:${PACKAGE}`);
  const commit = git('status', '--porcelain', '--', 'src') === '' ? 'HEAD~1' : 'HEAD';
  console.log(`${PACKAGE} has no release; compares with ${git('show', '--no-patch', '--format=%h %s', commit)}`);
  if (git('ls-tree', commit, '--', API) === '') return console.log(`It has no ${API} yet: nothing to compare`);
  compareWith(git('show', `${commit}:${API}`));
}

function compareWith(api) {
  const earlier = fs.mkdtempSync(path.join(os.tmpdir(), 'compat-'));
  try {
    const manifest = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const { version } = manifest;
    const assembly = { version, jsiiVersion: '', fingerprint: '', ...JSON.parse(api) };
    fs.writeFileSync(path.join(earlier, '.jsii'), JSON.stringify(assembly));
    fs.writeFileSync(path.join(earlier, 'package.json'), JSON.stringify(manifest));
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(earlier, 'node_modules'));
    compare(earlier);
  } finally {
    fs.rmSync(earlier, { recursive: true, force: true });
  }
}

function isReleased() {
  try {
    return execFileSync('npm', ['view', PACKAGE, 'version'], { encoding: 'utf8', stdio: 'pipe' }).trim() !== '';
  } catch (error) {
    if (/E404/.test(error.stderr)) return false;
    throw error;
  }
}

/** Without `--error-on all`, breaking changes of an experimental package are only warnings. */
function compare(original) {
  const options = ['--keys', '--error-on', 'all', '--ignore-file', '.compatignore'];
  const args = [require.resolve('jsii-diff/bin/jsii-diff'), original, '.', ...options];
  execFileSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
}

function git(...args) {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).trim();
}

const [command, file] = process.argv.slice(2);
try {
  if (command === 'write') write();
  else if (command === 'with') compareWith(fs.readFileSync(file, 'utf8'));
  else check();
} catch (error) {
  // A program that ran here has said why.
  if (error.status === undefined) console.error(error.message);
  process.exitCode = 1;
}
