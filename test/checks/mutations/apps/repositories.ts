import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import {
  Aws,
  CfnCondition,
  CfnParameter,
  CfnStackSet,
  Duration,
  Fn,
  NestedStack,
  RemovalPolicy,
  Stack,
  Stage,
  Tags,
} from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as kms from 'aws-cdk-lib/aws-kms';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { handWritten, handWrittenKey, KEY_ARN, keyOfL2, LIFECYCLE, ofL2, OTHER, stackIn } from './parts';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../../../src/lifecycle/tag-selection';
import { PrivateRepository } from '../../../../src/repository/private-repository';
import { PublicRepository } from '../../../../src/repository/public-repository';
import { RepositoryEncryption } from '../../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../../src/repository/repository-key';
import { StackSetStack, stackSetOf } from '../../../templates/stack-set';
import { REGION } from '../../support';
import type { Json, SoundApp } from '../mutant';

/** A lifecycle policy of hand-written rules, in the order of their priority. */
function lifecycle(...rules: Json[]): string {
  const whole = rules.map(({ action = 'expire', ...selection }, index) => ({
    rulePriority: (index + 1) * 10,
    selection,
    action: action === 'expire' ? { type: action } : { type: action, targetStorageClass: 'archive' },
  }));
  return JSON.stringify({ rules: whole }, undefined, 2);
}

/** The resources of a template that was written before the CDK, with numbers and booleans as texts. */
const OLD_TEMPLATE: Json = {
  Parameters: { Team: { Type: 'String', Default: 'payments' } },
  Mappings: { Images: { Untagged: { Days: 14 } } },
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { EnableKeyRotation: 'true' },
    },
    Api: {
      Type: 'AWS::ECR::Repository',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        RepositoryName: 'payments/api',
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: 'true' },
        EmptyOnDelete: 'false',
        EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] } },
        LifecyclePolicy: { LifecyclePolicyText: LIFECYCLE, RegistryId: { Ref: 'AWS::AccountId' } },
        Tags: [{ Key: 'team', Value: { Ref: 'Team' } }],
      },
    },
    Year: {
      Type: 'AWS::ECR::Repository',
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        RepositoryName: 2026,
        ImageTagMutability: 'IMMUTABLE',
        ImageScanningConfiguration: { ScanOnPush: true },
        EncryptionConfiguration: { EncryptionType: 'KMS', KmsKey: { Ref: 'Key' } },
        LifecyclePolicy: {
          LifecyclePolicyText: {
            'Fn::Sub': [
              LIFECYCLE.replace('14', '${Days}'),
              { Days: { 'Fn::FindInMap': ['Images', 'Untagged', 'Days'] } },
            ],
          },
        },
      },
    },
  },
};

export const REPOSITORY_APPS: readonly SoundApp[] = [
  {
    name: 'a team writes a repository by hand',
    options: () => ({ protect: ['v*'], requiredTags: ['team'] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      Tags.of(stack).add('team', 'payments');
      handWritten(stack, 'Api', handWrittenKey(stack).attrArn, { repositoryName: 'payments/api' });
    },
  },
  {
    name: 'a team uses the L2 of the CDK',
    options: (app) => ({ allowedKeys: [app.node.findChild('Service').node.findChild('Key') as kms.Key] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      const key = keyOfL2(stack);
      ofL2(stack, 'Api', key, { repositoryName: 'shop/api' });
      ofL2(stack, 'Web', key);
      ecr.Repository.fromRepositoryName(stack, 'Imported', 'Not/Ours');
    },
  },
  {
    name: 'a team uses this library',
    options: () => ({ protect: ['v*', 'stable'] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      new PrivateRepository(stack, 'Api', { repositoryName: 'shop/api' });
      const tags = TagSelection.pattern('v*');
      new PrivateRepository(stack, 'Web', {
        lifecycle: LifecyclePolicy.of(
          LifecycleRule.keep({ tags }),
          LifecycleRule.keep({ tags: TagSelection.pattern('stable') }),
          LifecycleRule.keepNewest(20, { tags: TagSelection.prefix('ci-') }),
          LifecycleRule.expireUntagged(Duration.days(14)),
        ),
      });
    },
  },
  {
    name: 'an old template is included',
    options: () => ({ protect: ['v*'] }),
    build: (app) => {
      const templateFile = join(mkdtempSync(join(tmpdir(), 'included-')), 'template.json');
      writeFileSync(templateFile, JSON.stringify(OLD_TEMPLATE));
      new CfnInclude(stackIn(app, 'Service'), 'Old', { templateFile });
    },
  },
  {
    name: 'applications share the key of a platform stack',
    options: (app) => ({ allowedKeys: [app.node.findChild('Platform').node.findChild('Key') as kms.Key] }),
    build: (app) => {
      const key = keyOfL2(stackIn(app, 'Platform'));
      ofL2(stackIn(app, 'Shop'), 'Api', key, { repositoryName: 'shop/api' });
      handWritten(stackIn(app, 'Payments'), 'Api', key.keyArn, { repositoryName: 'payments/api' });
    },
  },
  {
    name: 'stages deploy one service to three accounts',
    build: (app) => {
      for (const [id, account] of [
        ['Dev', '777788889999'],
        ['Test', OTHER],
        ['Prod', '111122223333'],
      ]) {
        const stack = new Stack(new Stage(app, id, { env: { account, region: REGION } }), 'Service');
        const key = new RepositoryKey(stack, 'Key', { alias: 'images' });
        const encryption = RepositoryEncryption.customerManaged(key);
        new PrivateRepository(stack, 'Api', { repositoryName: 'shop/api', encryption });
      }
    },
  },
  {
    name: 'nested stacks have the repositories, and their parent the key',
    options: () => ({ requiredTags: ['team'] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      Tags.of(stack).add('team', 'payments');
      const key = handWrittenKey(stack);
      handWritten(new NestedStack(stack, 'Shop'), 'Api', key.attrArn, { repositoryName: 'shop/api' });
      handWritten(new NestedStack(stack, 'Jobs'), 'Worker', key.attrArn, { repositoryName: 'jobs/worker' });
    },
  },
  {
    name: 'a stack set deploys repositories to the accounts of a unit',
    build: (app) => {
      const stack = stackIn(app, 'Platform');
      const instances = new StackSetStack(stack, 'Instances');
      handWritten(instances, 'Api', handWrittenKey(instances).attrArn, { repositoryName: 'base/api' });
      stackSetOf(stack, 'Set', instances);
    },
  },
  {
    name: 'a stack set has its template in a property',
    build: (app) => {
      const templateBody = JSON.stringify(OLD_TEMPLATE);
      const stack = stackIn(app, 'Platform');
      new CfnStackSet(stack, 'Set', { stackSetName: 'images', permissionModel: 'SERVICE_MANAGED', templateBody });
    },
  },
  {
    name: 'a stack has no environment',
    build: (app) => {
      const stack = new Stack(app, 'Service');
      ofL2(stack, 'Api', keyOfL2(stack), { repositoryName: 'shop/api' });
      handWritten(stack, 'Web', handWrittenKey(stack, 'WebKey').attrArn, { repositoryName: `${Aws.REGION}/web` });
    },
  },
  {
    name: 'parameters, conditions and dynamic references decide',
    options: () => ({ protect: ['v*'] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
      const expression = Fn.conditionEquals(parameter('Stage'), 'production');
      const { logicalId } = new CfnCondition(stack, 'IsProduction', { expression });
      handWritten(stack, 'Parameters', parameter('KeyArn'), {
        repositoryName: parameter('Name'),
        lifecyclePolicy: { lifecyclePolicyText: parameter('Policy') },
      });
      handWritten(stack, 'References', '{{resolve:ssm:/platform/key}}', {
        repositoryName: '{{resolve:ssm:/platform/name}}',
        imageTagMutability: '{{resolve:ssm:/platform/mutability}}',
        lifecyclePolicy: { lifecyclePolicyText: '{{resolve:ssm:/platform/lifecycle}}' },
        repositoryPolicyText: '{{resolve:ssm:/platform/policy}}',
      });
      handWritten(stack, 'Conditions', KEY_ARN, {
        imageTagMutability: Fn.conditionIf(logicalId, 'IMMUTABLE', parameter('Mutability')).toString(),
        encryptionConfiguration: Fn.conditionIf(
          logicalId,
          { EncryptionType: 'KMS', KmsKey: KEY_ARN },
          { EncryptionType: 'KMS', KmsKey: parameter('OtherKey') },
        ),
        lifecyclePolicy: Fn.conditionIf(
          logicalId,
          { LifecyclePolicyText: LIFECYCLE },
          { LifecyclePolicyText: parameter('OtherPolicy') },
        ),
      });
      const both = Fn.conditionIf(logicalId, 'IMMUTABLE', 'IMMUTABLE').toString();
      handWritten(stack, 'Both', KEY_ARN, { imageTagMutability: both });
    },
  },
  {
    name: 'hand-written rules keep the releases',
    options: () => ({ protect: ['v*'] }),
    build: (app) => {
      const stack = stackIn(app, 'Service');
      const builds = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 30 };
      const texts: Json = {
        ByNumber: lifecycle(
          { tagStatus: 'tagged', tagPatternList: ['v*'], countType: 'imageCountMoreThan', countNumber: 10_000_000 },
          builds,
        ),
        ByQuota: lifecycle(
          { tagStatus: 'tagged', tagPatternList: ['v*'], countType: 'imageCountMoreThan', countNumber: 100_000 },
          builds,
        ),
        ForCentury: lifecycle(
          {
            tagStatus: 'tagged',
            tagPatternList: ['v*'],
            countType: 'sinceImagePushed',
            countUnit: 'days',
            countNumber: 36_500,
          },
          builds,
        ),
        Branches: lifecycle(
          ...['trunk', 'next', 'mr-'].map((branch, index) => ({
            tagStatus: 'tagged',
            tagPrefixList: [branch],
            countType: 'imageCountMoreThan',
            countNumber: (index + 1) * 10,
          })),
          { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
        ),
        ByAge: lifecycle(
          { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 5 },
          {
            tagStatus: 'tagged',
            tagPrefixList: ['ci-'],
            countType: 'sinceImagePushed',
            countUnit: 'days',
            countNumber: 30,
          },
        ),
        Archive: lifecycle(
          { tagStatus: 'tagged', tagPatternList: ['v*'], countType: 'imageCountMoreThan', countNumber: 10_000_000 },
          {
            tagStatus: 'tagged',
            tagPatternList: ['v*'],
            storageClass: 'archive',
            countType: 'sinceImageTransitioned',
            countUnit: 'days',
            countNumber: 36500,
          },
          {
            tagStatus: 'any',
            countType: 'sinceImagePulled',
            countUnit: 'days',
            countNumber: 120,
            action: 'transition',
          },
          {
            tagStatus: 'any',
            storageClass: 'archive',
            countType: 'sinceImageTransitioned',
            countUnit: 'days',
            countNumber: 365,
          },
        ),
      };
      for (const [id, lifecyclePolicyText] of Object.entries(texts)) {
        handWritten(stack, id, KEY_ARN, { lifecyclePolicy: { lifecyclePolicyText } });
      }
    },
  },
  {
    name: 'hand-written rules keep thousands of images before they go by age',
    build: (app) => {
      const rules = [
        { tagStatus: 'tagged', tagPrefixList: ['live'], countType: 'imageCountMoreThan', countNumber: 9999 },
        { tagStatus: 'any', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 45 },
      ];
      const lifecyclePolicyText = lifecycle(...rules);
      handWritten(stackIn(app, 'Service'), 'Api', KEY_ARN, { lifecyclePolicy: { lifecyclePolicyText } });
    },
  },
  {
    name: 'registries of GovCloud and China have repositories',
    build: (app) => {
      for (const [id, region] of [
        ['Gov', 'us-gov-west-1'],
        ['China', 'cn-north-1'],
      ]) {
        const stack = stackIn(app, id, { region });
        handWritten(stack, 'Api', handWrittenKey(stack).attrArn, {
          repositoryName: 'shop/api',
          repositoryPolicyText: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: `arn:${Aws.PARTITION}:iam::${OTHER}:root` },
                Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
              },
            ],
          },
        });
      }
    },
  },
  {
    name: 'tools are published in the gallery',
    options: () => ({ requiredTags: ['team'] }),
    build: (app) => {
      const stack = stackIn(app, 'Gallery', { region: 'us-east-1' });
      new PublicRepository(stack, 'Tool', { repositoryName: 'tool', tags: { team: 'payments' } });
      const cli = new ecr.CfnPublicRepository(stack, 'Cli', {
        repositoryName: 'cli',
        repositoryCatalogData: {
          Architectures: ['ARM 64', 'x86-64'],
          OperatingSystems: ['Linux'],
          AboutText: 'A CLI.',
        },
        repositoryPolicyText: {
          Statement: {
            Effect: 'Allow',
            Principal: '*',
            Action: ['ecr-public:DescribeImages', 'ecr-public:ListTagsForResource'],
          },
        },
        tags: [{ key: 'team', value: 'cli' }],
      });
      cli.applyRemovalPolicy(RemovalPolicy.RETAIN);
    },
  },
];
