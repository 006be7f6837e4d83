import { gzipSync } from 'zlib';
import type { image, Workspace } from './support';
import type { RegistryFile, RepositoryLine } from '../src/snapshot/format';

export type TestImage = ReturnType<typeof image> & Record<string, unknown>;

export interface TestRepository extends Partial<RepositoryLine> {
  readonly images?: readonly Partial<TestImage>[];
}

/** Writes the snapshot of a registry, and gives its folder as an argument. */
export function writeRegistry(
  files: Workspace,
  folder: string,
  repositories: Readonly<Record<string, TestRepository>>,
  registry: Partial<RegistryFile> = {},
): string {
  const { account = '111122223333', region = 'eu-central-1' } = registry;
  files.write(`${folder}/registry.json`, {
    version: 1,
    ...{ account, region, partition: 'aws', time: '2026-02-01T00:00:00.000Z', unread: [] },
    contents: { images: true, inspector: false, templates: false },
    ...registry,
  });
  const lines = Object.entries(repositories).map(([repositoryName, { images, ...line }]) => {
    if (images !== undefined) {
      const content = images.map((each) => `${JSON.stringify({ ...each, repositoryName })}\n`).join('');
      const parent = line.isPublic ? 'public-images' : 'images';
      files.write(`${folder}/${parent}/${encodeURIComponent(repositoryName)}.ndjson.gz`, gzipSync(content));
    }
    return JSON.stringify({
      repositoryName,
      repositoryArn: `arn:aws:ecr:${region}:${account}:repository/${repositoryName}`,
      repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`,
      ...line,
    });
  });
  files.write(`${folder}/repositories.ndjson`, lines.map((line) => `${line}\n`).join(''));
  return `$/${folder}`;
}
