'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { gunzipSync } = require('node:zlib');
const { AT } = require('../images');
const { REGION, serve } = require('../registry');

const USAGE = path.resolve(__dirname, '../usage.js');
const OTHER_REGION = 'eu-west-1';
const COMMAND = path.resolve(__dirname, '../../cli/lib/cdk-ecr.mjs');
/** The images of a repository where there are many repositories. */
const FEW = 500;
const SMALL = 1_000;
const ONE_LARGE = 100_000;
/** 700 repositories of 500 images. */
const FLEET = 350_000;

module.exports = {
  title: 'A registry that is read, checked, previewed and compared (the size is the number of images)',
  sizes: [SMALL, ONE_LARGE, FLEET],
  rounds: 3,
  variants: {
    'one repository: snapshot': (images) => withSnapshot(1, images, (_, usage) => usage),
    'repositories of 500: snapshot': (images) => fleet(images, (_, usage) => usage),
    'repositories of 500: check': (images) => fleet(images, (folder) => run(1, 'check', folder)),
    'repositories of 500: preview': (images) =>
      fleet(images, (folder) => run(0, 'preview', folder, '--at', AT.toISOString())),
    'repositories of 500: ready': (images) =>
      fleet(images, (folder) => fleet(images, (other) => run(0, 'ready', folder, other), OTHER_REGION)),
  },
  verify,
  bounds: [
    // Pages are written as they come.
    { measure: 'memory', of: 'one repository: snapshot', sizes: [ONE_LARGE], overSize: SMALL, max: 2 },
    { measure: 'memory', of: 'repositories of 500: snapshot', sizes: [FLEET], overSize: SMALL, max: 2 },
    { measure: 'memory', of: 'repositories of 500: preview', sizes: [FLEET], overSize: SMALL, max: 2.5 },
  ],
};

function fleet(images, use, region = REGION) {
  return withSnapshot(images / FEW, FEW, use, region);
}

/** The figures are those of the command, which is a process of its own. */
async function withSnapshot(repositories, images, use, region = REGION) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-ecr-'));
  const out = path.join(folder, 'registry');
  try {
    const usage = await serve(repositories, images, (url) =>
      run(0, 'snapshot', '--images', '--out', out, '--region', region, '--rate', '100000', '--endpoint-url', url),
    );
    return await use(out, usage);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

async function run(expected, ...args) {
  const start = performance.now();
  const child = spawn(process.execPath, ['--require', USAGE, COMMAND, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'example', AWS_SECRET_ACCESS_KEY: 'example' },
  });
  const texts = [];
  child.stdio[3].on('data', (chunk) => texts.push(chunk));
  const [status] = await once(child, 'close');
  assert.equal(status, expected);
  const { userCPUTime, maxRSS } = JSON.parse(Buffer.concat(texts));
  return { time: performance.now() - start, cpu: userCPUTime / 1_000, memory: maxRSS / 1_024 };
}

/** Throws unless the snapshot has all images. */
async function verify() {
  assert.ok(fs.existsSync(COMMAND), `there is no ${COMMAND}; run node cli/build.js`);
  await withSnapshot(2, 1_500, (folder) => {
    const files = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ndjson.gz'));
    const counts = files.map((file) => {
      const text = gunzipSync(fs.readFileSync(path.join(folder, file))).toString();
      return text.trimEnd().split('\n').length;
    });
    assert.deepEqual(counts, [1_500, 1_500]);
  });
}
