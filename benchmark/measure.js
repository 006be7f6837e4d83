'use strict';

const { spawnSync, fork } = require('node:child_process');
const path = require('node:path');

const CHILD = path.join(__dirname, 'child.js');
/** At the CDK floor there is no built-in validation; where there is, it would be measured with every variant. */
const ENV = { ...process.env, CDK_VALIDATION: 'false', NODE_OPTIONS: '' };

/** Throws unless the variants of the scenario do the same work. */
function verify(name) {
  const { status } = spawnSync(process.execPath, [CHILD, name], { env: ENV, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error(`the variants of ${name} do not do the same work`);
}

/**
 * Every variant at every size once per round, in a child process each. Every second round runs backwards, so that a
 * machine that slows down or speeds up favours none.
 */
async function measure(name, { variants, sizes, rounds }, log) {
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    for (const size of sizes) {
      const order = Object.keys(variants);
      if (round % 2 === 1) order.reverse();
      for (const variant of order) {
        log(`${name}: round ${round + 1} of ${rounds}, ${size} × ${variant}`);
        samples.push({ round, size, variant, ...(await once(name, variant, size)) });
      }
    }
  }
  return samples;
}

function once(name, variant, size) {
  return new Promise((resolve, reject) => {
    let result;
    const child = fork(CHILD, [name, variant, String(size)], {
      env: ENV,
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.on('message', (message) => (result = message));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 && result ? resolve(result) : reject(new Error(`${name}: ${size} × ${variant} exited with ${code}`)),
    );
  });
}

module.exports = { measure, verify };
