import { posix } from 'path';
import type { Readable } from 'stream';
import { text } from 'stream/consumers';
import type { ImageLine, RegistryFile, RepositoryLine } from './format';
import { FORMAT_VERSION, imagesFileOf, REGISTRY_FILE, REPOSITORIES_FILE, templateFileOf } from './format';
import { gunzip, linesOf } from './lines';
import type { SnapshotFiles } from './snapshot-files';
import { openFiles } from './snapshot-files';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';
import { refuse } from '../io/bad-input';

/** The snapshot of a registry: an account and a region. */
export class SnapshotDirectory {
  /** Opens the snapshot of a folder. */
  public static async open(files: SnapshotFiles, folder: string): Promise<SnapshotDirectory> {
    const name = posix.join(folder, REGISTRY_FILE);
    const place = files.nameOf(name);
    const registry = await inFile(place, async () => json(place, await text(files.open(name)!)));
    if (registry.version !== FORMAT_VERSION) {
      refuse({
        property: `version of ${place}`,
        found: registry.version,
        must: `be ${FORMAT_VERSION}`,
        remedy: 'read it with the version of cdk-ecr that wrote it, or take a new snapshot',
      });
    }
    return new SnapshotDirectory(files, folder, registry as unknown as RegistryFile);
  }

  private constructor(
    private readonly files: SnapshotFiles,
    private readonly folder: string,
    /** The settings of the registry, and what could not be read. */
    public readonly registry: RegistryFile,
  ) {}

  /** The name of a file of the snapshot for messages. */
  public nameOf(file: string): string {
    return this.files.nameOf(posix.join(this.folder, file));
  }

  /** The repositories, one after the other. */
  public async *repositories(): AsyncGenerator<RepositoryLine> {
    const content = this.find(REPOSITORIES_FILE);
    if (content === undefined) {
      refuse({
        property: this.nameOf(REPOSITORIES_FILE),
        found: 'missing',
        must: 'exist',
        remedy: 'take a new snapshot',
      });
    }
    yield* this.values<RepositoryLine>(REPOSITORIES_FILE, content, 'repositoryName');
  }

  /** The images of a repository, one after the other; `undefined` if the snapshot does not have them. */
  public images(
    repository: Pick<RepositoryLine, 'repositoryName' | 'isPublic'>,
  ): AsyncGenerator<ImageLine> | undefined {
    const file = imagesFileOf(repository);
    const content = this.find(file);
    return content && this.values<ImageLine>(file, gunzip(content), 'imageDigest');
  }

  /** The deployed template of a stack; `undefined` if the snapshot does not have it. */
  public async template(stackName: string): Promise<Json | undefined> {
    const file = templateFileOf(stackName);
    const content = this.find(file);
    const place = this.nameOf(file);
    return content && inFile(place, async () => json(place, await text(content)));
  }

  private find(file: string): Readable | undefined {
    return this.files.open(posix.join(this.folder, file));
  }

  /** The lines of a file, each of which has a text as its key. */
  private async *values<T>(file: string, content: Readable, key: keyof T & string): AsyncGenerator<T> {
    const name = this.nameOf(file);
    const lines = linesOf(content);
    for (let number = 1; ; number += 1) {
      const line = await inFile(name, async () => lines.next());
      if (line.done) return;
      if (line.value === '') continue;
      const place = `${name}:${number}`;
      const value = json(place, line.value);
      if (typeof value[key] !== 'string') {
        refuse({ property: `${key} of ${place}`, found: value[key], must: 'be a text', remedy: 'take a new snapshot' });
      }
      yield value as T;
    }
  }
}

/** All snapshots beneath a path, which is a folder or a `.tar.gz`, in the order of their folders. */
export async function readSnapshots(path: string): Promise<readonly SnapshotDirectory[]> {
  const files = await openFiles(path);
  if (files.registries.length === 0) {
    const must = `have a snapshot, with a file ${REGISTRY_FILE}`;
    refuse({ property: 'snapshot', found: path, must, remedy: 'take one by cdk-ecr snapshot' });
  }
  return Promise.all(files.registries.map(async (folder) => SnapshotDirectory.open(files, folder)));
}

/** Does something with a file; what the system or gzip refuses names it. */
async function inFile<T>(place: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse({
      property: `content of ${place}`,
      found: message,
      must: 'be complete',
      remedy: 'take a new snapshot',
    });
  }
}

function json(place: string, content: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    const { message } = error as Error;
    refuse({ property: `content of ${place}`, found: message, must: 'be JSON', remedy: 'take a new snapshot' });
  }
  if (isObject(value)) return value;
  return refuse({ property: `content of ${place}`, found: value, must: 'be an object', remedy: 'take a new snapshot' });
}
