/**
 * The form of the names of all regions, such as `eu-west-1`, `us-gov-east-1` or `eusc-de-east-1`. The schema of a
 * replication destination allows 2 to 25 characters.
 */
export const REGION = /^(?=.{2,25}$)[a-z]{2,4}(?:-[a-z]+)+-\d+$/;

/**
 * The regions of AWS in all partitions: a copy of the list in `aws-cdk-lib/region-info`, because `src/ecr` imports nothing
 * of the CDK. A test compares the lists.
 */
export const REGIONS: readonly string[] = [
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-1',
  'eu-central-2',
  'eu-isoe-west-1',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eusc-de-east-1',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'me-west-1',
  'mx-central-1',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-gov-east-1',
  'us-gov-west-1',
  'us-iso-east-1',
  'us-iso-west-1',
  'us-isob-east-1',
  'us-isob-west-1',
  'us-isof-east-1',
  'us-isof-south-1',
  'us-west-1',
  'us-west-2',
];

/** The region of all public repositories. They are pulled from everywhere. */
export const PUBLIC_REPOSITORY_REGION = 'us-east-1';

/** The properties that all regions of a partition share. */
interface Partition {
  /** Its name in ARNs. */
  readonly name: string;
  /** The domain of its services. */
  readonly urlSuffix: string;
}

/** The partition of all regions whose prefix is not in `PARTITIONS`. */
const COMMERCIAL: Partition = { name: 'aws', urlSuffix: 'amazonaws.com' };

/**
 * Partitions by the prefix of their regions.
 *
 * @see https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
const PARTITIONS: readonly (readonly [prefix: string, partition: Partition])[] = [
  ['cn-', { name: 'aws-cn', urlSuffix: 'amazonaws.com.cn' }],
  ['us-gov-', { name: 'aws-us-gov', urlSuffix: 'amazonaws.com' }],
  ['us-iso-', { name: 'aws-iso', urlSuffix: 'c2s.ic.gov' }],
  ['us-isob-', { name: 'aws-iso-b', urlSuffix: 'sc2s.sgov.gov' }],
  ['us-isof-', { name: 'aws-iso-f', urlSuffix: 'csp.hci.ic.gov' }],
  ['eu-isoe-', { name: 'aws-iso-e', urlSuffix: 'cloud.adc-e.uk' }],
  ['eusc-', { name: 'aws-eusc', urlSuffix: 'amazonaws.eu' }],
];

/** Regions whose CloudFormation has no AWS::ECR::SigningConfiguration. All regions in China lack it too. */
const WITHOUT_SIGNING = [
  'ap-east-2',
  'ap-northeast-3',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
];

/** Regions outside China and GovCloud whose CloudFormation has the older schema for prefixes, though not for names. */
const OLDER_PREFIXES = ['me-central-1', 'me-south-1'];

/** Regions with FIPS 140 validated hosts, beside those of GovCloud. */
const WITH_FIPS = ['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'];

/** Whether a text has the form of a region's name. */
export function isRegion(text: string): boolean {
  return REGION.test(text);
}

/** The partition of a region, such as `aws` or `aws-cn`. */
export function partitionOf(region: string): string {
  return partition(region).name;
}

/** The domain of the services of a region, such as `amazonaws.com`. */
export function urlSuffixOf(region: string): string {
  return partition(region).urlSuffix;
}

/** Whether a region is one of China. */
export function isChina(region: string): boolean {
  return region.startsWith('cn-');
}

/** Whether a region is one of AWS GovCloud (US). */
export function isGovCloud(region: string): boolean {
  return region.startsWith('us-gov-');
}

/**
 * Whether a region has managed signing.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export function hasSigning(region: string): boolean {
  return !isChina(region) && !WITHOUT_SIGNING.includes(region);
}

/**
 * Whether a region has pull-through caches, which China and GovCloud do not have.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html
 */
export function hasPullThroughCaches(region: string): boolean {
  return !isChina(region) && !isGovCloud(region);
}

/**
 * Whether a region has encryption in two layers (`KMS_DSSE`), which only GovCloud has.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export function hasDualLayerEncryption(region: string): boolean {
  return isGovCloud(region);
}

/** Whether registries of a region have dual-stack hosts. AWS documents none for China. */
export function hasDualStackHosts(region: string): boolean {
  return !isChina(region);
}

/** Whether registries of a region have hosts that are FIPS 140 validated. AWS lists none outside the United States. */
export function hasFipsHosts(region: string): boolean {
  return isGovCloud(region) || WITH_FIPS.includes(region);
}

/**
 * Whether the names of repositories follow the older schema in a region, which allows single separators only. A region
 * that is not known counts as one with the current schema.
 */
export function hasOlderNames(region: string | undefined): boolean {
  return region !== undefined && (isChina(region) || isGovCloud(region));
}

/** Whether the prefixes of templates and caches follow the older schema in a region. */
export function hasOlderPrefixes(region: string | undefined): boolean {
  return hasOlderNames(region) || (region !== undefined && OLDER_PREFIXES.includes(region));
}

function partition(region: string): Partition {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? COMMERCIAL;
}
