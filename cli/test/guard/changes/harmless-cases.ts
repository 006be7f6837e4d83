import { Aspects, CfnOutput, CfnResource, NestedStack, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { RepositoryAccess } from '../../../../src/access/repository-access';
import { RegistryScanning } from '../../../../src/facades/registry-scanning';
import { UpstreamRegistry } from '../../../../src/registry/caches/upstream-registry';
import { RegistryPolicyStatement } from '../../../../src/registry/policy/registry-policy-statement';
import { Registry } from '../../../../src/registry/registry';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import type { PrivateRepositoryProps } from '../../../../src/repository/private-repository';
import { PublicRepository } from '../../../../src/repository/public-repository';
import { ENV } from '../../../../test/ecr/changes/deployment';
import type { Code } from '../../../../test/ecr/changes/deployment';

/** A change that takes nothing away and lets nobody in. */
export interface HarmlessCase {
  readonly before: Code;
  readonly after: Code;
  /** Whether a resource changes in place. Otherwise, the guard says nothing. */
  readonly updates?: boolean;
}

const OTHER = '999999999999';
const THIRD = '888888888888';

const repository =
  (props: PrivateRepositoryProps = {}) =>
  (stack: Stack) =>
    new PrivateRepository(stack, 'Api', { repositoryName: 'team/api', ...props });

/** A repository as its template has it. */
const raw =
  (properties: object, id = 'Api') =>
  (stack: Stack) =>
    new CfnResource(stack, id, {
      type: 'AWS::ECR::Repository',
      properties: { RepositoryName: 'team/api', ...properties },
    });
const settings = (type: string, properties: object) => (stack: Stack) =>
  new CfnResource(stack, 'Setting', { type: `AWS::ECR::${type}`, properties });

const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const allow = (more: object = {}) => ({ Effect: 'Allow', Principal: { AWS: OTHER }, Action: PULL, ...more });
const policy = (...statements: unknown[]) =>
  raw({ RepositoryPolicyText: { Version: '2012-10-17', Statement: statements } });
const registryPolicy = (...statements: unknown[]) =>
  settings('RegistryPolicy', { PolicyText: { Version: '2012-10-17', Statement: statements } });
const replicate = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${OTHER}:root` },
  Action: ['ecr:CreateRepository', 'ecr:ReplicateImage'],
  Resource: `arn:aws:ecr:${ENV.region}:${ENV.account}:repository/prod/*`,
  ...more,
});
const rule = (rulePriority: number, countNumber: number, more: object = {}) => ({
  rulePriority,
  selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber },
  action: { type: 'expire' },
  ...more,
});
const tagged = (rulePriority: number, tagPatternList: string[]) => ({
  rulePriority,
  selection: { tagStatus: 'tagged', tagPatternList, countType: 'imageCountMoreThan', countNumber: 50 },
  action: { type: 'expire' },
});
const lifecycle = (text: string) => raw({ LifecyclePolicy: { LifecyclePolicyText: text } });
const rules = (...all: object[]) => lifecycle(JSON.stringify({ rules: all }));
const destinations = (...registries: string[]) =>
  settings('ReplicationConfiguration', {
    ReplicationConfiguration: {
      Rules: [{ Destinations: registries.map((RegistryId) => ({ Region: 'eu-central-1', RegistryId })) }],
    },
  });
const filters = (...names: string[]) => ({
  ScanFrequency: 'SCAN_ON_PUSH',
  RepositoryFilters: names.map((Filter) => ({ Filter, FilterType: 'WILDCARD' })),
});
const both =
  (...codes: Code[]): Code =>
  (stack, app) =>
    codes.forEach((code) => code(stack, app));
const withDescription = (description: string) => (stack: Stack) => {
  stack.templateOptions.description = description;
};
const alarm = (stack: Stack) =>
  new cloudwatch.Alarm(stack, 'Alarm', {
    metric: new cloudwatch.Metric({ namespace: 'AWS/ECR', metricName: 'RepositoryPullCount' }),
    threshold: 1,
    evaluationPeriods: 1,
  });
const inline = (code: string) => (stack: Stack) =>
  new lambda.Function(stack, 'Function', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
  });
const accounts = (...ids: string[]) => ids.map((account) => RepositoryAccess.pullFromAccounts([account]));

/** Changes of which the guard is quiet. */
export const HARMLESS_CASES: Readonly<Record<string, HarmlessCase>> = {
  'nothing changes': { before: repository(), after: repository() },
  'a policy has its statements in another order': {
    before: policy(allow(), allow({ Principal: { AWS: THIRD } })),
    after: policy(allow({ Principal: { AWS: THIRD } }), allow()),
  },
  'a statement has its actions in another order': {
    before: policy(allow()),
    after: policy(allow({ Action: [...PULL].reverse() })),
  },
  'an action is in another case': {
    before: policy(allow({ Action: 'ecr:BatchGetImage' })),
    after: policy(allow({ Action: 'ecr:batchgetimage' })),
  },
  'a single action becomes a list': {
    before: policy(allow({ Action: PULL[0] })),
    after: policy(allow({ Action: [PULL[0]] })),
  },
  'a principal becomes a list': {
    before: policy(allow({ Principal: { AWS: OTHER } })),
    after: policy(allow({ Principal: { AWS: [OTHER] } })),
  },
  'an account becomes the ARN of its root': {
    before: policy(allow({ Principal: { AWS: OTHER } })),
    after: policy(allow({ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } })),
  },
  'everybody is written as an object': {
    before: policy(allow({ Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } })),
    after: policy(
      allow({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] } } }),
    ),
  },
  'a principal is named twice': {
    before: policy(allow()),
    after: policy(allow({ Principal: { AWS: [OTHER, OTHER] } })),
  },
  'a statement is repeated': { before: policy(allow()), after: policy(allow(), allow()) },
  'a Sid changes': { before: policy(allow({ Sid: 'One' })), after: policy(allow({ Sid: 'Two' })) },
  'a Sid is removed': { before: policy(allow({ Sid: 'One' })), after: policy(allow()) },
  'a condition key is in another case': {
    before: policy(allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } })),
    after: policy(allow({ Condition: { StringEquals: { 'aws:principalorgid': 'o-a1b2c3d4e5' } } })),
  },
  'a policy becomes a text': {
    before: policy(allow()),
    after: raw({ RepositoryPolicyText: JSON.stringify({ Version: '2012-10-17', Statement: allow() }) }),
  },
  'the version of a policy without variables changes': {
    before: raw({ RepositoryPolicyText: { Version: '2008-10-17', Statement: [allow()] } }),
    after: policy(allow()),
  },
  'the account in a principal is a token': {
    before: policy(allow({ Principal: { AWS: `arn:aws:iam::${ENV.account}:role/ci` } })),
    after: policy(allow({ Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/ci' } } })),
  },
  'the region in a resource is a token': {
    before: registryPolicy(replicate()),
    after: registryPolicy(
      replicate({ Resource: { 'Fn::Sub': 'arn:aws:ecr:${AWS::Region}:${AWS::AccountId}:repository/prod/*' } }),
    ),
  },
  'accounts are added in another order': {
    before: repository({ access: accounts(OTHER, THIRD) }),
    after: repository({ access: accounts(THIRD, OTHER) }),
  },
  'a lifecycle is written with spaces': {
    before: rules(rule(1, 14)),
    after: lifecycle(JSON.stringify({ rules: [rule(1, 14)] }, undefined, 2)),
  },
  'the rules of a lifecycle are in another order': {
    before: rules(rule(1, 14), tagged(2, ['v*'])),
    after: rules(tagged(2, ['v*']), rule(1, 14)),
  },
  'the tags of a lifecycle rule are in another order': {
    before: rules(tagged(1, ['v*', 'w*'])),
    after: rules(tagged(1, ['w*', 'v*'])),
  },
  'a lifecycle rule names the class that it has anyway': {
    before: rules(rule(1, 14)),
    after: rules(rule(1, 14, { selection: { ...rule(1, 14).selection, storageClass: 'standard' } })),
  },
  'a lifecycle rule gets a description': {
    before: rules(rule(1, 14)),
    after: rules(rule(1, 14, { description: 'Builds' })),
    updates: true,
  },
  'a lifecycle rule waits longer': { before: rules(rule(1, 14)), after: rules(rule(1, 30)), updates: true },
  'a lifecycle rule ends': {
    before: rules(rule(1, 14), tagged(2, ['v*'])),
    after: rules(rule(1, 14)),
    updates: true,
  },
  'a lifecycle ends': { before: rules(rule(1, 14)), after: raw({}), updates: true },
  'a default is written: AES-256': {
    before: raw({}),
    after: raw({ EncryptionConfiguration: { EncryptionType: 'AES256' } }),
  },
  'a default is written: mutable tags': { before: raw({}), after: raw({ ImageTagMutability: 'MUTABLE' }) },
  'a default is written: no scan on push': {
    before: raw({}),
    after: raw({ ImageScanningConfiguration: { ScanOnPush: false } }),
  },
  'a default is written: images stay': { before: raw({}), after: raw({ EmptyOnDelete: false }) },
  'a boolean becomes a text': {
    before: raw({ ImageScanningConfiguration: { ScanOnPush: true } }),
    after: raw({ ImageScanningConfiguration: { ScanOnPush: 'true' } }),
  },
  'images are scanned on push': {
    before: raw({}),
    after: raw({ ImageScanningConfiguration: { ScanOnPush: true } }),
    updates: true,
  },
  'tags are in another order': {
    before: raw({
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    }),
    after: raw({
      Tags: [
        { Key: 'b', Value: '2' },
        { Key: 'a', Value: '1' },
      ],
    }),
  },
  'a tag is added': {
    before: repository(),
    after: both(repository(), (stack) => Tags.of(stack.node.findChild('Api')).add('team', 'one')),
    updates: true,
  },
  'mutable tags become immutable': {
    before: raw({}),
    after: raw({ ImageTagMutability: 'IMMUTABLE' }),
    updates: true,
  },
  'a repository is retained from now on': {
    before: repository({ removalPolicy: RemovalPolicy.DESTROY }),
    after: repository(),
  },
  'a repository is added': {
    before: repository(),
    after: both(repository(), (stack) => new PrivateRepository(stack, 'Web', { repositoryName: 'team/web' })),
  },
  'a repository with access is added': {
    before: repository(),
    after: both(
      repository(),
      (stack) => new PrivateRepository(stack, 'Web', { repositoryName: 'team/web', access: accounts(OTHER) }),
    ),
  },
  'a public repository is added': {
    before: repository(),
    after: both(repository(), (_, app) => {
      const stack = new Stack(app, 'Gallery', { env: { ...ENV, region: 'us-east-1' } });
      return new PublicRepository(stack, 'Web', { repositoryName: 'web' });
    }),
  },
  'a pull-through cache is added': {
    before: (stack) => new Registry(stack, 'Registry'),
    after: (stack) =>
      new Registry(stack, 'Registry').addPullThroughCache('Cache', { upstream: UpstreamRegistry.quay() }),
  },
  'scanning is added': {
    before: (stack) => new Registry(stack, 'Registry'),
    after: (stack) => new Registry(stack, 'Registry', { scanning: RegistryScanning.enhanced({ onPush: ['*'] }) }),
  },
  'the filters of scanning are in another order': {
    before: settings('RegistryScanningConfiguration', { ScanType: 'BASIC', Rules: [filters('a*', 'b*')] }),
    after: settings('RegistryScanningConfiguration', { ScanType: 'BASIC', Rules: [filters('b*', 'a*')] }),
  },
  'scanning gets a rule': {
    before: settings('RegistryScanningConfiguration', { ScanType: 'BASIC', Rules: [filters('a*')] }),
    after: settings('RegistryScanningConfiguration', { ScanType: 'BASIC', Rules: [filters('a*'), filters('b*')] }),
    updates: true,
  },
  'the destinations of replication are in another order': {
    before: destinations(ENV.account, OTHER),
    after: destinations(OTHER, ENV.account),
  },
  'the settings of a creation template change': {
    before: settings('RepositoryCreationTemplate', { Prefix: 'team', AppliedFor: ['CREATE_ON_PUSH'] }),
    after: settings('RepositoryCreationTemplate', {
      Prefix: 'team',
      AppliedFor: ['CREATE_ON_PUSH'],
      ImageTagMutability: 'IMMUTABLE',
    }),
    updates: true,
  },
  'a creation template has its uses in another order': {
    before: settings('RepositoryCreationTemplate', { Prefix: 'team', AppliedFor: ['CREATE_ON_PUSH', 'REPLICATION'] }),
    after: settings('RepositoryCreationTemplate', { Prefix: 'team', AppliedFor: ['REPLICATION', 'CREATE_ON_PUSH'] }),
  },
  'a registry has another construct id': {
    before: (stack) => admit(new Registry(stack, 'Registry')),
    after: (stack) => admit(new Registry(stack, 'Images')),
  },
  'the template gets a description': { before: repository(), after: both(repository(), withDescription('Images')) },
  'a resource gets metadata': {
    before: repository(),
    after: both(repository(), (stack) => {
      const { node } = stack.node.findChild('Api').node.defaultChild as ecr.CfnRepository;
      (node.scope!.node.defaultChild as ecr.CfnRepository).addMetadata('owner', 'team');
    }),
  },
  'a resource depends on another one': {
    before: both(repository(), (stack) => new sns.Topic(stack, 'Topic')),
    after: both(repository(), (stack) =>
      (stack.node.findChild('Api').node.defaultChild as ecr.CfnRepository).addDependency(
        new sns.Topic(stack, 'Topic').node.defaultChild as sns.CfnTopic,
      ),
    ),
  },
  'an output is added': {
    before: repository(),
    after: both(repository(), (stack) => {
      const { repositoryUri } = stack.node.findChild('Api') as PrivateRepository;
      return new CfnOutput(stack, 'Uri', { value: repositoryUri });
    }),
  },
  'an output is removed': {
    before: both(repository(), (stack) => new CfnOutput(stack, 'Out', { value: 'one' })),
    after: repository(),
  },
  'an alarm is added': { before: repository(), after: both(repository(), alarm) },
  'an alarm is removed': { before: both(repository(), alarm), after: repository() },
  'an event rule is added': {
    before: repository(),
    after: both(repository(), (stack) => new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.ecr'] } })),
  },
  'the code of a function changes': {
    before: both(repository(), inline('exports.handler = () => 1')),
    after: both(repository(), inline('exports.handler = () => 2')),
  },
  'a role without access to images is removed': {
    before: both(repository(), (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() })),
    after: repository(),
  },
  'a role gets pull access by its own policy': {
    before: both(repository(), role),
    after: both(repository(), (stack) => (stack.node.findChild('Api') as PrivateRepository).grants.pull(role(stack))),
  },
  'a stack is added': {
    before: repository(),
    after: both(repository(), (_, app) => alarm(new Stack(app, 'Monitoring', { env: ENV }))),
  },
  'a stack without images is removed': {
    before: both(repository(), (_, app) => alarm(new Stack(app, 'Monitoring', { env: ENV }))),
    after: repository(),
  },
  'a nested stack is added': {
    before: repository(),
    after: both(repository(), (stack) => new sns.Topic(new NestedStack(stack, 'Nested'), 'Topic')),
  },
  'the stack that a repository is in gets termination protection': {
    before: both(repository(), (stack) => {
      stack.terminationProtection = false;
    }),
    after: repository(),
  },
  'the L2 of the CDK becomes its L1': {
    before: (stack) => new ecr.Repository(stack, 'Api', { repositoryName: 'team/api' }),
    after: (stack) => {
      const repo = new ecr.CfnRepository(stack, 'Api', { repositoryName: 'team/api' });
      repo.overrideLogicalId('ApiF70053CD');
      repo.applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
  },
  'an aspect does nothing': {
    before: repository(),
    after: both(repository(), (stack) => Aspects.of(stack).add({ visit: () => undefined })),
  },
};

function admit(registry: Registry) {
  registry.addToPolicy(RegistryPolicyStatement.allowReplicationFrom({ account: OTHER, repositoryPrefixes: ['prod/'] }));
}

function role(stack: Stack) {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
}
