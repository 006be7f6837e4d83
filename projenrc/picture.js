'use strict';

/*
 * Renews the picture of the README: the page of the platform baseline in `cdk.out`, with a sample of what its registries
 * may have, in Chromium. `npx projen picture`; no test runs it.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { AT, writeSample } = require('../benchmark/sample-registries');
const { chromium, launch } = require('../cli/test/browser/chromium');

const ROOT = path.resolve(__dirname, '..');
const APP = path.join(ROOT, 'cdk.out/platform-baseline');
const PICTURE = path.join(ROOT, 'docs/images/report.webp');
const WIDTH = 1280;
const HEIGHT = 1_300;
const IMAGES = 2_400;
/** Whoever reads the README waits for it. */
const MOST_BYTES = 200_000;

/** The repositories that the app declares: their names, and their tags by these. */
function declaredRepositories() {
  const templates = fs.readdirSync(APP).filter((file) => file.endsWith('.template.json'));
  const entries = templates
    .flatMap((file) => Object.values(JSON.parse(fs.readFileSync(path.join(APP, file), 'utf8')).Resources ?? {}))
    .filter(({ Type }) => Type === 'AWS::ECR::Repository')
    .map(({ Properties: { RepositoryName, Tags } }) => [
      RepositoryName,
      Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
    ]);
  return new Map(entries);
}

async function main() {
  if (chromium() === undefined) throw new Error('there is no Chromium: install it, or set CHROMIUM to its file');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'picture-'));
  try {
    const declared = declaredRepositories();
    writeSample(path.join(folder, 'registry'), {
      names: [...declared.keys()],
      images: IMAGES,
      // Few, so that both regions are in sight.
      isReplicated: (_, index) => index % 40 === 0,
      tagsOf: (name) => declared.get(name),
    });
    const page = path.join(folder, 'page.html');
    // Names of files are seen in the picture.
    fs.symlinkSync(APP, path.join(folder, 'cdk.out'));
    const command = path.join(ROOT, 'cli/lib/cdk-ecr.mjs');
    const options = ['--owner-tag', 'image-group', '--at', AT.toISOString(), '--output', page];
    execFileSync(process.execPath, [command, 'report', 'cdk.out', 'registry', ...options], { cwd: folder });
    await picture(page);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
  const { size } = fs.statSync(PICTURE);
  if (size > MOST_BYTES) throw new Error(`${PICTURE} has ${size} bytes, more than ${MOST_BYTES}`);
  console.log(`${path.relative(ROOT, PICTURE)}: ${size} bytes`);
}

async function picture(file) {
  fs.mkdirSync(path.dirname(PICTURE), { recursive: true });
  const browser = await launch();
  try {
    const page = await browser.newPage({ colorScheme: 'light', viewport: { width: WIDTH, height: HEIGHT } });
    await page.goto(`${pathToFileURL(file).href}#map`);
    await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
    await page.evaluate(() => document.activeElement.blur());
    const session = await page.context().newCDPSession(page);
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 80 });
    fs.writeFileSync(PICTURE, Buffer.from(data, 'base64'));
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
