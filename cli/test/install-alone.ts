import { execFileSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync } from 'fs';
import { join } from 'path';
import type { Workspace } from './support';

export const ROOT = join(__dirname, '../..');

export const BUNDLE = join(ROOT, 'cli/lib/cdk-ecr.mjs');

/** Whether the command is bundled. It is so before the tests in CI; elsewhere it may be missing, or older than the source. */
export const isBundled = existsSync(BUNDLE);

/** Packs the command, and installs it in an empty folder. */
export function installAlone(files: Workspace): { readonly folder: string; readonly bin: string } {
  const packed = join(files.folder, 'packed');
  const folder = join(files.folder, 'alone');
  execFileSync(process.execPath, [join(ROOT, 'cli/pack.js'), packed], { stdio: 'ignore' });
  const [tarball] = readdirSync(packed);
  mkdirSync(folder);
  // Nothing to fetch: the package has no dependency.
  execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', join(packed, tarball)], {
    cwd: folder,
    stdio: 'ignore',
  });
  return { folder, bin: join(folder, 'node_modules/.bin/cdk-ecr') };
}
