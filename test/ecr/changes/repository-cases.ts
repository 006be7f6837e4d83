import { NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { ChangeCase } from './change-case';
import { ENV } from './deployment';
import { RepositoryAccess } from '../../../src/access/repository-access';
import { RepositoryDefaults } from '../../../src/defaults/repository-defaults';
import type { REPOSITORY_CHANGES } from '../../../src/ecr/changes/repository-changes';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import * as mixins from '../../../src/mixins';
import { Registry } from '../../../src/registry/registry';
import { ImageSigningProfile } from '../../../src/registry/signing/image-signing-profile';
import { ImageTagMutability } from '../../../src/repository/image-tag-mutability';
import { PrivateRepository } from '../../../src/repository/private-repository';
import type { PrivateRepositoryProps } from '../../../src/repository/private-repository';
import { PublicRepository } from '../../../src/repository/public-repository';
import { RepositoryEncryption } from '../../../src/repository/repository-encryption';
import { RepositoryKey } from '../../../src/repository/repository-key';

const NAMED: PrivateRepositoryProps = { repositoryName: 'team/api' };
const AES256: PrivateRepositoryProps = { encryption: RepositoryEncryption.aes256() };

const repository =
  (props: PrivateRepositoryProps = {}, id = 'Api') =>
  (stack: Stack) =>
    new PrivateRepository(stack, id, props);
const l2 =
  (props: ecr.RepositoryProps = {}) =>
  (stack: Stack) =>
    new ecr.Repository(stack, 'Api', { repositoryName: 'team/api', ...props });
const autoDelete =
  (policy = RemovalPolicy.DESTROY, repositoryName = 'team/api') =>
  (stack: Stack) =>
    l2({ repositoryName, autoDeleteImages: true, removalPolicy: RemovalPolicy.DESTROY })(stack).applyRemovalPolicy(
      policy,
    );
const withKey = (id: string) => (stack: Stack) =>
  new PrivateRepository(stack, 'Api', {
    ...NAMED,
    encryption: RepositoryEncryption.customerManaged(new RepositoryKey(stack, id, { alias: 'alias/images' })),
  });

/** The statement of an organization as it was before it excepted the own account. */
const WITH_OWN_ACCOUNT = new iam.PolicyStatement({
  sid: 'PullFromOrganization',
  principals: [new iam.OrganizationPrincipal('o-a1b2c3d4e5')],
  actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
});

const gallery = (id: string, repositoryName: string) => (_: Stack, app: App) =>
  new PublicRepository(new Stack(app, 'Gallery', { env: { ...ENV, region: 'us-east-1' } }), id, { repositoryName });
const usedByLambda = repository({
  ...NAMED,
  access: [RepositoryAccess.pullFromLambda({ accounts: ['111122223333'] })],
});
const signed = (stack: Stack) => {
  repository(NAMED)(stack);
  new Registry(stack, 'Registry').addSigningRule({ profile: new ImageSigningProfile(stack, 'Profile') });
};

export const REPOSITORY_CASES: Record<keyof typeof REPOSITORY_CHANGES, ChangeCase | ChangeCase[]> = {
  'construct-id': { before: repository(NAMED), after: repository(NAMED, 'Web') },
  'construct-id-unnamed': { before: repository(), after: repository({}, 'Web') },
  'other-stack': [
    { before: repository(NAMED), after: (_, app) => repository(NAMED)(new Stack(app, 'Other', { env: ENV })) },
    { before: repository(NAMED), after: (stack) => repository(NAMED)(new NestedStack(stack, 'Nested')) },
    {
      before: (_, app) => repository(NAMED)(new Stack(app, 'Old', { env: ENV, stackName: 'old' })),
      after: (_, app) => repository(NAMED)(new Stack(app, 'Old', { env: ENV, stackName: 'new' })),
    },
  ],
  encryption: { before: repository(NAMED), after: repository({ ...NAMED, ...AES256 }) },
  'encryption-unnamed': { before: repository(), after: repository(AES256) },
  'encryption-to-default': { before: repository({ ...NAMED, ...AES256 }), after: repository(NAMED) },
  'key-of-registry': {
    before: repository(NAMED),
    after: (stack) => {
      const key = new Registry(stack, 'Registry').repositoryKey();
      repository({ ...NAMED, encryption: RepositoryEncryption.customerManaged(key) })(stack);
    },
  },
  'key-id': { before: withKey('Key'), after: withKey('Images') },
  'l2-to-private-repository': { before: l2(), after: repository(NAMED) },
  'repository-name': { before: repository(NAMED), after: repository({ repositoryName: 'team/web' }) },
  'repository-gets-name': { before: repository(), after: repository(NAMED) },
  'public-construct-id': { before: gallery('Api', 'api'), after: gallery('Web', 'api') },
  'public-name': { before: gallery('Api', 'api'), after: gallery('Api', 'web') },
  'key-policy': {
    before: repository(NAMED),
    after: (stack) => {
      repository(NAMED)(stack);
      const key = stack.node.findChild('EcrRepositoryKey') as kms.Key;
      (key.node.defaultChild as kms.CfnKey).addPropertyOverride('KeyPolicy.Id', 'mine');
    },
  },
  alias: {
    before: (stack) => new RepositoryKey(stack, 'Key', { alias: 'alias/old' }),
    after: (stack) => new RepositoryKey(stack, 'Key', { alias: 'alias/new' }),
  },
  'removed-with-images': {
    before: repository({ ...NAMED, removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true }),
    warnsBefore: true,
  },
  'auto-delete-images': [{ before: autoDelete() }, { before: autoDelete(RemovalPolicy.RETAIN) }],
  'auto-delete-images-changed': {
    before: autoDelete(RemovalPolicy.RETAIN),
    after: autoDelete(RemovalPolicy.RETAIN, 'team/web'),
  },
  'auto-delete-images-left-out': { before: autoDelete(), after: l2({ removalPolicy: RemovalPolicy.DESTROY }) },
  removed: { before: repository(NAMED) },
  'tags-can-move': [
    { before: repository(NAMED), after: repository({ ...NAMED, tagMutability: ImageTagMutability.mutable() }) },
  ],
  'tags-get-exceptions': {
    before: repository(NAMED),
    after: repository({ ...NAMED, tagMutability: ImageTagMutability.immutable({ exceptTags: ['latest'] }) }),
  },
  'tags-cannot-move': {
    before: repository({ ...NAMED, tagMutability: ImageTagMutability.mutable() }),
    after: repository(NAMED),
  },
  'default-lifecycle': {
    before: repository({ ...NAMED, lifecycle: LifecyclePolicy.none() }),
    after: repository(NAMED),
  },
  'lifecycle-by-age': {
    before: l2(),
    after: (stack) => l2()(stack).with(new mixins.RepositoryLifecycle(LifecyclePolicy.forBuilds())),
  },
  mixin: { before: l2(), after: (stack) => l2()(stack).with(new mixins.RepositoryBaseline()) },
  defaults: {
    before: l2(),
    after: (_, app) => {
      app.node.tryRemoveChild('Stack');
      l2()(new Stack(app, 'Stack', { env: ENV, propertyInjectors: RepositoryDefaults.of() }));
    },
  },
  'role-signed': [
    { before: repository(NAMED), after: signed },
    { before: repository(NAMED), after: usedByLambda },
  ],
  'role-signed-ends': [
    { before: signed, after: repository(NAMED) },
    { before: usedByLambda, after: repository(NAMED) },
  ],
  'role-replica': {
    before: repository(NAMED),
    after: (stack) => {
      repository(NAMED)(stack);
      new Registry(stack, 'Registry').acceptReplicationFrom({ account: '999999999999', repositoryPrefixes: ['team/'] });
    },
  },
  'own-account': {
    before: repository({ ...NAMED, access: [RepositoryAccess.of(WITH_OWN_ACCOUNT)] }),
    after: repository({ ...NAMED, access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')] }),
  },
  adoption: {
    // A stack of others stands for what exists already.
    before: (_, app) => l2()(new Stack(app, 'Theirs', { env: ENV })),
    after: repository(NAMED),
  },
};
