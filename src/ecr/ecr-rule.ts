/**
 * The rules that this library checks in an app.
 *
 * Constructs report a violation as a warning. `EcrChecks` reports it as a finding on the synthesized templates. Some
 * rules exist only as a warning or only as a finding.
 *
 * Each rule has an id, such as `cdk-ecr::repositoryScanning`. The ids stay the same, because acknowledgements name
 * them.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/security-best-practices.html
 */
export enum EcrRule {
  /** Checks that images of a repository are scanned, by its own setting or by a scanning filter of the registry. */
  REPOSITORY_SCANNING = 'repositoryScanning',
  /**
   * Checks that tags cannot be moved to another image.
   *
   * This covers declared repositories and the repositories that a creation template creates.
   */
  TAG_IMMUTABILITY = 'tagImmutability',
  /** Checks that no tags are exempt from tag immutability. */
  TAG_EXCEPTIONS = 'tagExceptions',
  /** Checks that a repository has a lifecycle policy. */
  LIFECYCLE_POLICY = 'lifecyclePolicy',
  /** Checks that Amazon ECR accepts the lifecycle policy. */
  LIFECYCLE_GRAMMAR = 'lifecycleGrammar',
  /** Checks that a lifecycle rule selects tags that an image can have. */
  IMPOSSIBLE_TAG = 'impossibleTag',
  /**
   * Checks that a lifecycle rule with a list of tags is meant for images that have all of these tags.
   *
   * A list of tags selects only images with all of them. For images with any of several tags, write one rule for each
   * tag. Lists of `TagSelection.allPatterns` and `TagSelection.allPrefixes` are not checked.
   */
  TAG_LIST = 'tagList',
  /**
   * Checks that a lifecycle rule can act.
   *
   * A rule cannot act if earlier rules of the lifecycle policy select all of its images first.
   */
  SHADOWED_RULE = 'shadowedRule',
  /**
   * Checks that a lifecycle rule that keeps a number of images can match more images than that number.
   *
   * For example, a tag is on at most one image, so a rule that archives images of one tag by number never acts. A rule
   * that expires images of one tag by number is taken for a rule that keeps the image.
   */
  COUNT_OF_ONE = 'countOfOne',
  /**
   * Checks that a lifecycle rule cannot expire releases, nor archive them while they are in use.
   *
   * A rule that expires or archives images of any tag, by number or by the time since their push, must come after a rule
   * that keeps the releases. A rule that keeps them must write their tags in the same case as a later rule. Repositories
   * of a pull-through cache are not checked.
   */
  RELEASES_EXPIRE = 'releasesExpire',
  /**
   * Checks that archived images expire in the end.
   *
   * A lifecycle policy that archives images also needs a rule that expires these images, because archived images are
   * billed.
   */
  ARCHIVED_FOR_EVER = 'archivedForEver',
  /**
   * Checks that untagged images do not expire by the time since their push where tags can move.
   *
   * An image that loses its tag may still be in use by its digest.
   */
  UNTAGGED_IN_USE = 'untaggedInUse',
  /** Checks that a lifecycle policy that expires tagged image indexes also expires the untagged images they leave. */
  INDEX_IMAGES_STAY = 'indexImagesStay',
  /** Checks that no lifecycle policy can expire or archive an image with a protected tag. */
  LIFECYCLE_PROTECTION = 'lifecycleProtection',
  /** Checks that images are encrypted with a customer-managed key, and that this key is an allowed one. */
  CUSTOMER_KEY = 'customerKey',
  /** Checks that a repository is retained when its stack is deleted. */
  REPOSITORY_RETENTION = 'repositoryRetention',
  /** Checks that a repository has the required resource tags, and that its tags are within the limits. */
  REPOSITORY_TAGS = 'repositoryTags',
  /** Checks that Amazon ECR accepts the name of a repository. */
  REPOSITORY_NAME = 'repositoryName',
  /** Checks that public repositories are in us-east-1, the only region where Amazon ECR creates them. */
  PUBLIC_REGION = 'publicRegion',
  /** Checks that CloudFormation accepts the catalog data of a public repository: its texts and its labels. */
  CATALOG_DATA = 'catalogData',
  /** Checks that the KMS key of a repository is rotated, after a number of days that KMS accepts. */
  KEY_ROTATION = 'keyRotation',
  /**
   * Checks that the key policy of a repository's KMS key admits only principals that need the key.
   *
   * Each statement must have the key itself as its resource.
   */
  KEY_POLICY = 'keyPolicy',
  /**
   * Checks that the KMS key of a retained repository is retained and enabled, so that its images can be pulled.
   *
   * The waiting period before the deletion of any repository's key must be one that KMS accepts.
   */
  KEY_LOSS = 'keyLoss',
  /** Checks that a KMS key encrypts few enough repositories for its quota of grants. */
  KEY_GRANTS = 'keyGrants',
  /** Checks that no mixin or default sets an encryption that would replace a repository. */
  ENCRYPTION_STAYS = 'encryptionStays',
  /** Checks that each setting of a mixin or a default takes effect. */
  SETTING_SKIPPED = 'settingSkipped',
  /** Checks that no policy admits everybody. */
  OPEN_POLICY = 'openPolicy',
  /** Checks that no policy text, set later or by an override, replaces the access that was given to a repository. */
  POLICY_REPLACED = 'policyReplaced',
  /** Checks that a policy admits only the accounts and organizations that `EcrChecks` allows. */
  ALLOWED_PRINCIPALS = 'allowedPrincipals',
  /** Checks that the policy of a private repository denies all that the perimeter required by `EcrChecks` denies. */
  REQUIRED_PERIMETER = 'requiredPerimeter',
  /** Checks that a policy that admits an AWS service names the accounts or resources that the service acts for. */
  SERVICE_SOURCE = 'serviceSource',
  /**
   * Checks that no statement depends on `aws:SourceOrgID`.
   *
   * AWS does not document that Lambda sends this condition key to Amazon ECR.
   */
  SOURCE_ORGANIZATION = 'sourceOrganization',
  /** Checks that no Allow matches requests that lack the condition key of the statement, as `ForAllValues` does. */
  FOR_ALL_VALUES = 'forAllValues',
  /** Checks that a path of AWS Organizations in a condition ends at an organizational unit. */
  ORGANIZATION_PATH = 'organizationPath',
  /** Checks that some request can meet the conditions of a policy statement, and that not every request does. */
  POLICY_CONDITIONS = 'policyConditions',
  /**
   * Checks that a Deny in a registry policy can be undone, so that it does not lock out administrators.
   *
   * It also checks that the Deny leaves enhanced scanning, creation templates and pull through caches of the app their actions.
   */
  REGISTRY_DENY = 'registryDeny',
  /**
   * Checks that the actions in a policy exist, that this kind of policy can allow them, and that none is missing.
   *
   * An action is missing if a service or another account may do half of a pull, or if a role lacks half of the login to
   * the public registry.
   */
  POLICY_ACTIONS = 'policyActions',
  /** Checks that no other account as a whole may push to a repository or delete from it. */
  ACCOUNT_PUSH = 'accountPush',
  /**
   * Checks that no other account, organization or service may delete a repository, or change its policy and settings.
   *
   * In a registry policy, the rule also covers the settings of the registry. Principals of the own account are not
   * reported, nor the own account as a whole.
   */
  ADMINISTRATION = 'administration',
  /**
   * Checks that no identity policy of the app allows to delete or administer every repository.
   *
   * A policy that names some repositories, or limits them by their tags, is not reported.
   */
  IDENTITY_POLICY = 'identityPolicy',
  /**
   * Checks that a role that may push images trusts only jobs that its trust policy names.
   *
   * The rule applies to roles that trust an OpenID Connect provider, such as that of GitHub or GitLab.
   */
  PUSH_TRUST = 'pushTrust',
  /**
   * Checks that tasks, functions and builds name their images by a digest or by a tag that cannot move.
   *
   * The rule applies if `EcrChecks` requires it.
   */
  PINNED_IMAGE = 'pinnedImage',
  /** Checks that tasks, functions and builds use images only from the registries that `EcrChecks` allows. */
  IMAGE_REGISTRY = 'imageRegistry',
  /**
   * Checks that tasks, functions and builds write the reference to an image of Amazon ECR correctly.
   *
   * Images of other registries are not checked.
   */
  IMAGE_REFERENCE = 'imageReference',
  /**
   * Checks that tasks, builds and services can pull their images from Amazon ECR.
   *
   * The role that pulls must have the permissions, and the policy of the repository must admit its account. Roles that the
   * app does not declare are not checked.
   */
  IMAGE_PULL = 'imagePull',
  /** Checks that a VPC has interface endpoints for Amazon ECR, if `EcrChecks` requires them. */
  VPC_ENDPOINTS = 'vpcEndpoints',
  /**
   * Checks that clients in a VPC can pull images through its endpoints.
   *
   * Host names, policies and security groups of the endpoints must let them. Amazon S3, which has the layers of images, must
   * be reachable too.
   */
  ENDPOINT_PULL = 'endpointPull',
  /**
   * Checks that AWS Lambda can use the image of a function that is in another account than its repository.
   *
   * Lambda also needs the image to be in a private repository of Amazon ECR, in the region of the function.
   */
  LAMBDA_IMAGE = 'lambdaImage',
  /**
   * Checks the Resource element of policy statements.
   *
   * A statement of a repository policy must have none. A statement of a registry policy must have one.
   */
  POLICY_RESOURCES = 'policyResources',
  /** Checks that Amazon ECR accepts the size and the form of a policy, and IAM the form of its statements on ECR. */
  POLICY_FORM = 'policyForm',
  /**
   * Checks that a role trusts a repository of a CI system by its id.
   *
   * Another user can take the name after the repository is renamed or deleted.
   */
  REUSABLE_NAME = 'reusableName',
  /** Checks that a role does not trust the pull requests of a repository to push images. */
  PULL_REQUEST_PUSH = 'pullRequestPush',
  /** Checks that principals that push to a signed repository have permission to sign. */
  CANNOT_SIGN = 'cannotSign',
  /** Checks that each setting of a registry has one owner, the construct or resource that declares it. */
  REGISTRY_SINGLETON = 'registrySingleton',
  /** Checks that the stack of a registry is protected from deletion, which would revoke the registry's settings. */
  REGISTRY_STACK = 'registryStack',
  /** Checks that Amazon ECR accepts the scanning configuration, and that its rules can match repositories. */
  SCANNING_CONFIGURATION = 'scanningConfiguration',
  /** Checks that Amazon Inspector scans the images of a registry, if `EcrChecks` requires enhanced scanning. */
  ENHANCED_SCANNING = 'enhancedScanning',
  /** Checks that continuous scanning is limited to chosen repositories, because each image and rescan is billed. */
  CONTINUOUS_SCAN_OF_ALL = 'continuousScanOfAll',
  /** Checks that Amazon ECR accepts the replication configuration, and that its rules can replicate images. */
  REPLICATION_CONFIGURATION = 'replicationConfiguration',
  /** Checks that the images of the repositories for which `EcrChecks` requires replication are replicated. */
  IMAGE_REPLICATION = 'imageReplication',
  /**
   * Checks that a registry has at most 10 replication rules.
   *
   * The schema of CloudFormation allows 10 rules. The model of the Amazon ECR API allows 25.
   */
  REPLICATION_RULE_COUNT = 'replicationRuleCount',
  /**
   * Checks that no registry has to pass replicas on.
   *
   * A registry replicates only the images that are pushed to it, not the images that are replicated to it.
   */
  REPLICATION_CHAIN = 'replicationChain',
  /** Checks that a replication prefix ends in `/`, so that it does not match longer names, as `prod` does `product`. */
  REPLICATION_PREFIX = 'replicationPrefix',
  /** Checks that a replication destination in the app has a creation template for the replicas. */
  REPLICA_TEMPLATE = 'replicaTemplate',
  /** Checks that the registry policy of a replication destination in the app admits the account of the source. */
  REPLICA_POLICY = 'replicaPolicy',
  /** Checks that tags of replicas can move if the tags of their source repositories can. */
  IMMUTABLE_REPLICA = 'immutableReplica',
  /** Checks that each rule of a lifecycle policy suits the role of the repository, such as that of a replica. */
  ROLE_LIFECYCLE = 'roleLifecycle',
  /** Checks that replicas expire no earlier than the images of their source repositories. */
  REPLICA_LIFECYCLE = 'replicaLifecycle',
  /** Checks that deletions are not replicated from repositories whose lifecycle policy expires images. */
  DELETE_REPLICATION = 'deleteReplication',
  /** Checks that a repository that the app declares at a destination has the settings of the replicas there. */
  REPLICA_DIFFERS = 'replicaDiffers',
  /** Checks that a pull-through cache has the credentials that its upstream registry requires. */
  CACHE_CREDENTIALS = 'cacheCredentials',
  /** Checks that a pull-through cache names the secret with its credentials by the full ARN. */
  PARTIAL_SECRET_ARN = 'partialSecretArn',
  /** Checks that no template contains the credentials of a pull-through cache in clear text. */
  CREDENTIALS_IN_TEMPLATE = 'credentialsInTemplate',
  /** Checks that the upstream registry of a pull-through cache is supported and allowed. */
  CACHE_UPSTREAM = 'cacheUpstream',
  /** Checks that a creation template gives settings to the repositories that a pull-through cache creates. */
  CACHE_TEMPLATE = 'cacheTemplate',
  /** Checks that tags of a pull-through cache can move, as the tags of its upstream registry do. */
  IMMUTABLE_CACHE = 'immutableCache',
  /** Checks that a stack that pulls through a cache can be deployed after the stack of the cache. */
  CACHE_ORDER = 'cacheOrder',
  /**
   * Checks that a creation template with a KMS key or resource tags has a role with which Amazon ECR can create.
   *
   * The role needs permissions on the key and on tags.
   */
  TEMPLATE_ROLE = 'templateRole',
  /**
   * Checks that a scanning filter matches all repositories that Amazon ECR creates.
   *
   * Amazon ECR creates repositories through creation templates and pull-through caches. The rule applies to registries
   * whose scanning configuration the app declares.
   */
  TEMPLATE_NOT_SCANNED = 'templateNotScanned',
  /**
   * Checks that the registry policy limits who may create repositories of any name by a push.
   *
   * The rule applies to registries with the creation template `ROOT` for create on push.
   */
  ROOT_CREATE_ON_PUSH = 'rootCreateOnPush',
  /** Checks that Amazon ECR accepts the creation template. */
  TEMPLATE_FORM = 'templateForm',
  /** Checks that Amazon ECR accepts the signing configuration, and that each image is signed once. */
  SIGNING_CONFIGURATION = 'signingConfiguration',
  /** Checks that the images of the repositories for which `EcrChecks` requires signing are signed. */
  IMAGE_SIGNING = 'imageSigning',
  /** Checks that no lifecycle policy expires signatures, which are stored as untagged images. */
  SIGNATURES_EXPIRE = 'signaturesExpire',
  /**
   * Checks that the clients of VPC endpoints can reach Amazon S3 too.
   *
   * Amazon S3 has the layers of the images. Its gateway endpoint has no security group, so a client that restricts
   * outbound traffic needs a rule for the managed prefix list of Amazon S3.
   */
  LAYERS_UNREACHABLE = 'layersUnreachable',
  /** Checks that EventBridge may publish to an SNS topic that receives events of Amazon ECR. */
  TOPIC_POLICY = 'topicPolicy',
  /** Checks that EventBridge may send events of Amazon ECR to a queue, or invoke a function with them. */
  TARGET_POLICY = 'targetPolicy',
  /**
   * Checks that the policy of a topic or key admits the AWS service that uses it.
   *
   * The construct warns if another app declares the topic or key, because this app cannot change that policy.
   */
  FOREIGN_POLICY = 'foreignPolicy',
  /** Checks that an event pattern for Amazon ECR can match an event, and that targets ask for fields of its events. */
  EVENT_PATTERN = 'eventPattern',
  /** Checks that an alarm on Amazon ECR watches a metric that exists. */
  ALARM_METRIC = 'alarmMetric',
  /** Checks that an alarm can go off with its periods and data points. */
  ALARM_DATAPOINTS = 'alarmDatapoints',
  /** Checks that an alarm on the absence of pulls or calls goes off when there is no data. */
  ALARM_MISSING_DATA = 'alarmMissingData',
  /** Checks that no alarm reads the metrics of all repositories, which are billed for each repository. */
  REGISTRY_WIDE_QUERY = 'registryWideQuery',
  /**
   * Checks that the replication destination of a monitored registry is monitored too.
   *
   * Only the destination reports failures of replication.
   */
  REPLICA_NOT_MONITORED = 'replicaNotMonitored',
  /**
   * Checks that each alarm of `RegistryMonitoring` triggers an action.
   *
   * Without one, the alarm is only visible in CloudWatch.
   */
  ALARM_ACTION = 'alarmAction',

  /**
   * Checks that CloudFormation accepts the values in the properties of Amazon ECR resources.
   *
   * This covers booleans, account ids, principals of pull-time exclusions, and dynamic references such as
   * `{{resolve:ssm:/name}}`.
   */
  PROPERTY_VALUE = 'propertyValue',
  /** Checks that the library knows each name, such as that of an action, a region, a service or an event field. */
  UNKNOWN_NAME = 'unknownName',
  /** Checks that an acknowledgement has a reason, applies to a finding or warning, and does not end soon. */
  ACKNOWLEDGEMENT = 'acknowledgement',
}

/** The effect that a finding of `EcrChecks` has on synthesis. */
export enum EcrRuleSeverity {
  /** The finding makes synthesis fail. */
  ERROR = 'error',
  /** The finding is reported, and synthesis continues. */
  WARNING = 'warning',
}
