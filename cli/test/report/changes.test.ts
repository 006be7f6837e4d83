import type { RegistryReport } from '../../src/report/model/registry-report';
import type { ReportedChanges } from '../../src/report/model/reported-changes';
import { writeRegistry } from '../registries';
import { image, Workspace } from '../support';

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const OTHER = 'eu-west-1';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

interface Stack {
  readonly resources: object;
  readonly environment?: string;
}

/** Writes a synthesized app, and gives its folder as an argument. */
function writeApp(folder: string, stacks: Readonly<Record<string, Stack>>): string {
  const artifacts = Object.entries(stacks).map(([name, { resources, environment = `aws://${ACCOUNT}/${REGION}` }]) => {
    files.write(`${folder}/${name}.template.json`, { Resources: resources });
    const properties = { templateFile: `${name}.template.json`, stackName: name };
    return [name, { type: 'aws:cloudformation:stack', environment, properties, displayName: name }];
  });
  files.write(`${folder}/manifest.json`, { version: '48.0.0', artifacts: Object.fromEntries(artifacts) });
  return `$/${folder}`;
}

function repository(name: string | object | undefined, properties: object = {}) {
  return { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: name, ...properties } };
}

async function changesOf(...args: string[]): Promise<{ status: number; changes: ReportedChanges }> {
  const { status, stdout, stderr } = await files.run(['report', '--json', ...args]);
  expect(stderr).toBe('');
  return { status, changes: (JSON.parse(stdout) as RegistryReport).changes! };
}

/** Each change in a line. */
function linesOf({ resources }: ReportedChanges): string[] {
  return resources.map(({ kind, registry, name, properties }) => {
    const values = properties.map(({ path, before = '-', after = '-' }) => `${path}: ${before} > ${after}`);
    return `${kind} ${registry} ${name}${kind === 'changed' ? ` ${values.join(', ')}` : ''}`;
  });
}

test('without a before, the report has no changes', async () => {
  const app = writeApp('app', { Images: { resources: { A: repository('a') } } });
  expect((await changesOf(app)).changes).toBeUndefined();
});

describe('a change', () => {
  const OLD = {
    Images: {
      resources: { A: repository('a'), B: repository('b', { EmptyOnDelete: true }), C: repository('c') },
    },
  };
  const NEW = {
    Images: {
      resources: { A: repository('a'), C: repository('c', { ImageTagMutability: 'IMMUTABLE' }), D: repository('d') },
    },
  };

  test('of an app has the verdict of the guard first, then old and new side by side', async () => {
    const { status, changes } = await changesOf(writeApp('new', NEW), '--before', writeApp('old', OLD));
    expect(status).toBe(1);
    expect(changes).toMatchObject({ kind: 'change', before: 'the app $/old', after: 'the app $/new', driftCount: 0 });
    expect(changes.verdict).toMatchObject({ fails: true, summary: expect.stringMatching(/^1 lost, 0 opened, /) });
    expect(changes.verdict!.folds[0]).toMatchObject({ gravity: 'lost', paths: ['Images/B'], changes: 1 });
    expect(linesOf(changes)).toEqual([
      'removed 111122223333/eu-central-1 b',
      'changed 111122223333/eu-central-1 c ImageTagMutability: - > IMMUTABLE',
      'added 111122223333/eu-central-1 d',
    ]);
    expect(changes.unknown).toContain('What is deployed: another app is not what CloudFormation has');
  });

  test('that loses and opens nothing passes', async () => {
    const { status, changes } = await changesOf(writeApp('new', OLD), '--before', writeApp('old', OLD));
    expect(status).toBe(0);
    expect(changes).toMatchObject({ resources: [], verdict: { fails: false, folds: [] } });
  });

  test('of deployed templates is the one that the guard judges', async () => {
    files.write('deployed/Images.json', { Resources: OLD.Images.resources });
    const app = writeApp('new', NEW);
    const { status, changes } = await changesOf(app, '--deployed', '$/deployed');
    expect(status).toBe(1);
    expect(changes).toMatchObject({ kind: 'change', before: 'the deployed templates $/deployed' });
    expect(linesOf(changes)).toHaveLength(3);
    const guarded = await files.run(['guard', app, '--deployed', '$/deployed']);
    expect(guarded.status).toBe(1);
    expect(guarded.stdout).toContain(changes.verdict!.summary);
  });

  test('of a change set is old and new of what it changes', async () => {
    const context = (name: string) => JSON.stringify({ Properties: { RepositoryName: 'a', ImageTagMutability: name } });
    files.write('change-set.json', {
      StackName: 'Images',
      StackId: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Images/1`,
      Changes: [
        {
          Type: 'Resource',
          ResourceChange: {
            ...{ Action: 'Modify', LogicalResourceId: 'A', ResourceType: 'AWS::ECR::Repository', Replacement: 'False' },
            ...{ BeforeContext: context('IMMUTABLE'), AfterContext: context('MUTABLE') },
          },
        },
      ],
    });
    const { changes } = await changesOf(writeApp('new', NEW), '--change-set', '$/change-set.json');
    expect(linesOf(changes)).toEqual(['changed 111122223333/eu-central-1 a ImageTagMutability: IMMUTABLE > -']);
  });

  test('of what a snapshot has with templates counts a repository without a stack as there', async () => {
    writeRegistry(files, 'registry', { d: { imageTagMutability: 'IMMUTABLE' } });
    const { changes } = await changesOf(
      writeApp('new', { Images: { resources: { D: repository('d') } } }),
      '--deployed',
      '$/registry',
    );
    expect(linesOf(changes)).toEqual(['changed 111122223333/eu-central-1 d ImageTagMutability: IMMUTABLE > -']);
  });
});

describe('a plan of adoption', () => {
  const APP = {
    Images: {
      resources: {
        A: repository('a', { ImageTagMutability: 'IMMUTABLE' }),
        B: repository('b'),
        N: repository('new'),
      },
    },
  };

  test('has what the app does to what is there, and says what stays', async () => {
    writeRegistry(files, 'registry', { a: {}, b: {}, other: {} });
    const { status, changes } = await changesOf(writeApp('app', APP), '--before', '$/registry');
    expect(changes).toMatchObject({ kind: 'adoption', before: 'the snapshot $/registry', after: 'the app $/app' });
    expect(linesOf(changes)).toEqual([
      'changed 111122223333/eu-central-1 a ImageTagMutability: - > IMMUTABLE',
      'added 111122223333/eu-central-1 new',
    ]);
    expect(changes.unknown).toContain('What the app does not declare stays as it is: 1 resource (other)');
    expect(changes.verdict).toBeDefined();
    expect(status).toBe(0);
  });

  test('has no verdict where a stack owns something and its template is not there', async () => {
    const stack = { stackName: 'Images', logicalId: 'Gone' };
    writeRegistry(files, 'registry', { a: {}, b: {}, old: { stack } });
    const { status, changes } = await changesOf(writeApp('app', APP), '--before', '$/registry');
    expect(status).toBe(0);
    expect(changes.verdict).toBeUndefined();
    expect(changes.unknown).toContain('What CloudFormation replaces or deletes: cdk-ecr snapshot --templates tells it');
    expect(linesOf(changes)).toContain('removed 111122223333/eu-central-1 old');
  });

  test('fails where the guard does', async () => {
    const stack = { stackName: 'Images', logicalId: 'Old' };
    const contents = { images: true, inspector: false, templates: true };
    writeRegistry(files, 'registry', { old: { stack, images: [image(1)] } }, { contents });
    files.write('registry/templates/Images.json', {
      Resources: { Old: { ...repository('old', { EmptyOnDelete: true }), DeletionPolicy: 'Delete' } },
    });
    const { status, changes } = await changesOf(writeApp('app', APP), '--before', '$/registry');
    expect(status).toBe(1);
    expect(changes.verdict).toMatchObject({ fails: true, summary: expect.stringContaining('1 lost (1 image)') });
    expect(linesOf(changes)).toContain('removed 111122223333/eu-central-1 old');
  });
});

describe('drift', () => {
  const POLICY = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'ecr:BatchGetImage' }],
  };
  /** The same with the account that only the deployment knows. */
  const DECLARED_POLICY = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: {
          AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] },
        },
        Action: 'ecr:BatchGetImage',
      },
    ],
  };

  test('is none where the registry has what was declared', async () => {
    writeRegistry(files, 'registry', { a: { policy: POLICY, imageTagMutability: 'MUTABLE', scanOnPush: false } });
    const app = writeApp('app', {
      Images: { resources: { A: repository('a', { RepositoryPolicyText: DECLARED_POLICY, EmptyOnDelete: true }) } },
    });
    const { status, changes } = await changesOf('$/registry', '--before', app);
    expect(changes).toEqual({
      kind: 'drift',
      ...{ before: 'the app $/app', after: 'the snapshot $/registry' },
      ...{ resources: [], driftCount: 0, unknown: [] },
    });
    expect(status).toBe(0);
  });

  test('counts what is missing and what is other, and lists what nobody declares', async () => {
    writeRegistry(files, 'registry', { a: { imageTagMutability: 'MUTABLE' }, undeclared: {} });
    const app = writeApp('app', {
      Images: { resources: { A: repository('a', { ImageTagMutability: 'IMMUTABLE' }), Gone: repository('gone') } },
    });
    const { status, changes } = await changesOf('$/registry', '--before', app);
    expect(status).toBe(1);
    expect(changes.driftCount).toBe(2);
    expect(changes.verdict).toBeUndefined();
    expect(linesOf(changes)).toEqual([
      'changed 111122223333/eu-central-1 a ImageTagMutability: IMMUTABLE > -',
      'removed 111122223333/eu-central-1 gone',
      'added 111122223333/eu-central-1 undeclared',
    ]);
  });

  test('is none for what nobody declares', async () => {
    writeRegistry(files, 'registry', { undeclared: {} });
    const { status, changes } = await changesOf(
      '$/registry',
      '--before',
      writeApp('app', { Images: { resources: {} } }),
    );
    expect([status, changes.driftCount, linesOf(changes).length]).toEqual([0, 0, 1]);
  });

  test('is not a value that only the deployment knows, which is counted', async () => {
    const key = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
    writeRegistry(files, 'registry', {
      a: { encryption: { encryptionType: 'KMS', kmsKey: key, keyManager: 'CUSTOMER' } },
      b: { encryption: { encryptionType: 'KMS', kmsKey: key, keyManager: 'CUSTOMER' } },
      c: { encryption: { encryptionType: 'AES256' } },
    });
    const encrypted = (KmsKey: unknown) => ({ EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey } });
    const app = writeApp('app', {
      Images: {
        resources: {
          Key: { Type: 'AWS::KMS::Key', Properties: {} },
          A: repository('a', encrypted({ 'Fn::GetAtt': ['Key', 'Arn'] })),
          B: repository('b', encrypted('alias/images')),
          C: repository('c', encrypted({ 'Fn::GetAtt': ['Key', 'Arn'] })),
        },
      },
    });
    const { status, changes } = await changesOf('$/registry', '--before', app);
    expect(changes.unknown).toEqual([
      '2 values that only the deployment or a call that was refused tells: not compared',
    ]);
    expect(linesOf(changes)).toEqual([
      'changed 111122223333/eu-central-1 c EncryptionConfiguration: {\n  "EncryptionType": "KMS",\n  "KmsKey": "${Key.Arn}"\n} > -',
    ]);
    expect([status, changes.driftCount]).toEqual([1, 1]);
  });

  test('is a difference around a value that only the deployment knows', async () => {
    const statement = (account: string, action: string) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: action }],
    });
    writeRegistry(files, 'registry', {
      same: { policy: statement('444455556666', 'ecr:BatchGetImage') },
      other: { policy: statement('444455556666', 'ecr:PutImage') },
    });
    const declared = {
      Statement: [{ Effect: 'Allow', Principal: { AWS: { Ref: 'Peer' } }, Action: 'ecr:BatchGetImage' }],
    };
    const app = writeApp('app', {
      Images: {
        resources: {
          S: repository('same', { RepositoryPolicyText: { Version: '2012-10-17', ...declared } }),
          O: repository('other', { RepositoryPolicyText: { Version: '2012-10-17', ...declared } }),
        },
      },
    });
    const { changes } = await changesOf('$/registry', '--before', app);
    expect(changes.resources.map(({ name, kind }) => `${kind} ${name}`)).toEqual(['changed other']);
    expect(changes.driftCount).toBe(1);
  });

  test('of a stack without an account is that of the only registry with the name', async () => {
    writeRegistry(files, 'registry/one', { one: {}, both: {} });
    writeRegistry(files, 'registry/two', { both: {} }, { region: OTHER });
    const app = writeApp('app', {
      Images: {
        environment: 'aws://unknown-account/unknown-region',
        resources: {
          One: repository('one', { ImageTagMutability: 'IMMUTABLE' }),
          Both: repository('both', { ImageTagMutability: 'IMMUTABLE' }),
          None: repository('none'),
        },
      },
    });
    const { changes } = await changesOf('$/registry', '--before', app);
    expect(changes.driftCount).toBe(1);
    expect(linesOf(changes)).toContain('changed 111122223333/eu-central-1 one ImageTagMutability: IMMUTABLE > -');
    expect(changes.unknown).toEqual([
      '2 declared resources: not compared, as the account or region is not known, and no registry or several have the name (Images/Both, Images/None)',
    ]);
  });

  test('says which registries are not in the snapshot', async () => {
    writeRegistry(files, 'registry', {});
    const app = writeApp('app', {
      Images: { environment: `aws://${ACCOUNT}/${OTHER}`, resources: { A: repository('a') } },
    });
    const { status, changes } = await changesOf('$/registry', '--before', app);
    expect(changes.unknown).toEqual(['1 declared resource: not compared, as no snapshot has the registry (Images/A)']);
    expect(status).toBe(0);
  });

  test('finds a repository that CloudFormation has named by its stack', async () => {
    const stack = { stackName: 'Images', logicalId: 'A' };
    writeRegistry(files, 'registry', { 'images-a-1x2y': { stack, imageTagMutability: 'MUTABLE' } });
    const app = writeApp('app', {
      Images: {
        resources: { A: repository(undefined, { ImageTagMutability: 'IMMUTABLE' }), B: repository(undefined) },
      },
    });
    const { changes } = await changesOf('$/registry', '--before', app);
    expect(changes.resources).toEqual([
      expect.objectContaining({
        ...{ kind: 'changed', path: 'Images/A' },
        properties: [{ path: 'ImageTagMutability', before: 'IMMUTABLE' }],
      }),
    ]);
    expect(changes.unknown).toEqual(['1 declared resource: not compared, as CloudFormation makes the name (Images/B)']);
  });

  test('is not the name that CloudFormation has made', async () => {
    const stack = { stackName: 'Images', logicalId: 'A' };
    writeRegistry(files, 'registry', { 'images-a-1x2y': { stack } });
    const app = writeApp('app', { Images: { resources: { A: repository(undefined) } } });
    expect(await changesOf('$/registry', '--before', app)).toMatchObject({ status: 0, changes: { resources: [] } });
    const { changes } = await changesOf(app, '--before', '$/registry');
    expect(changes.resources).toEqual([]);
  });

  test('of settings: a missing cache counts, and a default that is declared does not', async () => {
    writeRegistry(files, 'registry', {}, { scanningConfiguration: { scanType: 'BASIC', rules: [] } });
    const app = writeApp('app', {
      Images: {
        resources: {
          Scanning: {
            Type: 'AWS::ECR::RegistryScanningConfiguration',
            Properties: { ScanType: 'BASIC', Rules: [] },
          },
          Replication: {
            Type: 'AWS::ECR::ReplicationConfiguration',
            Properties: {
              ReplicationConfiguration: {
                Rules: [{ Destinations: [{ Region: OTHER, RegistryId: { Ref: 'AWS::AccountId' } }] }],
              },
            },
          },
          Cache: {
            Type: 'AWS::ECR::PullThroughCacheRule',
            Properties: { EcrRepositoryPrefix: 'hub', UpstreamRegistryUrl: 'registry-1.docker.io' },
          },
        },
      },
    });
    const { changes } = await changesOf('$/registry', '--before', app);
    expect(changes.resources.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'removed hub',
      'changed replication',
    ]);
    expect(changes.driftCount).toBe(2);
  });

  test('is not what AWS refused to tell', async () => {
    const unread = [
      { action: 'ecr:GetRepositoryPolicy', of: 'a', code: 'AccessDeniedException', message: '' },
      { action: 'ecr:DescribePullThroughCacheRules', code: 'AccessDeniedException', message: '' },
    ];
    writeRegistry(files, 'registry', { a: {} }, { unread });
    const app = writeApp('app', {
      Images: {
        resources: {
          A: repository('a', { RepositoryPolicyText: DECLARED_POLICY }),
          Cache: { Type: 'AWS::ECR::PullThroughCacheRule', Properties: { EcrRepositoryPrefix: 'hub' } },
        },
      },
    });
    const { status, changes } = await changesOf('$/registry', '--before', app);
    expect([status, changes.driftCount, changes.resources]).toEqual([0, 0, []]);
    expect(changes.unknown[0]).toMatch(/^2 values /);
  });

  test('of two snapshots is what is missing or other than it was', async () => {
    writeRegistry(files, 'old', { a: { imageTagMutability: 'IMMUTABLE' }, gone: {} });
    writeRegistry(files, 'new', { a: {}, added: {} });
    const { status, changes } = await changesOf('$/new', '--before', '$/old');
    expect(status).toBe(1);
    expect(changes).toMatchObject({ kind: 'drift', driftCount: 2 });
    expect(linesOf(changes)).toEqual([
      'changed 111122223333/eu-central-1 a ImageTagMutability: IMMUTABLE > -',
      'added 111122223333/eu-central-1 added',
      'removed 111122223333/eu-central-1 gone',
    ]);
  });
});

describe('a comparison is refused', () => {
  test('with two apps', async () => {
    const [one, two] = ['one', 'two'].map((name) => writeApp(name, { [name]: { resources: {} } }));
    expect(await files.run(['report', one, two, '--before', one])).toMatchObject({
      status: 2,
      stderr:
        'cdk-ecr: number of apps and templates is 2 but must be at most 1 for a comparison; write a report of each\n',
    });
  });

  test('with --before and --deployed', async () => {
    const app = writeApp('one', { one: { resources: {} } });
    expect(await files.run(['report', app, '--before', app, '--deployed', app])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--before'),
    });
  });

  test('with a before that does not exist', async () => {
    const app = writeApp('one', { one: { resources: {} } });
    expect(await files.run(['report', app, '--before', '$/none'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--before'),
    });
  });
});
