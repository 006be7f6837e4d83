import { join } from 'path';
import { Aws, CfnCondition, CfnParameter, Fn, NestedStack, SecretValue, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as signer from 'aws-cdk-lib/aws-signer';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { Construct } from 'constructs';
import type { Mistake, SoundVariant } from './seed';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { UpstreamRegistry } from '../../../src/registry/caches/upstream-registry';
import { RegistryPolicyStatement } from '../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../src/registry/registry';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { outside } from '../../support/outside';
import type { CleanApp } from '../clean-app';
import { ACCOUNT, REGION } from '../support';

const SCANNING = 'AWS::ECR::RegistryScanningConfiguration';
const REPLICATION = 'AWS::ECR::ReplicationConfiguration';
const CACHE = 'AWS::ECR::PullThroughCacheRule';
const TEMPLATE = 'AWS::ECR::RepositoryCreationTemplate';
const SIGNING = 'AWS::ECR::SigningConfiguration';

const RULE = 'ReplicationConfiguration.Rules.0';
const OTHER_ACCOUNT = '444455556666';
const SECRET = `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret`;

const teams = (clean: CleanApp) => clean.l1(TEMPLATE, 'team');
const replication = (clean: CleanApp) => clean.l1(REPLICATION);
const registryOf = (stack: Stack) => stack.node.findChild('Registry') as Registry;
/** A registry in which nobody has set anything. */
const elsewhere = (clean: CleanApp, account = ACCOUNT) => clean.stack('Elsewhere', 'us-west-2', account);

function scanning(stack: Stack, id: string, ...filters: string[]): ecr.CfnRegistryScanningConfiguration {
  return new ecr.CfnRegistryScanningConfiguration(stack, id, {
    scanType: 'BASIC',
    rules: [
      {
        scanFrequency: 'SCAN_ON_PUSH',
        repositoryFilters: filters.map((filter) => ({ filter, filterType: 'WILDCARD' })),
      },
    ],
  });
}

function signingRule(filter: string, signingProfileArn = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/prod`) {
  return {
    SigningProfileArn: signingProfileArn,
    RepositoryFilters: [{ Filter: filter, FilterType: 'WILDCARD_MATCH' }],
  };
}

/** The actions that the policy of another account needs for replicas of `prod/`. */
function admission(region: string): Record<string, unknown> {
  return {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
    Resource: `arn:aws:ecr:${region}:${OTHER_ACCOUNT}:repository/prod/*`,
  };
}

function policy(scope: Construct, statement: object): ecr.CfnRegistryPolicy {
  return new ecr.CfnRegistryPolicy(scope, 'Policy', { policyText: { Version: '2012-10-17', Statement: [statement] } });
}

/** Replicates the prefix `apples`, which matches some named repositories. */
function replicateFruit({ primary, recovery }: CleanApp, ...names: string[]): void {
  const repositoryPrefixes = ['apples'];
  registryOf(primary).replicateTo(registryOf(recovery), { repositoryPrefixes, settings: {}, rootTemplate: true });
  for (const repositoryName of names) new PrivateRepository(primary, repositoryName, { repositoryName });
}

export const REGISTRY_MISTAKES: readonly Mistake[] = [
  {
    name: 'two teams set the scanning of one registry',
    rule: EcrRule.REGISTRY_SINGLETON,
    seed: (clean) => {
      scanning(elsewhere(clean), 'Scanning', 'team-a/*');
      scanning(clean.stack('TeamB', 'us-west-2'), 'Scanning', 'team-b/*');
    },
  },
  {
    name: 'a nested stack sets the policy of the registry again',
    rule: EcrRule.REGISTRY_SINGLETON,
    seed: (clean) => {
      const stack = elsewhere(clean, OTHER_ACCOUNT);
      for (const scope of [stack, new NestedStack(stack, 'Nested')]) {
        policy(scope, admission('us-west-2'));
      }
    },
  },
  {
    name: 'a creation template has the prefix of another',
    rule: EcrRule.REGISTRY_SINGLETON,
    seed: (clean) => teams(clean).addPropertyOverride('Prefix', 'docker-hub/'),
  },
  {
    name: 'continuous scanning stays under basic scanning',
    rule: EcrRule.SCANNING_CONFIGURATION,
    seed: (clean) =>
      scanning(elsewhere(clean), 'Scanning', '*').addPropertyOverride('Rules.0.ScanFrequency', 'CONTINUOUS_SCAN'),
  },
  {
    name: 'the rules of scanning were emptied',
    rule: EcrRule.SCANNING_CONFIGURATION,
    seed: (clean) => clean.l1(SCANNING, '', clean.recovery).addPropertyOverride('Rules', []),
  },
  {
    name: 'a scanning filter is written like a prefix',
    rule: EcrRule.SCANNING_CONFIGURATION,
    seed: (clean) => scanning(elsewhere(clean), 'Scanning', 'prod/'),
  },
  {
    name: 'a rule of scanning is split by filters',
    rule: EcrRule.SCANNING_CONFIGURATION,
    seed: (clean) =>
      scanning(elsewhere(clean), 'Scanning', 'prod/*').addPropertyOverride('Rules.1', {
        ScanFrequency: 'SCAN_ON_PUSH',
        RepositoryFilters: [{ Filter: 'team/*', FilterType: 'WILDCARD' }],
      }),
  },
  {
    name: 'Amazon Inspector scans all images again and again',
    rule: EcrRule.CONTINUOUS_SCAN_OF_ALL,
    seed: (clean) =>
      clean.l1(SCANNING, '', clean.recovery).addPropertyOverride('Rules.0.ScanFrequency', 'CONTINUOUS_SCAN'),
  },
  {
    name: 'a registry replicates to itself',
    rule: EcrRule.REPLICATION_CONFIGURATION,
    seed: (clean) => replication(clean).addPropertyOverride(`${RULE}.Destinations.0.Region`, { Ref: 'AWS::Region' }),
  },
  {
    name: 'a replication filter has a wildcard',
    rule: EcrRule.REPLICATION_CONFIGURATION,
    seed: (clean) => replication(clean).addPropertyOverride(`${RULE}.RepositoryFilters.0.Filter`, 'prod/*'),
  },
  {
    name: 'a list of replication filters is empty and meant as all',
    rule: EcrRule.REPLICATION_CONFIGURATION,
    seed: (clean) => replication(clean).addPropertyOverride(`${RULE}.RepositoryFilters`, []),
  },
  {
    name: 'an account id lost its zero',
    rule: EcrRule.REPLICATION_CONFIGURATION,
    seed: (clean) => replication(clean).addPropertyOverride(`${RULE}.Destinations.0.RegistryId`, 12345678901),
  },
  {
    name: 'ten more prefixes are replicated, each to an account of its own',
    rule: EcrRule.REPLICATION_RULE_COUNT,
    seed: (clean) => {
      const registry = registryOf(clean.primary);
      for (let team = 10; team < 20; team += 1) {
        const destination = outside(registry, { account: `4444555566${team}`, region: REGION });
        registry.replicateTo(destination, { repositoryPrefixes: [`team${team}/`] });
      }
    },
  },
  {
    name: 'replicas are replicated on to a third region',
    rule: EcrRule.REPLICATION_CHAIN,
    seed: (clean) => {
      const registry = registryOf(clean.recovery);
      const destination = outside(registry, { account: ACCOUNT, region: 'ap-south-1' });
      registry.replicateTo(destination, { repositoryPrefixes: ['prod/'] });
    },
  },
  {
    name: 'a prefix of replication also matches a longer name',
    rule: EcrRule.REPLICATION_PREFIX,
    seed: (clean) => replicateFruit(clean, 'apples/red', 'apples-dev/red'),
  },
  {
    name: 'another prefix is replicated, without a template there',
    rule: EcrRule.REPLICA_TEMPLATE,
    seed: (clean) =>
      replication(clean).addPropertyOverride(`${RULE}.RepositoryFilters.1`, {
        Filter: 'team/',
        FilterType: 'PREFIX_MATCH',
      }),
  },
  {
    name: 'the template of replicas is applied for pushes only',
    rule: EcrRule.REPLICA_TEMPLATE,
    seed: (clean) => clean.l1(TEMPLATE, '', clean.recovery).addPropertyOverride('AppliedFor', ['CREATE_ON_PUSH']),
  },
  {
    name: 'the policy of another account admits the image, but not its repository',
    rule: EcrRule.REPLICA_POLICY,
    seed: (clean) => {
      const there = new Registry(elsewhere(clean, OTHER_ACCOUNT), 'Registry');
      registryOf(clean.primary).replicateTo(there, { repositoryPrefixes: ['prod/', 'team/'], settings: {} });
      clean
        .l1('AWS::ECR::RegistryPolicy', '', Stack.of(there))
        .addPropertyOverride('PolicyText.Statement.0.Action', 'ecr:ReplicateImage');
    },
  },
  {
    name: 'a cache of Docker Hub has no credentials',
    rule: EcrRule.CACHE_CREDENTIALS,
    seed: (clean) => clean.l1(CACHE).addPropertyDeletionOverride('CredentialArn'),
  },
  {
    name: 'the secret of a cache is imported by name',
    rule: EcrRule.PARTIAL_SECRET_ARN,
    seed: (clean) => {
      const secret = secretsmanager.Secret.fromSecretNameV2(clean.primary, 'ByName', 'ecr-pullthroughcache/docker-hub');
      (clean.l1(CACHE) as ecr.CfnPullThroughCacheRule).credentialArn = secret.secretArn;
    },
  },
  {
    name: 'the secret of a cache has a name of the team',
    rule: EcrRule.CACHE_CREDENTIALS,
    seed: (clean) => {
      const secret = new secretsmanager.CfnSecret(clean.primary, 'Secret', { name: 'payments/docker-hub' });
      (clean.l1(CACHE) as ecr.CfnPullThroughCacheRule).credentialArn = secret.ref;
    },
  },
  {
    name: 'the upstream of a cache is the address of a web site',
    rule: EcrRule.CACHE_UPSTREAM,
    seed: (clean) => clean.l1(CACHE).addPropertyOverride('UpstreamRegistryUrl', 'hub.docker.com'),
  },
  {
    name: 'a cache has an upstream that is not allowed',
    rule: EcrRule.CACHE_UPSTREAM,
    props: { allowedUpstreams: ['registry-1.docker.io'] },
    seed: (clean) => registryOf(clean.primary).addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() }),
  },
  {
    name: 'the prefix of a cache changed, but not that of its template',
    rule: EcrRule.CACHE_TEMPLATE,
    seed: (clean) => clean.l1(CACHE).addPropertyOverride('EcrRepositoryPrefix', 'hub'),
  },
  {
    name: 'a cache was added without a template',
    rule: EcrRule.CACHE_TEMPLATE,
    seed: (clean) =>
      new ecr.CfnPullThroughCacheRule(clean.primary, 'Kubernetes', {
        ecrRepositoryPrefix: 'k8s',
        upstreamRegistryUrl: 'registry.k8s.io',
      }),
  },
  {
    name: 'the tags of a cache are fixed',
    rule: EcrRule.IMMUTABLE_CACHE,
    seed: (clean) => clean.l1(TEMPLATE, 'docker-hub').addPropertyOverride('ImageTagMutability', 'IMMUTABLE'),
  },
  {
    name: 'a creation template with a key lost its role',
    rule: EcrRule.TEMPLATE_ROLE,
    seed: (clean) => teams(clean).addPropertyDeletionOverride('CustomRoleArn'),
  },
  {
    name: 'all roles got a path',
    rule: EcrRule.TEMPLATE_ROLE,
    seed: (clean) => clean.l1('AWS::IAM::Role', 'Templates/team').addPropertyOverride('Path', '/registry/'),
  },
  {
    name: 'a template creates repositories of any name on push',
    rule: EcrRule.ROOT_CREATE_ON_PUSH,
    seed: (clean) => teams(clean).addPropertyOverride('Prefix', 'ROOT'),
  },
  {
    name: 'the prefix of a creation template is written like a filter',
    rule: EcrRule.TEMPLATE_FORM,
    seed: (clean) => teams(clean).addPropertyOverride('Prefix', 'team/*'),
  },
  {
    name: 'a creation template is applied for nothing',
    rule: EcrRule.TEMPLATE_FORM,
    seed: (clean) => teams(clean).addPropertyOverride('AppliedFor', []),
  },
  {
    name: 'images are signed twice',
    rule: EcrRule.SIGNING_CONFIGURATION,
    seed: (clean) => clean.l1(SIGNING).addPropertyOverride('Rules.1', signingRule('*/web')),
  },
  {
    name: 'images are signed with a profile of another region',
    rule: EcrRule.SIGNING_CONFIGURATION,
    seed: (clean) => {
      const arn = `arn:aws:signer:us-east-1:${ACCOUNT}:/signing-profiles/prod`;
      clean.l1(SIGNING).addPropertyOverride('Rules.0.SigningProfileArn', arn);
    },
  },
  {
    name: 'images are signed with a profile for functions',
    rule: EcrRule.SIGNING_CONFIGURATION,
    seed: (clean) => {
      const profile = new signer.SigningProfile(clean.primary, 'Functions', {
        platform: signer.Platform.AWS_LAMBDA_SHA384_ECDSA,
      });
      clean
        .l1(SIGNING)
        .addPropertyOverride('Rules.0.SigningProfileArn', clean.primary.resolve(profile.signingProfileArn));
    },
  },
];

export const REGISTRY_SOUND: readonly SoundVariant[] = [
  {
    name: 'deletions are replicated',
    seed: (clean) => replication(clean).addPropertyOverride(`${RULE}.DeleteReplication`, { Enabled: true }),
  },
  {
    name: 'a condition chooses between two scanning configurations',
    seed: (clean) => {
      const stack = elsewhere(clean);
      const isProduction = new CfnCondition(stack, 'Production', {
        expression: Fn.conditionEquals(Aws.STACK_NAME, 'production'),
      });
      const isOther = new CfnCondition(stack, 'Other', { expression: Fn.conditionNot(isProduction) });
      scanning(stack, 'ProductionScanning', '*').cfnOptions.condition = isProduction;
      scanning(stack, 'OtherScanning', 'team/*').cfnOptions.condition = isOther;
    },
  },
  {
    name: 'two regions have the same settings',
    seed: (clean) => {
      for (const region of ['us-west-2', 'us-east-2']) {
        const registry = new Registry(clean.stack(`In-${region}`, region), 'Registry', {
          scanning: RegistryScanning.enhanced({ onPush: ['*'] }),
        });
        registry.addPullThroughCache('Quay', { upstream: UpstreamRegistry.quay() });
      }
    },
  },
  {
    name: 'parameters have the filters of scanning and replication',
    seed: (clean) => {
      const parameter = (id: string) => new CfnParameter(clean.primary, id).logicalId;
      const filters = { 'Fn::Split': [',', { Ref: parameter('Filters') }] };
      replication(clean).addPropertyOverride(`${RULE}.RepositoryFilters.0.Filter`, { Ref: parameter('Prefix') });
      const recovered = new CfnParameter(clean.recovery, 'Filters').logicalId;
      const other = { ScanFrequency: 'SCAN_ON_PUSH', RepositoryFilters: { 'Fn::Split': [',', { Ref: recovered }] } };
      clean.l1(SCANNING, '', clean.recovery).addPropertyOverride('Rules.0', other);
      clean.l1(SIGNING).addPropertyOverride('Rules.0.RepositoryFilters', filters);
    },
  },
  {
    name: 'a replication prefix without a slash has repositories under the template only',
    seed: (clean) => replication(clean).addPropertyOverride(`${RULE}.RepositoryFilters.0.Filter`, 'prod'),
  },
  {
    name: 'the names under a prefix of replication continue with a slash or end there',
    seed: (clean) => replicateFruit(clean, 'apples', 'apples/red', 'pears'),
  },
  {
    name: 'only names with a certain part are scanned continuously',
    seed: (clean) => {
      const rule = 'Rules.0';
      const resource = clean.l1(SCANNING, '', clean.recovery);
      resource.addPropertyOverride(`${rule}.ScanFrequency`, 'CONTINUOUS_SCAN');
      resource.addPropertyOverride(`${rule}.RepositoryFilters.0.Filter`, '*prod*');
    },
  },
  {
    name: 'some tags of a cache can move',
    seed: (clean) => {
      const template = clean.l1(TEMPLATE, 'docker-hub');
      template.addPropertyOverride('ImageTagMutability', 'IMMUTABLE_WITH_EXCLUSION');
      template.addPropertyOverride('ImageTagMutabilityExclusionFilters', [
        { ImageTagMutabilityExclusionFilterType: 'WILDCARD', ImageTagMutabilityExclusionFilterValue: 'latest' },
      ]);
    },
  },
  {
    name: 'two registries replicate to each other',
    seed: (clean) =>
      registryOf(clean.recovery).replicateTo(registryOf(clean.primary), {
        repositoryPrefixes: ['prod/'],
        settings: {},
      }),
  },
  {
    name: 'images are replicated out of the app',
    seed: (clean) => {
      const destination = { Region: 'us-west-2', RegistryId: '777788889999' };
      replication(clean).addPropertyOverride(`${RULE}.Destinations.1`, destination);
    },
  },
  {
    name: 'another account takes replicas by a policy that is a text, and has the repositories',
    seed: (clean) => {
      const stack = elsewhere(clean, OTHER_ACCOUNT);
      const statement = { ...admission('us-west-2'), Action: 'ecr:ReplicateImage' };
      const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
      policy(stack, statement).addPropertyOverride('PolicyText', text);
      replication(clean).addPropertyOverride(`${RULE}.Destinations.1`, {
        Region: 'us-west-2',
        RegistryId: OTHER_ACCOUNT,
      });
      const api = clean.l1('AWS::ECR::Repository', 'Api');
      const copy = new ecr.CfnRepository(stack, 'Api', {
        repositoryName: 'prod/api',
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: {
          encryptionType: 'KMS',
          kmsKey: `arn:aws:kms:us-west-2:${OTHER_ACCOUNT}:key/11111111-2222-3333-4444-555555555555`,
        },
        lifecyclePolicy: clean.primary.resolve((api as ecr.CfnRepository).lifecyclePolicy) as object,
      });
      copy.cfnOptions.deletionPolicy = api.cfnOptions.deletionPolicy;
      copy.cfnOptions.updateReplacePolicy = api.cfnOptions.updateReplacePolicy;
    },
  },
  {
    name: 'a cache has a secret of another stack',
    seed: (clean) => {
      const secrets = clean.stack('Secrets', REGION);
      const secret = new secretsmanager.Secret(secrets, 'GitHub', {
        secretName: 'ecr-pullthroughcache/github',
        secretObjectValue: {
          username: SecretValue.unsafePlainText('a'),
          accessToken: SecretValue.secretsManager('github-token'),
        },
      });
      registryOf(clean.primary).addPullThroughCache('GitHub', {
        upstream: UpstreamRegistry.gitHub({ credentials: secret }),
      });
    },
  },
  {
    name: 'a secret is a parameter',
    seed: (clean) => {
      const parameter = new CfnParameter(clean.primary, 'Credentials2', { default: `${SECRET}:x` });
      clean.l1(CACHE).addPropertyOverride('CredentialArn', { Ref: parameter.logicalId });
    },
  },
  {
    name: 'a nested stack caches under the prefix of a template of its parent',
    seed: (clean) =>
      new ecr.CfnPullThroughCacheRule(new NestedStack(clean.primary, 'Nested'), 'Ecr', {
        ecrRepositoryPrefix: 'docker-hub/own',
        upstreamRegistry: 'ecr',
        upstreamRegistryUrl: `${Aws.ACCOUNT_ID}.dkr.ecr.us-west-2.${Aws.URL_SUFFIX}`,
      }),
  },
  {
    name: 'the role of a creation template is imported',
    seed: (clean) => {
      const role = iam.Role.fromRoleName(clean.primary, 'Imported', 'registry');
      (teams(clean) as ecr.CfnRepositoryCreationTemplate).customRoleArn = role.roleArn;
    },
  },
  {
    name: 'the policy of the registry limits who creates repositories of any name',
    seed: (clean) => {
      teams(clean).addPropertyOverride('Prefix', 'ROOT');
      registryOf(clean.primary).addToPolicy(
        RegistryPolicyStatement.allowCreateOnPush({
          principals: [new iam.ArnPrincipal(`arn:aws:iam::${ACCOUNT}:role/ci`)],
          repositoryPrefixes: ['ROOT'],
        }),
      );
    },
  },
  {
    name: 'other images are signed with a profile of another account',
    seed: (clean) => {
      const arn = `arn:aws:signer:${REGION}:${OTHER_ACCOUNT}:/signing-profiles/shared`;
      clean.l1(SIGNING).addPropertyOverride('Rules.1', signingRule('shared/*', arn));
    },
  },
  {
    name: 'an included template has the settings of a registry',
    seed: (clean) => {
      const templateFile = join(__dirname, 'registry.template.json');
      new CfnInclude(elsewhere(clean), 'Included', { templateFile });
    },
  },
];
