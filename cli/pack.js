'use strict';

/* Packs the command line, with the version of the library, into a folder: `node cli/pack.js dist/js`. */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { withAbsoluteLinks } = require('../projenrc/absolute-links');

const ROOT = path.resolve(__dirname, '..');
const CONTENT = ['lib', 'schemas'];

function main(destination) {
  if (destination === undefined) throw new Error('which folder? node cli/pack.js <folder>');
  const staged = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-ecr-cli-'));
  try {
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    const manifest = JSON.parse(fs.readFileSync(path.join(__dirname, 'package.json'), 'utf8'));
    fs.writeFileSync(path.join(staged, 'package.json'), JSON.stringify({ ...manifest, version }, undefined, 2));
    for (const entry of CONTENT) {
      fs.cpSync(path.join(__dirname, entry), path.join(staged, entry), { recursive: true });
    }
    fs.writeFileSync(path.join(staged, 'README.md'), withAbsoluteLinks('cli/README.md', version));
    fs.copyFileSync(path.join(ROOT, 'LICENSE'), path.join(staged, 'LICENSE'));
    fs.mkdirSync(destination, { recursive: true });
    execFileSync('npm', ['pack', '--silent', '--pack-destination', path.resolve(destination)], {
      cwd: staged,
      stdio: 'inherit',
    });
  } finally {
    fs.rmSync(staged, { recursive: true, force: true });
  }
}

main(process.argv[2]);
