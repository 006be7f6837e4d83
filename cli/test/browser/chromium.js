'use strict';

/*
 * The browser that tests, benchmark and picture of the page use. `node cli/test/browser/chromium.js` prints where it is,
 * and fails if there is none; with `--major` it prints the major version that the tests are written with.
 */
const fs = require('node:fs');
const path = require('node:path');

/** Debian has it. Another one that is not much older will do: the tests ask for what all browsers have. */
const MAJOR = 156;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

module.exports = { MAJOR, chromium, launch };

/** The file of Chromium: that of the variable CHROMIUM, or else on the PATH; `undefined` if there is none. */
function chromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const files = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return files.find((file) => fs.existsSync(file));
}

/** Starts Chromium without what it asks the internet for by itself. */
async function launch() {
  // Loaded here: where there is no Chromium, it need not be there either.
  const browsers = require('playwright-core');
  return browsers.chromium.launch({
    executablePath: chromium(),
    args: ['--disable-gpu', '--disable-quic', '--no-first-run', '--no-pings'],
  });
}

if (require.main === module) {
  const found = process.argv.includes('--major') ? MAJOR : chromium();
  if (found === undefined) process.exitCode = 1;
  else console.log(found);
}
