import { registryFile, repository } from './examples';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { Json } from '../../../../src/text/json';
import type { AdoptionPlan } from '../../../src/adopt/adoption-plan';
import { LeftReason } from '../../../src/adopt/adoption-plan';
import { formatted } from '../../../src/adopt/code/formatted';
import { registryStacks } from '../../../src/adopt/code/registry-stacks';
import { repositoryStacks } from '../../../src/adopt/code/repository-stacks';
import type { RegistryFile } from '../../../src/snapshot/format';

const HUB = {
  ecrRepositoryPrefix: 'docker-hub',
  upstreamRegistry: 'docker-hub',
  upstreamRegistryUrl: 'registry-1.docker.io',
  upstreamRepositoryPrefix: 'ROOT',
  credentialArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3',
};
const HUB_TEMPLATE = {
  prefix: 'docker-hub',
  encryptionConfiguration: { encryptionType: 'AES256' },
  resourceTags: [],
  imageTagMutability: 'MUTABLE',
  appliedFor: ['PULL_THROUGH_CACHE'],
};
const REPLICATION = {
  rules: [
    { destinations: [{ region: 'eu-central-1', registryId: '111122223333' }], repositoryFilters: [prefix('prod/')] },
  ],
};

function prefix(filter: string): Json {
  return { filter, filterType: 'PREFIX_MATCH' };
}

function planOf(settings: Partial<RegistryFile>, others: Partial<AdoptionPlan> = {}): AdoptionPlan {
  return { registry: { ...registryFile(), ...settings }, adopted: [], left: [], leftSettings: [], ...others };
}

/** The statements of the constructor, and the remarks. */
async function written(plan: AdoptionPlan, declared: readonly RegistryFile[] = []) {
  const [stack] = registryStacks(plan, declared);
  const [{ content }] = await formatted([stack.file]);
  const lines = content.slice(content.indexOf('super(scope')).split('\n').slice(1, -3);
  const code = lines.map((line) => line.slice(4)).join('\n');
  return { code: code.trim(), remarks: stack.remarks, stack };
}

describe('the settings of a registry as code', () => {
  test('a registry without settings has no stack', () => {
    const basic = { scanType: 'BASIC', rules: [] };
    expect(
      registryStacks(planOf({ scanningConfiguration: basic, accountSettings: { BLOB_MOUNTING: 'ENABLED' } })),
    ).toEqual([]);
  });

  test('a Registry retains what exists, and scans and signs as before', async () => {
    const { code, remarks, stack } = await written(
      planOf({
        accountSettings: { REGISTRY_POLICY_SCOPE: 'V2' },
        scanningConfiguration: {
          scanType: 'ENHANCED',
          rules: [
            { scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] },
            { scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters: [{ filter: 'prod/*', filterType: 'WILDCARD' }] },
          ],
        },
        signingConfiguration: {
          rules: [
            {
              signingProfileArn: 'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images',
              repositoryFilters: [{ filter: 'prod/*', filterType: 'WILDCARD_MATCH' }],
            },
          ],
        },
      }),
    );
    expect(code).toMatchInlineSnapshot(`
      "// Nothing is deleted when a line is removed. Change it to REVOKE, in a deployment of its own, once \`cdk-ecr
      // guard\` finds no difference.
      const registry = new Registry(this, 'Registry', {
        removalPolicy: RegistryRemovalPolicy.RETAIN,
        scanning: RegistryScanning.enhanced({ continuous: ['prod/*'], onPush: ['*'] }),
        policyScope: RegistryPolicyScope.V2,
      });
      registry.addSigningRule({
        profile: ImageSigningProfile.fromSigningProfileArn(
          this,
          'ImagesProfile',
          'arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images',
        ),
        repositoryFilters: ['prod/*'],
      });"
    `);
    expect(remarks).toMatchInlineSnapshot(`
      [
        "Account settings are no resources of CloudFormation, so they are left out: REGISTRY_POLICY_SCOPE is V2. RegistryAccountSettings would set them with an AWS Lambda function.",
      ]
    `);
    expect(stack).toMatchObject({
      stackName: 'RegistrySettings-111122223333-eu-west-1',
      className: 'RegistrySettings',
      file: { path: 'lib/111122223333-eu-west-1/registry-settings.ts' },
    });
    expect(stack.resources).toEqual([
      {
        type: ResourceType.SCANNING_CONFIGURATION,
        path: ['Registry', 'Scanning'],
        logicalId: 'EcrScanningConfiguration',
        identifier: { RegistryId: '111122223333' },
      },
      {
        type: ResourceType.SIGNING_CONFIGURATION,
        path: ['Registry', 'Signing'],
        logicalId: 'EcrSigningConfiguration',
        identifier: { RegistryId: '111122223333' },
      },
    ]);
  });

  test('statements of the policy are factories where one makes the same statement', async () => {
    const start = 'arn:aws:ecr:eu-west-1:111122223333:repository';
    const root = 'arn:aws:iam::444455556666:root';
    const { code } = await written(
      planOf({
        policy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: root },
              Action: ['ecr:ReplicateImage', 'ecr:CreateRepository'],
              Resource: `${start}/*`,
            },
            {
              Effect: 'Allow',
              Principal: { AWS: '*' },
              Action: ['ecr:BatchImportUpstreamImage'],
              Resource: [`${start}/docker-hub/*`],
              Condition: {
                StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] },
                StringNotEquals: { 'aws:PrincipalAccount': '111122223333' },
              },
            },
            {
              Effect: 'Allow',
              Principal: { AWS: root },
              Action: 'ecr:CreateRepository',
              Resource: [`${start}/a/*`, `${start}/b/*`],
            },
            { Effect: 'Deny', Principal: '*', Action: 'ecr:CreateRepository', Resource: `${start}/c/*` },
          ],
        },
      }),
    );
    expect(code.slice(code.indexOf('registry.addToPolicy'))).toMatchInlineSnapshot(`
      "registry.addToPolicy(RegistryPolicyStatement.allowReplicationFrom({ account: '444455556666' }));
      registry.addToPolicy(
        RegistryPolicyStatement.allowPullThroughCacheImport({
          principals: [new iam.OrganizationPrincipal('o-a1b2c3d4e5')],
          repositoryPrefix: 'docker-hub',
          createRepositories: false,
        }),
      );
      registry.addToPolicy(
        RegistryPolicyStatement.allowCreateOnPush({
          principals: [new iam.AccountPrincipal('444455556666')],
          repositoryPrefixes: ['a/', 'b/'],
        }),
      );
      registry.addToPolicy(
        RegistryPolicyStatement.of(
          iam.PolicyStatement.fromJson({
            Effect: 'Deny',
            Principal: '*',
            Action: 'ecr:CreateRepository',
            Resource: 'arn:aws:ecr:eu-west-1:111122223333:repository/c/*',
          }),
        ),
      );"
    `);
  });

  test.each<[string, Json, string]>([
    [
      'has no effect',
      { Action: 'ecr:PutImage' },
      'a statement about ecr:PutImage has no effect in the policy scope V1',
    ],
    [
      'has a wildcard that the CDK refuses',
      { Action: 'ecr:Replicate?mage' },
      'the CDK refuses the action "ecr:Replicate?mage"',
    ],
    [
      'could not be undone',
      { Effect: 'Deny', Action: 'ecr:*' },
      'a statement denies the actions that could change the policy',
    ],
    ['is about nothing here', { Resource: 'arn:aws:s3:::x' }, 'which is no repository of this registry'],
    ['has an empty condition', { Condition: {} }, 'a statement has an empty member'],
  ])('the policy stays as it is if a statement %s', async (_, change, because) => {
    const statement = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Resource: '*' };
    const Statement = [{ ...statement, Action: 'ecr:ReplicateImage', ...change }];
    const settings = { policy: { Version: '2012-10-17', Statement }, accountSettings: { REGISTRY_POLICY_SCOPE: 'V1' } };
    const { code, remarks } = await written(planOf(settings));
    expect(code).toContain("const policy = new ecr.CfnRegistryPolicy(registry, 'Policy', {");
    expect(code).toContain(
      "policy.overrideLogicalId('EcrRegistryPolicy');\npolicy.applyRemovalPolicy(RemovalPolicy.RETAIN);",
    );
    expect(remarks[0]).toContain(because);
  });

  test('a cache has its template, its secret by ARN, and nothing of its own', async () => {
    const { code, remarks } = await written(
      planOf({ pullThroughCacheRules: [HUB], repositoryCreationTemplates: [HUB_TEMPLATE] }),
    );
    expect(code.slice(code.indexOf('registry.addPullThroughCache'))).toMatchInlineSnapshot(`
      "registry.addPullThroughCache('DockerHub', {
        upstream: UpstreamRegistry.dockerHub({
          credentials: secretsmanager.Secret.fromSecretCompleteArn(
            this,
            'DockerHubCredentials',
            'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3',
          ),
        }),
        repositoryPrefix: 'docker-hub',
        settings: {
          encryption: RepositoryEncryption.aes256(),
          tagMutability: ImageTagMutability.mutable(),
          lifecycle: LifecyclePolicy.none(),
        },
      });"
    `);
    expect(remarks).toEqual([]);
  });

  test('a cache without a template, and a template with a role, are L1 constructs that say what to write later', async () => {
    const { code, remarks, stack } = await written(
      planOf({
        pullThroughCacheRules: [HUB],
        repositoryCreationTemplates: [
          {
            ...HUB_TEMPLATE,
            prefix: 'team',
            appliedFor: ['CREATE_ON_PUSH'],
            customRoleArn: 'arn:aws:iam::111122223333:role/templates',
          },
        ],
      }),
    );
    expect(code.slice(code.indexOf('\n\n')).trim()).toMatchInlineSnapshot(`
      "// An L1 construct, because no creation template for pull-through caches has its prefix, and Registry would
      // create one. Later: registry.addPullThroughCache with the same properties, because none of a rule can change.
      const dockerHubCache = new ecr.CfnPullThroughCacheRule(this, 'DockerHubCache', {
        ecrRepositoryPrefix: 'docker-hub',
        upstreamRegistry: 'docker-hub',
        upstreamRegistryUrl: 'registry-1.docker.io',
        credentialArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3',
      });
      dockerHubCache.overrideLogicalId('EcrPullThroughCacheDockerHubF08745BB');
      dockerHubCache.applyRemovalPolicy(RemovalPolicy.RETAIN);

      // An L1 construct, because it has a role, and Registry would create another one. Later:
      // registry.addCreateOnPush, which changes it in place.
      const teamTemplate = new ecr.CfnRepositoryCreationTemplate(this, 'TeamTemplate', {
        prefix: 'team',
        encryptionConfiguration: { encryptionType: 'AES256' },
        imageTagMutability: 'MUTABLE',
        appliedFor: ['CREATE_ON_PUSH'],
        customRoleArn: 'arn:aws:iam::111122223333:role/templates',
      });
      teamTemplate.overrideLogicalId('EcrCreationTemplateTeamCA8B22D0');
      teamTemplate.applyRemovalPolicy(RemovalPolicy.RETAIN);"
    `);
    expect(remarks).toHaveLength(2);
    expect(stack.resources.map(({ path, identifier }) => [path, identifier])).toEqual([
      [['DockerHubCache'], { EcrRepositoryPrefix: 'docker-hub' }],
      [['TeamTemplate'], { Prefix: 'team' }],
    ]);
  });

  test('replication goes to imported registries', async () => {
    const { code } = await written(planOf({ replicationConfiguration: REPLICATION }));
    expect(code.slice(code.indexOf('\n\n')).trim()).toMatchInlineSnapshot(`
      "// \`settings\` change nothing here. They are for \`destinationTemplates\`, which the owner of the destination
      // reads.
      const euCentral1Registry = Registry.fromRegistryAttributes(this, 'EuCentral1Registry', {
        account: '111122223333',
        region: 'eu-central-1',
      });
      registry.replicateTo(euCentral1Registry, {
        repositoryPrefixes: ['prod/'],
        settings: { tagMutability: ImageTagMutability.mutable(), lifecycle: LifecyclePolicy.none() },
      });"
    `);
  });

  test('replication to a registry of the same app is an L1 construct, because replicateTo would add to that one', async () => {
    const there = registryFile({ region: 'eu-central-1' });
    const { code, remarks } = await written(planOf({ replicationConfiguration: REPLICATION }), [registryFile(), there]);
    expect(code).toContain("const replication = new ecr.CfnReplicationConfiguration(registry, 'Replication', {");
    expect(remarks[0]).toContain('the app also declares the registry of 111122223333 in eu-central-1');
  });

  test('rules that replicate deletions go through an override where replicateTo does not make them', async () => {
    const [rule] = REPLICATION.rules;
    const rules = [{ ...rule, deleteReplication: { enabled: false } }];
    const { code } = await written(planOf({ replicationConfiguration: { rules } }));
    expect(code).toContain("replication.addPropertyOverride('ReplicationConfiguration', {");
    expect(code).toContain('DeleteReplication: { Enabled: false },');
  });

  test('replicas are accepted from the own account only if no other may replicate', async () => {
    const template = { ...HUB_TEMPLATE, prefix: 'prod', appliedFor: ['REPLICATION'] };
    const own = await written(planOf({ repositoryCreationTemplates: [template] }));
    expect(own.code).toContain(
      "registry.acceptReplicationFrom({\n  account: '111122223333',\n  repositoryPrefixes: ['prod/'],",
    );
    const statement = { Effect: 'Allow', Principal: '*', Action: 'ecr:Replicate*', Resource: '*' };
    const policy = { Version: '2012-10-17', Statement: [statement] };
    const { remarks } = await written(planOf({ repositoryCreationTemplates: [template], policy }));
    expect(remarks.join()).toContain('another account may replicate to this registry');
  });

  test('settings that others own are left out', () => {
    const by = { reason: LeftReason.STACK, by: 'Registry' };
    const settings = { pullThroughCacheRules: [HUB], replicationConfiguration: REPLICATION };
    const leftSettings = [
      { type: ResourceType.REPLICATION_CONFIGURATION, ...by },
      { type: ResourceType.PULL_THROUGH_CACHE_RULE, name: 'docker-hub', ...by },
    ];
    expect(registryStacks(planOf(settings, { leftSettings }))).toEqual([]);
    expect(registryStacks(planOf(settings, { leftSettings: leftSettings.slice(0, 1) }))[0].resources).toHaveLength(1);
  });

  test('a repository that a cache covers keeps a lifecycle by pushes, which the library would end', () => {
    const lifecyclePolicy = {
      rules: [
        {
          rulePriority: 1,
          selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 9 },
          action: { type: 'expire' },
        },
      ],
    };
    const adopted = [repository('docker-hub/library/nginx', { lifecyclePolicy })];
    const [{ remarks }] = repositoryStacks(planOf({ pullThroughCacheRules: [HUB] }, { adopted }));
    expect(remarks.join()).toContain('the pull-through cache docker-hub covers it');
    const left = {
      type: ResourceType.PULL_THROUGH_CACHE_RULE,
      name: 'docker-hub',
      reason: LeftReason.STACK,
      by: 'Other',
    };
    expect(
      repositoryStacks(planOf({ pullThroughCacheRules: [HUB] }, { adopted, leftSettings: [left] }))[0].remarks,
    ).toEqual([]);
  });

  test('texts of a registry stay in their literals and comments', async () => {
    const description = '*/ evil(); // \u202e `${process.exit()}`\n\u2028';
    const { code } = await written(planOf({ repositoryCreationTemplates: [{ ...HUB_TEMPLATE, description }] }));
    expect(code).toContain(String.raw`description: '*/ evil(); // \u202e ${'`${process.exit()}`'}\n\u2028'`);
  });
});
