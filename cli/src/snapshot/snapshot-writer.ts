import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'fs';
import { rm, writeFile } from 'fs/promises';
import { basename, dirname, join } from 'path';
import { Readable } from 'stream';
import { pipeline } from 'stream/promises';
import { createGzip } from 'zlib';
import { create } from 'tar';
import type { ImageLine, RegistryFile, RepositoryLine } from './format';
import { imagesFileOf, REGISTRY_FILE, REPOSITORIES_FILE, templateFileOf } from './format';
import type { Redactor } from './redactor';
import type { Json } from '../../../src/text/json';
import { newPlace } from '../io/new-folder';

/** Other users of the machine may not be allowed to read the registry. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** Ends of the names of archives. */
const ARCHIVE = /\.(?:tar\.gz|tgz)$/;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Writes snapshots to a folder or an archive, which is there when all is written, and otherwise not at all. */
export class SnapshotWriter {
  /** Writes a snapshot. Nothing is left behind if it rejects. */
  public static async write<T>(
    path: string,
    redactor: Redactor | undefined,
    content: (writer: SnapshotWriter) => Promise<T>,
  ): Promise<T> {
    const writer = new SnapshotWriter(path, redactor);
    try {
      const result = await content(writer);
      await writer.commit();
      return result;
    } catch (error) {
      writer.discard();
      throw error;
    }
  }

  private readonly out: string;
  private readonly isArchive: boolean;
  /** The folder for all files until they are complete. */
  private readonly folder: string;
  private readonly interrupted: (signal: NodeJS.Signals) => void;

  /**
   * Refuses a path where something is.
   *
   * @param redactor replaces what identifies the owner of the registries
   */
  public constructor(
    path: string,
    private readonly redactor?: Redactor,
  ) {
    this.isArchive = ARCHIVE.test(path);
    const { path: out, beside } = newPlace(path, { isFile: this.isArchive });
    this.out = out;
    this.folder = mkdtempSync(join(beside, `.${basename(this.out)}-`));
    this.interrupted = (signal) => {
      this.discard();
      process.kill(process.pid, signal);
    };
    for (const signal of SIGNALS) process.once(signal, this.interrupted);
  }

  /** Begins the snapshot of an account and a region. */
  public registry(account: string, region: string): RegistryWriter {
    const folder = join(this.folder, this.redactor?.account(account) ?? account, region);
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    return new RegistryWriter(folder, this.redactor);
  }

  /** Puts everything where it was asked for. */
  public async commit(): Promise<void> {
    if (this.isArchive) {
      const file = join(this.folder, basename(this.out));
      const options = { gzip: true, file, cwd: this.folder, portable: true, mode: FILE_MODE };
      await create(options, readdirSync(this.folder));
      renameSync(file, this.out);
    } else if (existsSync(this.out)) {
      for (const name of readdirSync(this.folder)) renameSync(join(this.folder, name), join(this.out, name));
    } else {
      renameSync(this.folder, this.out);
    }
    this.discard();
  }

  /** Leaves nothing behind that is not complete. */
  public discard(): void {
    for (const signal of SIGNALS) process.off(signal, this.interrupted);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Writes the files of a snapshot. */
export class RegistryWriter {
  private readonly repositories;

  public constructor(
    private readonly folder: string,
    private readonly redactor?: Redactor,
  ) {
    this.repositories = createWriteStream(join(folder, REPOSITORIES_FILE), { mode: FILE_MODE });
    // It is also what the next write or the end rejects with.
    this.repositories.on('error', () => undefined);
  }

  /** Adds a repository. */
  public async repository(line: RepositoryLine): Promise<void> {
    await new Promise<void>((done, fail) => {
      this.repositories.write(`${this.json(line)}\n`, (error) => (error ? fail(error) : done()));
    });
  }

  /** Writes the images of a repository; no file is left if the pages reject. */
  public async images(repository: RepositoryLine, pages: AsyncIterable<readonly ImageLine[]>): Promise<void> {
    const file = join(this.folder, imagesFileOf(this.redacted(repository)));
    mkdirSync(dirname(file), { recursive: true, mode: FOLDER_MODE });
    try {
      await pipeline(Readable.from(this.textsOf(pages)), createGzip(), createWriteStream(file, { mode: FILE_MODE }));
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  }

  /** Writes the settings of the registry, and ends the list of repositories. */
  public async end(registry: RegistryFile): Promise<void> {
    await new Promise<void>((done, fail) => {
      this.repositories.end((error?: Error | null) => (error ? fail(error) : done()));
    });
    await writeFile(join(this.folder, REGISTRY_FILE), `${JSON.stringify(this.redacted(registry), undefined, 2)}\n`, {
      mode: FILE_MODE,
    });
  }

  /** Writes the deployed template of a stack. */
  public async template(stackName: string, template: Json): Promise<void> {
    const file = join(this.folder, templateFileOf(stackName));
    mkdirSync(dirname(file), { recursive: true, mode: FOLDER_MODE });
    await writeFile(file, `${JSON.stringify(template, undefined, 2)}\n`, { mode: FILE_MODE });
  }

  /** The lines of each page as one text. */
  private async *textsOf(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
    for await (const page of pages) yield page.map((line) => `${this.json(line)}\n`).join('');
  }

  private json(value: object): string {
    return JSON.stringify(this.redacted(value));
  }

  private redacted<T>(value: T): T {
    return this.redactor ? this.redactor.redact(value) : value;
  }
}
