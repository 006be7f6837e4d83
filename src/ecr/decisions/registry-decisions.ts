import type { Decisions } from './decision';
import { CREDENTIALS_PREFIX } from '../cache-credentials';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';

/** Decisions about registries, replication, caches and creation templates. */
export const REGISTRY_DECISIONS = {
  [EcrRule.REGISTRY_SINGLETON]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'Two resources for one setting overwrite each other or fail to deploy, and deleting one also removes the setting ' +
      'of the other',
    remedy: 'remove one of the two, and move its settings to the other',
  },
  [EcrRule.REGISTRY_STACK]: {
    warning: true,
    explanation:
      'Deleting the stack of a registry ends replication, removes the registry policy and deletes caches and creation templates',
    remedy: 'set `terminationProtection: true` on the stack',
  },
  [EcrRule.SCANNING_CONFIGURATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A scanning configuration that is refused or matches nothing leaves images unscanned',
    remedy:
      'use at most one rule for SCAN_ON_PUSH and, under ENHANCED, one for CONTINUOUS_SCAN, each with filters such as "*"',
  },
  [EcrRule.ENHANCED_SCANNING]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Basic scanning finds vulnerabilities of operating system packages only',
    remedy: 'declare a Registry with `scanning: RegistryScanning.enhanced({ … })`, or set ScanType to ENHANCED',
  },
  [EcrRule.CONTINUOUS_SCAN_OF_ALL]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Amazon Inspector rescans each image when new vulnerabilities become known, and bills every rescan',
    remedy: 'name the repositories that need it, and scan the others on push',
  },
  [EcrRule.REPLICATION_CONFIGURATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Images that are not replicated are missing when a region or an account fails',
    remedy:
      'give destinations in another account (12 digits) or region, and filters that are prefixes of repository names',
  },
  [EcrRule.IMAGE_REPLICATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Images that are not replicated are missing when their region or account fails',
    remedy: 'replicate the repositories to another region or account, such as with `Registry.replicateTo`',
  },
  [EcrRule.REPLICATION_RULE_COUNT]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'The schema of AWS::ECR::ReplicationConfiguration allows 10 rules and the model of the Amazon ECR API 25, so that ' +
      'the deployment may fail',
    remedy:
      'replicate the same prefixes to several destinations, or acknowledge that the deployment accepts the number',
  },
  [EcrRule.REPLICATION_CHAIN]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'A registry replicates only the images that are pushed to it, not the images that are replicated to it',
    remedy: 'add the last registry to the destinations of this one as well',
  },
  [EcrRule.REPLICATION_PREFIX]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A prefix without a final "/" also matches longer names, such as "product" for "prod"',
    remedy: 'end the prefix in "/"',
  },
  [EcrRule.REPLICA_TEMPLATE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Replication copies no settings: without a creation template, replicas have mutable tags, no customer-managed key, ' +
      'no lifecycle and no policy',
    remedy:
      'add a RepositoryCreationTemplate to the stack there, with the prefix (ROOT for all names, or if the prefix does not end in "/") and ' +
      'AppliedFor REPLICATION',
  },
  [EcrRule.REPLICA_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A registry accepts images from another account only if its policy allows that account',
    remedy:
      'in the RegistryPolicy of the destination, allow arn:aws:iam::<source account>:root ecr:ReplicateImage on ' +
      'repository/<prefix>*, and ecr:CreateRepository if the repositories do not exist yet',
  },
  [EcrRule.IMMUTABLE_REPLICA]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'An immutable replica receives an image without its tag if another image already has the tag',
    remedy: 'make the tags of the replicas mutable',
  },
  [EcrRule.REPLICA_LIFECYCLE]: {
    warning: true,
    explanation: 'A replica that expires earlier than its source is missing when the source fails',
    remedy: 'give the replicas a lifecycle that keeps what the source keeps',
  },
  [EcrRule.DELETE_REPLICATION]: {
    warning: true,
    explanation:
      'With deleteReplication, an image that is deleted or expires at the source is gone at the destination too: the ' +
      'replica is a mirror and no backup',
    remedy: 'leave out deleteReplication if the replicas are a backup, or acknowledge that they are a mirror',
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
  [EcrRule.PARTIAL_SECRET_ARN]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'AWS Secrets Manager finds a secret by an ARN without the 6 characters at its end, but the documents on caches show ' +
      'full ARNs only',
    remedy: 'set CredentialArn to the full ARN, or acknowledge that the cache works',
  },
  [EcrRule.CREDENTIALS_IN_TEMPLATE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Everybody who can read the template, its stack or the repository of the code can use the credentials',
    remedy:
      'declare a PullThroughCacheCredentials and set its value after the deployment, or use a dynamic reference; then ' +
      'revoke the credentials, because they are known',
  },
  [EcrRule.CACHE_UPSTREAM]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A cache brings images from its upstream into the registry without a review',
    remedy: 'name a registry that Amazon ECR supports by its host, such as registry-1.docker.io',
  },
  [EcrRule.CACHE_TEMPLATE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Amazon ECR creates a repository for each image pulled through a cache; without a creation template it has no ' +
      'customer-managed key, no lifecycle and no policy',
    remedy: 'add a RepositoryCreationTemplate with the prefix of the cache and AppliedFor PULL_THROUGH_CACHE',
  },
  [EcrRule.IMMUTABLE_CACHE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'When the upstream moves a tag, the cache keeps serving the image it cached first',
    remedy: 'use mutable tags, or exceptions for the tags that move',
  },
  [EcrRule.CACHE_ORDER]: {
    warning: true,
    explanation: 'Until the cache is deployed, pulls through it fail, and a service that starts before may not come up',
    remedy: 'declare the registry in a stack that needs nothing of the stacks that pull through the cache',
  },
  [EcrRule.TEMPLATE_ROLE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Without a role that Amazon ECR can assume, the template creates no repository, and the push or pull fails',
    remedy:
      'set CustomRoleArn to a role without a path that trusts ecr.amazonaws.com and may create and tag repositories and ' +
      'use the key',
  },
  [EcrRule.TEMPLATE_NOT_SCANNED]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'A creation template cannot turn on scan on push, so only a scanning filter of the registry covers the repositories ' +
      'that Amazon ECR creates',
    remedy: 'add a filter to the scanning configuration that matches the whole prefix, such as "team/*" for "team/"',
  },
  [EcrRule.ROOT_CREATE_ON_PUSH]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'A principal with ecr:CreateRepository creates a repository by a push to any new name, even a misspelt one',
    remedy: 'limit ecr:CreateRepository in the RegistryPolicy, or give the template a prefix',
  },
  [EcrRule.TEMPLATE_FORM]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A creation template that is refused leaves repositories without the settings it would give them',
    remedy: 'correct the property as AWS::ECR::RepositoryCreationTemplate documents it',
  },
  [EcrRule.SIGNING_CONFIGURATION]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Images that are not signed, or not as expected, fail verification where they are deployed',
    remedy:
      'give each rule a signing profile for container images in the same region, and filters that no other rule has',
  },
  [EcrRule.IMAGE_SIGNING]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Without a signature, nobody can verify that an image is the one that was pushed here',
    remedy: 'add a signing rule for the repositories, such as with `Registry.addSigningRule`',
  },
  [EcrRule.SIGNATURES_EXPIRE]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Signatures are stored as untagged images, which a rule for untagged images may expire',
    remedy: 'try the rule with a lifecycle preview, or give the repositories another lifecycle',
  },
} satisfies Decisions;
