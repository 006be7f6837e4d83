import { partsOf, writeApp } from './support';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { writeRegistry } from '../../registries';
import { POLICY, Workspace } from '../../support';

const PLACE = 'aws://111122223333/eu-central-1';
const KEY = 'arn:aws:kms:eu-central-1:111122223333:key/12345678-1234-1234-1234-123456789012';

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

function repository(RepositoryName: unknown, properties: object = {}): readonly [string, object] {
  return ['ECR::Repository', { RepositoryName, ...properties }];
}

function encrypted(KmsKey: unknown, EncryptionType = 'KMS'): object {
  return { EncryptionConfiguration: { EncryptionType, KmsKey } };
}

describe('registryParts', () => {
  test('says how a repository is encrypted and whether tags can move', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          Key: ['KMS::Key', {}],
          Bare: ['KMS::Key', {}],
          Alias: ['KMS::Alias', { AliasName: 'alias/images', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } }],
          A: repository('a'),
          B: repository('b', { EncryptionConfiguration: { EncryptionType: 'KMS' }, ImageTagMutability: 'IMMUTABLE' }),
          C: repository('c', encrypted({ 'Fn::GetAtt': ['Key', 'Arn'] })),
          D: repository('d', encrypted({ 'Fn::GetAtt': ['Bare', 'Arn'] })),
          E: repository('e', encrypted(KEY, 'KMS_DSSE')),
          F: repository('f', encrypted({ Ref: 'KeyArn' })),
          G: repository('g', { EncryptionConfiguration: { 'Fn::GetAtt': ['Maker', 'Encryption'] } }),
        },
      },
    });
    const encryption = { encryptionType: 'KMS', keyManager: 'AWS', kmsKey: KEY };
    const snapshot = writeRegistry(files, 'snapshot', {
      h: { encryption },
      i: { encryption: { ...encryption, keyManager: 'CUSTOMER' } },
      j: { encryption: { encryptionType: 'KMS', kmsKey: KEY } },
    });
    const { repositories } = await partsOf(files, [app, snapshot]);
    expect(repositories.map(({ name, encryption: text, mutability }) => `${name}: ${text}, ${mutability}`)).toEqual([
      'a: AES-256, mutable',
      'b: AWS managed key, immutable',
      'c: customer managed key alias/images, mutable',
      'd: customer managed key Images/Bare, mutable',
      `e: customer managed key ${KEY}, two layers, mutable`,
      'f: customer managed key ${KeyArn}, mutable',
      'g: ${Maker.Encryption}, mutable',
      'h: AWS managed key, mutable',
      `i: customer managed key ${KEY}, mutable`,
      'j: key of AWS KMS that is not known, mutable',
    ]);
  });

  test('has each lifecycle policy once, in words, and what cannot be read as words', async () => {
    const policy = (LifecyclePolicyText: unknown) => ({ LifecyclePolicy: { LifecyclePolicyText } });
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          A: repository('a', policy(JSON.stringify(POLICY, undefined, 2))),
          B: repository('b', policy('{"rules":[]}')),
          C: repository('c', policy({ 'Fn::Sub': '{"rules":${Rules}}' })),
          D: repository('d'),
        },
      },
    });
    const snapshot = writeRegistry(files, 'snapshot', { e: { lifecyclePolicy: POLICY } });
    const { repositories, lifecycles } = await partsOf(files, [app, snapshot]);
    expect(repositories.map(({ lifecycle }) => lifecycle)).toEqual([0, 1, 2, undefined, 0]);
    const text = LifecyclePolicy.fromJson(JSON.stringify(POLICY));
    expect(lifecycles[0]).toEqual({ json: text.toJson(), lines: text.explain().split('\n') });
    expect(lifecycles[0].lines[0]).toBe(
      'Rule 1 keeps images with a tag like "v*": no later rule expires or archives them.',
    );
    expect(lifecycles[1].json).toBeUndefined();
    expect(lifecycles[1].lines).toEqual([
      'Amazon ECR would refuse this policy, or it cannot be read.',
      'length of the policy text is 12 but must be 100 to 30720 characters; write at least one complete rule',
      '{"rules":[]}',
    ]);
    expect(lifecycles[2]).toEqual({ lines: ['The whole policy is not known.', '{"rules":${Rules}}'] });
  });

  test('has public repositories, which may have the name of a private one', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: 'aws://111122223333/us-east-1',
        resources: {
          Private: repository('api', { ImageScanningConfiguration: { ScanOnPush: true } }),
          Public: ['ECR::PublicRepository', { RepositoryName: 'api' }],
          Replication: [
            'ECR::ReplicationConfiguration',
            {
              ReplicationConfiguration: {
                Rules: [{ Destinations: [{ RegistryId: '111122223333', Region: 'us-west-2' }] }],
              },
            },
          ],
        },
      },
    });
    const snapshot = writeRegistry(files, 'snapshot', { api: { isPublic: true } }, { region: 'us-east-1' });
    const { repositories, registries } = await partsOf(files, [app, snapshot]);
    expect(repositories).toEqual([
      expect.objectContaining({ registry: 0, name: 'api', origin: 'declared', replicas: [1] }),
      {
        ...{ registry: 0, name: 'api', isPublic: true, origin: 'both', path: 'Images/Public', owner: 'Images' },
        ...{ encryption: 'AES-256', mutability: 'mutable', replicas: [], grants: [] },
        scanning: { mode: 'never', by: 'public repositories are not scanned' },
      },
    ]);
    expect(registries.map(({ name }) => name)).toEqual(['111122223333/us-east-1', '111122223333/us-west-2']);
  });

  test('knows the owner by a tag, or else by the outermost stack or the owning one', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: { A: repository('a', { Tags: [{ Key: 'team', Value: 'web' }] }), B: repository('b') },
      },
    });
    const snapshot = writeRegistry(files, 'snapshot', {
      b: { tags: { team: 'data' } },
      c: { stack: { stackName: 'Legacy' } },
      d: { tags: { team: 'web' } },
      e: {},
    });
    const owners = async (options?: { ownerTag: string }) =>
      (await partsOf(files, [app, snapshot], options)).repositories.map(({ owner }) => owner);
    expect(await owners()).toEqual(['Images', 'Images', 'Legacy', undefined, undefined]);
    expect(await owners({ ownerTag: 'team' })).toEqual(['web', 'data', 'Legacy', 'web', undefined]);
  });

  test('knows the owner by a tag of the stack, which CloudFormation gives to its resources', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        tags: { team: 'search' },
        resources: { A: repository('a', { Tags: [{ Key: 'team', Value: 'web' }] }), B: repository('b') },
      },
    });
    const owners = async (ownerTag: string) =>
      (await partsOf(files, [app], { ownerTag })).repositories.map(({ owner }) => owner);
    expect(await owners('team')).toEqual(['web', 'search']);
    expect(await owners('constructor')).toEqual(['Images', 'Images']);
  });

  test('leaves hostile names as they are', async () => {
    const hostile = '<img src=x onerror=alert(1)>\u202e\u0000</script>';
    const app = writeApp(files, 'cdk.out', {
      [hostile]: {
        environment: PLACE,
        resources: { [hostile]: repository(hostile, { Tags: [{ Key: '__proto__', Value: hostile }] }) },
      },
    });
    const { repositories } = await partsOf(files, [app], { ownerTag: '__proto__' });
    expect(repositories).toMatchObject([{ name: hostile, owner: hostile, path: `${hostile}/${hostile}` }]);
  });
});
