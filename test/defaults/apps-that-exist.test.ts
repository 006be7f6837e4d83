import { App, CfnResource, Duration, Fn, Mixins, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { EcrChecks } from '../../src/checks/ecr-checks';
import { RepositoryDefaults } from '../../src/defaults/repository-defaults';
import { RepositoryBaseline } from '../../src/mixins/repository-baseline';

const env = { account: '111122223333', region: 'eu-west-1' };
const { IMMUTABLE } = ecr.TagMutability;
const { UNTAGGED } = ecr.TagStatus;

/** Kinds of apps that people have written with aws-cdk-lib alone. */
const APPS: Record<string, (stack: Stack) => void> = {
  'a repository with nothing said': (stack) => void new ecr.Repository(stack, 'Repository'),
  'rules in props': (stack) =>
    void new ecr.Repository(stack, 'Repository', { lifecycleRules: [{ maxImageCount: 10, rulePriority: 1 }] }),
  'rules that are added later': (stack) => {
    const repository = new ecr.Repository(stack, 'Repository', { repositoryName: 'web', imageScanOnPush: true });
    repository.addLifecycleRule({ tagPrefixList: ['prod'], maxImageCount: 150 });
    repository.addLifecycleRule({ maxImageAge: Duration.days(30) });
  },
  'a rule for untagged images that is added later': (stack) =>
    new ecr.Repository(stack, 'Repository', { imageTagMutability: IMMUTABLE }).addLifecycleRule({
      tagStatus: UNTAGGED,
      maxImageAge: Duration.days(7),
    }),
  'rules of both kinds': (stack) =>
    new ecr.Repository(stack, 'Repository', {
      lifecycleRules: [{ tagStatus: UNTAGGED, maxImageCount: 1 }],
    }).addLifecycleRule({ tagPatternList: ['*'], maxImageCount: 5 }),
  'a key of its own': (stack) =>
    void new ecr.Repository(stack, 'Repository', {
      encryption: ecr.RepositoryEncryption.KMS,
      encryptionKey: new kms.Key(stack, 'Key'),
      removalPolicy: RemovalPolicy.RETAIN,
    }),
  'images that are deleted with the repository': (stack) =>
    void new ecr.Repository(stack, 'Repository', { emptyOnDelete: true, removalPolicy: RemovalPolicy.DESTROY }),
  'a repository that is created before the first pull through a cache': (stack) => {
    const { ecrRepositoryPrefix: prefix } = new ecr.CfnPullThroughCacheRule(stack, 'Cache', {
      ecrRepositoryPrefix: 'quay.io',
      upstreamRegistryUrl: 'quay.io',
    });
    const repository = new ecr.Repository(stack, 'Repository', { repositoryName: `${prefix}/mesh/agent` });
    new ecs.FargateTaskDefinition(stack, 'Task').addContainer('Agent', {
      image: ecs.ContainerImage.fromEcrRepository(repository),
    });
  },
  'a cache whose prefix only the deployment knows': (stack) => {
    const prefix = Fn.join('-', ['dlt', Fn.select(4, Fn.split('-', stack.stackId))]);
    new ecr.CfnPullThroughCacheRule(stack, 'Cache', {
      ecrRepositoryPrefix: prefix,
      upstreamRegistryUrl: 'public.ecr.aws',
    });
    new ecr.Repository(stack, 'Repository', { repositoryName: Fn.join('/', [prefix, 'load-tester']) });
  },
  'nested stacks': (stack) => {
    const nested = new NestedStack(stack, 'Nested');
    new ecr.Repository(nested, 'Repository').addLifecycleRule({ maxImageCount: 3 });
  },
  'a function from an image': (stack) =>
    void new lambda.DockerImageFunction(stack, 'Function', {
      code: lambda.DockerImageCode.fromEcr(new ecr.Repository(stack, 'Repository'), { tagOrDigest: 'v1' }),
    }),
  'replication that is written as an L1': (stack) => {
    new ecr.Repository(stack, 'Repository', { repositoryName: 'shop/api', imageTagMutability: IMMUTABLE });
    new ecr.CfnReplicationConfiguration(stack, 'Copy', {
      replicationConfiguration: {
        rules: [
          {
            destinations: [{ region: 'us-east-1', registryId: env.account }],
            repositoryFilters: [{ filter: 'shop/', filterType: 'PREFIX_MATCH' }],
          },
        ],
      },
    });
  },
  'grants and statements': (stack) => {
    const repository = new ecr.Repository(stack, 'Repository');
    repository.grantPullPush(new iam.AccountPrincipal('444455556666'));
    repository.addToResourcePolicy(
      new iam.PolicyStatement({
        actions: ['ecr:BatchGetImage'],
        principals: [new iam.ServicePrincipal('codebuild.amazonaws.com')],
      }),
    );
  },
  'an L1 with everything said': (stack) =>
    void new ecr.CfnRepository(stack, 'Repository', {
      repositoryName: 'team/api',
      imageTagMutability: 'MUTABLE',
      imageScanningConfiguration: { scanOnPush: false },
      lifecyclePolicy: { lifecyclePolicyText: '{"rules":[]}' },
    }),
};

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties?: Record<string, unknown>;
}

/** What the defaults say they set, and what a repository in the namespace of a cache gets. */
const DOCUMENTED = [
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'ImageScanningConfiguration',
  'ImageTagMutability',
  'LifecyclePolicy',
];

const WAYS: Record<string, { readonly app?: () => App; readonly after?: (app: App) => void }> = {
  'the defaults': { app: () => new App({ propertyInjectors: RepositoryDefaults.of() }) },
  'the baseline as a mixin': { after: (app) => void Mixins.of(app).apply(new RepositoryBaseline()) },
  EcrChecks: { after: (app) => void new EcrChecks(app).validateScope(app) },
};

function resourcesOf(declare: (stack: Stack) => void, { app: newApp = () => new App(), after }: (typeof WAYS)[string]) {
  const app = newApp();
  declare(new Stack(new Stage(app, 'Prod'), 'Stack', { env }));
  after?.(app);
  app.synth();
  const entries = app.node
    .findAll()
    .filter(isRepository)
    .map((each) => [each.node.path, rendered(each)] as const);
  return new Map(entries);
}

function isRepository(construct: IConstruct): construct is ecr.CfnRepository {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === 'AWS::ECR::Repository';
}

function rendered(resource: CfnResource): Resource {
  const template = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources: Record<string, Resource> };
  return Object.values(template.Resources)[0];
}

function flat({ Properties: properties, ...attributes }: Resource): Record<string, unknown> {
  return { ...attributes, ...properties };
}

const TABLE = Object.keys(WAYS).flatMap((way) => Object.keys(APPS).map((app) => [app, way] as const));

test.each(TABLE)('%s: synthesizes with %s, and differs only as documented', (name, way) => {
  const plain = resourcesOf(APPS[name], {});
  const changed = resourcesOf(APPS[name], WAYS[way]);
  expect([...changed.keys()]).toEqual([...plain.keys()]);
  for (const [path, resource] of changed) {
    const [before, after] = [flat(plain.get(path)!), flat(resource)];
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const differing = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    expect(DOCUMENTED).toEqual(expect.arrayContaining(way === 'EcrChecks' ? [] : differing));
    if (way === 'EcrChecks') expect(differing).toEqual([]);
    // What the owner said stays as it is, a lifecycle as a whole.
    if (before.LifecyclePolicy !== undefined) expect(after.LifecyclePolicy).toEqual(before.LifecyclePolicy);
    if (before.ImageTagMutability !== undefined) expect(after.ImageTagMutability).toBe(before.ImageTagMutability);
  }
});

test.each(Object.keys(WAYS))('a cached repository keeps tags that can move with %s', (way) => {
  const resources = resourcesOf(APPS['a repository that is created before the first pull through a cache'], WAYS[way]);
  for (const { Properties: properties } of resources.values()) {
    expect(properties?.ImageTagMutability ?? 'MUTABLE').toBe('MUTABLE');
  }
  expect(resources.size).toBe(1);
});
