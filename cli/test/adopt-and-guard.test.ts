import { execFile } from 'child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { promisify } from 'util';
import {
  CreateRepositoryCommand,
  ECRClient,
  PutLifecyclePolicyCommand,
  PutRegistryPolicyCommand,
  PutReplicationConfigurationCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import type { CreateRepositoryCommandInput } from '@aws-sdk/client-ecr';
import { installAlone, isBundled, ROOT } from './install-alone';
import { FakeAws } from './snapshot/fake-aws';
import { missingMoto, Moto, motoIsRequired, NOT_OF_MOTO } from './snapshot/moto';
import { CREDENTIALS, onlyThese } from './snapshot/support';
import { Workspace } from './support';

/* `SHOW=1` prints the commands and what they print. */
const missing = missingMoto() ?? (isBundled ? undefined : 'the command is not bundled: run npx projen compile');

const PARTNER = '222222222222';

/** Statements as people write them. */
const PULL = {
  Sid: 'AllowPull',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${PARTNER}:root` },
  Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchCheckLayerAvailability'],
};
const LAMBDA = {
  Sid: 'LambdaECRImageRetrievalPolicy',
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
  Condition: { StringLike: { 'aws:sourceArn': 'arn:aws:lambda:eu-central-1:123456789012:function:*' } },
};

/** Four styles of repositories: by whom they were made, one can tell. */
const STYLES: Readonly<Record<string, Omit<CreateRepositoryCommandInput, 'repositoryName'> & Style>> = {
  console: { imageTagMutability: 'MUTABLE' },
  platform: {
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/images' },
    tags: [{ Key: 'owner', Value: 'platform' }],
    policy: [PULL],
    lifecycle: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
  },
  functions: { imageTagMutability: 'IMMUTABLE', policy: [LAMBDA] },
  builds: {
    imageTagMutability: 'MUTABLE',
    tags: [{ Key: 'owner', Value: 'ci' }],
    lifecycle: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 },
  },
};
const COUNT = 50;

interface Style {
  readonly policy?: readonly object[];
  readonly lifecycle?: object;
}

test('moto is there to answer as AWS', () => {
  if (missing !== undefined) console.warn(`NOT TESTED: a registry is adopted and guarded, ${missing}`);
  expect(missing === undefined || !motoIsRequired()).toBe(true);
});

(missing === undefined ? describe : describe.skip)('a registry of 50 repositories of four styles', () => {
  const files = new Workspace();
  let moto: Moto;
  let aws: FakeAws;
  let folder: string;
  let app: string;

  beforeAll(async () => {
    ({ folder } = installAlone(files));
    app = join(folder, 'app');
    moto = await Moto.start();
    aws = await FakeAws.start(moto.url);
    aws.answers = {
      ...NOT_OF_MOTO,
      'kms:DescribeKey': { KeyMetadata: { KeyId: 'images', KeyManager: 'CUSTOMER' } },
    };
    const restore = onlyThese(CREDENTIALS);
    await make(moto.url);
    restore();
  }, 120_000);

  afterAll(async () => {
    await aws.stop();
    await moto.stop();
    files.remove();
  });

  async function run(line: string, cwd = folder, variables = {}): Promise<{ status: number; stdout: string }> {
    const [command, ...args] = line.split(' ');
    const bin = command === 'cdk' ? join(ROOT, 'node_modules/.bin/cdk') : join(folder, 'node_modules/.bin', command);
    const env = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: aws.url,
      AWS_CONFIG_FILE: '/nowhere',
      ...CREDENTIALS,
      ...variables,
    };
    const shown = (status: number, { stdout, stderr }: { stdout: string; stderr: string }) => {
      if (process.env.SHOW) process.stdout.write(`\n$ ${line}\n${stderr}${stdout}(exit status ${status})\n`);
      return { status, stdout };
    };
    try {
      return shown(0, await promisify(execFile)(bin, args, { cwd, env }));
    } catch (error) {
      return shown((error as { code: number }).code, error as { stdout: string; stderr: string });
    }
  }

  /** Synthesizes the app that was written, by this library. */
  async function synthesize(variables = {}): Promise<void> {
    if (!existsSync(join(app, 'node_modules'))) {
      mkdirSync(join(app, 'node_modules'));
      for (const name of ['aws-cdk-lib', 'constructs', 'ts-node', 'typescript', '@types', '.bin']) {
        symlinkSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name));
      }
      symlinkSync(ROOT, join(app, 'node_modules/cdk-ecr'));
    }
    expect(await run('cdk synth --quiet', app, variables)).toMatchObject({ status: 0 });
  }

  /** What the import has deployed, as AWS CloudFormation answers it. */
  function keepTemplates(): void {
    const deployed = join(folder, 'deployed');
    mkdirSync(deployed);
    for (const name of readdirSync(join(app, 'cdk.out')).filter((each) => each.endsWith('.template.json'))) {
      copyFileSync(join(app, 'cdk.out', name), join(deployed, name.replace('.template', '')));
    }
  }

  test('is read, adopted and synthesized as it is', async () => {
    expect(await run('cdk-ecr snapshot --out registry --region eu-central-1')).toMatchObject({ status: 0 });
    expect(await run('cdk-ecr adopt registry --out app')).toMatchObject({ status: 0 });
    await synthesize();
    const adopted = await run('cdk-ecr guard app/cdk.out --deployed registry --json');
    const kinds = new Set(
      (JSON.parse(adopted.stdout) as { changes: { kind: string }[] }).changes.map(({ kind }) => kind),
    );
    // What exists is imported, and nothing of it differs.
    expect([...kinds].sort()).toEqual(['registry-policy-imported', 'replication-imported', 'repository-imported']);
    expect(adopted.status).toBe(0);
    keepTemplates();
  }, 240_000);

  test.each([
    [
      'another repository is harmless',
      'super(scope, id, props);',
      `super(scope, id, props);
       new PrivateRepository(this, 'team/new', { repositoryName: 'team/new', encryption: RepositoryEncryption.aes256() });`,
      { status: 0, gravities: [] },
    ],
    [
      'another spelling of a statement is harmless',
      `RepositoryAccess.pullFromAccounts(['${PARTNER}'])`,
      `RepositoryAccess.of(iam.PolicyStatement.fromJson(${JSON.stringify({
        ...PULL,
        Principal: { AWS: [PARTNER] },
        Action: [...PULL.Action].reverse(),
      })}))`,
      { status: 0, gravities: [] },
    ],
    [
      'another encryption replaces',
      'RepositoryEncryption.customerManaged(key)',
      'RepositoryEncryption.awsManaged()',
      { status: 0, gravities: ['replaced'] },
    ],
    [
      'another account opens',
      `pullFromAccounts(['${PARTNER}'])`,
      `pullFromAccounts(['${PARTNER}', '333333333333'])`,
      { status: 1, gravities: ['opened'] },
    ],
    [
      'a policy that is left out revokes',
      /access: \[\s+RepositoryAccess\.of\(.*?\n {6}\],/s,
      '',
      { status: 0, gravities: ['revoked'] },
    ],
  ])(
    '%s',
    async (_, text, replacement, { status, gravities }) => {
      const file = join(app, 'lib/123456789012-eu-central-1/repositories.ts');
      const code = readFileSync(file, 'utf8');
      const changed = code.replace(text, () => replacement);
      expect(changed).not.toBe(code);
      writeFileSync(file, changed);
      try {
        // Quicker, and an import that is not used any more is no matter here.
        await synthesize({
          TS_NODE_TRANSPILE_ONLY: 'true',
          TS_NODE_COMPILER_OPTIONS: JSON.stringify({ rootDir: app }),
        });
      } finally {
        writeFileSync(file, code);
      }
      const guarded = await run('cdk-ecr guard app/cdk.out --deployed deployed --json');
      if (process.env.SHOW) await run('cdk-ecr guard app/cdk.out --deployed deployed');
      const { changes } = JSON.parse(guarded.stdout) as { changes: { gravity: string }[] };
      expect(new Set(changes.map(({ gravity }) => gravity).filter((gravity) => gravity !== 'other'))).toEqual(
        new Set(gravities),
      );
      expect(guarded.status).toBe(status);
    },
    120_000,
  );
});

/** Makes the repositories, and a registry that replicates and lets a partner replicate. */
async function make(endpoint: string): Promise<void> {
  const ecr = new ECRClient({ endpoint, region: 'eu-central-1' });
  const styles = Object.entries(STYLES);
  for (let number = 0; number < COUNT; number++) {
    const [name, { policy, lifecycle, ...settings }] = styles[number % styles.length];
    const repositoryName = `${name}/app-${number}`;
    await ecr.send(new CreateRepositoryCommand({ repositoryName, ...settings }));
    if (policy) {
      const policyText = JSON.stringify({ Version: '2012-10-17', Statement: policy });
      await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText }));
    }
    if (lifecycle) {
      const rules = [{ rulePriority: 1, selection: lifecycle, action: { type: 'expire' } }];
      const lifecyclePolicyText = JSON.stringify({ rules });
      await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
    }
  }
  const policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReplicationFromPartner',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${PARTNER}:root` },
        Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
        Resource: 'arn:aws:ecr:eu-central-1:123456789012:repository/*',
      },
    ],
  });
  await ecr.send(new PutRegistryPolicyCommand({ policyText }));
  const destinations = [{ region: 'eu-west-1', registryId: '123456789012' }];
  const repositoryFilters = [{ filter: 'platform/', filterType: 'PREFIX_MATCH' as const }];
  const replicationConfiguration = { rules: [{ destinations, repositoryFilters }] };
  await ecr.send(new PutReplicationConfigurationCommand({ replicationConfiguration }));
}
