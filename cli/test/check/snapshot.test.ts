import { execFileSync } from 'child_process';
import { checkJson, LIFECYCLE, short } from './support';
import type { RepositoryLine, Unread } from '../../src/snapshot/format';
import { Workspace } from '../support';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/0a1b2c3d-1111-2222-3333-444455556666`;

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

/** A repository in which the rules find nothing, but for what is replaced. */
function line(repositoryName: string, replaced: Partial<RepositoryLine> = {}): RepositoryLine {
  return {
    repositoryName,
    repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${repositoryName}`,
    repositoryUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repositoryName}`,
    encryption: { encryptionType: 'KMS', kmsKey: KEY, keyManager: 'CUSTOMER' },
    imageTagMutability: 'IMMUTABLE',
    scanOnPush: true,
    tags: { team: 'web' },
    lifecyclePolicy: JSON.parse(LIFECYCLE),
    ...replaced,
  };
}

function write(lines: readonly RepositoryLine[], registry: object = {}, region = REGION): void {
  files.write(`snapshot/${ACCOUNT}/${region}/registry.json`, {
    version: 1,
    account: ACCOUNT,
    region,
    partition: 'aws',
    time: '2026-11-28T00:00:00.000Z',
    contents: { images: false, inspector: false, templates: false },
    scanningConfiguration: { scanType: 'BASIC', rules: [] },
    replicationConfiguration: { rules: [] },
    unread: [],
    ...registry,
  });
  files.write(
    `snapshot/${ACCOUNT}/${region}/repositories.ndjson`,
    lines.map((each) => `${JSON.stringify(each)}\n`).join(''),
  );
}

function refused(action: string, of?: string): Unread {
  return { action, of, code: 'AccessDeniedException', message: 'no' };
}

async function found(...args: string[]): Promise<string[]> {
  const { findings } = await checkJson(files, '$/snapshot', ...args);
  return short(findings).map((each) => each.replace(`${ACCOUNT}/${REGION}/`, ''));
}

describe('cdk-ecr check of a snapshot', () => {
  test('finds nothing in a registry where all is well', async () => {
    write([line('api'), line('web')]);
    expect(await checkJson(files, '$/snapshot')).toMatchObject({
      status: 0,
      inputs: [{ input: '$/snapshot', kind: 'snapshot', resources: 2, unread: [] }],
      findings: [],
    });
  });

  test.each<[string, Partial<RepositoryLine>, string[]]>([
    ['mutable tags', { imageTagMutability: 'MUTABLE' }, ['api tagImmutability', 'api untaggedInUse']],
    [
      'exempt tags',
      {
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'latest' }],
      },
      ['api tagExceptions', 'api untaggedInUse'],
    ],
    ['no scan', { scanOnPush: false }, ['api repositoryScanning']],
    ['no lifecycle policy', { lifecyclePolicy: undefined }, ['api lifecyclePolicy']],
    ['encryption by S3', { encryption: { encryptionType: 'AES256' } }, ['api customerKey']],
    [
      'the key of AWS, whose ARN is like any other',
      { encryption: { encryptionType: 'KMS', kmsKey: KEY, keyManager: 'AWS' } },
      ['api customerKey'],
    ],
    [
      'a policy for everybody',
      {
        policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'ecr:BatchGetImage' }],
        },
      },
      ['api openPolicy'],
    ],
    [
      'a public repository without a tag',
      { isPublic: true, tags: { 'aws:cloudformation:stack-name': 'Web' } },
      ['public repository api repositoryTags'],
    ],
    ['tags of AWS and without a value', { tags: { 'aws:cloudformation:stack-name': 'Web', team: '' } }, []],
  ])('finds %s', async (_, replaced, expected) => {
    write([line('api', replaced)]);
    expect(await found()).toEqual(expected);
  });

  test('judges the settings of the registry', async () => {
    write([line('api', { scanOnPush: false }), line('product/x')], {
      policy: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: '*',
            Action: 'ecr:ReplicateImage',
            Resource: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/*`,
          },
        ],
      },
      scanningConfiguration: {
        scanType: 'BASIC',
        rules: [{ scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: 'web', filterType: 'WILDCARD' }] }],
      },
      replicationConfiguration: {
        rules: [
          {
            destinations: [{ region: 'eu-central-1', registryId: ACCOUNT }],
            repositoryFilters: [{ filter: 'prod', filterType: 'PREFIX_MATCH' }],
          },
        ],
      },
      pullThroughCacheRules: [
        { ecrRepositoryPrefix: 'docker-hub', upstreamRegistryUrl: 'registry-1.docker.io', createdAt: '2026-01-01' },
      ],
      repositoryCreationTemplates: [
        { prefix: 'prod', imageTagMutability: 'MUTABLE', appliedFor: ['REPLICATION'], createdAt: '2026-01-01' },
      ],
    });
    expect((await found()).sort()).toEqual([
      'api repositoryScanning',
      'creation template prod customerKey',
      'creation template prod lifecyclePolicy',
      'creation template prod tagImmutability',
      'pull-through cache docker-hub cacheCredentials',
      'pull-through cache docker-hub cacheTemplate',
      'pull-through cache docker-hub templateNotScanned',
      'registry policy openPolicy',
      'replication configuration replicationPrefix',
    ]);
  });

  test('takes nothing that could not be read for absent, and says what it is', async () => {
    const unread = [
      ...['ecr:GetRegistryPolicy', 'ecr:GetRegistryScanningConfiguration', 'ecr:DescribeRegistry'],
      ...['ecr:GetSigningConfiguration', 'ecr:DescribePullThroughCacheRules'],
      'ecr:DescribeRepositoryCreationTemplates',
    ].map((action) => refused(action));
    const ofApi = ['GetRepositoryPolicy', 'GetLifecyclePolicy', 'ListTagsForResource'].map((action) =>
      refused(`ecr:${action}`, 'api'),
    );
    const api = line('api', {
      encryption: { encryptionType: 'KMS', kmsKey: KEY },
      ...{ lifecyclePolicy: undefined, tags: undefined, scanOnPush: false },
    });
    write([api], {
      scanningConfiguration: undefined,
      unread: [
        ...unread,
        ...ofApi,
        refused('kms:DescribeKey', KEY),
        refused('ecr:DescribeImages', 'api'),
        refused('ecr:GetAccountSetting', 'BLOB_MOUNTING'),
      ],
    });
    const config = files.write('c.json', { requiredTags: ['team'], requireSigning: ['*'], requireReplication: ['*'] });
    const { findings, unresolved, inputs } = await checkJson(files, '$/snapshot', '--config', config, '--unresolved');
    expect(findings).toEqual([]);
    const rules = short(unresolved!).map((each) => each.replace(/^.* /, ''));
    for (const rule of ['repositoryScanning', 'lifecyclePolicy', 'customerKey', 'repositoryTags', 'openPolicy']) {
      expect(rules).toContain(rule);
    }
    for (const rule of ['imageSigning', 'imageReplication']) expect(rules).toContain(rule);
    expect(inputs[0].unread).toHaveLength(10);
    expect(inputs[0].unread[6]).toBe(`ecr:GetRepositoryPolicy of api in ${ACCOUNT}/${REGION}: AccessDeniedException`);
  });

  test('leaves out what only a declaration can have', async () => {
    write([line('api')]);
    const { rulesOff } = await checkJson(files, '$/snapshot');
    expect(rulesOff).toEqual([]);
    expect(await found('--fail-on', 'warning')).toEqual([]);
  });

  test('names the file and line of each repository, and the stack that owns it', async () => {
    const stack = { stackName: 'Web' };
    write([line('api'), line('web', { scanOnPush: false, stack }), line('x', { scanOnPush: false })]);
    const { findings, owners } = await checkJson(files, '$/snapshot', '--by-owner');
    expect(findings.map(({ resource, file, line: number, owner }) => [resource, file, number, owner])).toEqual([
      [`${ACCOUNT}/${REGION}/web`, `$/snapshot/${ACCOUNT}/${REGION}/repositories.ndjson`, 2, 'Web'],
      [`${ACCOUNT}/${REGION}/x`, `$/snapshot/${ACCOUNT}/${REGION}/repositories.ndjson`, 3, undefined],
    ]);
    expect(owners).toEqual([
      { owner: 'Web', errors: 1, warnings: 0 },
      { owner: 'no owner', errors: 1, warnings: 0 },
    ]);
  });

  test('groups by a tag', async () => {
    write([line('api', { scanOnPush: false }), line('x', { scanOnPush: false, tags: { team: 'core' } })]);
    const { owners } = await checkJson(files, '$/snapshot', '--owner-tag', 'team');
    expect(owners).toEqual([
      { owner: 'core', errors: 1, warnings: 0 },
      { owner: 'web', errors: 1, warnings: 0 },
    ]);
  });

  test('relates the registries of a snapshot to each other', async () => {
    write([line('prod/api')], {
      replicationConfiguration: {
        rules: [
          {
            destinations: [{ region: 'eu-central-1', registryId: ACCOUNT }],
            repositoryFilters: [{ filter: 'prod/', filterType: 'PREFIX_MATCH' }],
          },
        ],
      },
    });
    write([], {}, 'eu-central-1');
    expect(await found()).toEqual(['replication configuration replicaTemplate']);
  });

  test('reads an archive', async () => {
    write([line('api', { scanOnPush: false })]);
    execFileSync('tar', ['czf', 'snapshot.tar.gz', '-C', 'snapshot', '.'], { cwd: files.folder });
    const { findings } = await checkJson(files, '$/snapshot.tar.gz');
    expect(findings.map(({ file, line: number }) => [file, number])).toEqual([
      [`$/snapshot.tar.gz:${ACCOUNT}/${REGION}/repositories.ndjson`, 1],
    ]);
  });
});
