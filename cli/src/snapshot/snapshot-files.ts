import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { basename, join, posix } from 'path';
import { Readable } from 'stream';
import { list } from 'tar';
import { REGISTRY_FILE } from './format';
import { refuse } from '../io/bad-input';

/** The files of snapshots: a folder, or an archive. Names have slashes on all systems. */
export interface SnapshotFiles {
  /** The folders with a registry, in the order of their names. The folder itself is ''. */
  readonly registries: readonly string[];
  /** Whether there is such a file. */
  has(name: string): boolean;
  /** The names of the files in a folder, in order; none if there is no such folder. */
  namesIn(folder: string): readonly string[];
  /** The content of a file, which has to be there. */
  open(name: string): Readable;
  /** The content of a file, if it is small. To open ten thousand streams takes seconds. */
  small(name: string): Buffer | undefined;
  /** The name of a file for messages. */
  nameOf(name: string): string;
}

/** Most bytes of an archive's files. They are in memory, those of images as they are compressed. */
const ARCHIVE_LIMIT = 2_000_000_000;

/** Most bytes of a small file. gzip makes at most 1,032 times as many of them: less than the longest line may have. */
const SMALL = 16_000;

/** The files of snapshots at a path. */
export async function openFiles(path: string): Promise<SnapshotFiles> {
  try {
    return statSync(path).isDirectory() ? new FolderFiles(path) : await ArchiveFiles.read(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const must = code === 'ENOENT' ? 'exist' : `be a folder or a .tar.gz that can be read (${code})`;
    return refuse({ property: 'snapshot', found: path, must, remedy: 'correct its path' });
  }
}

class FolderFiles implements SnapshotFiles {
  public readonly registries: readonly string[];

  public constructor(private readonly folder: string) {
    this.registries = [...this.find('')];
  }

  public has(name: string): boolean {
    return existsSync(this.nameOf(name));
  }

  public namesIn(folder: string): readonly string[] {
    return this.has(folder) ? readdirSync(this.nameOf(folder)).sort() : [];
  }

  public open(name: string): Readable {
    return createReadStream(this.nameOf(name));
  }

  public small(name: string): Buffer | undefined {
    const file = this.nameOf(name);
    return statSync(file).size <= SMALL ? readFileSync(file) : undefined;
  }

  public nameOf(name: string): string {
    return join(this.folder, name);
  }

  private *find(folder: string): Generator<string> {
    const entries = readdirSync(this.nameOf(folder), { withFileTypes: true });
    if (entries.some((entry) => entry.name === REGISTRY_FILE && !entry.isDirectory())) {
      yield folder;
      return;
    }
    // A snapshot that is not complete yet has a name with a dot.
    const folders = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => name);
    for (const name of folders.sort()) yield* this.find(posix.join(folder, name));
  }
}

class ArchiveFiles implements SnapshotFiles {
  public static async read(path: string): Promise<ArchiveFiles> {
    const contents = new Map<string, Buffer[]>();
    let bytes = 0;
    await list({
      file: path,
      strict: true,
      onReadEntry: (entry) => {
        if (entry.type !== 'File' && entry.type !== 'OldFile') return;
        const chunks: Buffer[] = [];
        contents.set(posix.normalize(entry.path), chunks);
        entry.on('data', (chunk) => {
          bytes += chunk.length;
          if (bytes > ARCHIVE_LIMIT) chunks.length = 0;
          else chunks.push(chunk);
        });
      },
    });
    if (bytes > ARCHIVE_LIMIT) {
      const must = `be at most ${ARCHIVE_LIMIT} bytes`;
      refuse({ property: `content of ${path}`, found: bytes, must, remedy: 'unpack it, and name the folder' });
    }
    return new ArchiveFiles(path, contents);
  }

  public readonly registries: readonly string[];

  private constructor(
    private readonly path: string,
    private readonly contents: ReadonlyMap<string, readonly Buffer[]>,
  ) {
    const registries = [...contents.keys()].filter((name) => basename(name) === REGISTRY_FILE);
    this.registries = registries.map((name) => posix.dirname(name)).sort();
  }

  public has(name: string): boolean {
    return this.contents.has(posix.normalize(name));
  }

  public namesIn(folder: string): readonly string[] {
    const names = [...this.contents.keys()].filter((name) => posix.dirname(name) === posix.normalize(folder));
    return names.map((name) => basename(name)).sort();
  }

  public open(name: string): Readable {
    return Readable.from(this.contentOf(name));
  }

  public small(name: string): Buffer | undefined {
    const content = this.contentOf(name);
    return content.reduce((bytes, { length }) => bytes + length, 0) <= SMALL ? Buffer.concat(content) : undefined;
  }

  public nameOf(name: string): string {
    return `${this.path}:${posix.normalize(name)}`;
  }

  private contentOf(name: string): readonly Buffer[] {
    return this.contents.get(posix.normalize(name)) ?? [];
  }
}
