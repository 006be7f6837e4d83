'use strict';

/*
 * Bundles the command line into `cli/lib`, with all that it uses and the licenses of it: `node cli/build.js`. A command is
 * a file of its own, which is loaded when it runs. Before it, bundles the page that `report` writes.
 */
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const ROOT = path.resolve(__dirname, '..');
const LIB = path.join(__dirname, 'lib');
const PAGE = path.join(__dirname, 'page', 'lib', 'page.json');
const LICENSES = 'THIRD-PARTY-LICENSES';
/** Packages of CommonJS call `require`, which a module does not have. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** Bundles the page of `report`. The command has it as data: `cli/page/lib/page.json`. */
async function buildPage() {
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ['cli/page/main.tsx', 'cli/page/styles/page.css'],
    outdir: path.dirname(PAGE),
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  const content = (end) => outputFiles.find((file) => file.path.endsWith(end)).text;
  fs.mkdirSync(path.dirname(PAGE), { recursive: true });
  fs.writeFileSync(PAGE, JSON.stringify({ script: content('.js'), style: content('.css') }));
  return metafile;
}

/** Bundles into a folder, and gives what esbuild knows of the files, with those of the page. */
async function build(folder) {
  const page = await buildPage();
  fs.rmSync(folder, { recursive: true, force: true });
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ['cli/src/cdk-ecr.ts'],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: REQUIRE },
    metafile: true,
    logLevel: 'warning',
  });
  fs.chmodSync(path.join(folder, 'cdk-ecr.mjs'), 0o755);
  const inputs = { ...page.inputs, ...metafile.inputs };
  fs.writeFileSync(path.join(folder, LICENSES), licensesOf(Object.keys(inputs)));
  return { ...metafile, inputs };
}

/** The licenses of the packages that files belong to. */
function licensesOf(files) {
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8'));
    const file = fs.readdirSync(path.join(ROOT, folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file === undefined ? '' : `\n${fs.readFileSync(path.join(ROOT, folder, file), 'utf8').trim()}\n`;
    return `${name} ${version}: ${license}\n${text}`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

module.exports = { build, buildPage };

if (require.main === module) {
  build(LIB).catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
}
