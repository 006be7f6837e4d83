import type { Change } from './change';
import { ChangeEffect } from './change';
import { AUTO_DELETE_IMAGES } from '../auto-delete-images';
import { EcrRule } from '../ecr-rule';
import { ResourceType } from '../resource-type';

const type = ResourceType.REPOSITORY;
const IMPORT =
  'remove it from the one stack, deploy, and take it over in the other: `npx cdk deploy --import-existing-resources`';
const COPY = 'declare a second repository with another name, copy the images by digest, and change the workloads';
const LEAVE_OUT =
  'first leave out `autoDeleteImages` and deploy, while nothing else of the repository changes: this removes the tag';

/** Changes of repositories and their keys. */
export const REPOSITORY_CHANGES = {
  'construct-id': {
    change: 'The construct id of a repository with a name changes',
    type,
    effect: ChangeEffect.FAILS,
    safely: 'keep the id, or move the resource with `npx cdk refactor`',
  },
  'construct-id-unnamed': {
    change: 'The construct id of a repository without a name changes',
    type,
    effect: ChangeEffect.LEFT_BEHIND,
    consequence: 'The new repository is empty.',
    safely: 'keep the id, move the resource with `npx cdk refactor`, or give repositories a name',
  },
  'other-stack': {
    change: 'A repository moves to another stack or nested stack, or the stack is renamed',
    type,
    effect: ChangeEffect.FAILS,
    consequence: 'The new stack has another shared key, too.',
    safely: `pass the old key to \`encryption\`; ${IMPORT}`,
  },
  encryption: {
    change: 'The encryption of a repository with a name changes',
    type,
    effect: ChangeEffect.FAILS,
    announcedBy: EcrRule.CUSTOMER_KEY,
    safely: COPY,
  },
  'encryption-unnamed': {
    change: 'The encryption of a repository without a name changes',
    type,
    effect: ChangeEffect.LEFT_BEHIND,
    consequence: 'The new repository is empty.',
    announcedBy: EcrRule.CUSTOMER_KEY,
    safely: COPY,
  },
  'encryption-to-default': {
    change: '`RepositoryEncryption.aes256()` is removed from a repository with a name',
    type,
    effect: ChangeEffect.FAILS,
    consequence: 'A key that the deployment created stays, because keys are retained.',
    safely: COPY,
  },
  'key-of-registry': {
    change: 'The key of a repository changes, such as from that of the stack to `registry.repositoryKey()`',
    type,
    effect: ChangeEffect.FAILS,
    safely: COPY,
  },
  'key-id': {
    change: 'The construct id of a key changes',
    type,
    effect: ChangeEffect.FAILS,
    consequence: 'The old key is retained.',
    safely: 'keep the id, or move the resource with `npx cdk refactor`',
  },
  'l2-to-private-repository': {
    change: 'An `ecr.Repository` becomes a `PrivateRepository` with the same id',
    type,
    effect: ChangeEffect.FAILS,
    safely: 'pass `encryption: RepositoryEncryption.aes256()`, which an `ecr.Repository` has by default',
  },
  'repository-name': {
    change: 'The name of a repository changes',
    type,
    effect: ChangeEffect.LEFT_BEHIND,
    consequence: 'The new repository is empty.',
    safely: COPY,
  },
  'repository-gets-name': {
    change: 'A repository without a name gets one',
    type,
    effect: ChangeEffect.LEFT_BEHIND,
    consequence: 'The new repository is empty.',
    safely: COPY,
  },
  'public-construct-id': {
    change: 'The construct id of a public repository with a name changes',
    type: ResourceType.PUBLIC_REPOSITORY,
    effect: ChangeEffect.FAILS,
    safely: 'keep the id, or move the resource with `npx cdk refactor`',
  },
  'public-name': {
    change: 'The name of a public repository changes',
    type: ResourceType.PUBLIC_REPOSITORY,
    effect: ChangeEffect.LEFT_BEHIND,
    consequence: 'The new repository is empty, and has another address in the gallery.',
    safely: 'declare a second repository, and push to both until nobody pulls from the first',
  },
  'key-policy': {
    change: 'The policy of a key changes',
    type: ResourceType.KEY,
    effect: ChangeEffect.UPDATED,
    safely: 'keep the statement of the own account, without which nobody can change the policy again',
  },
  alias: {
    change: 'The alias of a key changes',
    type: 'AWS::KMS::Alias',
    effect: ChangeEffect.EXCHANGED,
    consequence: 'An alias holds nothing.',
    safely: 'change the code of others that names the alias',
  },
  'removed-with-images': {
    change: 'A repository with `RemovalPolicy.DESTROY` and `emptyOnDelete` is removed',
    type,
    effect: ChangeEffect.DELETED,
    consequence: 'All of its images are deleted, and nobody can restore them.',
    announcedBy: EcrRule.REPOSITORY_RETENTION,
    safely: 'leave both options out',
  },
  'auto-delete-images': {
    change: 'An `ecr.Repository` with `autoDeleteImages` leaves its stack',
    type: AUTO_DELETE_IMAGES.TYPE,
    effect: ChangeEffect.DELETED,
    consequence: `Its function deletes all images of the repository, also of a retained one, if it has the tag \`${AUTO_DELETE_IMAGES.TAG}\`.`,
    safely: LEAVE_OUT,
  },
  'auto-delete-images-changed': {
    change: 'The name of an `ecr.Repository` with `autoDeleteImages` changes',
    type,
    effect: ChangeEffect.LEFT_BEHIND,
    consequence:
      'The function of `autoDeleteImages` then deletes all images of the old repository, also of a retained one.',
    safely: LEAVE_OUT,
  },
  'auto-delete-images-left-out': {
    change: '`autoDeleteImages` of an `ecr.Repository` is left out, and the repository stays in its stack',
    type: AUTO_DELETE_IMAGES.TYPE,
    effect: ChangeEffect.DELETED,
    consequence: 'No image is deleted, because CloudFormation removes the tag of the repository first.',
    safely: 'do it alone, and look that the tag is gone: `aws ecr list-tags-for-resource`',
  },
  removed: {
    change: 'A repository is removed',
    type,
    effect: ChangeEffect.ORPHANED,
    consequence: 'The key is retained as well.',
    safely:
      'delete it by hand when nobody pulls from it; to declare it again, use `npx cdk deploy --import-existing-resources`',
  },
  'tags-can-move': {
    change: 'Immutable tags become mutable',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'The lifecycle stays the same.',
    announcedBy: EcrRule.TAG_IMMUTABILITY,
    safely: 'look whether workloads name images by tags that now can move',
  },
  'tags-get-exceptions': {
    change: 'Immutable tags get exceptions',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'The lifecycle stays the same.',
    announcedBy: EcrRule.TAG_EXCEPTIONS,
    safely: 'exempt only tags that nothing is deployed from',
  },
  'tags-cannot-move': {
    change: 'Mutable tags become immutable',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'No image expires. A push of a tag that exists is refused.',
    safely: 'change pipelines that push a moving tag such as `latest`',
  },
  'default-lifecycle': {
    change: 'A repository without a lifecycle gets the default',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'Untagged images that were not pulled for 90 days are archived within a day.',
    safely: 'preview it first: `npx cdk-ecr-cli preview`',
  },
  'lifecycle-by-age': {
    change: 'An existing repository gets a rule that expires untagged images by their age',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'Old images that lost their tag expire within a day, and nobody can restore them.',
    announcedBy: EcrRule.UNTAGGED_IN_USE,
    safely: 'preview it first: `npx cdk-ecr-cli preview`, or use `LifecyclePolicy.forPulledImages()`',
  },
  mixin: {
    change: 'A repository of others gets the baseline by a mixin',
    type,
    effect: ChangeEffect.UPDATED,
    announcedBy: EcrRule.ENCRYPTION_STAYS,
    safely: 'leave `replaceRepositories` out: the repository then keeps its encryption',
  },
  defaults: {
    change: 'An `ecr.Repository` gets the defaults of `RepositoryDefaults`',
    type,
    effect: ChangeEffect.UPDATED,
    announcedBy: EcrRule.ENCRYPTION_STAYS,
    safely: 'leave `replaceRepositories` out: the repository then keeps its encryption',
  },
  'role-signed': {
    change: 'A signing rule matches the name of a repository, or AWS Lambda may pull from it',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'The default lifecycle keeps everything from now on.',
    safely: 'choose a lifecycle if images must be cleaned up',
  },
  'role-signed-ends': {
    change: 'The signing rule or the access of AWS Lambda is removed',
    type,
    effect: ChangeEffect.UPDATED,
    consequence:
      'The default lifecycle archives untagged images again, signatures included, and deletes them in the end.',
    safely: 'set `lifecycle: LifecyclePolicy.keepAll()` as long as signatures are verified or functions use the images',
  },
  'role-replica': {
    change: 'A repository becomes a destination of replication',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'The default lifecycle keeps everything from now on. Images in the archive do not expire any more.',
    safely: 'choose a lifecycle without rules by the last pull if images must be cleaned up',
  },
  'own-account': {
    change: 'An app is upgraded from a release in which access for an organization or unit included the own account',
    type,
    effect: ChangeEffect.UPDATED,
    consequence: 'Roles of the own account without an identity policy for the repository can no longer pull or push.',
    safely: 'first add `repository.grants.pull(role)` or `push(role)` for each role of the own account that needs it',
  },
  adoption: {
    change: 'A repository that exists already is declared',
    type,
    effect: ChangeEffect.FAILS,
    safely: 'declare it as it is, and take it over: `npx cdk deploy --import-existing-resources`',
  },
} as const satisfies Record<string, Change>;
