/**
 * The limits of Amazon ECR and its CloudFormation resources. The limits of lifecycle policies are in `lifecycle/`, and the
 * limit of policies is in `ecr/policy/policy-length`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
 */
export const LIMITS = {
  /** Fewest characters of the name of a repository. */
  MIN_NAME_LENGTH: 2,
  /** Most characters of the name of a repository. */
  NAME_LENGTH: 256,
  /** Most characters of the name of a public repository. The schema allows 256. */
  PUBLIC_NAME_LENGTH: 205,
  /** Images of a repository. The quota can be raised. */
  IMAGES_PER_REPOSITORY: 100_000,
  /** Rules of a registry's replication, by the model of the API. */
  REPLICATION_RULES: 25,
  /** Rules of a registry's replication, by the schema of CloudFormation. */
  REPLICATION_RULES_OF_SCHEMA: 10,
  /** Different destinations in all rules of a registry's replication. The schema allows more. */
  REPLICATION_DESTINATIONS: 25,
  /** Rules of a registry's signing. The schema allows more. */
  SIGNING_RULES: 10,
  /** Rules of a registry's scanning: one for each frequency. */
  SCANNING_RULES: 2,
  /** Filters of one rule of replication, scanning or signing. */
  FILTERS_OF_RULE: 100,
  /** Characters of a filter of scanning. */
  SCAN_FILTER_LENGTH: 255,
  /** Characters of a filter of signing. */
  SIGNING_FILTER_LENGTH: 256,
  /** Pull-through caches of a registry. */
  PULL_THROUGH_CACHES: 50,
  /** Fewest characters of a cache's prefix, and of its upstream's. */
  MIN_CACHE_PREFIX_LENGTH: 2,
  /** Most characters of a cache's prefix, and of its upstream's. */
  CACHE_PREFIX_LENGTH: 30,
  /** Characters of a creation template's prefix. */
  TEMPLATE_PREFIX_LENGTH: 256,
  /** Characters of a creation template's description. */
  TEMPLATE_DESCRIPTION_LENGTH: 256,
  /** Filters of the tags that are exempt from the tag mutability of a repository. */
  EXCLUSION_FILTERS: 5,
  /** Roles of a registry whose pulls do not count as use of an image. */
  PULL_TIME_EXCLUSIONS: 100,
  /** Characters of the ARN of such a role. */
  PULL_TIME_EXCLUSION_ARN_LENGTH: 200,
  /** Characters of the ARN of a signing profile. */
  SIGNING_PROFILE_ARN_LENGTH: 200,
  /** Tags of a repository, and of a creation template. */
  TAGS: 50,
  /** Characters of a text of a public repository's page. The API allows 25,600. */
  CATALOG_TEXT_LENGTH: 10_240,
  /** Characters of a public repository's description. */
  CATALOG_DESCRIPTION_LENGTH: 1024,
  /** Architectures of a public repository, and operating systems. */
  CATALOG_LABELS: 50,
  /** Characters of an architecture or operating system. */
  CATALOG_LABEL_LENGTH: 50,
} as const;

/**
 * The days for which Amazon Inspector can rescan an image.
 *
 * @see https://docs.aws.amazon.com/inspector/v2/APIReference/API_EcrConfiguration.html
 */
export const INSPECTOR_RESCAN_DAYS: readonly number[] = [14, 30, 60, 90, 180];
