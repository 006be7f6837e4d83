import { existsSync, readFileSync, realpathSync } from 'fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'path';
import { refuseInput, templateAt } from './assembly-input';
import type { InputFile } from './assembly-input';
import type { ReadJson } from './assembly-manifest';
import type { Json } from '../text/json';

const MANIFEST = 'manifest.json';

/** The files of a cloud assembly. A file elsewhere is not read, neither by a path with `..` nor by a symbolic link. */
export class AssemblyFiles {
  private readonly root: string;
  private readonly realRoot: string;
  /** The real paths of the folders that were entered. */
  private readonly entered = new Set<string>();

  public constructor(
    directory: string,
    private readonly api: string,
    private readonly readJson: ReadJson = parseFile,
  ) {
    this.root = outermost(resolve(directory));
    this.realRoot = realPathOf(this.root) ?? this.root;
  }

  /** The manifest of a folder, and where it is. Each folder has its turn once: folders around each other would never end. */
  public manifest(directory: string): { readonly json: Json; readonly place: InputFile } {
    const place = this.place(join(directory, MANIFEST));
    const real = realPathOf(directory) ?? resolve(directory);
    if (this.entered.has(real)) refuseInput(place, 'folder', directory, 'be in the app once');
    this.entered.add(real);
    return { json: this.json(place, 'the path', place.file), place };
  }

  /** The template in a file that a property of another file names. */
  public template(from: InputFile, property: string, file: string): Json {
    return templateAt(this.place(file), this.json(from, property, file));
  }

  /** What a file has that a property of another file names. */
  public json(from: InputFile, property: string, file: string): Json {
    this.check(from, property, file);
    return this.readJson(file);
  }

  /** Refuses a file or folder that is not in the assembly. Its content may be a secret. */
  public check(from: InputFile, property: string, path: string): void {
    const real = realPathOf(path);
    if (isWithin(this.root, resolve(path)) && (real === undefined || isWithin(this.realRoot, real))) return;
    refuseInput(from, property, path, `be in the folder ${basename(this.root)} and no link out of it`);
  }

  public place(file: string): InputFile {
    return { api: this.api, file };
  }
}

/** The folder of the app: stages have the folders `assembly-…` in it, and share files with it. */
function outermost(directory: string): string {
  const parent = dirname(directory);
  const isStage = basename(directory).startsWith('assembly-') && existsSync(join(parent, MANIFEST));
  return isStage ? outermost(parent) : directory;
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path without symbolic links; `undefined` if nothing is there. */
function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** The JSON in a file. */
export function parseFile(file: string): Json {
  return JSON.parse(readFileSync(file, 'utf8')) as Json;
}
