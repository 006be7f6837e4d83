'use strict';

/*
 * After the compilation: puts all modules that only EcrChecks loads into its own, lib/checks/ecr-checks.js. Each rule is a
 * file, and to find and read hundreds of files takes longer than to judge the repositories of most apps.
 */
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

const lib = path.resolve('lib');
const checks = path.join(lib, 'checks', 'ecr-checks.js');

const library = require(lib);
for (const name of Object.keys(library)) if (name !== 'EcrChecks') library[name];
/** The modules of all other exports. */
const shared = new Set(Object.keys(require.cache));
if (shared.has(checks)) throw new Error(`${checks} is loaded by another export than EcrChecks`);

/** Leaves out the modules that others load as well, so that they are loaded once. */
const onlyOfChecks = {
  name: 'only-of-checks',
  setup: ({ onResolve }) =>
    onResolve({ filter: /./ }, ({ kind, path: wanted, resolveDir }) => {
      if (kind === 'entry-point') return undefined;
      if (!wanted.startsWith('.')) return { path: wanted, external: true };
      const file = require.resolve(path.resolve(resolveDir, wanted));
      if (!shared.has(file)) return { path: file };
      const fromChecks = path.relative(path.dirname(checks), file).split(path.sep).join('/');
      return { path: fromChecks, external: true };
    }),
};

async function main() {
  const { metafile } = await esbuild.build({
    entryPoints: [checks],
    outfile: checks,
    allowOverwrite: true,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    plugins: [onlyOfChecks],
    metafile: true,
    logLevel: 'warning',
  });
  const modules = Object.keys(metafile.inputs).map((file) => path.resolve(file));
  if (modules.length === 1) throw new Error(`${checks} loads no modules of its own, or was bundled already`);
  for (const file of modules) if (file !== checks) fs.rmSync(file);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
