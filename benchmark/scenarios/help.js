'use strict';

const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

const COMMAND = join(__dirname, '../../cli/lib/cdk-ecr.mjs');

module.exports = {
  title: 'Help of the command line',
  sizes: [1],
  rounds: 15,
  variants: {
    'node -e 0': () => run('-e', '0'),
    'cdk-ecr --help': () => run(COMMAND, '--help'),
    'cdk-ecr preview --help': () => run(COMMAND, 'preview', '--help'),
  },
  bounds: [
    { measure: 'time', of: 'cdk-ecr --help', minus: 'node -e 0', sizes: [1], max: 150 },
    { measure: 'time', of: 'cdk-ecr preview --help', minus: 'node -e 0', sizes: [1], max: 150 },
  ],
};

function run(...args) {
  execFileSync(process.execPath, args, { stdio: 'ignore' });
}
