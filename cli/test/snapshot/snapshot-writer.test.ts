import { readdirSync } from 'fs';
import { join } from 'path';
import { SnapshotWriter } from '../../src/snapshot/snapshot-writer';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => {
  jest.restoreAllMocks();
  files.remove();
});

describe('a snapshot that is not complete', () => {
  test('is beside the place where it will be', () => {
    const writer = new SnapshotWriter(join(files.folder, 'out'));
    writer.registry('111122223333', 'eu-west-1');
    expect(readdirSync(files.folder)).toEqual([expect.stringMatching(/^\.out-/)]);
    writer.discard();
    expect(readdirSync(files.folder)).toEqual([]);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is removed at %s, which then ends the process', (signal) => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    const listeners = process.listenerCount(signal);
    const writer = new SnapshotWriter(join(files.folder, 'out.tar.gz'));
    writer.registry('111122223333', 'eu-west-1');
    process.emit(signal, signal);
    expect(readdirSync(files.folder)).toEqual([]);
    expect(kill).toHaveBeenCalledWith(process.pid, signal);
    expect(process.listenerCount(signal)).toBe(listeners);
  });

  test('leaves no file of images whose pages fail', async () => {
    const writer = new SnapshotWriter(join(files.folder, 'out'));
    const registry = writer.registry('111122223333', 'eu-west-1');
    const repository = { repositoryName: 'team/api', repositoryArn: 'arn', repositoryUri: 'uri' };
    async function* pages() {
      yield [{ imageDigest: 'a', imagePushedAt: 'now' }];
      await Promise.reject(new Error('no more'));
    }
    await expect(registry.images(repository, pages())).rejects.toThrow('no more');
    const entries = readdirSync(files.folder, { recursive: true }) as string[];
    expect(entries.filter((entry) => entry.includes('ndjson.gz'))).toEqual([]);
    writer.discard();
  });
});
