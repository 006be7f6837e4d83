import * as events from 'aws-cdk-lib/aws-events';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { isChina, isGovCloud } from '../../ecr/regions';
import { RegistryScanType } from '../../ecr/registry-scan-type';
import { EcrEventField } from '../ecr-event-field';

/** The message about a completed scan. EventBridge sends each line in double quotes. */
export function scanMessage(env: ResourceEnvironment, scanType: RegistryScanType): events.RuleTargetInput {
  const enhanced = scanType === RegistryScanType.ENHANCED;
  return text([
    `${enhanced ? 'Amazon Inspector' : 'Amazon ECR'} found vulnerabilities in ${EcrEventField.REPOSITORY_NAME}`,
    `Findings by severity: ${EcrEventField.FINDING_SEVERITY_COUNTS}`,
    `Tags: ${EcrEventField.IMAGE_TAGS}`,
    `Digest: ${EcrEventField.IMAGE_DIGEST}`,
    `Registry: ${events.EventField.account} in ${events.EventField.region}`,
    `Details: ${enhanced ? findingsLink(env) : imageLink(env)}`,
  ]);
}

/** The message about a single finding. */
export function findingMessage(env: ResourceEnvironment): events.RuleTargetInput {
  return text([
    `Amazon Inspector: ${EcrEventField.FINDING_SEVERITY} finding in ${EcrEventField.FINDING_REPOSITORY_NAME}`,
    `${EcrEventField.FINDING_TITLE}`,
    `Tags: ${EcrEventField.FINDING_IMAGE_TAGS}`,
    `Digest: ${EcrEventField.FINDING_IMAGE_DIGEST}`,
    `Registry: ${EcrEventField.FINDING_ACCOUNT} in ${events.EventField.region}`,
    `Finding: ${EcrEventField.FINDING_ARN}`,
    `Details: ${findingsLink(env)}`,
  ]);
}

function text(lines: string[]): events.RuleTargetInput {
  return events.RuleTargetInput.fromMultilineText(lines.join('\n'));
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
