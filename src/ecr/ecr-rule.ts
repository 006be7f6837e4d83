/**
 * The decisions that the library asks for. Constructs warn of them, and `EcrChecks` reports them.
 *
 * Their ids, such as `cdk-ecr::repositoryScanning`, stay the same, because acknowledgements name them.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-best-practices.html
 */
export enum EcrRule {
  /** Images of a repository are scanned, by the repository's own setting or by a filter of the registry. */
  REPOSITORY_SCANNING = 'repositoryScanning',
  /** Tags cannot be moved to another image, in a repository or in those that a creation template creates. */
  TAG_IMMUTABILITY = 'tagImmutability',
  /** No tag is exempt from immutability. */
  TAG_EXCEPTIONS = 'tagExceptions',
  /** A repository has a lifecycle policy. */
  LIFECYCLE_POLICY = 'lifecyclePolicy',
  /** The service accepts the lifecycle policy. */
  LIFECYCLE_GRAMMAR = 'lifecycleGrammar',
  /** A lifecycle rule selects tags that an image can have. */
  IMPOSSIBLE_TAG = 'impossibleTag',
  /** No lifecycle rule comes after rules that select all of its images first. */
  SHADOWED_RULE = 'shadowedRule',
  /** A lifecycle rule that counts images can match more images than it keeps. */
  COUNT_OF_ONE = 'countOfOne',
  /** A lifecycle rule that counts images of any tag comes after a rule that keeps releases. */
  RELEASES_EXPIRE = 'releasesExpire',
  /** Another lifecycle rule expires the images that a rule archives. */
  ARCHIVED_FOR_EVER = 'archivedForEver',
  /** No lifecycle rule expires untagged images by the time of their push if tags can move. */
  UNTAGGED_IN_USE = 'untaggedInUse',
  /** A lifecycle that expires tagged indexes also expires the untagged images that they leave. */
  INDEX_IMAGES_STAY = 'indexImagesStay',
  /** No lifecycle policy can expire or archive an image with a protected tag. */
  LIFECYCLE_PROTECTION = 'lifecycleProtection',
  /** Images are encrypted with a customer-managed key that is allowed. */
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
  /** The key policy of a repository admits nobody who does not need the key. */
  KEY_POLICY = 'keyPolicy',
  /** A KMS key encrypts few enough repositories for its quota of grants. */
  KEY_GRANTS = 'keyGrants',
  /** No mixin or default sets an encryption that would replace a repository. */
  ENCRYPTION_STAYS = 'encryptionStays',
  /** Each setting of a mixin or a default takes effect. */
  SETTING_SKIPPED = 'settingSkipped',
  /** No policy admits everybody. */
  OPEN_POLICY = 'openPolicy',
  /** A policy admits only the accounts and organizations that are allowed. */
  ALLOWED_PRINCIPALS = 'allowedPrincipals',
  /** A service is admitted only for sources that the policy names. */
  SERVICE_SOURCE = 'serviceSource',
  /** No statement depends on `aws:SourceOrgID`, which AWS does not document for calls of Lambda to Amazon ECR. */
  SOURCE_ORGANIZATION = 'sourceOrganization',
  /** No Allow matches a request without the key of its condition. */
  FOR_ALL_VALUES = 'forAllValues',
  /** An organization path ends at a unit. */
  ORGANIZATION_PATH = 'organizationPath',
  /** A Deny in a registry policy can be undone. */
  REGISTRY_DENY = 'registryDeny',
  /** The actions of a policy exist, and this kind of policy can allow them. */
  POLICY_ACTIONS = 'policyActions',
  /** No other account as a whole may push to a repository or delete from it. */
  ACCOUNT_PUSH = 'accountPush',
  /** Statements of a repository policy have no Resource element; those of a registry policy have one. */
  POLICY_RESOURCES = 'policyResources',
  /** The service accepts the size and the form of a policy. */
  POLICY_FORM = 'policyForm',
  /** A role trusts a repository of a CI system by its id, not only by a name that others can take later. */
  REUSABLE_NAME = 'reusableName',
  /** Principals that push to a signed repository may sign. */
  CANNOT_SIGN = 'cannotSign',
  /** Each setting of a registry has one owner. */
  REGISTRY_SINGLETON = 'registrySingleton',
  /** The service accepts the scanning configuration, and its rules can act. */
  SCANNING_CONFIGURATION = 'scanningConfiguration',
  /** Continuous scanning, which is billed for each image and rescan, is limited to chosen repositories. */
  CONTINUOUS_SCAN_OF_ALL = 'continuousScanOfAll',
  /** The service accepts the replication configuration, and its rules can act. */
  REPLICATION_CONFIGURATION = 'replicationConfiguration',
  /** Images are replicated by the registry they are pushed to, because replicas are not replicated again. */
  REPLICATION_CHAIN = 'replicationChain',
  /** A prefix of replication ends at a namespace. */
  REPLICATION_PREFIX = 'replicationPrefix',
  /** A replication destination in the app has a creation template for the replicas. */
  REPLICA_TEMPLATE = 'replicaTemplate',
  /** A replication destination in the app admits the account of the source. */
  REPLICA_POLICY = 'replicaPolicy',
  /** Tags of replicas can move if the tags of their sources can. */
  IMMUTABLE_REPLICA = 'immutableReplica',
  /** Replicas expire no earlier than their sources. */
  REPLICA_LIFECYCLE = 'replicaLifecycle',
  /** A repository that exists at a destination has the settings of the replicas there. */
  REPLICA_DIFFERS = 'replicaDiffers',
  /** A pull-through cache has the credentials that its upstream requires. */
  CACHE_CREDENTIALS = 'cacheCredentials',
  /** The upstream of a pull-through cache is supported and allowed. */
  CACHE_UPSTREAM = 'cacheUpstream',
  /** A creation template has the settings of cached repositories. */
  CACHE_TEMPLATE = 'cacheTemplate',
  /** Tags of a pull-through cache can move, as the tags of its upstream do. */
  IMMUTABLE_CACHE = 'immutableCache',
  /** A creation template with a key or tags has the role it needs. */
  TEMPLATE_ROLE = 'templateRole',
  /** A registry with a creation template for all names limits in its policy who may create repositories. */
  ROOT_CREATE_ON_PUSH = 'rootCreateOnPush',
  /** The service accepts the creation template. */
  TEMPLATE_FORM = 'templateForm',
  /** The service accepts the signing configuration, and each image is signed once. */
  SIGNING_CONFIGURATION = 'signingConfiguration',
  /** The lifecycle of signed repositories does not expire signatures, which are stored as untagged images. */
  SIGNATURES_EXPIRE = 'signaturesExpire',
  /** EventBridge may publish to a topic that receives events of Amazon ECR. */
  TOPIC_POLICY = 'topicPolicy',
  /** The policy of a topic or key admits a service, also if another app declares the topic or key. */
  FOREIGN_POLICY = 'foreignPolicy',
  /** An event pattern for Amazon ECR can match an event. */
  EVENT_PATTERN = 'eventPattern',
  /** An alarm on Amazon ECR watches a metric that exists. */
  ALARM_METRIC = 'alarmMetric',
  /** An alarm can go off. */
  ALARM_DATAPOINTS = 'alarmDatapoints',
  /** No alarm reads the metrics of all repositories, which are billed for each repository. */
  REGISTRY_WIDE_QUERY = 'registryWideQuery',
  /** The destination of a monitored registry is monitored too. */
  REPLICA_NOT_MONITORED = 'replicaNotMonitored',

  /** The library knows each name, such as that of an action, a region, a service or an event field. */
  UNKNOWN_NAME = 'unknownName',
  /** An acknowledgement has a reason, is needed, and does not end soon. */
  ACKNOWLEDGEMENT = 'acknowledgement',
}

/** The effect of a finding on synthesis. */
export enum EcrRuleSeverity {
  /** The finding makes synthesis fail. */
  ERROR = 'error',
  /** The finding is reported, and synthesis continues. */
  WARNING = 'warning',
}
