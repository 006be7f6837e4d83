'use strict';

/*
 * Packs the library for languages into a folder: `node projenrc/pack.js java,python [dist]`. It packs a copy of what the
 * npm package holds, in which the links of the README are absolute. More options go to jsii-pacmak.
 */
const { execFileSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { withAbsoluteLinks } = require('./absolute-links');

const ROOT = path.resolve(__dirname, '..');
const README = 'README.md';
const ASSEMBLY = '.jsii';

function main([languages, outdir = 'dist', ...options]) {
  if (languages === undefined) throw new Error('which languages? node projenrc/pack.js <languages> [folder] [options]');
  const staged = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-ecr-'));
  try {
    stage(staged);
    const pacmak = require.resolve('jsii-pacmak/bin/jsii-pacmak');
    const args = [staged, '-v', '--outdir', path.resolve(outdir), ...options, '--targets', ...languages.split(',')];
    execFileSync(process.execPath, [pacmak, ...args], { cwd: ROOT, stdio: 'inherit' });
  } finally {
    fs.rmSync(staged, { recursive: true, force: true });
  }
}

function stage(folder) {
  const [{ files, version }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }),
  );
  for (const { path: file } of files) {
    fs.mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, file), path.join(folder, file));
  }
  // jsii-pacmak reads the assemblies of dependencies.
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));

  const readme = withAbsoluteLinks(README, version);
  fs.writeFileSync(path.join(folder, README), readme);
  const assembly = JSON.parse(fs.readFileSync(path.join(ROOT, ASSEMBLY), 'utf8'));
  if (assembly.schema === 'jsii/file-redirect') throw new Error(`${ASSEMBLY} is compressed; pack.js reads it as it is`);
  delete assembly.fingerprint;
  assembly.readme.markdown = readme;
  const fingerprint = createHash('sha256').update(JSON.stringify(assembly)).digest('base64');
  fs.writeFileSync(path.join(folder, ASSEMBLY), JSON.stringify({ ...assembly, fingerprint }, undefined, 2));
}

main(process.argv.slice(2));
