'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { AT, generated, hasOfficial, official } = require('../images');

const USAGE = path.resolve(__dirname, '../usage.js');
const COMMAND = path.resolve(__dirname, '../../cli/lib/cdk-ecr.mjs');
/** How often the work is repeated. The figure of one repetition is subtracted, and with it what prepares the work. */
const ONCE = 1;
const OFTEN = 3;
const IMAGES = 140_000;

module.exports = {
  title: 'The command line (the size is the number of repetitions)',
  sizes: [ONCE, OFTEN],
  rounds: 3,
  variants: {
    ...(hasOfficial && pair('official', official)),
    ...pair('one repository', () => generated(IMAGES)),
  },
  verify,
  bounds: [...(hasOfficial ? bounds('official', { max: 10 }) : []), ...bounds('one repository', { goal: 10 })],
};

/** The start of Node.js counts: users wait for it as well. */
function pair(name, text) {
  return {
    [`${name}: JSON.parse`]: (times) => {
      const json = text();
      for (let i = 0; i < times; i++) JSON.parse(json);
    },
    [`${name}: preview`]: previewing(text),
    [`${name}: preview --all`]: previewing(text, '--all'),
    [`${name}: preview --json`]: previewing(text, '--json'),
  };
}

function bounds(name, limits) {
  return ['preview', 'preview --all', 'preview --json'].map((variant) => ({
    measure: 'cpu',
    of: `${name}: ${variant}`,
    over: `${name}: JSON.parse`,
    sizes: [OFTEN],
    startUp: ONCE,
    ...limits,
  }));
}

/** The figures are those of the command, which is a process of its own. */
function previewing(text, ...options) {
  return (times) =>
    inFile(text(), (file) => {
      const usages = Array.from({ length: times }, () => preview(file, options, 'ignore').usage);
      return {
        cpu: usages.reduce((sum, { userCPUTime }) => sum + userCPUTime, 0) / 1_000,
        memory: Math.max(...usages.map(({ maxRSS }) => maxRSS)) / 1_024,
      };
    });
}

function preview(file, options, stdout) {
  const args = ['--require', USAGE, COMMAND, 'preview', file, '--preset', 'pulled-images', '--at', AT.toISOString()];
  const { status, output } = spawnSync(process.execPath, [...args, ...options], {
    stdio: ['ignore', stdout, 'inherit', 'pipe'],
    maxBuffer: 1e9,
    encoding: 'utf8',
  });
  assert.equal(status, 0);
  return { printed: output[1], usage: JSON.parse(output[3]) };
}

function inFile(text, run) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-ecr-'));
  try {
    const file = path.join(folder, 'images.json');
    fs.writeFileSync(file, text);
    return run(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Throws unless the command is bundled, and lists every image. */
function verify() {
  assert.ok(fs.existsSync(COMMAND), `there is no ${COMMAND}; run node cli/build.js`);
  const rows = inFile(generated(1_000), (file) => preview(file, ['--all'], 'pipe').printed).match(
    /^(stays|expires|is archived) +[0-9a-f]{12} /gm,
  );
  assert.equal(rows.length, 1_000);
}
