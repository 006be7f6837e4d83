'use strict';

/*
 * Shows what a change does to templates: `npx projen compare <commit>`. Synthesizes the examples of an earlier commit and
 * of the working tree, and compares all templates and what manifests say of stacks, warnings included. Also compares the
 * committed integration snapshots of both. The exit status is 1 when something differs, 2 when the comparison failed.
 *
 * Paths of constructs in metadata are left out, and with them what depends on them: hashes of nested templates. The order
 * of properties does not matter.
 */
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const PATH_METADATA = 'aws:cdk:path';
/** What a user reads at synthesis. */
const MESSAGES = ['aws:cdk:info', 'aws:cdk:warning', 'aws:cdk:error'];
const DIFFERENCES_SHOWN = 30;
const VALUE_LENGTH = 160;

async function main([commit]) {
  if (commit === undefined) throw new Error('which commit? npx projen compare <commit>');
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'compare-'));
  const earlier = path.join(temporary, 'earlier');
  try {
    execFileSync('git', ['worktree', 'add', '--detach', '--quiet', earlier, commit], { cwd: ROOT, stdio: 'inherit' });
    fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(earlier, 'node_modules'));
    const [before, after] = [
      await assembliesOf(earlier, path.join(temporary, 'before')),
      await assembliesOf(ROOT, path.join(temporary, 'after')),
    ];
    const differences = compareAll(before, after);
    const count = new Set([...before.keys(), ...after.keys()]).size;
    console.log(differences === 0 ? `${count} apps are the same` : `${differences} files differ`);
    return differences === 0;
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
    execFileSync('git', ['worktree', 'prune'], { cwd: ROOT });
  }
}

/** The assemblies of a checkout by their names: the examples, synthesized into `output`, and the snapshots as committed. */
async function assembliesOf(checkout, output) {
  console.error(`compiles ${checkout}`);
  await run(checkout, [require.resolve('jsii/bin/jsii', { paths: [ROOT] }), '--silence-warnings=reserved-word']);
  const lazyIndex = path.join(checkout, 'projenrc', 'lazy-index.js');
  if (fs.existsSync(lazyIndex)) await run(checkout, [lazyIndex]);

  const examples = fs
    .readdirSync(path.join(checkout, 'examples'))
    .filter((name) => fs.existsSync(path.join(checkout, 'examples', name, 'app.ts')));
  const assemblies = new Map();
  const waiting = [...examples];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      console.error(`synthesizes examples/${name}`);
      const outdir = path.join(output, name);
      await synthesize(checkout, name, outdir);
      assemblies.set(`examples/${name}`, outdir);
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));

  for (const entry of fs.readdirSync(path.join(checkout, 'test'), { recursive: true, withFileTypes: true })) {
    if (!entry.isDirectory() || !/^integ\..+\.snapshot$/.test(entry.name)) continue;
    assemblies.set(entry.name, path.join(entry.parentPath, entry.name));
  }
  return assemblies;
}

/** An app may synthesize itself, or leave that to who loads it. */
function synthesize(checkout, example, outdir) {
  const program = `require(${JSON.stringify(`./examples/${example}/app`)}).app.synth()`;
  return run(checkout, ['-r', 'ts-node/register/transpile-only', '-e', program], {
    CDK_OUTDIR: outdir,
    CDK_VALIDATION: 'false',
    TS_NODE_PROJECT: path.join(checkout, 'examples', 'tsconfig.json'),
  });
}

/** Runs Node.js; what it prints is shown only if it fails. */
function run(cwd, args, env = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) =>
      status === 0
        ? resolve()
        : reject(new Error(`${Buffer.concat(output)}\nnode ${args.join(' ')} in ${cwd} exited with ${status}`)),
    );
  });
}

/** Prints the differences, and returns the number of files that differ. */
function compareAll(before, after) {
  let count = 0;
  for (const name of union(before.keys(), after.keys())) {
    const [old, now] = [before, after].map((side) => (side.has(name) ? contentOf(side.get(name)) : new Map()));
    for (const file of union(old.keys(), now.keys())) {
      const differences = [...compare(old.get(file), now.get(file), [])];
      if (differences.length === 0) continue;
      count++;
      console.log(`${name}: ${file}`);
      for (const line of differences.slice(0, DIFFERENCES_SHOWN)) console.log(`  ${line}`);
      const left = differences.length - DIFFERENCES_SHOWN;
      if (left > 0) console.log(`  and ${left} more`);
    }
  }
  return count;
}

/** The templates and manifests of an assembly and of those within it, by their paths. */
function contentOf(assembly) {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(assembly, file), 'utf8'));
  const files = fs
    .readdirSync(assembly, { recursive: true })
    .filter((file) => !file.split(path.sep).includes('node_modules'));
  const hashes = nestedHashes(files.filter((file) => file.endsWith('.assets.json')).map(read));
  const withoutHashes = (value) =>
    JSON.parse(hashes.reduce((text, [hash, source]) => text.replaceAll(hash, source), JSON.stringify(value)));
  return new Map(
    files.flatMap((file) => {
      if (file.endsWith('.template.json')) return [[file, withoutPaths(withoutHashes(read(file)))]];
      if (path.basename(file) !== 'manifest.json') return [];
      const folder = path.dirname(file);
      return [[file, withoutHashes(relevant(read(file), (name) => read(path.join(folder, name))))]];
    }),
  );
}

/** The hashes of templates, which depend on the paths in them, with the names of the templates. */
function nestedHashes(manifests) {
  return manifests
    .flatMap(({ files = {} }) => Object.entries(files))
    .filter(([, { source }]) => source.path?.endsWith('.template.json'))
    .map(([hash, { source }]) => [hash, `<hash of ${source.path}>`]);
}

function withoutPaths(template) {
  for (const resource of Object.values(template.Resources ?? {})) {
    if (resource.Metadata === undefined) continue;
    delete resource.Metadata[PATH_METADATA];
    if (Object.keys(resource.Metadata).length === 0) delete resource.Metadata;
  }
  return template;
}

/** Of a manifest: the stacks, where they go and in which order, and what is said to the user. */
function relevant({ artifacts = {} }, read) {
  return Object.fromEntries(
    Object.entries(artifacts)
      .filter(([, { type }]) => type !== 'cdk:tree')
      .map(([id, { type, environment, dependencies, displayName, properties, metadata, additionalMetadataFile }]) => {
        const entries = { ...metadata, ...(additionalMetadataFile && read(additionalMetadataFile)) };
        const messages = Object.values(entries)
          .flat()
          .filter((entry) => MESSAGES.includes(entry.type))
          .map((entry) => `${entry.type} ${entry.data}`)
          .sort();
        return [id, { type, environment, dependencies, displayName, properties, messages }];
      }),
  );
}

/** A line for each place where two JSON values differ. */
function* compare(old, now, place) {
  const isNested = [old, now].every((value) => typeof value === 'object' && value !== null);
  if (!isNested || Array.isArray(old) !== Array.isArray(now)) {
    if (old !== now) yield `${place.join('/') || '(file)'}: ${show(old)} → ${show(now)}`;
    return;
  }
  for (const key of union(Object.keys(old), Object.keys(now))) yield* compare(old[key], now[key], [...place, key]);
}

function show(value) {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text;
}

function union(left, right) {
  return [...new Set([...left, ...right])];
}

main(process.argv.slice(2)).then(
  (same) => {
    process.exitCode = same ? 0 : 1;
  },
  (error) => {
    console.error(error.message);
    process.exitCode = 2;
  },
);
