'use strict';

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const zlib = require('node:zlib');
const { AT, servicesOf, writeSample } = require('../sample-registries');
const { chromium, launch } = require('../../cli/test/browser/chromium');

const ROOT = path.resolve(__dirname, '../..');
const USAGE = path.join(ROOT, 'benchmark/usage.js');
const COMMAND = path.join(ROOT, 'cli/lib/cdk-ecr.mjs');
const ONE = 1;
const MANY = 10_000;
const IMAGES_EACH = 10;
const HAS_CHROMIUM = chromium() !== undefined;
const PAGE = 'the page in Chromium, until it can be used';

module.exports = {
  title: 'The page of what registries have (the size is the number of repositories, of ten images each)',
  sizes: [ONE, MANY],
  rounds: 3,
  variants: {
    report: (size) => inFolder((folder) => report(folder, size)),
    'JSON.parse of the snapshot': (size) => inFolder((folder) => parse(folder, size)),
    ...(HAS_CHROMIUM && {
      [PAGE]: (size) =>
        inFolder((folder) => {
          report(folder, size);
          return open(folder);
        }),
    }),
  },
  verify,
  bounds: [
    {
      ...{ measure: 'cpu', of: 'report', over: 'JSON.parse of the snapshot', sizes: [MANY], startUp: ONE },
      max: 20,
    },
    // Seconds that a person waits. A busy machine may take twice as long.
    { measure: 'time', of: 'report', sizes: [MANY], max: 20_000, goal: 10_000 },
    { measure: 'kilobytes', of: 'report', sizes: [ONE, MANY], max: 15_000 },
    ...(HAS_CHROMIUM
      ? [
          { measure: 'time', of: PAGE, sizes: [MANY], overSize: ONE, max: 6 },
          { measure: 'time', of: PAGE, sizes: [MANY], max: 4_000, goal: 2_000 },
        ]
      : []),
  ],
};

async function inFolder(use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-'));
  try {
    return await use(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const snapshotIn = (folder) => path.join(folder, 'snapshot');
const pageIn = (folder) => path.join(folder, 'ecr-report.html');

/** Writes the page. The figures are those of the command, which is a process of its own. */
function report(folder, size) {
  writeSample(snapshotIn(folder), servicesOf(size, size * IMAGES_EACH));
  const args = ['report', snapshotIn(folder), '--owner-tag', 'team', '--at', AT.toISOString(), '-o', pageIn(folder)];
  return run('--require', USAGE, COMMAND, ...args);
}

/** Reads all files and parses all lines, in a process of its own as well. */
function parse(folder, size) {
  writeSample(snapshotIn(folder), servicesOf(size, size * IMAGES_EACH));
  return run('--require', USAGE, __filename, snapshotIn(folder));
}

function run(...args) {
  const start = performance.now();
  const { status, output } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const time = performance.now() - start;
  assert.equal(status, 0, output[2]);
  const { userCPUTime, maxRSS } = JSON.parse(output[3]);
  const page = pageIn(path.dirname(args.at(-1)));
  const kilobytes = fs.existsSync(page) ? fs.statSync(page).size / 1_000 : undefined;
  return { time, cpu: userCPUTime / 1_000, memory: maxRSS / 1_024, kilobytes };
}

/** Opens the page in a browser that runs already, and measures until it says that it is drawn. */
async function open(folder) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto('data:text/html,<p>The first page is slower.</p>');
    const start = performance.now();
    await page.goto(pathToFileURL(pageIn(folder)).href, { waitUntil: 'commit' });
    await page.waitForFunction(() => document.documentElement?.dataset.ready === 'true');
    // It answers: what was drawn is on the screen.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return { time: performance.now() - start };
  } finally {
    await browser.close();
  }
}

/** Throws unless the page has all repositories and images. */
async function verify() {
  assert.ok(fs.existsSync(COMMAND), `there is no ${COMMAND}; compile it first`);
  await inFolder((folder) => {
    report(folder, 110);
    const page = fs.readFileSync(pageIn(folder), 'utf8');
    const [, data] = /<script type="application\/octet-stream" id="report">([^<]+)</.exec(page);
    const { repositories } = JSON.parse(zlib.gunzipSync(Buffer.from(data, 'base64')));
    assert.equal(repositories.length, 110);
    const images = repositories.reduce((sum, { images: { count } }) => sum + count, 0);
    assert.ok(images > 1_050 && images < 1_150, `there are ${images} images`);
  });
}

if (require.main === module) {
  for (const entry of fs.readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const content = fs.readFileSync(path.join(entry.parentPath ?? entry.path, entry.name));
    const text = (entry.name.endsWith('.gz') ? zlib.gunzipSync(content) : content).toString();
    for (const line of entry.name === 'registry.json' ? [text] : text.split('\n')) if (line !== '') JSON.parse(line);
  }
}
