import * as fs from 'node:fs';
import * as path from 'node:path';
import { templatesOf } from './assembly';
import { ROOT } from './processes';
import type { Target } from './types';

const SNAPSHOT_SUFFIX = '.snapshot';

/** The app that every judge must complain about. */
export const BAD_TARGET: Target = {
  name: 'self-test',
  app: path.join(__dirname, 'bad-app.ts'),
  templates: [{ file: path.join(__dirname, 'bad.template.json'), label: 'bad.template.json' }],
};

/** All examples and all integration snapshots of the repository. */
export function allTargets(): Target[] {
  const examples = folders(path.join(ROOT, 'examples'), false).filter((folder) =>
    fs.existsSync(path.join(folder, 'app.ts')),
  );
  const snapshots = folders(path.join(ROOT, 'test'), true).filter((folder) =>
    /^integ\..*\.ts\.snapshot$/.test(path.basename(folder)),
  );
  if (examples.length === 0) {
    const message = 'there is no example (examples/<name>/app.ts)';
    if (process.env.CI) {
      throw new Error(message);
    }
    process.stderr.write(`${message}: only snapshots are judged\n`);
  }
  return [...examples, ...snapshots].map(targetAt);
}

/** The target in a folder: an integration snapshot, an example of the repository, or any folder with `app.ts` and `cdk.out`. */
export function targetAt(folder: string): Target {
  const absolute = path.resolve(folder);
  if (absolute.endsWith(SNAPSHOT_SUFFIX)) {
    return target(absolute.slice(0, -SNAPSHOT_SUFFIX.length), absolute, 'run `npx projen integ:update`');
  }
  const isExample = path.dirname(absolute) === path.join(ROOT, 'examples');
  const assembly = isExample ? path.join(ROOT, 'cdk.out', path.basename(absolute)) : path.join(absolute, 'cdk.out');
  return target(path.join(absolute, 'app.ts'), assembly, 'run `npm run examples`');
}

function target(app: string, assembly: string, remedy: string): Target {
  const name = path.relative(ROOT, app).replace(/\/app\.ts$/, '');
  if (!fs.existsSync(app)) {
    throw new Error(`${name}: ${path.relative(ROOT, app)} does not exist`);
  }
  if (!fs.existsSync(path.join(assembly, 'manifest.json'))) {
    throw new Error(`${name}: there is no cloud assembly in ${path.relative(ROOT, assembly)}; ${remedy} first`);
  }
  const templates = templatesOf(assembly);
  if (templates.length === 0) {
    throw new Error(`${name}: there is no template in ${path.relative(ROOT, assembly)}`);
  }
  return { name, app, templates };
}

function folders(parent: string, recursive: boolean): string[] {
  if (!fs.existsSync(parent)) {
    return [];
  }
  return fs
    .readdirSync(parent, { withFileTypes: true, recursive })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
