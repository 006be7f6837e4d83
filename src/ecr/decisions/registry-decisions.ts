import type { Decisions } from './decision';
import { CREDENTIALS_PREFIX } from '../cache-credentials';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';

/** Decisions about registries, replication, caches and creation templates. */
export const REGISTRY_DECISIONS = {
  [EcrRule.REGISTRY_SINGLETON]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'Two owners of one setting overwrite each other or fail to deploy, and whoever deletes one of them takes the ' +
      'setting from the other',
    remedy: 'remove one of the two, and say what it says in the one that stays',
  },
  [EcrRule.SCANNING_CONFIGURATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A scanning configuration that is refused or matches nothing leaves images unscanned',
    remedy:
      'give it one rule of SCAN_ON_PUSH, under ENHANCED also one of CONTINUOUS_SCAN, each with filters such as "*"',
  },
  [EcrRule.CONTINUOUS_SCAN_OF_ALL]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'Amazon Inspector scans each image again whenever new vulnerabilities become known, and bills every re-scan',
    remedy: 'name the repositories that need it, and scan the others on push',
  },
  [EcrRule.REPLICATION_CONFIGURATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Images that are not replicated are missing where they are needed when a region or an account fails',
    remedy:
      'name destinations of another account or region by 12 digits and a region, and filters by the start of names',
  },
  [EcrRule.REPLICATION_CHAIN]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'Replication hops once: only what was pushed to a registry goes on from it, not what was replicated to it',
    remedy: 'add the last registry to the destinations of this one as well',
  },
  [EcrRule.REPLICATION_PREFIX]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A prefix without "/" at its end also matches repositories whose names go on',
    remedy: 'end the prefix in "/"',
  },
  [EcrRule.REPLICA_TEMPLATE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Replication copies no settings: without a creation template, replicas have mutable tags, no customer-managed key, ' +
      'no lifecycle and no policy',
    remedy:
      'add a RepositoryCreationTemplate to the stack there, with the prefix (ROOT for what is no namespace) and ' +
      'AppliedFor REPLICATION',
  },
  [EcrRule.REPLICA_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'A registry takes images of another account only if its policy admits that account, and says nothing else',
    remedy:
      'allow arn:aws:iam::<source account>:root the action ecr:ReplicateImage, and ecr:CreateRepository where the ' +
      'repositories are not there yet, on repository/<prefix>* in the RegistryPolicy of the destination',
  },
  [EcrRule.IMMUTABLE_REPLICA]: {
    warning: true,
    explanation: 'An image arrives at an immutable replica without a tag that another image has there',
    remedy: 'make the tags of the replicas mutable',
  },
  [EcrRule.REPLICA_LIFECYCLE]: {
    warning: true,
    explanation: 'A replica that expires earlier than its source is missing when the source fails',
    remedy: 'give the replicas a lifecycle that keeps what the source keeps',
  },
  [EcrRule.REPLICA_DIFFERS]: {
    warning: true,
    explanation: 'A repository that exists at the destination keeps its own settings',
    remedy: 'declare it with the settings of the replicas',
  },
  [EcrRule.CACHE_CREDENTIALS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Without credentials that Amazon ECR can use, the cache is refused or no image can be pulled through it',
    remedy: `set CredentialArn to the full ARN of a secret of this account and region whose name starts with "${CREDENTIALS_PREFIX}"`,
  },
  [EcrRule.CACHE_UPSTREAM]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Images come into the registry from where its caches point, without a review',
    remedy: 'name a registry that Amazon ECR supports by its host, such as registry-1.docker.io',
  },
  [EcrRule.CACHE_TEMPLATE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Amazon ECR makes a repository for each image that is pulled through a cache: without a creation template it has no ' +
      'customer-managed key, no lifecycle and no policy',
    remedy: 'add a RepositoryCreationTemplate with the prefix of the cache and AppliedFor PULL_THROUGH_CACHE',
  },
  [EcrRule.IMMUTABLE_CACHE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A tag that the upstream moves stays on the image that was cached first',
    remedy: 'use mutable tags, or exceptions for the tags that move',
  },
  [EcrRule.TEMPLATE_ROLE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Without a role that Amazon ECR can assume, no repository is created by the template, and the push or pull fails',
    remedy:
      'set CustomRoleArn to a role without a path that trusts ecr.amazonaws.com and may create and tag repositories and ' +
      'use the key',
  },
  [EcrRule.ROOT_CREATE_ON_PUSH]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'Whoever may create repositories creates one of any name with a push to it, also by a slip of the keyboard',
    remedy: 'limit in the RegistryPolicy who may ecr:CreateRepository, or give the template a prefix',
  },
  [EcrRule.TEMPLATE_FORM]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A creation template that is refused leaves repositories without the settings it would give them',
    remedy: 'write the property as AWS::ECR::RepositoryCreationTemplate takes it',
  },
  [EcrRule.SIGNING_CONFIGURATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Images that are not signed, or not as expected, fail verification where they are deployed',
    remedy: 'give each rule a profile of the region for container images, and filters that no other rule has',
  },
  [EcrRule.SIGNATURES_EXPIRE]: {
    warning: true,
    explanation: 'Signatures are stored as untagged images, which a rule for untagged images may expire',
    remedy: 'try the rule with a lifecycle preview, or give the repositories another lifecycle',
  },
} satisfies Decisions;
