import { partsOf, writeApp } from './support';
import { writeRegistry } from '../../registries';
import { Workspace } from '../../support';

const PLACE = 'aws://111122223333/eu-central-1';

let files: Workspace;
beforeEach(() => (files = new Workspace()));
afterEach(() => files.remove());

function repository(RepositoryName: unknown, properties: object = {}): readonly [string, object] {
  return ['ECR::Repository', { RepositoryName, ...properties }];
}

function scanning(ScanType: string, rules: Readonly<Record<string, readonly unknown[]>>): readonly [string, object] {
  const Rules = Object.entries(rules).map(([ScanFrequency, filters]) => ({
    ScanFrequency,
    RepositoryFilters: filters.map((Filter) => ({ Filter, FilterType: 'WILDCARD' })),
  }));
  return ['ECR::RegistryScanningConfiguration', { ScanType, Rules }];
}

const SCANNED = { ImageScanningConfiguration: { ScanOnPush: true } };

describe('registryParts says which setting scans a repository', () => {
  test.each<[string, (readonly [string, object])[], string[]]>([
    [
      'the filters of enhanced scanning, the continuous ones first, and never without a filter',
      [
        scanning('ENHANCED', { SCAN_ON_PUSH: ['prod', 'dev/*'], CONTINUOUS_SCAN: ['prod/*'] }),
        ...[repository('prod/a'), repository('team/prod'), repository('dev/a'), repository('other', SCANNED)],
      ],
      [
        'Images/R3: on push by filter dev/*',
        'Images/R4: never by no filter of the enhanced scanning',
        'Images/R1: continuous by filter prod/*',
        'Images/R2: on push by filter prod',
      ],
    ],
    [
      'the filters of basic scanning, or else ScanOnPush',
      [
        scanning('BASIC', { SCAN_ON_PUSH: ['prod*'] }),
        ...[repository('a', SCANNED), repository('b'), repository('prod')],
      ],
      [
        'Images/R1: on push by its ScanOnPush',
        'Images/R2: manual by no filter of the registry',
        'Images/R3: on push by filter prod*',
      ],
    ],
    [
      'ScanOnPush without a configuration',
      [repository('a', SCANNED), repository('b'), repository('c', { ImageScanningConfiguration: { Ref: 'X' } })],
      [
        'Images/R0: on push by its ScanOnPush',
        'Images/R1: manual by its ScanOnPush',
        'Images/R2: unknown by its ScanOnPush, which is not known',
      ],
    ],
    [
      'nothing, if only the deployment knows a filter',
      [scanning('ENHANCED', { CONTINUOUS_SCAN: [{ Ref: 'Filter' }], SCAN_ON_PUSH: ['*'] }), repository('x')],
      ['Images/R1: unknown by filters of the registry, of which a part is not known'],
    ],
    [
      'nothing, if only the deployment knows the name',
      [
        scanning('ENHANCED', { CONTINUOUS_SCAN: ['prod/*'], SCAN_ON_PUSH: ['*'] }),
        ...[repository({ Ref: 'Name' }), repository('x')],
      ],
      ['Images/R1: unknown by filters of the registry, as the name is not known', 'Images/R2: on push by filter *'],
    ],
  ])('%s', async (_, resources, expected) => {
    const all = Object.fromEntries(resources.map((each, index) => [`R${index}`, each]));
    const app = writeApp(files, 'cdk.out', { Images: { environment: PLACE, resources: all } });
    const { repositories } = await partsOf(files, [app]);
    const lines = repositories.map(({ path, scanning: { mode, by } }) => `${path}: ${mode} by ${by}`);
    expect(lines).toEqual(expected);
  });
});

describe('registryParts', () => {
  test('links registries by replication, and knows caches, templates and signing of each repository', async () => {
    const replication = {
      ReplicationConfiguration: {
        Rules: [
          {
            Destinations: [{ RegistryId: { Ref: 'AWS::AccountId' }, Region: 'eu-west-1' }],
            RepositoryFilters: [{ Filter: 'prod/', FilterType: 'PREFIX_MATCH' }],
          },
          { Destinations: [{ RegistryId: '999988887777', Region: 'us-east-1' }] },
        ],
      },
    };
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          Replication: ['ECR::ReplicationConfiguration', replication],
          Hub: [
            'ECR::PullThroughCacheRule',
            {
              EcrRepositoryPrefix: 'hub',
              UpstreamRegistryUrl: 'registry-1.docker.io',
              CredentialArn: { Ref: 'Secret' },
            },
          ],
          HubTemplate: ['ECR::RepositoryCreationTemplate', { Prefix: 'hub', AppliedFor: ['PULL_THROUGH_CACHE'] }],
          Root: [
            'ECR::RepositoryCreationTemplate',
            {
              Prefix: 'ROOT',
              AppliedFor: ['CREATE_ON_PUSH', 'REPLICATION'],
              ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
              ImageTagMutabilityExclusionFilters: [
                {
                  ImageTagMutabilityExclusionFilterType: 'WILDCARD',
                  ImageTagMutabilityExclusionFilterValue: 'latest',
                },
              ],
              EncryptionConfiguration: { EncryptionType: 'KMS' },
              ResourceTags: [{ Key: 'team', Value: 'platform' }],
              CustomRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
              RepositoryPolicy: {
                Statement: {
                  Effect: 'Allow',
                  Principal: { Service: 'lambda.amazonaws.com' },
                  Action: 'ecr:BatchGetImage',
                },
              },
            },
          ],
          Role: ['IAM::Role', {}],
          Signing: [
            'ECR::SigningConfiguration',
            {
              Rules: [
                {
                  RepositoryFilters: [{ Filter: 'prod/*', FilterType: 'WILDCARD_MATCH' }],
                  SigningProfileArn: 'arn:aws:signer:eu-central-1:111122223333:/signing-profiles/images',
                },
              ],
            },
          ],
          Api: repository('prod/api'),
          Nginx: repository('hub/library/nginx'),
          Hubble: repository('hubble/ui'),
        },
      },
      Recovery: { environment: 'aws://111122223333/eu-west-1', resources: { Api: repository('prod/api') } },
    });
    const { registries, repositories } = await partsOf(files, [app]);
    expect(registries.map(({ name, isOutside }) => [name, isOutside])).toEqual([
      ['111122223333/eu-central-1', undefined],
      ['111122223333/eu-west-1', undefined],
      ['999988887777/us-east-1', true],
    ]);
    expect(registries[0]).toMatchObject({
      replications: [
        { to: 1, prefixes: ['prod/'] },
        { to: 2, prefixes: [] },
      ],
      caches: [{ prefix: 'hub', upstream: 'registry-1.docker.io', hasCredentials: true }],
      signings: [{ filters: ['prod/*'], profile: 'images' }],
      templates: [
        {
          ...{ prefix: 'ROOT', appliedFor: 'replication, creation on push' },
          lines: [
            'encryption: AWS managed key',
            'tags of images: immutable except latest',
            'no lifecycle policy',
            'lambda.amazonaws.com may pull',
            'tag team: platform',
            'role Images/Role',
          ],
        },
        { prefix: 'hub', appliedFor: 'pull-through cache' },
      ],
    });
    expect(registries[0].settings).toEqual([
      { name: 'Scanning', lines: ['basic; ScanOnPush of each repository decides'] },
      { name: 'Registry policy', lines: ['none is declared'] },
      {
        name: 'Replication',
        lines: ['prod/* to 111122223333/eu-west-1', 'all repositories to 999988887777/us-east-1'],
        path: 'Images/Replication',
      },
      {
        name: 'Pull-through caches',
        lines: ['hub from registry-1.docker.io, with credentials'],
        path: 'Images/Hub',
      },
      {
        name: 'Creation templates',
        lines: ['ROOT for replication, creation on push', 'hub for pull-through cache'],
      },
      { name: 'Signing', lines: ['prod/* by images'], path: 'Images/Signing' },
      { name: 'Pull-time exclusions', lines: ['none is declared'] },
    ]);
    expect(
      repositories.map(({ registry, name, replicas, cache, template, signedBy }) =>
        [registry, name, replicas.join('+'), cache, template, signedBy].join(' '),
      ),
    ).toEqual([
      '0 hub/library/nginx 2 hub hub ',
      '0 hubble/ui 2  ROOT ',
      '0 prod/api 1+2  ROOT images',
      '1 prod/api    ',
    ]);
  });

  test('links the unknown account of an app with its other regions', async () => {
    const Rules = [{ Destinations: [{ RegistryId: { Ref: 'AWS::AccountId' }, Region: 'eu-west-1' }] }];
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: 'aws://unknown-account/eu-central-1',
        resources: {
          Replication: ['ECR::ReplicationConfiguration', { ReplicationConfiguration: { Rules } }],
          Api: repository('api'),
        },
      },
      Recovery: { environment: 'aws://unknown-account/eu-west-1', resources: { Api: repository('api') } },
    });
    const { registries, repositories } = await partsOf(files, [app]);
    expect(registries.map(({ name, account, region, isOutside }) => [name, account, region, isOutside])).toEqual([
      ['Images', undefined, 'eu-central-1', undefined],
      ['Recovery', undefined, 'eu-west-1', undefined],
    ]);
    expect(repositories.map(({ replicas }) => replicas)).toEqual([[1], []]);
  });

  test('has a registry of its own for a destination that only the deployment knows', async () => {
    const Rules = [{ Destinations: [{ RegistryId: { Ref: 'Account' }, Region: 'eu-west-1' }] }];
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: { Replication: ['ECR::ReplicationConfiguration', { ReplicationConfiguration: { Rules } }] },
      },
    });
    const { registries } = await partsOf(files, [app]);
    expect(registries[0]).toMatchObject({
      name: '${Account}/eu-west-1',
      region: 'eu-west-1',
      isOutside: true,
      settings: [],
    });
  });

  test('says what a snapshot could not read, and that a registry has no setting', async () => {
    const unread = [
      'ecr:GetRegistryPolicy',
      'ecr:ListPullTimeUpdateExclusions',
      'ecr:GetRegistryScanningConfiguration',
    ].map((action) => ({ action, code: 'AccessDeniedException', message: '' }));
    const snapshot = writeRegistry(files, 'snapshot', { api: {} }, { unread });
    const { registries, repositories } = await partsOf(files, [snapshot]);
    expect(registries[0].settings.map(({ name, lines }) => `${name}: ${lines.join('; ')}`)).toEqual([
      'Scanning: could not be read',
      'Registry policy: could not be read',
      'Replication: none',
      'Pull-through caches: none',
      'Creation templates: none',
      'Signing: none',
      'Pull-time exclusions: those that are deployed could not be read',
    ]);
    expect(repositories[0].scanning.mode).toBe('unknown');
  });

  test('prefers a declared setting to the deployed one, and keeps what is only deployed', async () => {
    const app = writeApp(files, 'cdk.out', {
      Images: {
        environment: PLACE,
        resources: {
          Hub: ['ECR::PullThroughCacheRule', { EcrRepositoryPrefix: 'hub', UpstreamRegistryUrl: 'quay.io' }],
        },
      },
    });
    const pullThroughCacheRules = [
      { ecrRepositoryPrefix: 'hub', upstreamRegistryUrl: 'registry-1.docker.io' },
      { ecrRepositoryPrefix: 'k8s', upstreamRegistryUrl: 'registry.k8s.io', upstreamRepositoryPrefix: 'ROOT' },
    ];
    const snapshot = writeRegistry(files, 'snapshot', {}, { pullThroughCacheRules });
    const { registries } = await partsOf(files, [snapshot, app]);
    expect(registries[0].caches).toEqual([
      { prefix: 'hub', upstream: 'quay.io', hasCredentials: false },
      { prefix: 'k8s', upstream: 'registry.k8s.io', hasCredentials: false },
    ]);
  });
});
