import * as events from 'aws-cdk-lib/aws-events';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { detailPath } from '../../ecr/events/event-type';
import { IMAGE_SCAN, INSPECTOR_FINDING } from '../../ecr/events/scan-events';
import { Severity } from '../../ecr/events/severity';
import { isChina, isGovCloud } from '../../ecr/regions';
import { RegistryScanType } from '../../ecr/registry-scan-type';
import { EcrEventField } from '../ecr-event-field';
import { NotificationFormat } from '../notification-format';

// A finding may concern several packages. An input transformer can name one of them: the first.
const PACKAGES = 'packageVulnerabilityDetails.vulnerablePackages';
const PACKAGE_NAME = events.EventField.fromPath(detailPath(INSPECTOR_FINDING, `${PACKAGES}[0].name`));
const PACKAGE_VERSION = events.EventField.fromPath(detailPath(INSPECTOR_FINDING, `${PACKAGES}[0].version`));
const FIXED_IN_VERSION = events.EventField.fromPath(detailPath(INSPECTOR_FINDING, `${PACKAGES}[0].fixedInVersion`));

// In a string of JSON, an object or a list would bring quotes of its own. Numbers and single tags do not.
const COUNTS = [Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW].map((severity) => {
  const path = detailPath(IMAGE_SCAN, `finding-severity-counts.${severity}`);
  return `${severity}: ${events.EventField.fromPath(path)}`;
});
const SCANNED_TAG = events.EventField.fromPath(`${detailPath(IMAGE_SCAN, 'image-tags')}[0]`);
const FOUND_TAG = events.EventField.fromPath(
  `${detailPath(INSPECTOR_FINDING, 'resources[0].details.awsEcrContainerImage.imageTags')}[0]`,
);

/** The message about a completed scan. */
export function scanMessage(
  format: NotificationFormat,
  env: ResourceEnvironment,
  scanType: RegistryScanType,
): events.RuleTargetInput {
  const enhanced = scanType === RegistryScanType.ENHANCED;
  const title = `${enhanced ? 'Amazon Inspector' : 'Amazon ECR'} found vulnerabilities in ${EcrEventField.REPOSITORY_NAME}`;
  const place = [
    `Digest: ${EcrEventField.IMAGE_DIGEST}`,
    `Registry: ${events.EventField.account} in ${events.EventField.region}`,
    `Details: ${enhanced ? findingsLink(env) : imageLink(env)}`,
  ];
  return format === NotificationFormat.CHAT
    ? chat(title, [`Findings by severity: ${COUNTS.join(', ')}`, `Tag: ${SCANNED_TAG}`, ...place])
    : text([
        title,
        `Findings by severity: ${EcrEventField.FINDING_SEVERITY_COUNTS}`,
        `Tags: ${EcrEventField.IMAGE_TAGS}`,
        ...place,
      ]);
}

/** The message about a single finding. */
export function findingMessage(format: NotificationFormat, env: ResourceEnvironment): events.RuleTargetInput {
  const title = `Amazon Inspector: ${EcrEventField.FINDING_SEVERITY} finding in ${EcrEventField.FINDING_REPOSITORY_NAME}`;
  const place = [
    `Digest: ${EcrEventField.FINDING_IMAGE_DIGEST}`,
    `Registry: ${EcrEventField.FINDING_ACCOUNT} in ${events.EventField.region}`,
    `Finding: ${EcrEventField.FINDING_ARN}`,
    `Details: ${findingsLink(env)}`,
  ];
  const fix = `Fixed in version: ${FIXED_IN_VERSION}`;
  return format === NotificationFormat.CHAT
    ? chat(
        title,
        [`Vulnerability: ${EcrEventField.VULNERABILITY_ID}`, fix, `Tag: ${FOUND_TAG}`, ...place],
        [PACKAGE_NAME, PACKAGE_VERSION],
      )
    : text([
        title,
        `${EcrEventField.FINDING_TITLE}`,
        `Package: ${PACKAGE_NAME} ${PACKAGE_VERSION}`,
        fix,
        `Tags: ${EcrEventField.FINDING_IMAGE_TAGS}`,
        ...place,
      ]);
}

/** Plain text. EventBridge sends each line in double quotes. */
function text(lines: string[]): events.RuleTargetInput {
  return events.RuleTargetInput.fromMultilineText(lines.join('\n'));
}

/**
 * A custom notification, which is JSON. EventBridge does not document that it escapes a value within a string, so the
 * title and the description have only fields that contain neither quotes nor backslashes: names and tags have a grammar
 * without them, and a lacking field leaves nothing there. EventBridge writes a keyword as JSON, because it is a value by
 * itself: anybody who can push an image chooses the names and versions of its packages.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
function chat(title: string, lines: string[], keywords?: string[]): events.RuleTargetInput {
  return events.RuleTargetInput.fromObject({
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title,
      description: lines.join('\n'),
      ...(keywords && { keywords }),
    },
  });
}

function imageLink(env: ResourceEnvironment): string {
  const image = `${events.EventField.account}/${EcrEventField.REPOSITORY_NAME}/_/image/${EcrEventField.IMAGE_DIGEST}`;
  return `https://${consoleOf(env)}/ecr/repositories/private/${image}/details?region=${env.region}`;
}

/** A link to all findings: events of Amazon Inspector's scans have the repository's ARN, and links need its name. */
function findingsLink(env: ResourceEnvironment): string {
  return `https://${consoleOf(env)}/inspector/v2/home?region=${env.region}#/findings/all`;
}

/** The console of the region's partition. */
function consoleOf({ region }: ResourceEnvironment): string {
  if (isGovCloud(region)) return 'console.amazonaws-us-gov.com';
  return `${region}.console.${isChina(region) ? 'amazonaws.cn' : 'aws.amazon.com'}`;
}
