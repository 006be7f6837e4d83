import { App, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { UpstreamRegistry } from '../../src/registry/caches/upstream-registry';
import { RegistryPolicyStatement } from '../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../src/registry/registry';
import { settingId } from '../../src/registry/setting-id';
import { ImageSigningProfile } from '../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { outside } from '../support/outside';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const SCANNER = 'arn:aws:iam::111122223333:role/scanner';

/** The template of a stack whose registry has every setting, without the paths of constructs. */
function templateWith(registryIn: (stack: Stack) => Registry): { Resources: Record<string, { Type: string }> } {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const profile = new ImageSigningProfile(stack, 'Profile');
  const registry = registryIn(stack);
  const settings = { encryption: RepositoryEncryption.customerManaged(registry.repositoryKey()) };
  registry.replicateTo(outside(registry, { account: '999999999999', region: 'eu-central-1' }), {
    repositoryPrefixes: ['prod/'],
  });
  registry.acceptReplicationFrom({ account: '999999999999', repositoryPrefixes: ['vendor/'] });
  registry.addToPolicy(
    RegistryPolicyStatement.allowReplicationFrom({ account: '888888888888', repositoryPrefixes: ['other/'] }),
  );
  registry.addCreateOnPush('Team', { prefix: 'team/', settings });
  registry.addSigningRule({ profile });
  registry.excludeFromPullTime(iam.Role.fromRoleArn(stack, 'Scanner', SCANNER));
  registry.addPullThroughCache('Quay', {
    upstream: UpstreamRegistry.quay(),
    precreate: ['prometheus/prometheus'],
  });
  registry.addPullThroughCache('Shared', {
    upstream: UpstreamRegistry.ecr({ account: '444455556666', region: 'us-east-1' }),
    repositoryPrefix: 'shared',
  });
  new PrivateRepository(stack, 'Api', settings);
  Tags.of(stack).add('team', 'platform');
  const template = Template.fromStack(stack).toJSON() as {
    Resources: Record<string, { Metadata?: unknown; Type: string }>;
  };
  for (const resource of Object.values(template.Resources)) delete resource.Metadata;
  return template;
}

describe('the logical ids of a registry', () => {
  const scanning = RegistryScanning.basic({ onPush: ['*'] });
  const here = templateWith((stack) => new Registry(stack, 'Registry', { scanning }));

  test.each<[string, (stack: Stack) => Registry]>([
    ['renamed', (stack) => new Registry(stack, 'Images', { scanning })],
    [
      'moved',
      (stack) => new Registry(new Construct(new Construct(stack, 'Platform'), 'Ecr'), 'Registry', { scanning }),
    ],
  ])('stay when its construct is %s, so that the template is the same', (_, registryIn) => {
    expect(templateWith(registryIn)).toEqual(here);
  });

  test('name each setting', () => {
    const own = Object.entries(here.Resources).filter(
      ([id]) => id.startsWith('Ecr') && !id.startsWith('EcrRepositoryKey'),
    );
    expect(
      own.map(([id, { Type }]) => `${id.replace(/[0-9A-F]{8}$/, '…')}: ${Type.replace('AWS::', '')}`).sort(),
    ).toEqual([
      'EcrCachedRepositoryQuayPrometheusPrometheus…: ECR::Repository',
      'EcrCreationTemplatePolicyQuay…: IAM::ManagedPolicy',
      'EcrCreationTemplatePolicyShared…: IAM::ManagedPolicy',
      'EcrCreationTemplatePolicyTeam…: IAM::ManagedPolicy',
      'EcrCreationTemplatePolicyVendor…: IAM::ManagedPolicy',
      'EcrCreationTemplateQuay…: ECR::RepositoryCreationTemplate',
      'EcrCreationTemplateRoleQuay…: IAM::Role',
      'EcrCreationTemplateRoleShared…: IAM::Role',
      'EcrCreationTemplateRoleTeam…: IAM::Role',
      'EcrCreationTemplateRoleVendor…: IAM::Role',
      'EcrCreationTemplateShared…: ECR::RepositoryCreationTemplate',
      'EcrCreationTemplateTeam…: ECR::RepositoryCreationTemplate',
      'EcrCreationTemplateVendor…: ECR::RepositoryCreationTemplate',
      'EcrPullThroughCachePolicyShared…: IAM::ManagedPolicy',
      'EcrPullThroughCacheQuay…: ECR::PullThroughCacheRule',
      'EcrPullThroughCacheRoleShared…: IAM::Role',
      'EcrPullThroughCacheShared…: ECR::PullThroughCacheRule',
      'EcrPullTimeExclusion111122223333RoleScanner…: ECR::PullTimeUpdateExclusion',
      'EcrRegistryKey: KMS::Key',
      'EcrRegistryKeyAlias: KMS::Alias',
      'EcrRegistryPolicy: ECR::RegistryPolicy',
      'EcrReplicationConfiguration: ECR::ReplicationConfiguration',
      'EcrScanningConfiguration: ECR::RegistryScanningConfiguration',
      'EcrSigningConfiguration: ECR::SigningConfiguration',
    ]);
  });

  test('differ for prefixes with the same letters', () => {
    const ids = ['a/b', 'a-b', 'a.b', 'ab', 'A/B'].map((prefix) => settingId('CreationTemplate', prefix));
    expect(new Set(ids).size).toBe(ids.length);
    expect(settingId('CreationTemplate', 'a/b')).toBe('EcrCreationTemplateAB' + ids[0].slice(-8));
    expect(ids.every((id) => /^[A-Za-z0-9]{1,255}$/.test(id))).toBe(true);
  });
});
