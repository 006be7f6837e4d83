/**
 * Ids of all warnings. They are API: users acknowledge them by id
 * (`Validations.of(scope).acknowledge({ id, reason })`), and the README lists them.
 */
export enum Warning {
  /** An option makes a repository fail a compliance control that it passes with defaults. */
  CONTROL_LOST = 'cdk-ecr:controlLost',
  /** Two registries may own the same environment, which is known only at deployment. */
  POSSIBLE_SECOND_OWNER = 'cdk-ecr:possibleSecondOwner',
  /** More repositories share one KMS key than its quota of grants allows. */
  KEY_GRANTS = 'cdk-ecr:keyGrants',
  /** A statement of a repository policy admits everybody, whatever account or organization they belong to. */
  OPEN_POLICY = 'cdk-ecr:openPolicy',
  /** A statement depends on `aws:SourceOrgID`, which AWS does not document for calls of Lambda to Amazon ECR. */
  SOURCE_ORGANIZATION = 'cdk-ecr:sourceOrganization',
  /** A statement of a repository policy has a Resource element. */
  POLICY_RESOURCES = 'cdk-ecr:policyResources',
  /** Pushes create repositories of any name, and no policy of the registry limits who may create them. */
  ROOT_CREATE_ON_PUSH = 'cdk-ecr:rootCreateOnPush',
  /** Who pushes to a signed repository cannot be given the permission to sign. */
  CANNOT_SIGN = 'cdk-ecr:cannotSign',
  /** The lifecycle of signed repositories expires untagged images, which signatures are stored as. */
  SIGNATURES_EXPIRE = 'cdk-ecr:signaturesExpire',
  /** A registry scans all its images continuously, which is billed by image and re-scan. */
  CONTINUOUS_SCAN_OF_ALL = 'cdk-ecr:continuousScanOfAll',
  /** No scanning filter of the registry matches a repository. */
  NOT_SCANNED = 'cdk-ecr:notScanned',
  /** No tag of a pull-through cache can be moved, so that none can be refreshed from upstream. */
  IMMUTABLE_CACHE = 'cdk-ecr:immutableCache',
  /** The Amazon ECR Public Gallery does not recognise an architecture or operating system of a public repository. */
  UNKNOWN_TO_GALLERY = 'cdk-ecr:unknownToGallery',
  /** A role trusts a repository of a CI system by a name that somebody else may get. */
  REUSABLE_NAME = 'cdk-ecr:reusableName',
  /** A topic or key is of another app, and its policy has to admit a service by itself. */
  FOREIGN_POLICY = 'cdk-ecr:foreignPolicy',
  /** A registry is monitored, but not the one that it replicates to, where failures of that are reported. */
  REPLICA_NOT_MONITORED = 'cdk-ecr:replicaNotMonitored',
  /** An alarm reads the metrics of all repositories, which are billed one by one, and of which it reads 10,000. */
  REGISTRY_WIDE_QUERY = 'cdk-ecr:registryWideQuery',
  /** Images that arrive at a registry by replication do not go on to where it replicates. */
  REPLICATION_CHAIN = 'cdk-ecr:replicationChain',
  /** A prefix of replication takes repositories whose names go on otherwise than with a "/". */
  REPLICATION_PREFIX = 'cdk-ecr:replicationPrefix',
  /** Tags of a source can move, but not those of its replicas. */
  IMMUTABLE_REPLICA = 'cdk-ecr:immutableReplica',
  /** Replicas expire earlier than their sources. */
  REPLICA_LIFECYCLE = 'cdk-ecr:replicaLifecycle',
  /** A repository that exists at the destination has other settings than replicas there. */
  REPLICA_DIFFERS = 'cdk-ecr:replicaDiffers',
  /** No scanning filter of the destination matches replicas. */
  REPLICA_NOT_SCANNED = 'cdk-ecr:replicaNotScanned',
  /** Earlier rules of a lifecycle policy claim all images that a rule selects. */
  SHADOWED_RULE = 'cdk-ecr:shadowedRule',
  /** A lifecycle rule asks for a tag that no image can have. */
  IMPOSSIBLE_TAG = 'cdk-ecr:impossibleTag',
  /** A lifecycle rule by number selects one image at most, and so leaves it. */
  COUNT_OF_ONE = 'cdk-ecr:countOfOne',
  /** A lifecycle rule expires all but the newest images, whatever their tags, and no rule keeps releases. */
  RELEASES_EXPIRE = 'cdk-ecr:releasesExpire',
  /** A lifecycle rule archives images that no rule ever expires. */
  ARCHIVED_FOR_EVER = 'cdk-ecr:archivedForEver',
  /** Where tags can move, a lifecycle rule takes untagged images by their push, also those that are in use. */
  UNTAGGED_IN_USE = 'cdk-ecr:untaggedInUse',
  /** A lifecycle takes indexes and leaves their images, which have no tag. */
  INDEX_IMAGES_STAY = 'cdk-ecr:indexImagesStay',
  /** A mixin or a default asks for another encryption, which would replace the repository. */
  ENCRYPTION_STAYS = 'cdk-ecr:encryptionStays',
  /** What a mixin or a default asks for cannot take effect at a repository. */
  SETTING_SKIPPED = 'cdk-ecr:settingSkipped',
}
