'use strict';

/*
 * Writes what is in the npm packages into a folder, as CycloneDX: `node projenrc/sbom.js dist/sbom`. The library contains
 * no other package. The command line contains those that esbuild bundles.
 */
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { build } = require('../cli/build');

const ROOT = path.resolve(__dirname, '..');
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

async function main(destination) {
  if (destination === undefined) throw new Error('which folder? node projenrc/sbom.js <folder>');
  const bundle = fs.mkdtempSync(path.join(os.tmpdir(), 'sbom-'));
  try {
    const { inputs } = await build(bundle);
    const folders = new Set(Object.keys(inputs).flatMap((file) => PACKAGE.exec(file)?.[1] ?? []));
    const bundled = new Set([...folders].map((folder) => idOf(path.join(folder, 'package.json'))));
    fs.mkdirSync(destination, { recursive: true });
    for (const [manifest, contents] of [
      ['package.json', new Set()],
      ['cli/package.json', bundled],
    ]) {
      const { name, description } = JSON.parse(fs.readFileSync(path.join(ROOT, manifest), 'utf8'));
      const text = JSON.stringify(sbom(name, description, contents), undefined, 2);
      fs.writeFileSync(path.join(destination, `${name}.cdx.json`), `${text}\n`);
    }
  } finally {
    fs.rmSync(bundle, { recursive: true, force: true });
  }
}

function idOf(manifest) {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(ROOT, manifest), 'utf8'));
  return `${name}@${version}`;
}

/** What npm says of all packages of the lock file, reduced to those that are contained. */
function sbom(name, description, contained) {
  const all = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      cwd: ROOT,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    }),
  );
  const { version } = all.metadata.component;
  const subject = { 'bom-ref': `${name}@${version}`, type: 'library', name, version, description };
  const components = all.components.filter((component) => contained.has(component['bom-ref']));
  const missing = [...contained].filter((id) => !components.some((component) => component['bom-ref'] === id));
  if (missing.length > 0) throw new Error(`the lock file does not have ${missing.join(', ')}, which ${name} contains`);
  return {
    ...all,
    metadata: { ...all.metadata, component: { ...subject, purl: `pkg:npm/${name}@${version}` } },
    // They are installed for development, which says nothing of the package.
    components: components.map(({ properties, scope, ...component }) => component),
    dependencies: [{ ref: subject['bom-ref'], dependsOn: components.map((component) => component['bom-ref']) }],
  };
}

main(process.argv[2]).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
