import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'fs';
import { basename, dirname, join, resolve } from 'path';
import { refuse } from './bad-input';

/** The place of an output that must not be there yet. */
export interface NewPlace {
  readonly path: string;
  /** Whether there is an empty folder. It may be a mounted volume, which cannot be replaced. */
  readonly isThere: boolean;
  /** A folder on the same disk. */
  readonly beside: string;
}

/** Refuses an `--out` where something is. An empty folder is nothing, unless the output is a file. */
export function newPlace(out: string, { isFile = false } = {}): NewPlace {
  const path = resolve(out);
  const isThere = existsSync(path);
  if (isThere && (isFile || !isEmptyFolder(path))) {
    const must = isFile ? 'not exist yet' : 'be a new or an empty folder';
    refuse({ property: '--out', found: out, must, remedy: 'choose another, or delete it' });
  }
  // A folder beside an empty one could be on another disk.
  const beside = isThere ? path : dirname(path);
  if (!statSync(beside, { throwIfNoEntry: false })?.isDirectory()) {
    const remedy = 'create it, or correct the path';
    refuse({ property: 'folder of --out', found: beside, must: 'be a folder that is there', remedy });
  }
  return { path, isThere, beside };
}

/** Writes files to a new folder, which is there when all are written, and otherwise not at all. */
export function writeNewFolder(
  { path, isThere, beside }: NewPlace,
  files: readonly { readonly path: string; readonly content: string }[],
): void {
  const temporary = mkdtempSync(join(beside, `.${basename(path)}-`));
  try {
    const folder = join(temporary, 'folder');
    mkdirSync(folder);
    for (const file of files) {
      const name = join(folder, file.path);
      mkdirSync(dirname(name), { recursive: true });
      writeFileSync(name, file.content, { flag: 'wx' });
    }
    if (isThere) {
      for (const name of readdirSync(folder)) renameSync(join(folder, name), join(path, name));
    } else {
      renameSync(folder, path);
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}
