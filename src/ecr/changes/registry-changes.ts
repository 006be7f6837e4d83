import type { Change } from './change';
import { ChangeEffect } from './change';
import { EcrRule } from '../ecr-rule';
import { ResourceType } from '../resource-type';

/** Changes of a registry, its caches, CI roles and monitoring. */
export const REGISTRY_CHANGES = {
  'registry-id': {
    change: 'The construct id of a `Registry` changes, or it moves to another scope of its stack',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.NOTHING,
    safely: 'do it',
  },
  'registry-stack': {
    change: 'A `Registry` moves to another stack',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.FAILS,
    safely: 'set `RegistryRemovalPolicy.RETAIN` and deploy, remove it, and import the settings in the other stack',
  },
  'statement-removed': {
    change: 'One of several statements of the registry policy is removed',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.UPDATED,
    safely: 'look what a removed Deny opens',
  },
  'last-statement-removed': {
    change: 'The last statement of the registry policy is removed',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.DELETED,
    consequence: 'What it allowed ends, and what it denied opens.',
    safely: 'look what a removed Deny opens',
  },
  'replication-removed': {
    change: 'The last `replicateTo` is removed',
    type: ResourceType.REPLICATION_CONFIGURATION,
    effect: ChangeEffect.DELETED,
    consequence: 'New images are not replicated. Replicas stay.',
    safely: 'tell the owner of the destination to remove its side',
  },
  'removed-after-retain': {
    change:
      'A line is removed in the deployment that changes `RETAIN` to `REVOKE`, or in an upgrade from a release that retained',
    type: ResourceType.REPLICATION_CONFIGURATION,
    effect: ChangeEffect.ORPHANED,
    consequence: 'CloudFormation looks at the template that was deployed before.',
    safely: 'change the removal policy in a deployment of its own, and remove lines in the next one',
  },
  'scanning-removed': {
    change: '`scanning` is removed from a `Registry`',
    type: ResourceType.SCANNING_CONFIGURATION,
    effect: ChangeEffect.ORPHANED,
    safely: 'give other filters, or `RegistryScanning.basic({})`, instead of removing it',
  },
  'signing-removed': {
    change: 'The last `addSigningRule` is removed',
    type: ResourceType.SIGNING_CONFIGURATION,
    effect: ChangeEffect.ORPHANED,
    safely: 'delete it by hand: `aws ecr delete-signing-configuration`',
  },
  'stack-deleted': {
    change: 'The stack of a `Registry` is deleted',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.DELETED,
    consequence: 'All settings but scanning and signing end.',
    announcedBy: EcrRule.REGISTRY_STACK,
    safely: 'set `terminationProtection: true` on the stack',
  },
  'template-prefix': {
    change: 'The prefix of `addCreateOnPush` changes',
    type: ResourceType.CREATION_TEMPLATE,
    effect: ChangeEffect.EXCHANGED,
    consequence: 'Repositories that exist keep their settings.',
    safely: 'do it',
  },
  'template-settings': {
    change: 'The settings of a creation template change',
    type: ResourceType.CREATION_TEMPLATE,
    effect: ChangeEffect.UPDATED,
    consequence: 'They apply to repositories that are created from now on.',
    safely: 'change the repositories that exist by hand',
  },
  'cache-upstream': {
    change: 'The upstream or the credentials of a cache change',
    type: ResourceType.PULL_THROUGH_CACHE_RULE,
    effect: ChangeEffect.FAILS,
    consequence: 'No property of a cache rule can change, and the new rule has the prefix of the old one.',
    safely: 'give it another prefix, or remove the cache, deploy, and add it again',
  },
  'cache-prefix': {
    change: 'The prefix of a cache changes',
    type: ResourceType.PULL_THROUGH_CACHE_RULE,
    effect: ChangeEffect.EXCHANGED,
    consequence: 'Cached repositories under the old prefix stay.',
    safely: 'change the workloads, and delete the old repositories by hand',
  },
  'cache-credentials-id': {
    change: 'The construct id of `PullThroughCacheCredentials` changes',
    type: 'AWS::SecretsManager::Secret',
    effect: ChangeEffect.FAILS,
    safely: 'keep the id, or move the resource with `npx cdk refactor`',
  },
  'cache-credentials-description': {
    change: 'The description of `PullThroughCacheCredentials` changes',
    type: 'AWS::SecretsManager::Secret',
    effect: ChangeEffect.UPDATED,
    consequence: 'The credentials stay.',
    safely: 'do it',
  },
  'signature-validity': {
    change: 'The validity of an `ImageSigningProfile` with a name changes',
    type: 'AWS::Signer::SigningProfile',
    effect: ChangeEffect.FAILS,
    safely: 'declare a second profile with another name, and sign with that one',
  },
  'push-role-id': {
    change: 'The construct id of an `ImagePushRole` changes',
    type: 'AWS::IAM::Role',
    effect: ChangeEffect.EXCHANGED,
    consequence: 'The ARN of the role changes, and pipelines that name it fail.',
    safely: 'change the ARN in the pipelines with the deployment',
  },
  'notification-topic-removed': {
    change: 'A `NotificationTopic` is removed',
    type: 'AWS::SNS::Topic',
    effect: ChangeEffect.DELETED,
    consequence: 'Its key is deleted as well. A topic stores no messages.',
    safely: 'subscribe to another topic first',
  },
  'account-settings-removed': {
    change: '`RegistryAccountSettings` is removed',
    type: 'Custom::ECRAccountSettings',
    effect: ChangeEffect.ORPHANED,
    consequence: 'The settings stay. The function that set them and its log are deleted.',
    safely: 'set other values instead of removing it',
  },
} as const satisfies Record<string, Change>;
