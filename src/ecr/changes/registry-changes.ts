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
  'registry-stack-renamed': {
    change: 'The stack of a `Registry` is renamed',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.FAILS,
    consequence: 'Deleting the old stack revokes its settings, even if another stack has them by then.',
    safely: 'keep `stackName`, or set `RegistryRemovalPolicy.RETAIN` and deploy before the old stack is deleted',
  },
  'registry-removed': {
    change: 'A `Registry` is removed',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.DELETED,
    consequence: 'All settings but scanning and signing end.',
    safely: 'set `RegistryRemovalPolicy.RETAIN` and deploy first if the settings are to stay',
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
  'exclusion-removed': {
    change: 'An `excludeFromPullTime` is removed',
    type: 'AWS::ECR::PullTimeUpdateExclusion',
    effect: ChangeEffect.DELETED,
    consequence: 'Pulls by the role count again, so images are archived later.',
    safely: 'do it',
  },
  'retain-to-revoke': {
    change:
      '`RETAIN` changes to `REVOKE`, or an app is upgraded from a release that retained, and nothing else changes',
    type: ResourceType.REPLICATION_CONFIGURATION,
    effect: ChangeEffect.UPDATED,
    consequence: 'The first deployment revokes nothing. From the next one on, a removed line revokes.',
    safely: 'deploy it alone',
  },
  'ids-by-path': {
    change:
      'An app is upgraded from a release whose logical ids of registry settings followed the path of the construct',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.FAILS,
    safely:
      'remove the registry with the old release, which retained it, deploy, and [import](import-a-registry.md) it',
  },
  'registry-adopted': {
    change: 'A registry that has a policy already is declared',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.FAILS,
    consequence: 'Scanning that was set by hand may be overwritten.',
    safely: 'declare it as it is, and [import](import-a-registry.md) it',
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
    consequence: 'Scanning goes on, and enhanced scanning is billed.',
    safely:
      'give `RegistryScanning.basic` with few filters instead, or reset it by hand: `aws ecr put-registry-scanning-configuration`',
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
  'template-removed': {
    change: 'An `addCreateOnPush` is removed',
    type: ResourceType.CREATION_TEMPLATE,
    effect: ChangeEffect.DELETED,
    consequence: 'Repositories stay, outside of every stack. A push to a new name under the prefix fails.',
    safely: 'change the pipelines first',
  },
  'cache-removed': {
    change: 'A pull-through cache is removed',
    type: ResourceType.PULL_THROUGH_CACHE_RULE,
    effect: ChangeEffect.DELETED,
    consequence: 'Cached repositories stay, outside of every stack. A pull of an image that is not cached fails.',
    safely: 'change the workloads, and delete the cached repositories by hand',
  },
  'cache-own-account': {
    change:
      'An app is upgraded from a release in which an organization or unit in `allowPullFrom` included the own account',
    type: ResourceType.REGISTRY_POLICY,
    effect: ChangeEffect.UPDATED,
    consequence:
      'Nodes of the own account without import permissions still pull cached images, and fail at the first pull of a new image.',
    safely: 'first add `cache.grants.pull(role)` for each role of the own account that pulls through the cache',
  },
  'cache-adopted': {
    change: 'A pull-through cache that exists already is declared',
    type: ResourceType.PULL_THROUGH_CACHE_RULE,
    effect: ChangeEffect.FAILS,
    safely: 'declare it as it is, and [import](import-a-registry.md) it',
  },
  'cache-tagged': {
    change: 'The repositories of a cache get their first tag',
    type: ResourceType.CREATION_TEMPLATE,
    effect: ChangeEffect.UPDATED,
    consequence: 'The cache rule stays. Repositories that exist do not get the tag.',
    safely: 'tag the repositories that exist by hand: `aws ecr tag-resource`',
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
  'signature-validity-unnamed': {
    change: 'The validity of an `ImageSigningProfile` without a name changes',
    type: 'AWS::Signer::SigningProfile',
    effect: ChangeEffect.LEFT_BEHIND,
    consequence: 'No verification trusts the new profile yet. Old signatures stay valid.',
    safely:
      'declare a second profile, trust both where signatures are verified, and change the signing rule afterwards',
  },
  'push-role-id-named': {
    change: 'The construct id of an `ImagePushRole` or `ImagePullRole` with a `roleName` changes',
    type: 'AWS::IAM::Role',
    effect: ChangeEffect.FAILS,
    safely: 'keep the id, or move the resource with `npx cdk refactor`',
  },
  'push-role-id': {
    change: 'The construct id of an `ImagePushRole` or `ImagePullRole` changes',
    type: 'AWS::IAM::Role',
    effect: ChangeEffect.EXCHANGED,
    consequence: 'The ARN of the role changes, and pipelines and service accounts that name it fail.',
    safely: 'change the ARN there with the deployment',
  },
  'notification-topic-removed': {
    change: 'A `NotificationTopic` is removed',
    type: 'AWS::SNS::Topic',
    effect: ChangeEffect.DELETED,
    consequence: 'A topic stores no messages. The key of the stack stays.',
    safely: 'subscribe to another topic first',
  },
  'monitoring-key': {
    change: 'An app is upgraded from a release in which each log and topic had a KMS key and a queue of its own',
    type: 'AWS::KMS::Key',
    effect: ChangeEffect.LEFT_BEHIND,
    consequence:
      'Logs and topics get the key of the stack in place. Old entries of a log need the old key, which stays. The keys ' +
      'of topics and the old queues are deleted, with the events in them.',
    safely: 'read the old queues first, and schedule the deletion of an old key when the retention of its log is over',
  },
  'account-settings-removed': {
    change: '`RegistryAccountSettings` is removed',
    type: 'Custom::ECRAccountSettings',
    effect: ChangeEffect.ORPHANED,
    consequence: 'The settings stay. The function that set them and its log are deleted.',
    safely: 'set other values instead of removing it',
  },
} as const satisfies Record<string, Change>;
