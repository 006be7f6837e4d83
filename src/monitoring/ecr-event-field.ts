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
  public static get REPOSITORY_NAME(): string {
    return detail('repository-name');
  }

  /** Digest of the image, `sha256:` and 64 digits. Not in findings. */
  public static get IMAGE_DIGEST(): string {
    return detail('image-digest');
  }

  /** The tag that an image was pushed, deleted, cached or replicated with, if any. */
  public static get IMAGE_TAG(): string {
    return detail('image-tag');
  }

  /** All tags of a scanned image: a list. */
  public static get IMAGE_TAGS(): string {
    return detail('image-tags');
  }

  /** What was done with an image: `PUSH`, `DELETE`, `UPDATE_STORAGE_CLASS`, `REPLICATE`. */
  public static get ACTION_TYPE(): string {
    return detail('action-type');
  }

  /** How an action has ended: `SUCCESS` or `FAILED`. */
  public static get RESULT(): string {
    return detail('result');
  }

  /** Media type of the manifest: in events of referrers and of the archive. */
  public static get MANIFEST_MEDIA_TYPE(): string {
    return detail('manifest-media-type');
  }

  /** Media type of the artifact: in events of referrers and of the archive. */
  public static get ARTIFACT_MEDIA_TYPE(): string {
    return detail('artifact-media-type');
  }

  /** Where an archived or restored image is now: `ARCHIVE` or `STANDARD`. */
  public static get TARGET_STORAGE_CLASS(): string {
    return detail('target-storage-class');
  }

  /** How a scan has ended: `COMPLETE`, or `INITIAL_SCAN_COMPLETE` of Amazon Inspector. */
  public static get SCAN_STATUS(): string {
    return detail('scan-status');
  }

  /** Findings of a scan by severity: an object, with the severities of which something was found. */
  public static get FINDING_SEVERITY_COUNTS(): string {
    return detail('finding-severity-counts');
  }

  /** How a synchronisation of a pull-through cache has ended. */
  public static get SYNC_STATUS(): string {
    return detail('sync-status');
  }

  /** Prefix of the repositories of a pull-through cache. */
  public static get CACHE_PREFIX(): string {
    return detail('ecr-repository-prefix');
  }

  /** Host of the upstream of a pull-through cache. */
  public static get UPSTREAM_REGISTRY_URL(): string {
    return detail('upstream-registry-url');
  }

  /** Account that a replicated image comes from. */
  public static get SOURCE_ACCOUNT(): string {
    return detail('source-account');
  }

  /** Region that a replicated image comes from. */
  public static get SOURCE_REGION(): string {
    return detail('source-region');
  }

  /** Severity of a finding of Amazon Inspector. */
  public static get FINDING_SEVERITY(): string {
    return detail('severity');
  }

  /** Title of a finding of Amazon Inspector: vulnerability and package. */
  public static get FINDING_TITLE(): string {
    return detail('title');
  }

  /** ARN of a finding of Amazon Inspector. */
  public static get FINDING_ARN(): string {
    return detail('findingArn');
  }

  /** Account in whose registry Amazon Inspector has found something. */
  public static get FINDING_ACCOUNT(): string {
    return detail('awsAccountId');
  }

  /** Id of the vulnerability of a finding, such as `CVE-2021-44228`. */
  public static get VULNERABILITY_ID(): string {
    return detail('packageVulnerabilityDetails.vulnerabilityId');
  }

  /** Name of the repository of a finding. */
  public static get FINDING_REPOSITORY_NAME(): string {
    return detail('resources[0].details.awsEcrContainerImage.repositoryName');
  }

  /** Digest of the image of a finding. */
  public static get FINDING_IMAGE_DIGEST(): string {
    return detail('resources[0].details.awsEcrContainerImage.imageHash');
  }

  /** Tags of the image of a finding: a list. */
  public static get FINDING_IMAGE_TAGS(): string {
    return detail('resources[0].details.awsEcrContainerImage.imageTags');
  }

  private constructor() {}
}

function detail(path: string): string {
  return events.EventField.fromPath(`$.detail.${path}`);
}
