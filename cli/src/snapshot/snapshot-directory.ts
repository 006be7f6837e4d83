import { posix } from 'path';
import { gunzipSync } from 'zlib';
import type { ImageLine, RegistryFile, RepositoryLine } from './format';
import {
  FORMAT_VERSION,
  imagesFileOf,
  REGISTRY_FILE,
  REPOSITORIES_FILE,
  templateFileOf,
  TEMPLATES_FOLDER,
} from './format';
import { gunzip, linesOf } from './lines';
import { checkRegistry, checkRepository } from './registry-shape';
import type { SnapshotFiles } from './snapshot-files';
import { openFiles } from './snapshot-files';
import type { Json } from '../../../src/text/json';
import { isObject } from '../../../src/text/json';
import { refuse } from '../io/bad-input';
import { checkDepth } from '../io/text-file';

/** The snapshot of a registry: an account and a region. */
export class SnapshotDirectory {
  /** Opens the snapshot of a folder. */
  public static async open(files: SnapshotFiles, folder: string): Promise<SnapshotDirectory> {
    const name = posix.join(folder, REGISTRY_FILE);
    const registry = await readJson(files, name);
    if (registry.version !== FORMAT_VERSION) {
      refuse({
        property: `version of ${files.nameOf(name)}`,
        found: registry.version,
        must: `be ${FORMAT_VERSION}`,
        remedy: 'read it with the version of cdk-ecr that wrote it, or take a new snapshot',
      });
    }
    checkRegistry(registry, files.nameOf(name));
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
  public repositories(): AsyncGenerator<RepositoryLine> {
    if (!this.has(REPOSITORIES_FILE)) {
      const file = this.nameOf(REPOSITORIES_FILE);
      refuse({ property: 'snapshot', found: file, must: 'exist', remedy: 'take a new snapshot' });
    }
    return this.values(REPOSITORIES_FILE, 'repositoryName');
  }

  /** The images of a repository, one after the other; `undefined` if the snapshot does not have them. */
  public images(
    repository: Pick<RepositoryLine, 'repositoryName' | 'isPublic'>,
  ): AsyncGenerator<ImageLine> | undefined {
    const file = imagesFileOf(repository);
    return this.has(file) ? this.values(file, 'imageDigest') : undefined;
  }

  /** The deployed template of a stack; `undefined` if the snapshot does not have it. */
  public async template(stackName: string): Promise<Json | undefined> {
    const file = templateFileOf(stackName);
    return this.has(file) ? readJson(this.files, posix.join(this.folder, file)) : undefined;
  }

  /** The names of the stacks whose deployed templates the snapshot has. */
  public templates(): readonly string[] {
    const files = this.files.namesIn(posix.join(this.folder, TEMPLATES_FOLDER));
    return files
      .filter((file) => file.endsWith('.json'))
      .map((file) => decodeURIComponent(file.slice(0, -'.json'.length)));
  }

  private has(file: string): boolean {
    return this.files.has(posix.join(this.folder, file));
  }

  /** The lines of a file. Each has a text as its key. */
  private async *values<T>(file: string, key: keyof T & string): AsyncGenerator<T> {
    let number = 0;
    for await (const line of inFile(this.nameOf(file), this.lines(file))) {
      number += 1;
      if (line === '') continue;
      const place = `${this.nameOf(file)}:${number}`;
      const value = parseObject(place, line);
      if (typeof value[key] !== 'string') {
        refuse({ property: `${key} of ${place}`, found: value[key], must: 'be a text', remedy: 'take a new snapshot' });
      }
      checkRepository(value, place);
      yield value as T;
    }
  }

  private async *lines(file: string): AsyncGenerator<string> {
    const name = posix.join(this.folder, file);
    const isCompressed = file.endsWith('.gz');
    const small = this.files.small(name);
    if (small) {
      yield* (isCompressed ? gunzipSync(small) : small).toString('utf8').split('\n');
    } else {
      const content = this.files.open(name);
      yield* linesOf(isCompressed ? gunzip(content) : content);
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

async function readJson(files: SnapshotFiles, file: string): Promise<Json> {
  const place = files.nameOf(file);
  let content = '';
  for await (const chunk of inFile(place, files.open(file).setEncoding('utf8'))) content += chunk;
  return parseObject(place, content);
}

/** The content of a file, piece by piece. An error of the system or of gzip names the file. */
async function* inFile(place: string, content: AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* content;
  } catch (error) {
    const { message } = error as Error;
    refuse({ property: `content of ${place}`, found: message, must: 'be complete', remedy: 'take a new snapshot' });
  }
}

function parseObject(place: string, content: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    const { message } = error as Error;
    refuse({ property: `content of ${place}`, found: message, must: 'be JSON', remedy: 'take a new snapshot' });
  }
  checkDepth(place, value, 'take a new snapshot');
  if (isObject(value)) return value;
  return refuse({ property: `content of ${place}`, found: value, must: 'be an object', remedy: 'take a new snapshot' });
}
