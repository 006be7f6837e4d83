'use strict';

const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const STACK = 'Registry';
const ORGANIZATION = 'o-a1b2c3d4e5';
const LAMBDA_ACCOUNT = '111122223333';
const TAGS = { team: 'platform', service: 'images', stage: 'production' };
const RELEASES = { description: 'releases', pattern: 'v*' };
const BUILDS = { description: 'builds', prefix: 'ci-', count: 10 };
const UNTAGGED = { description: 'untagged', days: 14 };
/** More images than a repository can hold: a rule that keeps them all. */
const ALL_IMAGES = 10_000_000;

/** One repository per call, each with key, immutable tags, scan on push, lifecycle, policy of three statements, tags. */
const VARIANTS = { L1: l1, L2: l2, ours };

module.exports = {
  title: 'Synthesis of one stack of repositories with full settings',
  sizes: [1, 100, 1_000, 10_000],
  rounds: 5,
  variants: Object.fromEntries(
    Object.entries(VARIANTS).map(([name, variant]) => [name, (size) => synthesize(variant, size, () => undefined)]),
  ),
  verify,
  /** For scenarios that add something to the app. */
  synthesizeOurs: (size, prepare) => synthesize(ours, size, () => undefined, prepare),
  bounds: [
    { measure: 'cpu', of: 'ours', over: 'L1', sizes: [1_000, 10_000], max: 1.4, goal: 1.25 },
    { measure: 'cpu', of: 'ours', over: 'L2', sizes: [1_000, 10_000], max: 0.9, goal: 0.8 },
    { measure: 'memory', of: 'ours', over: 'L1', sizes: [10_000], max: 1.2 },
    { measure: 'cpu', of: 'ours', sizes: [10_000], overSize: 1_000, max: 11 },
    // For information: the start-up is the same for all variants and dilutes the figures above.
    { measure: 'cpu', of: 'ours', over: 'L1', sizes: [1_000, 10_000], startUp: 1 },
    { measure: 'cpu', of: 'ours', over: 'L2', sizes: [1_000, 10_000], startUp: 1 },
    { measure: 'cpu', of: 'ours', sizes: [10_000], overSize: 1_000, startUp: 1 },
  ],
};

function synthesize(variant, size, use, prepare = () => undefined) {
  const { App, Stack } = require('aws-cdk-lib');
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'benchmark-'));
  try {
    const app = new App({
      outdir,
      analyticsReporting: false,
      // Above 500 resources in a stack CDK refuses to synthesize; 0 lifts the limit.
      context: { '@aws-cdk/core:stackResourceLimit': 0 },
    });
    prepare(app);
    const stack = new Stack(app, STACK, { env: { account: '444455556666', region: 'eu-west-1' } });
    const declare = variant(stack);
    for (let i = 0; i < size; i++) declare(`Repository${i}`, `team/service-${i}`);
    app.synth();
    use(path.join(outdir, `${STACK}.template.json`));
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** What a user writes who knows CloudFormation and wants the template of `ours`; the key is shared by all three. */
function l1(stack) {
  const { Aws, CfnDeletionPolicy } = require('aws-cdk-lib');
  const { CfnRepository } = require('aws-cdk-lib/aws-ecr');
  const key = sharedKey(stack);
  const lifecyclePolicyText = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        description: RELEASES.description,
        selection: {
          tagStatus: 'tagged',
          tagPatternList: [RELEASES.pattern],
          countType: 'imageCountMoreThan',
          countNumber: ALL_IMAGES,
        },
        action: { type: 'expire' },
      },
      {
        rulePriority: 2,
        description: BUILDS.description,
        selection: {
          tagStatus: 'tagged',
          tagPrefixList: [BUILDS.prefix],
          countType: 'imageCountMoreThan',
          countNumber: BUILDS.count,
        },
        action: { type: 'expire' },
      },
      {
        rulePriority: 3,
        description: UNTAGGED.description,
        selection: {
          tagStatus: 'untagged',
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: UNTAGGED.days,
        },
        action: { type: 'expire' },
      },
    ],
  });
  return (id, repositoryName) => {
    const repository = new CfnRepository(stack, id, {
      repositoryName,
      encryptionConfiguration: { encryptionType: 'KMS', kmsKey: key.keyArn },
      imageTagMutability: 'IMMUTABLE',
      imageScanningConfiguration: { scanOnPush: true },
      lifecyclePolicy: { lifecyclePolicyText },
      repositoryPolicyText: {
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'PullFromOrganization',
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
          },
          {
            Sid: 'LambdaDeploymentAccounts',
            Effect: 'Allow',
            Principal: { AWS: `arn:${Aws.PARTITION}:iam::${LAMBDA_ACCOUNT}:root` },
            Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          },
          {
            Sid: 'LambdaECRImageRetrievalPolicy',
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Condition: {
              StringLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:lambda:*:${LAMBDA_ACCOUNT}:function:*` },
            },
          },
        ],
      },
      tags: Object.entries(TAGS).map(([key, value]) => ({ key, value })),
    });
    repository.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN_EXCEPT_ON_CREATE;
    repository.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
  };
}

function l2(stack) {
  const { Aws, Duration, RemovalPolicy } = require('aws-cdk-lib');
  const ecr = require('aws-cdk-lib/aws-ecr');
  const iam = require('aws-cdk-lib/aws-iam');
  const encryptionKey = sharedKey(stack);
  return (id, repositoryName) => {
    const repository = new ecr.Repository(stack, id, {
      repositoryName,
      encryption: ecr.RepositoryEncryption.KMS,
      encryptionKey,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      imageScanOnPush: true,
      lifecycleRules: [
        { description: RELEASES.description, tagPatternList: [RELEASES.pattern], maxImageCount: ALL_IMAGES },
        { description: BUILDS.description, tagPrefixList: [BUILDS.prefix], maxImageCount: BUILDS.count },
        {
          description: UNTAGGED.description,
          tagStatus: ecr.TagStatus.UNTAGGED,
          maxImageAge: Duration.days(UNTAGGED.days),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    repository.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'PullFromOrganization',
        actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        principals: [new iam.AnyPrincipal()],
        conditions: { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
      }),
    );
    repository.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'LambdaDeploymentAccounts',
        actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        principals: [new iam.AccountPrincipal(LAMBDA_ACCOUNT)],
      }),
    );
    repository.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'LambdaECRImageRetrievalPolicy',
        actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
        conditions: {
          StringLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:lambda:*:${LAMBDA_ACCOUNT}:function:*` },
        },
      }),
    );
    // The L2 has no tags. This is the cheapest way to them: `Tags.of(repository)` costs an Aspect per tag.
    for (const [key, value] of Object.entries(TAGS)) repository.node.defaultChild.tags.setTag(key, value);
  };
}

function ours(stack) {
  const { Duration } = require('aws-cdk-lib');
  const lib = require('../../lib');
  const settings = {
    encryption: lib.RepositoryEncryption.customerManaged(sharedKey(stack)),
    tagMutability: lib.ImageTagMutability.immutable(),
    lifecycle: lib.LifecyclePolicy.of(
      lib.LifecycleRule.keep({
        description: RELEASES.description,
        tags: lib.TagSelection.pattern(RELEASES.pattern),
      }),
      lib.LifecycleRule.keepNewest(BUILDS.count, {
        description: BUILDS.description,
        tags: lib.TagSelection.prefix(BUILDS.prefix),
      }),
      lib.LifecycleRule.expireUntagged(Duration.days(UNTAGGED.days), { description: UNTAGGED.description }),
    ),
    access: [
      lib.RepositoryAccess.pullFromOrganization(ORGANIZATION),
      lib.RepositoryAccess.pullFromLambda({ accounts: [LAMBDA_ACCOUNT] }),
    ],
    tags: TAGS,
  };
  return (id, repositoryName) => new lib.PrivateRepository(stack, id, { ...settings, repositoryName });
}

/** The same construct for everyone, so that only repositories are compared. */
function sharedKey(stack) {
  const { RepositoryKey } = require('../../lib');
  return new RepositoryKey(stack, 'Key');
}

/** Throws unless all variants make the same template. */
function verify() {
  const size = 100;
  const [l1, l2, ours] = [VARIANTS.L1, VARIANTS.L2, VARIANTS.ours].map((variant) => template(variant, size));
  assert.equal(Object.values(ours.Resources).filter(isRepository).length, size);
  assert.deepEqual(ours, l1);
  // The L2 orders the properties of a lifecycle rule otherwise; nothing else may differ.
  assert.deepEqual(sortLifecycle(l2), sortLifecycle(ours));
}

function template(variant, size) {
  let result;
  synthesize(variant, size, (file) => {
    const parsed = JSON.parse(fs.readFileSync(file, 'utf8'));
    result = { ...parsed, Resources: Object.fromEntries(Object.entries(parsed.Resources).map(named)) };
  });
  return result;
}

/** A logical id follows from the construct path, which has one part more in a construct than in the L1 alone. */
function named([logicalId, resource]) {
  return [isRepository(resource) ? resource.Properties.RepositoryName : logicalId, resource];
}

function isRepository({ Type }) {
  return Type === 'AWS::ECR::Repository';
}

function sortLifecycle(template) {
  const copy = structuredClone(template);
  for (const { Properties } of Object.values(copy.Resources).filter(isRepository)) {
    Properties.LifecyclePolicy.LifecyclePolicyText = JSON.parse(Properties.LifecyclePolicy.LifecyclePolicyText);
  }
  return copy;
}
