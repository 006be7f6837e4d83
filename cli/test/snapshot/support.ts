import type { SnapshotDirectory } from '../../src/snapshot/snapshot-directory';

/** Variables of the environment by which the SDK would find credentials, regions or endpoints of who runs the tests. */
const OF_AWS = /^AWS_/;

/** Hands credentials to the SDK in this process, and nothing else of the environment. It gives what undoes it. */
export function onlyThese(variables: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env };
  for (const name of Object.keys(process.env)) if (OF_AWS.test(name)) delete process.env[name];
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_CONFIG_FILE: '/nowhere',
    AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
    ...variables,
  });
  return () => {
    process.env = before;
  };
}

export const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_REGION: 'eu-central-1',
};

/** All of a snapshot at once. */
export async function contentOf(snapshot: SnapshotDirectory) {
  const repositories = await all(snapshot.repositories());
  const images = Object.fromEntries(
    await Promise.all(
      repositories.map(async (repository) => {
        const found = snapshot.images(repository);
        const key = `${repository.isPublic ? 'public ' : ''}${repository.repositoryName}`;
        return [key, found && (await all(found))] as const;
      }),
    ),
  );
  return { registry: snapshot.registry, repositories, images };
}

export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const result: T[] = [];
  for await (const value of values) result.push(value);
  return result;
}
