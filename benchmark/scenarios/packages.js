'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '../..');

module.exports = {
  title: 'What npm fetches and installs',
  sizes: [1],
  rounds: 1,
  variants: {
    'cdk-ecr, packed': () => sizes('projenrc/pack.js', 'js').packed,
    'cdk-ecr, installed': () => sizes('projenrc/pack.js', 'js').installed,
    'cdk-ecr-cli, packed': () => sizes('cli/pack.js').packed,
    'cdk-ecr-cli, installed': () => sizes('cli/pack.js').installed,
  },
  bounds: [
    { measure: 'kilobytes', of: 'cdk-ecr, packed', sizes: [1], max: 1_500 },
    { measure: 'kilobytes', of: 'cdk-ecr, installed', sizes: [1] },
    { measure: 'kilobytes', of: 'cdk-ecr-cli, packed', sizes: [1], max: 1_500 },
    { measure: 'kilobytes', of: 'cdk-ecr-cli, installed', sizes: [1] },
  ],
};

/** Packs as a release does. */
function sizes(script, ...languages) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sizes-'));
  try {
    execFileSync(process.execPath, [script, ...languages, folder], { cwd: ROOT, stdio: 'ignore' });
    const [file] = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.tgz'));
    const tarball = path.join(folder, file);
    const listed = execFileSync('tar', ['--list', '--verbose', '--file', tarball], { encoding: 'utf8' });
    const installed = listed
      .trim()
      .split('\n')
      .reduce((sum, line) => sum + Number(line.split(/\s+/)[2]), 0);
    return { packed: kilobytes(fs.statSync(tarball).size), installed: kilobytes(installed) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function kilobytes(bytes) {
  return { kilobytes: bytes / 1_000 };
}
