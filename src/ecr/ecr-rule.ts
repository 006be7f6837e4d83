/**
 * The decisions that the library asks for: constructs warn of them, `EcrChecks` reports them. Their ids, e.g.
 * `cdk-ecr::repositoryScanning`, are API: acknowledgements name them.
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
  /** A lifecycle rule asks for tags that an image can have. */
  IMPOSSIBLE_TAG = 'impossibleTag',
  /** No earlier rule of a lifecycle policy claims all images that a rule selects. */
  SHADOWED_RULE = 'shadowedRule',
  /** A lifecycle rule by number can select more images than it leaves. */
  COUNT_OF_ONE = 'countOfOne',
  /** A lifecycle rule by number that takes any image comes after one that keeps releases. */
  RELEASES_EXPIRE = 'releasesExpire',
  /** Images that a lifecycle rule archives expire by another one. */
  ARCHIVED_FOR_EVER = 'archivedForEver',
  /** Where tags can move, no lifecycle rule takes untagged images by the time of their push. */
  UNTAGGED_IN_USE = 'untaggedInUse',
  /** A lifecycle that takes tagged indexes also takes the untagged images that they leave. */
  INDEX_IMAGES_STAY = 'indexImagesStay',
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
  /** The key of a repository is rotated. */
  KEY_ROTATION = 'keyRotation',
  /** The key of a repository is not given away by its policy. */
  KEY_POLICY = 'keyPolicy',
  /** A KMS key has few enough repositories for its quota of grants. */
  KEY_GRANTS = 'keyGrants',
  /** No mixin or default asks for an encryption that would replace a repository. */
  ENCRYPTION_STAYS = 'encryptionStays',
  /** What a mixin or a default asks for takes effect. */
  SETTING_SKIPPED = 'settingSkipped',
  /** No policy admits everybody. */
  OPEN_POLICY = 'openPolicy',
  /** A policy admits only the accounts and organizations that are allowed. */
  ALLOWED_PRINCIPALS = 'allowedPrincipals',
  /** A service is admitted only for sources that the policy names. */
  SERVICE_SOURCE = 'serviceSource',
  /** No statement depends on `aws:SourceOrgID`, which AWS does not document for calls of Lambda to Amazon ECR. */
  SOURCE_ORGANIZATION = 'sourceOrganization',
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
  /** A role trusts a repository of a CI system by an id, not only by a name that another owner may get. */
  REUSABLE_NAME = 'reusableName',
  /** Principals that push to a signed repository may sign. */
  CANNOT_SIGN = 'cannotSign',
  /** One owner of each setting of a registry. */
  REGISTRY_SINGLETON = 'registrySingleton',
  /** The service accepts the scanning configuration, and its rules can act. */
  SCANNING_CONFIGURATION = 'scanningConfiguration',
  /** Continuous scanning, which is billed by image and re-scan, is for chosen repositories. */
  CONTINUOUS_SCAN_OF_ALL = 'continuousScanOfAll',
  /** The service accepts the replication configuration, and its rules can act. */
  REPLICATION_CONFIGURATION = 'replicationConfiguration',
  /** Images are replicated by the registry they are pushed to, as replicas go no further. */
  REPLICATION_CHAIN = 'replicationChain',
  /** A prefix of replication ends at a namespace. */
  REPLICATION_PREFIX = 'replicationPrefix',
  /** A destination in the app has a creation template for the replicas. */
  REPLICA_TEMPLATE = 'replicaTemplate',
  /** A destination in the app admits the source's account. */
  REPLICA_POLICY = 'replicaPolicy',
  /** Tags of replicas can move where those of their sources can. */
  IMMUTABLE_REPLICA = 'immutableReplica',
  /** Replicas expire no earlier than their sources. */
  REPLICA_LIFECYCLE = 'replicaLifecycle',
  /** A repository at a destination has the settings of replicas there. */
  REPLICA_DIFFERS = 'replicaDiffers',
  /** A pull-through cache has the credentials its upstream asks for. */
  CACHE_CREDENTIALS = 'cacheCredentials',
  /** A pull-through cache names an upstream that is supported, and allowed. */
  CACHE_UPSTREAM = 'cacheUpstream',
  /** A creation template says how cached repositories look. */
  CACHE_TEMPLATE = 'cacheTemplate',
  /** Tags of a pull-through cache can move, as those of its upstream do. */
  IMMUTABLE_CACHE = 'immutableCache',
  /** A creation template with a key or tags has the role it needs. */
  TEMPLATE_ROLE = 'templateRole',
  /** A creation template for all names comes with a policy that limits who may create repositories. */
  ROOT_CREATE_ON_PUSH = 'rootCreateOnPush',
  /** The service accepts the creation template. */
  TEMPLATE_FORM = 'templateForm',
  /** The service accepts the signing configuration, and an image is signed once. */
  SIGNING_CONFIGURATION = 'signingConfiguration',
  /** The lifecycle of signed repositories does not expire untagged images, which signatures are stored as. */
  SIGNATURES_EXPIRE = 'signaturesExpire',
  /** EventBridge may publish to the topic that a rule on events of Amazon ECR has as target. */
  TOPIC_POLICY = 'topicPolicy',
  /** The policy of a topic or key of another app is sure to admit a service. */
  FOREIGN_POLICY = 'foreignPolicy',
  /** An event pattern on Amazon ECR matches some event. */
  EVENT_PATTERN = 'eventPattern',
  /** An alarm on Amazon ECR watches a metric that exists. */
  ALARM_METRIC = 'alarmMetric',
  /** An alarm can go off. */
  ALARM_DATAPOINTS = 'alarmDatapoints',
  /** No alarm reads the metrics of all repositories, which are billed one by one. */
  REGISTRY_WIDE_QUERY = 'registryWideQuery',
  /** Where a registry is monitored, so is the one that it replicates to. */
  REPLICA_NOT_MONITORED = 'replicaNotMonitored',

  /** The library knows a name: of an action, region, service, upstream, field of an event, architecture. */
  UNKNOWN_NAME = 'unknownName',
  /** An acknowledgement has a reason, is needed, and does not end soon. */
  ACKNOWLEDGEMENT = 'acknowledgement',
}

/** What a finding of a rule does to synthesis. */
export enum EcrRuleSeverity {
  /** Synthesis fails. */
  ERROR = 'error',
  /** It is reported. */
  WARNING = 'warning',
}
