import { join } from 'path';
import type { Call } from './fake-aws';
import { FakeAws } from './fake-aws';
import { ANSWERS } from './registry-answers';
import { contentOf, CREDENTIALS, onlyThese } from './support';
import { readSnapshots } from '../../src/snapshot/snapshot-directory';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

/** What AWS answers to a command. */
function answer(action: string, input: object = {}): object {
  const value = ANSWERS[action];
  return (
    typeof value === 'function' ? value({ action, input, region: 'us-east-1', before: 0 } as Call) : value
  ) as object;
}

const from = async (path = 'answers', ...args: string[]) =>
  files.run(['snapshot', '--out', '$/out', '--from', `$/${path}`, ...args]);

/** The answers of the settings of a registry, one file for each. */
function writeSettings(): void {
  for (const action of [
    'ecr:GetRegistryPolicy',
    'ecr:GetRegistryScanningConfiguration',
    'ecr:DescribeRegistry',
    'ecr:GetSigningConfiguration',
    'ecr:DescribePullThroughCacheRules',
    'ecr:DescribeRepositoryCreationTemplates',
    'ecr:ListPullTimeUpdateExclusions',
  ]) {
    files.write(`answers/${action.slice(4)}.json`, answer(action));
  }
  const names = ['BASIC_SCAN_TYPE_VERSION', 'REGISTRY_POLICY_SCOPE', 'BLOB_MOUNTING'];
  files.write(
    'answers/settings.json',
    names.map((name) => JSON.stringify(answer('ecr:GetAccountSetting', { name }))).join('\n'),
  );
}

test('cdk-ecr snapshot --from makes of the answers of the AWS CLI what a snapshot of the registry has', async () => {
  const aws = await FakeAws.start();
  aws.answers = ANSWERS;
  const restore = onlyThese({ ...CREDENTIALS, AWS_REGION: 'us-east-1' });
  await files.run(['snapshot', '--out', '$/aws', '--endpoint-url', aws.url, '--rate', '9999', '--images']);
  restore();
  await aws.stop();
  const [expected] = await Promise.all((await readSnapshots(join(files.folder, 'aws'))).map(contentOf));
  const privateOnes = expected.repositories.filter(({ isPublic }) => !isPublic);

  writeSettings();
  const repositories = [undefined, 'page 1', 'page 2'].flatMap((nextToken) => {
    const page = answer('ecr:DescribeRepositories', { nextToken }) as { repositories?: object[] };
    return page.repositories ?? [];
  });
  files.write('answers/repositories.json', { repositories });
  for (const [index, { repositoryName, policy, lifecyclePolicy }] of privateOnes.entries()) {
    const texts = [
      policy && { repositoryName, policyText: JSON.stringify(policy) },
      lifecyclePolicy && { repositoryName, lifecyclePolicyText: JSON.stringify(lifecyclePolicy) },
      { imageDetails: (expected.images[repositoryName] ?? []).map((image) => ({ ...image, repositoryName })) },
    ];
    files.write(`answers/${index}.json`, texts.flatMap((text) => (text ? [JSON.stringify(text)] : [])).join('\n'));
  }

  const { status, stderr } = await from();
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr:
      'cdk-ecr: no file has an answer of ecr:ListTagsForResource, kms:DescribeKey; the snapshot is without them\n',
  });
  const [made] = await Promise.all((await readSnapshots(join(files.folder, 'out'))).map(contentOf));
  const unread = ['ecr:ListTagsForResource', 'kms:DescribeKey'].map((action) => ({
    action,
    code: 'NotGiven',
    message: 'no file has an answer',
  }));
  expect(made.registry).toEqual({ ...expected.registry, time: expect.any(String), unread });
  expect(made.repositories).toEqual(
    privateOnes.map(({ tags: _tags, stack: _stack, encryption, ...line }) => ({
      ...line,
      // Who manages the key is an answer of AWS KMS.
      encryption: encryption && { ...encryption, keyManager: undefined },
    })),
  );
  for (const { repositoryName } of privateOnes) {
    expect(made.images[repositoryName]).toEqual(
      expected.images[repositoryName]?.map((image) => ({ ...image, repositoryName })),
    );
  }
});

test('cdk-ecr snapshot --from says which answers are missing', async () => {
  const repositoryArn = 'arn:aws:ecr:eu-west-1:111122223333:repository/a';
  files.write('answers/repositories.json', {
    repositories: [{ repositoryName: 'a', repositoryArn, repositoryUri: '' }],
  });
  const { status, stderr } = await from();
  expect(status).toBe(0);
  expect(stderr).toMatch(
    /^cdk-ecr: no file has an answer of ecr:GetLifecyclePolicy, .*; the snapshot is without them\n$/,
  );
  const [{ registry }] = await readSnapshots(join(files.folder, 'out'));
  expect(registry).toMatchObject({ account: '111122223333', region: 'eu-west-1', partition: 'aws' });
  expect(registry.unread).toContainEqual({
    action: 'ecr:GetRegistryPolicy',
    code: 'NotGiven',
    message: 'no file has an answer',
  });
});

test.each([
  [
    'another answer',
    { clusters: [] },
    /content of a\.json is "clusters" but must be an answer of ecr:DescribeRepositories/,
  ],
  [
    'a repository without its ARN',
    { repositories: [{ repositoryName: 'a' }] },
    /a\.json repositories\[0\]\.repositoryArn is undefined but must be the ARN of a private repository/,
  ],
  ['no repository', { repositories: [] }, /registries in \$\/answers is "none" but must be one/],
  [
    'repositories of two registries',
    {
      repositories: ['eu-west-1', 'eu-west-2'].map((region) => ({
        repositoryName: region,
        repositoryArn: `arn:aws:ecr:${region}:111122223333:repository/${region}`,
      })),
    },
    /must be one, as the answer of aws ecr describe-repositories tells; give each registry its own folder/,
  ],
  ['a policy that is no JSON', { repositoryName: 'a', policyText: '{' }, /the policy in a\.json line 1/],
])('cdk-ecr snapshot --from refuses %s', async (_, content, message) => {
  files.write('answers/a.json', content);
  expect(await from()).toMatchObject({ status: 2, stderr: expect.stringMatching(message) });
});

test.each([['--region', 'eu-west-1'], ['--organization'], ['--templates']])(
  'cdk-ecr snapshot --from refuses %s, which only calls of AWS have',
  async (...args) => {
    files.write('answers/a.json', { repositories: [] });
    expect(await from('answers', ...args)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(
        new RegExp(`^cdk-ecr: option '--from <path>' cannot be used with option '${args[0]}`),
      ),
    });
  },
);
