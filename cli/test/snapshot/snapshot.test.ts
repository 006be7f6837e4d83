import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import type { Answers } from './fake-aws';
import { Failure, FakeAws } from './fake-aws';
import {
  ACCOUNT,
  ANSWERS,
  digestOf,
  imageDetail,
  KEY_ARN,
  LIFECYCLE_TEXT,
  paged,
  POLICY_TEXT,
  repository,
  TIME,
} from './registry-answers';
import { validator } from './schemas';
import { contentOf } from './support';
import { useAws } from './with-aws';
import { READ_ACTIONS } from '../../src/snapshot/read-actions';
import { readSnapshots } from '../../src/snapshot/snapshot-directory';
import { RegistryWriter } from '../../src/snapshot/snapshot-writer';
import type { Workspace } from '../support';

// Retries wait, and the first test loads the SDK.
jest.setTimeout(60_000);

let files: Workspace;
let aws: FakeAws;
useAws(ANSWERS, 'us-east-1', (started) => ({ files, aws } = started));

const run = async (...args: string[]) => {
  const out = args.includes('--out') ? [] : ['--out', '$/out'];
  const endpoint = args.includes('--endpoint-url') ? [] : ['--endpoint-url', aws.url];
  return files.run(['snapshot', ...out, ...endpoint, '--rate', '10000', ...args]);
};

const read = async (name = 'out') => Promise.all((await readSnapshots(join(files.folder, name))).map(contentOf));

const answers = (changed: Answers) => {
  aws.answers = { ...ANSWERS, ...changed };
};

/** Something of each file and folder of the workspace. */
function tree<T>(of: (file: string) => T, folder = files.folder): Record<string, T> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(files.folder.length + 1), of(file)];
    }),
  );
}

const written = () => Object.keys(tree(() => true));

describe('cdk-ecr snapshot', () => {
  test('reads the settings, the private and public repositories, and the images', async () => {
    const result = await run('--images');
    expect(result).toEqual({ status: 0, stdout: '$/out: 3 repositories of 1 registry\n', stderr: '' });
    const [{ registry, repositories, images }, ...others] = await read();
    expect(others).toEqual([]);
    expect(registry).toEqual({
      version: 1,
      account: ACCOUNT,
      region: 'us-east-1',
      partition: 'aws',
      time: expect.any(String),
      contents: { images: true, inspector: false, templates: false },
      policy: { Version: '2012-10-17', Statement: [] },
      scanningConfiguration: {
        scanType: 'ENHANCED',
        rules: [{ scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] }],
      },
      replicationConfiguration: {
        rules: [
          {
            destinations: [{ region: 'eu-west-1', registryId: ACCOUNT }],
            repositoryFilters: [{ filter: 'prod/', filterType: 'PREFIX_MATCH' }],
          },
        ],
      },
      pullThroughCacheRules: [
        {
          ecrRepositoryPrefix: 'docker-hub',
          upstreamRegistryUrl: 'registry-1.docker.io',
          upstreamRegistry: 'docker-hub',
          credentialArn: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:ecr-pullthroughcache/hub`,
          registryId: ACCOUNT,
          createdAt: TIME,
        },
      ],
      repositoryCreationTemplates: [
        {
          prefix: 'docker-hub',
          appliedFor: ['PULL_THROUGH_CACHE'],
          imageTagMutability: 'MUTABLE',
          resourceTags: [{ Key: 'team', Value: 'a' }],
          createdAt: TIME,
        },
      ],
      signingConfiguration: {
        rules: [{ signingProfileArn: `arn:aws:signer:us-east-1:${ACCOUNT}:/signing-profiles/images` }],
      },
      pullTimeUpdateExclusions: [`arn:aws:iam::${ACCOUNT}:role/scanner`],
      accountSettings: {
        BASIC_SCAN_TYPE_VERSION: 'value of BASIC_SCAN_TYPE_VERSION',
        REGISTRY_POLICY_SCOPE: 'value of REGISTRY_POLICY_SCOPE',
        BLOB_MOUNTING: 'value of BLOB_MOUNTING',
      },
      unread: [],
    });
    const tagged = {
      tags: {
        team: 'a',
        'aws:cloudformation:stack-name': 'Api',
        'aws:cloudformation:stack-id': `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/Api/1`,
        'aws:cloudformation:logical-id': 'Repository',
      },
      stack: {
        stackName: 'Api',
        stackId: `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/Api/1`,
        logicalId: 'Repository',
      },
    };
    expect(repositories).toEqual([
      {
        repositoryName: 'team/api',
        repositoryArn: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/team/api`,
        repositoryUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/api`,
        createdAt: TIME,
        encryption: { encryptionType: 'KMS', kmsKey: KEY_ARN, keyManager: 'CUSTOMER' },
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
        scanOnPush: true,
        policy: JSON.parse(POLICY_TEXT),
        lifecyclePolicy: JSON.parse(LIFECYCLE_TEXT),
        ...tagged,
      },
      {
        repositoryName: 'team/web',
        repositoryArn: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/team/web`,
        repositoryUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/team/web`,
        createdAt: TIME,
        encryption: { encryptionType: 'AES256' },
        imageTagMutability: 'IMMUTABLE',
        scanOnPush: true,
        ...tagged,
      },
      {
        repositoryName: 'team/api',
        repositoryArn: `arn:aws:ecr-public::${ACCOUNT}:repository/team/api`,
        repositoryUri: 'public.ecr.aws/a1b2c3d4/team/api',
        createdAt: TIME,
        isPublic: true,
        tags: {},
        catalogData: { description: 'The API', architectures: ['ARM 64'] },
      },
    ]);
    const detail = (number: number) => ({
      ...imageDetail(number),
      imagePushedAt: TIME,
      lastRecordedPullTime: TIME,
    });
    expect(images).toEqual({
      'team/api': [detail(1), detail(2)],
      'team/web': [detail(1), detail(2)],
      'public team/api': [{ imageDigest: digestOf(9), imagePushedAt: TIME }],
    });
  });

  test('sends all read actions, and no other', async () => {
    await run('--with-inspector', '--templates');
    expect(Object.keys(aws.counts).sort()).toEqual([...READ_ACTIONS].sort());
  });

  test('writes what the published schemas describe', async () => {
    await run('--images');
    const [{ registry, repositories, images }] = await read();
    const mistakes = [
      ...mistakesBy(validator('registry'), [registry]),
      ...mistakesBy(validator('repository'), repositories),
      ...mistakesBy(validator('image'), Object.values(images).flat()),
    ];
    expect(mistakes).toEqual([]);
  });

  test('asks for images in all states', async () => {
    await run('--images');
    const calls = aws.calls.filter(({ action }) => action === 'ecr:DescribeImages');
    expect(calls.map(({ input }) => input)).toEqual(
      ['team/api', 'team/web'].map((repositoryName) => ({
        repositoryName,
        filter: { imageStatus: 'ANY' },
        maxResults: 1000,
      })),
    );
  });

  test('leaves images out unless they are asked for', async () => {
    await run();
    const [{ registry, images }] = await read();
    expect(registry.contents.images).toBe(false);
    expect(images).toEqual({ 'team/api': undefined, 'team/web': undefined, 'public team/api': undefined });
    expect(aws.counts['ecr:DescribeImages']).toBeUndefined();
  });

  test('reads the public registry in us-east-1 only', async () => {
    await run('--region', 'eu-west-1');
    expect(Object.keys(aws.counts).filter((action) => action.startsWith('ecr-public:'))).toEqual([]);
    const [{ repositories }] = await read();
    expect(repositories.map(({ isPublic }) => isPublic)).toEqual([undefined, undefined]);
  });

  test('reads several regions into a folder each, and signs the calls for them', async () => {
    const result = await run('--region', 'us-east-1', '--region', 'eu-west-1', '--region', 'us-east-1');
    expect(result.stdout).toBe('$/out: 5 repositories of 2 registries\n');
    expect(readdirSync(join(files.folder, 'out', ACCOUNT))).toEqual(['eu-west-1', 'us-east-1']);
    expect([...new Set(aws.calls.map(({ region }) => region))].sort()).toEqual(['eu-west-1', 'us-east-1']);
  });

  test.each([
    [{ AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-1'],
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-west-2' }, 'eu-west-2'],
  ])('reads the region of the environment %j', async (environment, region) => {
    Object.assign(process.env, environment);
    await run();
    expect((await read()).map(({ registry }) => registry.region)).toEqual([region]);
  });

  test('reads with the region and the credentials of a profile', async () => {
    delete process.env.AWS_REGION;
    const content = '[profile team]\nregion = eu-west-3\naws_access_key_id = OTHER\naws_secret_access_key = example\n';
    process.env.AWS_CONFIG_FILE = files.write('config', content).replace('$', files.folder);
    const result = await run('--profile', 'team');
    expect(result.stderr).toBe('');
    expect((await read()).map(({ registry }) => registry.region)).toEqual(['eu-west-3']);
    expect(aws.calls.every(({ keyId }) => keyId === 'OTHER')).toBe(true);
  });

  test('finds the endpoint of the environment', async () => {
    process.env.AWS_ENDPOINT_URL = aws.url;
    const result = await files.run(['snapshot', '--out', '$/out', '--rate', '10000']);
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(aws.counts['ecr:DescribeRegistry']).toBe(1);
  });

  test('follows all pages', async () => {
    const numbers = Array.from({ length: 2500 }, (_, number) => number);
    const names = numbers.map((number) => `r${String(number).padStart(4, '0')}`);
    const template = (prefix: string) => ({ prefix });
    const rule = (ecrRepositoryPrefix: string) => ({ ecrRepositoryPrefix, upstreamRegistryUrl: 'quay.io' });
    answers({
      'ecr:DescribeRepositories': paged('repositories', [repository('one')], [], [repository('two')]),
      'ecr:DescribePullThroughCacheRules': paged('pullThroughCacheRules', [rule('a')], [rule('b')]),
      'ecr:DescribeRepositoryCreationTemplates': paged('repositoryCreationTemplates', [template('a')], [template('b')]),
      'ecr:ListPullTimeUpdateExclusions': paged('pullTimeUpdateExclusions', ['a'], ['b'], ['c']),
      'ecr:DescribeImages': paged(
        'imageDetails',
        ...[0, 1, 2].map((page) => numbers.slice(page * 1000, page * 1000 + 1000).map(imageDetail)),
      ),
    });
    expect(await run('--images', '--region', 'eu-west-1')).toMatchObject({ status: 0, stderr: '' });
    const [{ registry, repositories, images }] = await read();
    expect(repositories.map(({ repositoryName }) => repositoryName)).toEqual(['one', 'two']);
    expect(registry.pullThroughCacheRules).toEqual([rule('a'), rule('b')]);
    expect(registry.repositoryCreationTemplates).toEqual([template('a'), template('b')]);
    expect(registry.pullTimeUpdateExclusions).toEqual(['a', 'b', 'c']);
    expect(images.one!.map(({ imageDigest }) => imageDigest)).toEqual(names.map((_, number) => digestOf(number)));
  });

  test('asks for each key once', async () => {
    const encryptionConfiguration = { encryptionType: 'KMS', kmsKey: KEY_ARN };
    answers({
      'ecr:DescribeRepositories': {
        repositories: ['a0', 'a1', 'a2'].map((name) => repository(name, { encryptionConfiguration })),
      },
    });
    await run();
    const [{ repositories }] = await read();
    expect(repositories.slice(0, 3).map(({ encryption }) => encryption?.keyManager)).toEqual([
      'CUSTOMER',
      'CUSTOMER',
      'CUSTOMER',
    ]);
    expect(aws.counts['kms:DescribeKey']).toBe(1);
  });

  test('leaves out settings that the registry does not have', async () => {
    answers({
      'ecr:GetRegistryPolicy': new Failure('RegistryPolicyNotFoundException'),
      'ecr:GetSigningConfiguration': new Failure('SigningConfigurationNotFoundException'),
    });
    expect(await run()).toMatchObject({ status: 0, stderr: '' });
    const [{ registry }] = await read();
    expect(registry.unread).toEqual([]);
    expect(registry).not.toHaveProperty('policy');
    expect(registry).not.toHaveProperty('signingConfiguration');
  });

  test('tries again where AWS throttles', async () => {
    const throttled = ({ before }: { before: number }) => before < 2;
    answers({
      'ecr:GetRegistryPolicy': (call) =>
        throttled(call) ? new Failure('ThrottlingException') : { registryId: ACCOUNT, policyText: POLICY_TEXT },
      'ecr:DescribeImages': (call) =>
        throttled(call) ? new Failure('ThrottlingException') : { imageDetails: [imageDetail(call.before)] },
    });
    expect(await run('--images')).toMatchObject({ status: 0, stderr: '' });
    expect((await read())[0].images).toMatchObject({
      'team/api': [{ imageDigest: digestOf(2) }],
      'team/web': [{ imageDigest: digestOf(3) }],
    });
  });

  test('leaves out a repository that was deleted after it was listed', async () => {
    const gone = new Failure('RepositoryNotFoundException');
    answers({
      'ecr:DescribeRepositories': { repositories: ['at-images', 'at-policy', 'stays'].map((name) => repository(name)) },
      'ecr:GetLifecyclePolicy': ({ input }) =>
        input.repositoryName === 'at-policy' ? gone : { lifecyclePolicyText: LIFECYCLE_TEXT },
      'ecr:DescribeImages': ({ input }) => {
        if (input.nextToken !== undefined) return gone;
        const isLast = input.repositoryName === 'stays';
        return { imageDetails: [imageDetail(1)], ...(!isLast && { nextToken: 'page 1' }) };
      },
    });
    const result = await run('--images', '--region', 'eu-west-1');
    expect(result).toEqual({ status: 0, stdout: '$/out: 1 repository of 1 registry\n', stderr: '' });
    const [{ registry, repositories }] = await read();
    expect(registry.unread).toEqual([]);
    expect(repositories.map(({ repositoryName }) => repositoryName)).toEqual(['stays']);
    expect(readdirSync(join(files.folder, 'out', ACCOUNT, 'eu-west-1/images'))).toEqual(['stays.ndjson.gz']);
  });
});

describe('what AWS refuses', () => {
  const denied = (action: string) => new Failure('AccessDeniedException', 400, `not authorized to perform: ${action}`);

  test('is listed, is on standard error, and makes the exit status 3; the rest is written', async () => {
    answers({
      'ecr:GetRegistryPolicy': denied('ecr:GetRegistryPolicy'),
      'ecr:GetLifecyclePolicy': denied('ecr:GetLifecyclePolicy'),
      'kms:DescribeKey': denied('kms:DescribeKey'),
      'ecr-public:DescribeRepositories': denied('ecr-public:DescribeRepositories'),
      'ecr:DescribeImages': ({ input: { repositoryName, nextToken } }) =>
        repositoryName === 'team/api' && nextToken !== undefined
          ? denied('ecr:DescribeImages')
          : { imageDetails: [imageDetail(1)], ...(repositoryName === 'team/api' && { nextToken: 'page 1' }) },
    });
    const result = await run('--images');
    expect(result).toEqual({
      status: 3,
      stdout: '$/out: 2 repositories of 1 registry\n',
      stderr: `cdk-ecr: 6 calls for ${ACCOUNT} in us-east-1 failed; the snapshot is without their answers:
  ecr-public:DescribeRepositories: AccessDeniedException: not authorized to perform: ecr-public:DescribeRepositories
  ecr:DescribeImages: AccessDeniedException for team/api: not authorized to perform: ecr:DescribeImages
  ecr:GetLifecyclePolicy: AccessDeniedException for team/api, team/web: not authorized to perform: ecr:GetLifecyclePolicy
  ecr:GetRegistryPolicy: AccessDeniedException: not authorized to perform: ecr:GetRegistryPolicy
  kms:DescribeKey: AccessDeniedException for ${KEY_ARN}: not authorized to perform: kms:DescribeKey
`,
    });
    const [{ registry, repositories, images }] = await read();
    expect(registry.unread.map(({ action, of, code }) => [action, of, code])).toEqual([
      ['ecr-public:DescribeRepositories', undefined, 'AccessDeniedException'],
      ['ecr:DescribeImages', 'team/api', 'AccessDeniedException'],
      ['ecr:GetLifecyclePolicy', 'team/api', 'AccessDeniedException'],
      ['ecr:GetLifecyclePolicy', 'team/web', 'AccessDeniedException'],
      ['ecr:GetRegistryPolicy', undefined, 'AccessDeniedException'],
      ['kms:DescribeKey', KEY_ARN, 'AccessDeniedException'],
    ]);
    expect([...mistakesBy(validator('registry'), [registry])]).toEqual([]);
    expect(registry).not.toHaveProperty('policy');
    expect(repositories[0].encryption).toEqual({ encryptionType: 'KMS', kmsKey: KEY_ARN });
    expect(repositories[0]).not.toHaveProperty('lifecyclePolicy');
    // A part of the images would look like all of them.
    expect(images).toMatchObject({ 'team/api': undefined, 'team/web': [{ imageDigest: digestOf(1) }] });
  });

  test('may be an operation that a partition does not know', async () => {
    const { 'ecr:GetSigningConfiguration': _signing, 'ecr:GetAccountSetting': _setting, ...known } = ANSWERS;
    aws.answers = known;
    expect((await run()).status).toBe(3);
    const [{ registry }] = await read();
    expect(registry.accountSettings).toEqual({});
    expect(registry.unread.map(({ action, code }) => `${action} ${code}`)).toEqual([
      ...Array<string>(3).fill('ecr:GetAccountSetting UnknownOperationException'),
      'ecr:GetSigningConfiguration UnknownOperationException',
    ]);
  });

  test('may be a policy that is no JSON', async () => {
    answers({ 'ecr:GetLifecyclePolicy': { lifecyclePolicyText: '{"rules":' } });
    expect((await run('--repository', 'team/web')).status).toBe(3);
    const [{ registry, repositories }] = await read();
    expect(registry.unread).toEqual([
      { action: 'ecr:GetLifecyclePolicy', of: 'team/web', code: 'NotJson', message: 'the policy is no JSON' },
    ]);
    expect(repositories[0]).not.toHaveProperty('lifecyclePolicy');
  });

  test('forges no line and no color on a terminal', async () => {
    const message = 'not authorized\n\u001b[31mcdk-ecr: all is well\u202e';
    answers({ 'ecr:GetRegistryPolicy': new Failure('AccessDeniedException', 400, message) });
    const { stderr } = await run();
    expect(stderr).toBe(
      `cdk-ecr: 1 call for ${ACCOUNT} in us-east-1 failed; the snapshot is without its answer:\n` +
        '  ecr:GetRegistryPolicy: AccessDeniedException: ' +
        'not authorized\\u{a}\\u{1b}[31mcdk-ecr: all is well\\u{202e}\n',
    );
    expect((await read())[0].registry.unread).toMatchObject([{ message }]);
  });

  test('may be the list of repositories: no pattern is refused then', async () => {
    answers({ 'ecr:DescribeRepositories': denied('ecr:DescribeRepositories') });
    const result = await run('--repository', 'team/*', '--region', 'eu-west-1');
    expect(result.status).toBe(3);
    expect((await read())[0]).toMatchObject({ registry: { policy: {} }, repositories: [] });
  });
});

describe('without credentials that work, nothing is left behind', () => {
  const EXPIRED = new Failure('ExpiredTokenException', 400, 'The security token included in the request is expired');

  test.each<[string, Answers, string]>([
    [
      'they have expired',
      { 'sts:GetCallerIdentity': new Failure('ExpiredToken', 403, 'The security token is expired') },
      'cdk-ecr: sts:GetCallerIdentity in us-east-1 failed: The security token is expired (ExpiredToken); renew the ' +
        'credentials, and look whether the account uses the region\n',
    ],
    [
      'they expire while settings are read',
      { 'ecr:DescribeRegistry': EXPIRED },
      'cdk-ecr: ecr:DescribeRegistry in us-east-1 failed: The security token included in the request is expired ' +
        '(ExpiredTokenException); renew the credentials, and look whether the account uses the region\n',
    ],
    [
      'they expire while images are read',
      { 'ecr:DescribeImages': ({ before }) => (before === 0 ? { imageDetails: [], nextToken: 'page 1' } : EXPIRED) },
      'cdk-ecr: ecr:DescribeImages in us-east-1 failed: The security token included in the request is expired ' +
        '(ExpiredTokenException); renew the credentials, and look whether the account uses the region\n',
    ],
  ])('%s', async (_when, changed, stderr) => {
    answers(changed);
    expect(await run('--images')).toEqual({ status: 3, stdout: '', stderr });
    expect(written()).toEqual([]);
  });

  test('there are none', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    expect(await run()).toEqual({
      status: 3,
      stdout: '',
      stderr:
        'cdk-ecr: sts:GetCallerIdentity in us-east-1 failed: Could not load credentials from any providers ' +
        '(CredentialsProviderError); give credentials, by --profile or as the AWS SDK finds them\n',
    });
    expect(written()).toEqual([]);
  });

  test('AWS cannot be reached', async () => {
    const { url } = aws;
    await aws.stop();
    const result = await run('--endpoint-url', url);
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toMatch(
      /^cdk-ecr: sts:GetCallerIdentity in us-east-1 failed: .*ECONNREFUSED.*; look whether the region is right and AWS can be reached\n$/,
    );
    expect(written()).toEqual([]);
  });
});

describe('--repository', () => {
  test('reads only repositories with these names and patterns', async () => {
    const names = ['prod/api', 'prod/web', 'team/api', 'team/web'];
    answers({ 'ecr:DescribeRepositories': { repositories: names.map((name) => repository(name)) } });
    await run('--repository', 'prod/*', '-r', 'team/web', '--region', 'eu-west-1');
    const [{ repositories }] = await read();
    expect(repositories.map(({ repositoryName }) => repositoryName)).toEqual(['prod/api', 'prod/web', 'team/web']);
    expect(aws.counts['ecr:GetRepositoryPolicy']).toBe(3);
  });

  test('refuses a name that no repository has, before it reads more', async () => {
    expect(await run('--repository', 'team/api', '--repository', 'taem/*')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'cdk-ecr: --repository is "taem/*" but must match a repository of the registries that are read; correct it, or ' +
        'read another region or account\n',
    });
    expect(aws.counts['ecr:ListTagsForResource']).toBeUndefined();
    expect(written()).toEqual([]);
  });
});

describe('--out', () => {
  test('may be an archive, which has the same files', async () => {
    await run('--images', '--out', '$/out.tar.gz');
    await run('--images', '--out', '$/out');
    const withoutTime = (contents: Awaited<ReturnType<typeof read>>) =>
      contents.map((content) => ({ ...content, registry: { ...content.registry, time: undefined } }));
    expect(withoutTime(await read('out.tar.gz'))).toEqual(withoutTime(await read('out')));
    expect(readdirSync(files.folder).sort()).toEqual(['out', 'out.tar.gz']);
  });

  test('may be an empty folder', async () => {
    mkdirSync(join(files.folder, 'out'));
    expect(await run()).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(files.folder, 'out'))).toEqual([ACCOUNT]);
  });

  test.each([
    ['a folder with something', 'out/file', '$/out', '--out is "$/out" but must be a new or an empty folder'],
    ['a file', 'out', '$/out', '--out is "$/out" but must be a new or an empty folder'],
    ['an archive', 'out.tar.gz', '$/out.tar.gz', '--out is "$/out.tar.gz" but must not exist yet'],
    ['in a file', 'file', '$/file/out', 'folder of --out is "$/file" but must be a folder that is there'],
    [
      'in a folder that is not there',
      'file',
      '$/no/out',
      'folder of --out is "$/no" but must be a folder that is there',
    ],
  ])('is not %s', async (_what, file, out, message) => {
    files.write(file, 'something');
    const before = tree((name) => (statSync(name).isFile() ? readFileSync(name, 'utf8') : 'folder'));
    const result = await run('--out', out);
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(aws.calls).toEqual([]);
    expect(tree((name) => (statSync(name).isFile() ? readFileSync(name, 'utf8') : 'folder'))).toEqual(before);
  });

  test('is not there if the disk fails, which is no mistake of the program', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write', errno: -28 });
    const failing = jest.spyOn(RegistryWriter.prototype, 'repository').mockRejectedValue(full);
    expect(await run()).toEqual({ status: 3, stdout: '', stderr: 'cdk-ecr: ENOSPC: no space left on device, write\n' });
    expect(written()).toEqual([]);
    failing.mockRestore();
  });

  test('can be read by its owner only', async () => {
    await run('--images');
    await run('--out', '$/out.tar.gz');
    const modes = tree(
      (file) => (statSync(file).isDirectory() ? 'folder ' : 'file ') + statSync(file).mode.toString(8).slice(-3),
    );
    expect([...new Set(Object.values(modes))].sort()).toEqual(['file 600', 'folder 700']);
    expect(modes).toHaveProperty(['out.tar.gz']);
    expect(modes).toHaveProperty([`out/${ACCOUNT}/us-east-1/public-images`]);
  });
});

test.each([
  [['--region', 'eu_west_1'], '--region is "eu_west_1" but must be a region such as eu-west-1; correct it'],
  [['--region', '../other'], '--region is "../other" but must be a region such as eu-west-1; correct it'],
  [['--rate', '0'], '--rate is "0" but must be a number above 0; leave it out for 5'],
  [['--rate', 'fast'], '--rate is "fast" but must be a number above 0; leave it out for 5'],
])('%j is bad input', async (args, message) => {
  expect(await run(...args)).toEqual({ status: 2, stdout: '', stderr: `cdk-ecr: ${message}\n` });
  expect(written()).toEqual([]);
});

test('a region has to be given where the environment has none', async () => {
  delete process.env.AWS_REGION;
  const result = await run();
  expect(result.status).toBe(2);
  expect(result.stderr).toContain('must be given, as neither the environment nor the profile has a region');
});

test('--rate spaces the calls out', async () => {
  const begin = performance.now();
  await files.run(['snapshot', '--out', '$/out', '--endpoint-url', aws.url, '--rate', '50']);
  const { length } = aws.calls;
  expect(length).toBeGreaterThan(15);
  expect(performance.now() - begin).toBeGreaterThan(((length - 1) / 50) * 1000);
});

test('a terminal shows how many repositories are read', async () => {
  const args = ['--out', '$/out', '--endpoint-url', aws.url, '--rate', '10000'];
  const { stderr } = await files.run(['snapshot', ...args], { stderrIsTerminal: true });
  expect(stderr).toContain('0 of 3 repositories');
  expect(existsSync(join(files.folder, 'out'))).toBe(true);
});

/** What a schema finds in values. */
function* mistakesBy(validate: ReturnType<typeof validator>, values: readonly unknown[]): Generator<string> {
  for (const value of values) {
    if (validate(value)) continue;
    yield* validate.errors!.map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}
