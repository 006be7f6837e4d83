import type { ReadStream } from 'fs';
import fs, { readFileSync } from 'fs';
import { setImmediate } from 'timers/promises';
import { gzipSync } from 'zlib';
import { create } from 'tar';
import type { SnapshotDirectory } from '../../src/snapshot/snapshot-directory';
import { readSnapshots } from '../../src/snapshot/snapshot-directory';
import { Workspace } from '../support';

const REGISTRY = {
  ...{ version: 1, account: '111122223333', region: 'eu-central-1', unread: [] },
  contents: { images: true, inspector: false, templates: true },
};
const API = { repositoryName: 'team/api' };
const LINES = '{"repositoryName":"team/api"}\n{"repositoryName":"ünïcode","policy":{}}\n';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const path = (name: string) => `${files.folder}/${name}`;

function writeSnapshot(folder: string, registry: object = REGISTRY) {
  files.write(`${folder}/registry.json`, registry);
  files.write(`${folder}/repositories.ndjson`, LINES);
  files.write(`${folder}/images/team%2Fapi.ndjson.gz`, gzipSync('{"imageDigest":"a"}\n{"imageDigest":"b"}\n'));
  files.write(`${folder}/templates/Api.json`, { Resources: {} });
}

async function contentOf(snapshot: SnapshotDirectory) {
  return {
    registry: snapshot.registry,
    repositories: await all(snapshot.repositories()),
    images: await all(snapshot.images(API)!),
    template: await snapshot.template('Api'),
  };
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const value of values) result.push(value);
  return result;
}

const CONTENT = {
  registry: REGISTRY,
  repositories: [API, { repositoryName: 'ünïcode', policy: {} }],
  images: [{ imageDigest: 'a' }, { imageDigest: 'b' }],
  template: { Resources: {} },
};

describe('readSnapshots', () => {
  test.each(['', 'out', 'out/111122223333', 'out/111122223333/eu-central-1'])(
    'finds a snapshot beneath the folder "%s"',
    async (folder) => {
      writeSnapshot('out/111122223333/eu-central-1');
      const [snapshot, ...others] = await readSnapshots(path(folder));
      expect(others).toEqual([]);
      expect(await contentOf(snapshot)).toEqual(CONTENT);
    },
  );

  test('finds all accounts and regions, in the order of their names', async () => {
    for (const folder of ['2/eu-west-1', '1/us-east-1', '1/eu-west-1']) writeSnapshot(folder, { ...REGISTRY, folder });
    const snapshots = await readSnapshots(files.folder);
    expect(snapshots.map(({ registry }) => registry)).toEqual(
      ['1/eu-west-1', '1/us-east-1', '2/eu-west-1'].map((folder) => ({ ...REGISTRY, folder })),
    );
  });

  test.each(['1', '.', './1/eu-west-1'])('reads the same from an archive of "%s"', async (entry) => {
    writeSnapshot('1/eu-west-1');
    await create({ gzip: true, file: path('out.tar.gz'), cwd: files.folder }, [entry]);
    const [snapshot] = await readSnapshots(path('out.tar.gz'));
    expect(await contentOf(snapshot)).toEqual(CONTENT);
  });

  test('has no images and no template where the snapshot has none', async () => {
    writeSnapshot('1');
    const [snapshot] = await readSnapshots(files.folder);
    expect(snapshot.images({ repositoryName: 'other' })).toBeUndefined();
    expect(snapshot.images({ repositoryName: 'team/api', isPublic: true })).toBeUndefined();
    expect(await snapshot.template('Other')).toBeUndefined();
  });

  test('passes over snapshots that are not complete yet', async () => {
    writeSnapshot('1');
    writeSnapshot('.out-abc/2');
    const snapshots = await readSnapshots(files.folder);
    expect(snapshots.map((snapshot) => snapshot.nameOf('x'))).toEqual([path('1/x')]);
  });

  test('refuses a snapshot without a list of repositories', async () => {
    files.write('1/registry.json', REGISTRY);
    const [snapshot] = await readSnapshots(files.folder);
    expect(() => snapshot.repositories()).toThrow(
      `snapshot is "${path('1/repositories.ndjson')}" but must exist; take a new snapshot`,
    );
  });

  test('closes a file of which only the first lines are read', async () => {
    writeSnapshot('1');
    files.write('1/images/team%2Fapi.ndjson.gz', gzipSync('{"imageDigest":"a"}\n'.repeat(500_000)));
    const [snapshot] = await readSnapshots(files.folder);
    const open = jest.spyOn(fs, 'createReadStream');
    for await (const { imageDigest } of snapshot.images(API)!) {
      expect(imageDigest).toBe('a');
      break;
    }
    await setImmediate();
    expect(open.mock.results.map(({ value }) => (value as ReadStream).destroyed)).toEqual([true]);
    open.mockRestore();
  });

  test('refuses another version of the format', async () => {
    writeSnapshot('1', { ...REGISTRY, version: 2 });
    await expect(readSnapshots(files.folder)).rejects.toThrow(
      `cdk-ecr: version of ${path('1/registry.json')} is 2 but must be 1; read it with the version of cdk-ecr that ` +
        'wrote it, or take a new snapshot',
    );
  });

  test.each([
    ['account', 111122223333, 'a text'],
    ['region', undefined, 'a text'],
    ['contents', undefined, 'an object'],
    ['unread', undefined, 'a list of objects'],
    ['unread', [null], 'a list of objects'],
    ['pullThroughCacheRules', [null], 'a list of objects'],
    ['repositoryCreationTemplates', {}, 'a list of objects'],
  ])('refuses a registry in which somebody has changed %s to %j', async (member, value, must) => {
    writeSnapshot('1', { ...REGISTRY, [member]: value });
    await expect(readSnapshots(files.folder)).rejects.toThrow(
      new RegExp(`^cdk-ecr: ${member} of .*1/registry.json is .* but must be ${must}; take a new snapshot$`, 's'),
    );
  });

  test.each(['tags', 'stack', 'encryption'])('refuses a repository in which %s is no object', async (member) => {
    writeSnapshot('1');
    files.write('1/repositories.ndjson', `{"repositoryName":"a","${member}":null}\n`);
    const [snapshot] = await readSnapshots(files.folder);
    await expect(all(snapshot.repositories())).rejects.toThrow(
      `${member} of ${path('1/repositories.ndjson')}:1 is null but must be an object; take a new snapshot`,
    );
  });

  test.each([
    ['a folder without a snapshot', 'empty/file', 'empty', 'must have a snapshot, with a file registry.json'],
    ['a path that does not exist', 'file', 'nowhere', 'must exist; correct its path'],
    ['a file that is no archive', 'some.tar.gz', 'some.tar.gz', 'must be a folder or a .tar.gz that can be read (TAR_'],
    ['a registry that is no JSON', '1/registry.json', '1', 'must be JSON; take a new snapshot'],
  ])('refuses %s', async (_what, file, given, message) => {
    files.write(file, 'not JSON '.repeat(200));
    await expect(readSnapshots(path(given))).rejects.toThrow(message);
  });

  test('refuses an archive that is cut off', async () => {
    writeSnapshot('1');
    await create({ gzip: true, file: path('out.tar.gz'), cwd: files.folder }, ['1']);
    files.write('out.tar.gz', readFileSync(path('out.tar.gz')).subarray(0, 200));
    await expect(readSnapshots(path('out.tar.gz'))).rejects.toThrow('must be a folder or a .tar.gz that can be read (');
  });

  test('names the file and the line of a mistake', async () => {
    writeSnapshot('1');
    files.write('1/repositories.ndjson', '{"repositoryName":"a"}\n\n{"repositoryName":\n');
    const [snapshot] = await readSnapshots(files.folder);
    await expect(all(snapshot.repositories())).rejects.toThrow(`content of ${path('1/repositories.ndjson')}:3 is`);
    files.write('1/repositories.ndjson', '{"repository":"a"}');
    await expect(all(snapshot.repositories())).rejects.toThrow(
      `repositoryName of ${path('1/repositories.ndjson')}:1 is undefined but must be a text; take a new snapshot`,
    );
  });

  test('names a file of images that is cut off', async () => {
    writeSnapshot('1');
    files.write('1/images/team%2Fapi.ndjson.gz', gzipSync('{"imageDigest":"a"}\n'.repeat(1000)).subarray(0, 60));
    const [snapshot] = await readSnapshots(files.folder);
    await expect(all(snapshot.images(API)!)).rejects.toThrow(
      `content of ${path('1/images/team%2Fapi.ndjson.gz')} is "unexpected end of file" but must be complete; take a ` +
        'new snapshot',
    );
  });

  test('reads a file of 50,000 images in their order', async () => {
    writeSnapshot('1');
    const lines = Array.from({ length: 50_000 }, (_, i) => JSON.stringify({ imageDigest: `sha256:${i}` }));
    files.write('1/images/team%2Fapi.ndjson.gz', gzipSync(lines.join('\n')));
    const [snapshot] = await readSnapshots(files.folder);
    const images = await all(snapshot.images(API)!);
    expect(images.map(({ imageDigest }) => imageDigest)).toEqual(lines.map((_, i) => `sha256:${i}`));
  });
});
