/**
 * The rules of `EcrChecks`. Their ids, e.g. `EcrChecks::repositoryScanning`, are API: acknowledgements name them.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-best-practices.html
 */
export enum EcrRule {
  /** Images of a repository are scanned, by the repository's own setting or by a filter of the registry. */
  REPOSITORY_SCANNING = 'repositoryScanning',
  /** Tags of a repository, or of those that a creation template makes, cannot be moved to another image. */
  TAG_IMMUTABILITY = 'tagImmutability',
  /** No tag is excepted from immutability. */
  TAG_EXCEPTIONS = 'tagExceptions',
  /** A repository has a lifecycle policy. */
  LIFECYCLE_POLICY = 'lifecyclePolicy',
  /** The service accepts the lifecycle policy. */
  LIFECYCLE_GRAMMAR = 'lifecycleGrammar',
  /** Each rule of a lifecycle policy can act, and does what it seems to. */
  LIFECYCLE_EFFECT = 'lifecycleEffect',
  /** No lifecycle policy can take an image whose tag is to be protected. */
  LIFECYCLE_PROTECTION = 'lifecycleProtection',
  /** Images are encrypted with a customer-managed key, of those allowed. */
  CUSTOMER_KEY = 'customerKey',
  /** A repository outlives its stack. */
  REPOSITORY_RETENTION = 'repositoryRetention',
  /** A repository has the required tags, within the limits. */
  REPOSITORY_TAGS = 'repositoryTags',
  /** The service accepts the name of a repository. */
  REPOSITORY_NAME = 'repositoryName',
  /** Public repositories are in us-east-1. */
  PUBLIC_REGION = 'publicRegion',

  /** No policy admits everybody. */
  OPEN_PRINCIPAL = 'openPrincipal',
  /** A policy admits only the accounts and organizations that are allowed. */
  ALLOWED_PRINCIPALS = 'allowedPrincipals',
  /** A service is admitted only for sources that the policy names. */
  SERVICE_SOURCE = 'serviceSource',
  /** No Allow is true where its key is missing. */
  FOR_ALL_VALUES = 'forAllValues',
  /** An organization path ends at a unit. */
  ORGANIZATION_PATH = 'organizationPath',
  /** A Deny of a registry leaves a way to undo it. */
  REGISTRY_DENY = 'registryDeny',
  /** A policy's actions exist and can be granted there. */
  POLICY_ACTIONS = 'policyActions',
  /** No whole account may push to or delete from a repository. */
  ACCOUNT_PUSH = 'accountPush',
  /** Statements of a repository policy have no Resource element; those of a registry policy have one. */
  POLICY_RESOURCES = 'policyResources',
  /** The service accepts the policy: its size, its form. */
  POLICY_FORM = 'policyForm',

  /** One owner of each setting of a registry. */
  REGISTRY_SINGLETON = 'registrySingleton',
  /** The service accepts the scanning configuration, and its rules can act. */
  SCANNING_CONFIGURATION = 'scanningConfiguration',
  /** The service accepts the replication configuration, and its rules can act. */
  REPLICATION_CONFIGURATION = 'replicationConfiguration',
  /** Images are replicated by the registry they are pushed to, as replicas go no further. */
  REPLICATION_CHAIN = 'replicationChain',
  /** A destination in the app has a creation template for the replicas. */
  REPLICA_TEMPLATE = 'replicaTemplate',
  /** A destination in the app admits the source's account. */
  REPLICA_POLICY = 'replicaPolicy',
  /** A pull-through cache has the credentials its upstream asks for. */
  CACHE_CREDENTIALS = 'cacheCredentials',
  /** A pull-through cache names an upstream that is supported, and allowed. */
  CACHE_UPSTREAM = 'cacheUpstream',
  /** A creation template says how cached repositories look. */
  CACHE_TEMPLATE = 'cacheTemplate',
  /** A creation template with a key or tags has the role it needs. */
  TEMPLATE_ROLE = 'templateRole',
  /** A creation template for all names comes with a policy that limits who may create repositories. */
  TEMPLATE_ROOT = 'templateRoot',
  /** The service accepts the creation template. */
  TEMPLATE_FORM = 'templateForm',
  /** The service accepts the signing configuration, and an image is signed once. */
  SIGNING_CONFIGURATION = 'signingConfiguration',

  /** The key of a repository is rotated. */
  KEY_ROTATION = 'keyRotation',
  /** The key of a repository is not given away by its policy. */
  KEY_POLICY = 'keyPolicy',
  /** EventBridge may publish to the topic that a rule on events of Amazon ECR has as target. */
  TOPIC_POLICY = 'topicPolicy',
  /** An event pattern on Amazon ECR matches some event. */
  EVENT_PATTERN = 'eventPattern',
  /** An alarm on Amazon ECR watches a metric that exists. */
  ALARM_METRIC = 'alarmMetric',
  /** An alarm can go off. */
  ALARM_DATAPOINTS = 'alarmDatapoints',
}

/** What a finding of a rule does to synthesis. */
export enum EcrRuleSeverity {
  /** Synthesis fails. */
  ERROR = 'error',
  /** It is reported. */
  WARNING = 'warning',
}
