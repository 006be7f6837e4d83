import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RepositoryAccess } from '../../src/access/repository-access';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { ImageTagMutability } from '../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../src/repository/private-repository';
import { RepositoryEncryption } from '../../src/repository/repository-encryption';
import { RepositoryKey } from '../../src/repository/repository-key';

// Snapshots must not contain paths of a local machine.
export const app = new App({ stackTraces: false, context: { 'aws:cdk:disable-creation-stack-traces': true } });
const stack = new Stack(app, 'cdk-ecr-private-repository', {
  description: 'Private repositories, with defaults and in full',
});
Validations.of(stack).acknowledge(
  ...['customerKey', 'tagImmutability', 'tagExceptions', 'lifecyclePolicy', 'repositoryScanning'].map((rule) => ({
    id: `cdk-ecr::${rule}`,
    reason: 'this stack shows every choice',
  })),
  { id: 'cdk-ecr::untaggedInUse', reason: 'this stack shows every choice' },
);

new PrivateRepository(stack, 'Defaults', { repositoryName: 'cdk-ecr-integ/defaults' });
new PrivateRepository(stack, 'Generated');

const key = new RepositoryKey(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
new PrivateRepository(stack, 'Full', {
  repositoryName: 'cdk-ecr-integ/full',
  encryption: RepositoryEncryption.customerManaged(key),
  tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest', 'dev-*'] }),
  lifecycle: LifecyclePolicy.of(
    LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
    LifecycleRule.keepNewest(10, { tags: TagSelection.prefix('prod-') }),
    LifecycleRule.archiveNotPulledFor(Duration.days(90)),
    LifecycleRule.expireArchivedAfter(Duration.days(365)),
    LifecycleRule.expireUntagged(Duration.days(14)),
  ),
  access: [
    RepositoryAccess.pullFromAccounts(['111122223333']),
    RepositoryAccess.pushFromAccounts(['111122223333']),
    RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5'),
    RepositoryAccess.pullFromOrganizationPaths(['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*']),
    RepositoryAccess.pullFromLambda({ accounts: ['111122223333', '444455556666'] }),
  ],
  tags: { team: 'platform' },
  removalPolicy: RemovalPolicy.DESTROY,
  emptyOnDelete: true,
});

new PrivateRepository(stack, 'Bare', {
  encryption: RepositoryEncryption.aes256(),
  tagMutability: ImageTagMutability.mutable(),
  lifecycle: LifecyclePolicy.none(),
  scanOnPush: false,
  removalPolicy: RemovalPolicy.DESTROY,
});
new PrivateRepository(stack, 'AwsManagedKey', {
  encryption: RepositoryEncryption.awsManaged(),
  tagMutability: ImageTagMutability.mutable({ exceptTags: ['v*'] }),
  removalPolicy: RemovalPolicy.DESTROY,
});
new PrivateRepository(stack, 'GivenKey', {
  encryption: RepositoryEncryption.customerManaged(
    kms.Key.fromKeyArn(
      stack,
      'Imported',
      `arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    ),
  ),
});

new IntegTest(app, 'PrivateRepository', { testCases: [stack] });
