import {
  CreateRepositoryCommand,
  ECRClient,
  PutImageCommand,
  PutLifecyclePolicyCommand,
  PutRegistryPolicyCommand,
  PutRegistryScanningConfigurationCommand,
  PutReplicationConfigurationCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr';
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { FakeAws } from './fake-aws';
import { missingMoto, Moto, motoIsRequired, NOT_OF_MOTO } from './moto';
import { contentOf, CREDENTIALS, onlyThese } from './support';
import { readSnapshots } from '../../src/snapshot/snapshot-directory';
import { POLICY, Workspace } from '../support';

const missing = missingMoto();

test('moto is there to answer as AWS', () => {
  if (missing !== undefined) console.warn(`NOT TESTED: snapshots of moto, ${missing}`);
  expect(missing === undefined || !motoIsRequired()).toBe(true);
});

const POLICY_OF_TEAM = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Pull',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: ['ecr:BatchGetImage'],
    },
  ],
};
const POLICY_OF_REGISTRY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Replicate',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: ['ecr:ReplicateImage'],
      Resource: 'arn:aws:ecr:eu-central-1:123456789012:repository/*',
    },
  ],
};
/** moto refuses rules with patterns. */
const LIFECYCLE_POLICY = { rules: POLICY.rules.slice(2) };
const SCANNING = {
  scanType: 'BASIC' as const,
  rules: [
    { scanFrequency: 'SCAN_ON_PUSH' as const, repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' as const }] },
  ],
};
const REPLICATION = { rules: [{ destinations: [{ region: 'eu-west-1', registryId: '123456789012' }] }] };

const OCI = 'application/vnd.oci.image.manifest.v1+json';

(missing === undefined ? describe : describe.skip)('a snapshot of a registry that moto answers', () => {
  const files = new Workspace();
  let moto: Moto;
  let aws: FakeAws;
  let restore: () => void;
  let keyArn: string;

  beforeAll(async () => {
    restore = onlyThese(CREDENTIALS);
    moto = await Moto.start();
    aws = await FakeAws.start(moto.url);
    aws.answers = NOT_OF_MOTO;
    keyArn = await fill(moto.url);
  }, 60_000);

  afterAll(async () => {
    restore();
    await aws.stop();
    await moto.stop();
    files.remove();
  });

  test('has the settings of the registry, all repositories and their images', async () => {
    const args = ['--images', '--rate', '1000', '--endpoint-url', aws.url];
    const result = await files.run(['snapshot', '--out', '$/out', ...args]);
    expect(result).toEqual({ status: 0, stdout: '$/out: 2 repositories of 1 registry\n', stderr: '' });
    const [{ registry, repositories, images }] = await Promise.all(
      (await readSnapshots(`${files.folder}/out`)).map(contentOf),
    );
    expect(registry).toEqual({
      version: 1,
      account: '123456789012',
      region: 'eu-central-1',
      partition: 'aws',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      contents: { images: true, inspector: false, templates: false },
      policy: POLICY_OF_REGISTRY,
      scanningConfiguration: SCANNING,
      replicationConfiguration: REPLICATION,
      pullThroughCacheRules: [],
      repositoryCreationTemplates: [],
      signingConfiguration: { rules: [] },
      pullTimeUpdateExclusions: [],
      accountSettings: {
        BASIC_SCAN_TYPE_VERSION: 'ENABLED',
        REGISTRY_POLICY_SCOPE: 'ENABLED',
        BLOB_MOUNTING: 'ENABLED',
      },
      unread: [],
    });
    expect(repositories).toEqual([
      {
        repositoryName: 'other',
        repositoryArn: 'arn:aws:ecr:eu-central-1:123456789012:repository/other',
        repositoryUri: expect.stringMatching(/^123456789012\..*\/other$/),
        createdAt: expect.stringMatching(/Z$/),
        encryption: { encryptionType: 'AES256' },
        imageTagMutability: 'MUTABLE',
        scanOnPush: false,
        tags: {},
      },
      {
        repositoryName: 'team/api',
        repositoryArn: 'arn:aws:ecr:eu-central-1:123456789012:repository/team/api',
        repositoryUri: expect.stringMatching(/^123456789012\..*\/team\/api$/),
        createdAt: expect.stringMatching(/Z$/),
        encryption: { encryptionType: 'KMS', kmsKey: keyArn, keyManager: 'CUSTOMER' },
        imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
        scanOnPush: true,
        tags: { team: 'a' },
        policy: POLICY_OF_TEAM,
        lifecyclePolicy: LIFECYCLE_POLICY,
      },
    ]);
    expect(images.other).toEqual([]);
    expect(images['team/api']).toEqual([
      expect.objectContaining({
        imageDigest: expect.stringMatching(/^sha256:/),
        imageTags: ['v1'],
        imagePushedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      }),
    ]);
    expect(aws.mistakes).toEqual([]);
  });
});

/** Fills moto by the API, and gives the key of the repository. */
async function fill(endpoint: string): Promise<string> {
  const ecr = new ECRClient({ endpoint });
  const key = await new KMSClient({ endpoint }).send(new CreateKeyCommand({}));
  const kmsKey = key.KeyMetadata!.Arn!;
  const repositoryName = 'team/api';
  await ecr.send(new CreateRepositoryCommand({ repositoryName: 'other' }));
  await ecr.send(
    new CreateRepositoryCommand({
      repositoryName,
      tags: [{ Key: 'team', Value: 'a' }],
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
      imageScanningConfiguration: { scanOnPush: true },
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
    }),
  );
  await ecr.send(new SetRepositoryPolicyCommand({ repositoryName, policyText: JSON.stringify(POLICY_OF_TEAM) }));
  const lifecyclePolicyText = JSON.stringify(LIFECYCLE_POLICY);
  await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
  const imageManifest = JSON.stringify({ schemaVersion: 2, mediaType: OCI, config: {}, layers: [] });
  await ecr.send(new PutImageCommand({ repositoryName, imageManifest, imageTag: 'v1' }));
  await ecr.send(new PutRegistryPolicyCommand({ policyText: JSON.stringify(POLICY_OF_REGISTRY) }));
  await ecr.send(new PutRegistryScanningConfigurationCommand(SCANNING));
  await ecr.send(new PutReplicationConfigurationCommand({ replicationConfiguration: REPLICATION }));
  return kmsKey;
}
