import * as events from 'aws-cdk-lib/aws-events';

/**
 * Fields of the events of Amazon ECR, as input of targets. Not every event has every field; where a field is missing, the
 * target gets nothing in its place.
 *
 * @example
 * import { RuleTargetInput } from 'aws-cdk-lib/aws-events';
 * import { EcrEventField } from 'cdk-ecr';
 *
 * RuleTargetInput.fromObject({ repository: EcrEventField.REPOSITORY_NAME, digest: EcrEventField.IMAGE_DIGEST });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
 */
export class EcrEventField {
  /** Name of the repository; in Amazon Inspector's events of scans its ARN. Not in its findings. */
  public static readonly REPOSITORY_NAME: string = detail('repository-name');

  /** Digest of the image, `sha256:` and 64 digits. Not in findings. */
  public static readonly IMAGE_DIGEST: string = detail('image-digest');

  /** The tag that an image was pushed, deleted, cached or replicated with, if any. */
  public static readonly IMAGE_TAG: string = detail('image-tag');

  /** All tags of a scanned image: a list. */
  public static readonly IMAGE_TAGS: string = detail('image-tags');

  /** What was done with an image: `PUSH`, `DELETE`, `UPDATE_STORAGE_CLASS`, `REPLICATE`. */
  public static readonly ACTION_TYPE: string = detail('action-type');

  /** How an action has ended: `SUCCESS` or `FAILED`. */
  public static readonly RESULT: string = detail('result');

  /** Media type of the manifest: in events of referrers and of the archive. */
  public static readonly MANIFEST_MEDIA_TYPE: string = detail('manifest-media-type');

  /** Media type of the artifact: in events of referrers and of the archive. */
  public static readonly ARTIFACT_MEDIA_TYPE: string = detail('artifact-media-type');

  /** Where an archived or restored image is now: `ARCHIVE` or `STANDARD`. */
  public static readonly TARGET_STORAGE_CLASS: string = detail('target-storage-class');

  /** How a scan has ended: `COMPLETE`, or `INITIAL_SCAN_COMPLETE` of Amazon Inspector. */
  public static readonly SCAN_STATUS: string = detail('scan-status');

  /** Findings of a scan by severity: an object, with the severities of which something was found. */
  public static readonly FINDING_SEVERITY_COUNTS: string = detail('finding-severity-counts');

  /** How a synchronisation of a pull-through cache has ended. */
  public static readonly SYNC_STATUS: string = detail('sync-status');

  /** Prefix of the repositories of a pull-through cache. */
  public static readonly CACHE_PREFIX: string = detail('ecr-repository-prefix');

  /** Host of the upstream of a pull-through cache. */
  public static readonly UPSTREAM_REGISTRY_URL: string = detail('upstream-registry-url');

  /** Account that a replicated image comes from. */
  public static readonly SOURCE_ACCOUNT: string = detail('source-account');

  /** Region that a replicated image comes from. */
  public static readonly SOURCE_REGION: string = detail('source-region');

  /** Severity of a finding of Amazon Inspector. */
  public static readonly FINDING_SEVERITY: string = detail('severity');

  /** Title of a finding of Amazon Inspector: vulnerability and package. */
  public static readonly FINDING_TITLE: string = detail('title');

  /** ARN of a finding of Amazon Inspector. */
  public static readonly FINDING_ARN: string = detail('findingArn');

  /** Account in whose registry Amazon Inspector has found something. */
  public static readonly FINDING_ACCOUNT: string = detail('awsAccountId');

  /** Id of the vulnerability of a finding, such as `CVE-2021-44228`. */
  public static readonly VULNERABILITY_ID: string = detail('packageVulnerabilityDetails.vulnerabilityId');

  /** Name of the repository of a finding. */
  public static readonly FINDING_REPOSITORY_NAME: string = detail(
    'resources[0].details.awsEcrContainerImage.repositoryName',
  );

  /** Digest of the image of a finding. */
  public static readonly FINDING_IMAGE_DIGEST: string = detail('resources[0].details.awsEcrContainerImage.imageHash');

  /** Tags of the image of a finding: a list. */
  public static readonly FINDING_IMAGE_TAGS: string = detail('resources[0].details.awsEcrContainerImage.imageTags');

  private constructor() {}
}

function detail(path: string): string {
  return events.EventField.fromPath(`$.detail.${path}`);
}
