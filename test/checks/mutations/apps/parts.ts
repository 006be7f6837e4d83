import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { ACCOUNT, REGION } from '../../support';
import type { Json } from '../mutant';

export const OTHER = '444455556666';
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const PULL = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
export const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;

/** Builds by number, the rest by age: what many teams write. */
export const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      description: 'builds',
      selection: { tagStatus: 'tagged', tagPrefixList: ['ci-'], countType: 'imageCountMoreThan', countNumber: 20 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
      action: { type: 'expire' },
    },
  ],
});

/** The same where tags move: an image that loses its tag may run by its digest. */
export const MOVING_LIFECYCLE = LifecyclePolicy.forPulledImages().toJson();

export function stackIn(scope: Construct, id: string, env: Environment = {}): Stack {
  return new Stack(scope, id, { env: { account: ACCOUNT, region: REGION, ...env } });
}

/** A key by the L1, as templates have it. */
export function handWrittenKey(scope: Construct, id = 'Key', statements: Json[] = []): kms.CfnKey {
  const own = { Effect: 'Allow', Principal: { AWS: rootOf(scope) }, Action: 'kms:*', Resource: '*' };
  const keyPolicy = { Version: '2012-10-17', Statement: [own, ...statements] };
  const key = new kms.CfnKey(scope, id, { enableKeyRotation: true, keyPolicy });
  key.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return key;
}

/** The root of the account of a stack, in its partition. */
function rootOf(scope: Construct): string {
  return `arn:${Stack.of(scope).partition}:iam::${Stack.of(scope).account}:root`;
}

/** A repository by the L1 with all that it needs. */
export function handWritten(
  scope: Construct,
  id: string,
  kmsKey: string,
  props: Partial<ecr.CfnRepositoryProps> = {},
): ecr.CfnRepository {
  const repository = new ecr.CfnRepository(scope, id, {
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
    lifecyclePolicy: { lifecyclePolicyText: LIFECYCLE },
    ...props,
  });
  repository.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return repository;
}

/** A repository of the L2 with all that it can have. */
export function ofL2(
  scope: Construct,
  id: string,
  encryptionKey: kms.IKey,
  props: ecr.RepositoryProps = {},
): ecr.Repository {
  return new ecr.Repository(scope, id, {
    imageScanOnPush: true,
    imageTagMutability: ecr.TagMutability.IMMUTABLE,
    encryption: ecr.RepositoryEncryption.KMS,
    encryptionKey,
    lifecycleRules: [{ tagStatus: ecr.TagStatus.UNTAGGED, maxImageCount: 10 }],
    ...props,
  });
}

/** A key of the L2, as it is to be for images. */
export function keyOfL2(scope: Construct, id = 'Key'): kms.Key {
  return new kms.Key(scope, id, { enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
}

/** A policy whose statements admit another account to pull, unless they say something else. */
export function policy(...statements: Json[]): Json {
  const admitted = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: PULL };
  return { Version: '2012-10-17', Statement: statements.map((each) => ({ ...admitted, ...each })) };
}

/** The policy that lets the source of replicas create repositories. */
export function registryPolicy(scope: Construct, ...statements: Json[]): ecr.CfnRegistryPolicy {
  return new ecr.CfnRegistryPolicy(scope, 'Policy', { policyText: policy(...statements) });
}

/** The role with which Amazon ECR creates repositories. */
export function templateRole(scope: Construct, id = 'TemplateRole'): iam.Role {
  const role = new iam.Role(scope, id, { assumedBy: new iam.ServicePrincipal('ecr.amazonaws.com') });
  const actions = ['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource'];
  role.addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
  const grants = ['kms:CreateGrant', 'kms:RetireGrant', 'kms:DescribeKey'];
  role.addToPolicy(new iam.PolicyStatement({ actions: grants, resources: ['*'] }));
  return role;
}

/** A creation template by the L1. */
export function template(
  scope: Construct,
  id: string,
  prefix: string,
  appliedFor: string[],
  kmsKey: string,
  props: Partial<ecr.CfnRepositoryCreationTemplateProps> = {},
): ecr.CfnRepositoryCreationTemplate {
  return new ecr.CfnRepositoryCreationTemplate(scope, id, {
    prefix,
    appliedFor,
    imageTagMutability: 'IMMUTABLE',
    encryptionConfiguration: { encryptionType: 'KMS', kmsKey },
    lifecyclePolicy: LIFECYCLE,
    customRoleArn: templateRole(scope, `${id}Role`).roleArn,
    ...props,
  });
}
