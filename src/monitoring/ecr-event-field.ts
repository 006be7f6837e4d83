import * as events from 'aws-cdk-lib/aws-events';
import type { FieldPath, FieldsByName } from '../ecr/events/event-fields';
import { detailPath } from '../ecr/events/event-type';
import type { EventType } from '../ecr/events/event-type';
import { CACHE_ACTION, IMAGE_ACTION, REPLICATION_ACTION } from '../ecr/events/image-events';
import { IMAGE_SCAN, INSPECTOR_FINDING } from '../ecr/events/scan-events';

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
  public static readonly REPOSITORY_NAME: string = detail(IMAGE_ACTION, 'repository-name');

  /** Digest of the image, `sha256:` and 64 digits. Not in findings. */
  public static readonly IMAGE_DIGEST: string = detail(IMAGE_ACTION, 'image-digest');

  /** The tag that an image was pushed, deleted, cached or replicated with, if any. */
  public static readonly IMAGE_TAG: string = detail(IMAGE_ACTION, 'image-tag');

  /** All tags of a scanned image: a list. */
  public static readonly IMAGE_TAGS: string = detail(IMAGE_SCAN, 'image-tags');

  /** The action on an image: `PUSH`, `DELETE`, `UPDATE_STORAGE_CLASS`, `REPLICATE`. */
  public static readonly ACTION_TYPE: string = detail(IMAGE_ACTION, 'action-type');

  /** How an action has ended: `SUCCESS` or `FAILED`. */
  public static readonly RESULT: string = detail(IMAGE_ACTION, 'result');

  /** Media type of the manifest: in events of referrers and of the archive. */
  public static readonly MANIFEST_MEDIA_TYPE: string = detail(IMAGE_ACTION, 'manifest-media-type');

  /** Media type of the artifact: in events of referrers and of the archive. */
  public static readonly ARTIFACT_MEDIA_TYPE: string = detail(IMAGE_ACTION, 'artifact-media-type');

  /** Where an archived or restored image is now: `ARCHIVE` or `STANDARD`. */
  public static readonly TARGET_STORAGE_CLASS: string = detail(IMAGE_ACTION, 'target-storage-class');

  /** How a scan has ended: `COMPLETE`, or `INITIAL_SCAN_COMPLETE` of Amazon Inspector. */
  public static readonly SCAN_STATUS: string = detail(IMAGE_SCAN, 'scan-status');

  /** Findings of a scan by severity: an object with the severities that were found. */
  public static readonly FINDING_SEVERITY_COUNTS: string = detail(IMAGE_SCAN, 'finding-severity-counts');

  /** The result of a synchronisation of a pull-through cache. */
  public static readonly SYNC_STATUS: string = detail(CACHE_ACTION, 'sync-status');

  /** Code of the error for which a synchronisation of a pull-through cache failed. */
  public static readonly FAILURE_CODE: string = detail(CACHE_ACTION, 'failure-code');

  /** The reason for which a synchronisation of a pull-through cache failed. */
  public static readonly FAILURE_REASON: string = detail(CACHE_ACTION, 'failure-reason');

  /** Prefix of the repositories of a pull-through cache. */
  public static readonly CACHE_PREFIX: string = detail(CACHE_ACTION, 'ecr-repository-prefix');

  /** Host of the upstream of a pull-through cache. */
  public static readonly UPSTREAM_REGISTRY_URL: string = detail(CACHE_ACTION, 'upstream-registry-url');

  /** Account that a replicated image comes from. */
  public static readonly SOURCE_ACCOUNT: string = detail(REPLICATION_ACTION, 'source-account');

  /** Region that a replicated image comes from. */
  public static readonly SOURCE_REGION: string = detail(REPLICATION_ACTION, 'source-region');

  /** Severity of a finding of Amazon Inspector. */
  public static readonly FINDING_SEVERITY: string = detail(INSPECTOR_FINDING, 'severity');

  /** Title of a finding of Amazon Inspector: vulnerability and package. */
  public static readonly FINDING_TITLE: string = detail(INSPECTOR_FINDING, 'title');

  /** ARN of a finding of Amazon Inspector. */
  public static readonly FINDING_ARN: string = detail(INSPECTOR_FINDING, 'findingArn');

  /** Account in whose registry Amazon Inspector has found something. */
  public static readonly FINDING_ACCOUNT: string = detail(INSPECTOR_FINDING, 'awsAccountId');

  /** Id of the vulnerability of a finding, such as `CVE-2021-44228`. */
  public static readonly VULNERABILITY_ID: string = detail(
    INSPECTOR_FINDING,
    'packageVulnerabilityDetails.vulnerabilityId',
  );

  /** Name of the repository of a finding. */
  public static readonly FINDING_REPOSITORY_NAME: string = detail(
    INSPECTOR_FINDING,
    'resources[0].details.awsEcrContainerImage.repositoryName',
  );

  /** Digest of the image of a finding. */
  public static readonly FINDING_IMAGE_DIGEST: string = detail(
    INSPECTOR_FINDING,
    'resources[0].details.awsEcrContainerImage.imageHash',
  );

  /** Tags of the image of a finding: a list. */
  public static readonly FINDING_IMAGE_TAGS: string = detail(
    INSPECTOR_FINDING,
    'resources[0].details.awsEcrContainerImage.imageTags',
  );

  private constructor() {}
}

function detail<K extends FieldsByName>(event: EventType<K>, path: NoInfer<FieldPath<K>>): string {
  return events.EventField.fromPath(detailPath(event, path));
}
