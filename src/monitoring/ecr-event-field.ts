import * as events from 'aws-cdk-lib/aws-events';
import type { FieldPath, FieldsByName } from '../ecr/events/event-fields';
import { detailPath } from '../ecr/events/event-type';
import type { EventType } from '../ecr/events/event-type';
import { CACHE_ACTION, IMAGE_ACTION, REPLICATION_ACTION } from '../ecr/events/image-events';
import { IMAGE_SCAN, INSPECTOR_FINDING } from '../ecr/events/scan-events';

/**
 * Fields of the events of Amazon ECR and Amazon Inspector, for the input of an EventBridge target.
 *
 * Not every event has every field. If an event lacks a field, the target receives no value for it.
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
  /**
   * Name of the repository. In a scan event of Amazon Inspector, this field contains the ARN of the repository instead.
   *
   * Findings of Amazon Inspector lack this field; use `FINDING_REPOSITORY_NAME`.
   */
  public static readonly REPOSITORY_NAME: string = detail(IMAGE_ACTION, 'repository-name');

  /**
   * Digest of the image: `sha256:` and 64 hexadecimal digits.
   *
   * Findings of Amazon Inspector lack this field; use `FINDING_IMAGE_DIGEST`.
   */
  public static readonly IMAGE_DIGEST: string = detail(IMAGE_ACTION, 'image-digest');

  /** The tag with which an image was pushed, deleted, cached or replicated, if it had a tag. */
  public static readonly IMAGE_TAG: string = detail(IMAGE_ACTION, 'image-tag');

  /** All tags of a scanned image, as a list. */
  public static readonly IMAGE_TAGS: string = detail(IMAGE_SCAN, 'image-tags');

  /** The action on an image: `PUSH`, `DELETE`, `UPDATE_STORAGE_CLASS` (archived or restored) or `REPLICATE`. */
  public static readonly ACTION_TYPE: string = detail(IMAGE_ACTION, 'action-type');

  /** The result of the action on an image: `SUCCESS`, or another value such as `FAILED` if the action failed. */
  public static readonly RESULT: string = detail(IMAGE_ACTION, 'result');

  /**
   * Media type of the image manifest.
   *
   * Only events about referrers (such as signatures) and about archived or restored images have this field.
   */
  public static readonly MANIFEST_MEDIA_TYPE: string = detail(IMAGE_ACTION, 'manifest-media-type');

  /**
   * Media type of the artifact, such as `text/sbom+json`.
   *
   * Only events about referrers (such as signatures) and about archived or restored images have this field.
   */
  public static readonly ARTIFACT_MEDIA_TYPE: string = detail(IMAGE_ACTION, 'artifact-media-type');

  /** Storage class of an image after it was archived (`ARCHIVE`) or restored (`STANDARD`). */
  public static readonly TARGET_STORAGE_CLASS: string = detail(IMAGE_ACTION, 'target-storage-class');

  /** Status of a scan: `COMPLETE` or `FAILED` in basic scanning, `INITIAL_SCAN_COMPLETE` from Amazon Inspector. */
  public static readonly SCAN_STATUS: string = detail(IMAGE_SCAN, 'scan-status');

  /** Number of findings of a scan for each severity, as an object. Severities without findings may be missing. */
  public static readonly FINDING_SEVERITY_COUNTS: string = detail(IMAGE_SCAN, 'finding-severity-counts');

  /** Result of copying an image from the upstream into a pull-through cache: `SUCCESS` if the image was copied. */
  public static readonly SYNC_STATUS: string = detail(CACHE_ACTION, 'sync-status');

  /** Error code, if a pull-through cache could not copy an image from its upstream. */
  public static readonly FAILURE_CODE: string = detail(CACHE_ACTION, 'failure-code');

  /** Error message, if a pull-through cache could not copy an image from its upstream. */
  public static readonly FAILURE_REASON: string = detail(CACHE_ACTION, 'failure-reason');

  /** Prefix of the names of the repositories of a pull-through cache. */
  public static readonly CACHE_PREFIX: string = detail(CACHE_ACTION, 'ecr-repository-prefix');

  /** Host of the upstream registry of a pull-through cache, such as `registry-1.docker.io`. */
  public static readonly UPSTREAM_REGISTRY_URL: string = detail(CACHE_ACTION, 'upstream-registry-url');

  /** Account from which an image was replicated. */
  public static readonly SOURCE_ACCOUNT: string = detail(REPLICATION_ACTION, 'source-account');

  /** Region from which an image was replicated. */
  public static readonly SOURCE_REGION: string = detail(REPLICATION_ACTION, 'source-region');

  /** Severity of a finding of Amazon Inspector, such as `CRITICAL`. */
  public static readonly FINDING_SEVERITY: string = detail(INSPECTOR_FINDING, 'severity');

  /** Title of a finding of Amazon Inspector, which names the vulnerability and the package. */
  public static readonly FINDING_TITLE: string = detail(INSPECTOR_FINDING, 'title');

  /** ARN of a finding of Amazon Inspector. */
  public static readonly FINDING_ARN: string = detail(INSPECTOR_FINDING, 'findingArn');

  /** Account of the registry in which Amazon Inspector reports a finding. */
  public static readonly FINDING_ACCOUNT: string = detail(INSPECTOR_FINDING, 'awsAccountId');

  /** Id of the vulnerability in a finding of Amazon Inspector, such as `CVE-2021-44228`. */
  public static readonly VULNERABILITY_ID: string = detail(
    INSPECTOR_FINDING,
    'packageVulnerabilityDetails.vulnerabilityId',
  );

  /** Name of the repository in a finding of Amazon Inspector. */
  public static readonly FINDING_REPOSITORY_NAME: string = detail(
    INSPECTOR_FINDING,
    'resources[0].details.awsEcrContainerImage.repositoryName',
  );

  /** Digest of the image in a finding of Amazon Inspector. */
  public static readonly FINDING_IMAGE_DIGEST: string = detail(
    INSPECTOR_FINDING,
    'resources[0].details.awsEcrContainerImage.imageHash',
  );

  /** Tags of the image in a finding of Amazon Inspector, as a list. */
  public static readonly FINDING_IMAGE_TAGS: string = detail(
    INSPECTOR_FINDING,
    'resources[0].details.awsEcrContainerImage.imageTags',
  );

  private constructor() {}
}

function detail<K extends FieldsByName>(event: EventType<K>, path: NoInfer<FieldPath<K>>): string {
  return events.EventField.fromPath(detailPath(event, path));
}
