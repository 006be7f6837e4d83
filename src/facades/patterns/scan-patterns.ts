import type * as events from 'aws-cdk-lib/aws-events';
import { ecrPattern, inspectorPattern } from './ecr-pattern';
import { chosenSeverities } from './severities';
import { tagPattern } from './tag-pattern';
import { FindingScope, FindingStatus } from '../../ecr/events/event-enums';
import { IMAGE_SCAN, INSPECTOR_FINDING, INSPECTOR_SCAN } from '../../ecr/events/scan-events';
import type { Severity } from '../../ecr/events/severity';
import { RegistryScanType } from '../../ecr/registry-scan-type';
import { checkAtLeastOne, InvalidInputError } from '../../text/errors';
import { withoutUndefined } from '../../text/without-undefined';
import type { FindingOptions, ScanCompletedOptions, ScanFailedOptions } from '../event-options';
import type { EventSource } from '../event-source';

/** The type of scanning. It must be known, because it decides which service sends the events. */
export function knownScanType({ api, scope, scanType }: EventSource, method?: string): RegistryScanType {
  if (scanType) return scanType;
  throw new InvalidInputError({
    scope,
    api: method ? `${api}.${method}` : api,
    property: 'scanType',
    found: scanType,
    must: 'be known, because Amazon ECR and Amazon Inspector send different events',
    remedy: 'give `scanType`, or give the registry its `scanning`',
  });
}

/** Throws unless Amazon Inspector scans the images. */
export function checkEnhanced(source: EventSource, method: string): void {
  const scanType = knownScanType(source, method);
  if (scanType === RegistryScanType.ENHANCED) return;
  throw new InvalidInputError({
    scope: source.scope,
    api: `${source.api}.${method}`,
    property: 'scanType',
    found: scanType,
    must: 'be ENHANCED, because basic scanning has no such events',
    remedy: 'use onScanCompleted, or have the registry scan with RegistryScanning.enhanced',
  });
}

function checkBasic(source: EventSource, method: string): void {
  const scanType = knownScanType(source, method);
  if (scanType === RegistryScanType.BASIC) return;
  throw new InvalidInputError({
    scope: source.scope,
    api: `${source.api}.${method}`,
    property: 'scanType',
    found: scanType,
    must: 'be BASIC, because Amazon Inspector sends no events of failed scans',
    remedy: 'look at the coverage of Amazon Inspector, or have the registry scan with RegistryScanning.basic',
  });
}

/** A scan is completed. The service that scans sends the event: Amazon ECR or Amazon Inspector. */
export function scanPattern(source: EventSource, method: string, options: ScanCompletedOptions): events.EventPattern {
  const scanType = knownScanType(source, method);
  const api = `${source.api}.${method}`;
  const { findingScope = FindingScope.OWN_ACCOUNT } = options;
  const severities = chosenSeverities({ scope: source.scope, api, scanType }, options);
  const shared = {
    'image-tags': tagPattern(api, source.scope, options.tags),
    ...(severities && countsPattern(severities)),
  };
  if (scanType === RegistryScanType.BASIC) {
    checkOwnScope(source, api, findingScope);
    return ecrPattern(source, IMAGE_SCAN, {
      'scan-status': ['COMPLETE'],
      'repository-name': source.repositories.names(),
      ...shared,
    });
  }
  const account = findingScope === FindingScope.OWN_ACCOUNT ? source.env.account : undefined;
  return inspectorPattern(source, INSPECTOR_SCAN, {
    'scan-status': ['INITIAL_SCAN_COMPLETE'],
    'repository-name': source.repositories.arns(source.scope, { region: source.env.region, account }),
    ...shared,
  });
}

/** A scan of basic scanning failed. Amazon Inspector sends no such event. */
export function failedScanPattern(
  source: EventSource,
  method: string,
  options: ScanFailedOptions,
): events.EventPattern {
  checkBasic(source, method);
  return ecrPattern(source, IMAGE_SCAN, {
    'scan-status': ['FAILED'],
    'repository-name': source.repositories.names(),
    'image-tags': tagPattern(`${source.api}.${method}`, source.scope, options.tags),
  });
}

/** Amazon Inspector reports or changes a finding. */
export function findingPattern(source: EventSource, method: string, options: FindingOptions): events.EventPattern {
  checkEnhanced(source, method);
  const api = `${source.api}.${method}`;
  const { findingScope = FindingScope.OWN_ACCOUNT, statuses = [FindingStatus.ACTIVE] } = options;
  checkAtLeastOne(
    { scope: source.scope, api, property: 'statuses' },
    statuses,
    'status',
    'leave it out for active findings',
  );
  const image = withoutUndefined({
    repositoryName: source.repositories.names(),
    imageTags: tagPattern(api, source.scope, options.tags),
    inUseCount: options.inUse ? [{ numeric: ['>', 0] }, { exists: false }] : undefined,
  });
  return inspectorPattern(source, INSPECTOR_FINDING, {
    awsAccountId: findingScope === FindingScope.OWN_ACCOUNT ? [source.env.account] : undefined,
    severity: chosenSeverities({ scope: source.scope, api, scanType: RegistryScanType.ENHANCED }, options),
    status: statuses,
    fixAvailable: options.fixAvailable ? ['YES', 'PARTIAL', { exists: false }] : undefined,
    resources: {
      type: ['AWS_ECR_CONTAINER_IMAGE'],
      ...(Object.keys(image).length > 0 && { details: { awsEcrContainerImage: image } }),
    },
  });
}

/** An event has counts only for the severities that the scan found. */
function countsPattern(severities: Severity[]) {
  const counts = severities.map((severity) => ({
    'finding-severity-counts': { [severity]: [{ numeric: ['>', 0] }] },
  }));
  return counts.length === 1 ? counts[0] : { $or: counts };
}

function checkOwnScope({ scope }: EventSource, api: string, asked: FindingScope): void {
  if (asked === FindingScope.OWN_ACCOUNT) return;
  throw new InvalidInputError({
    scope,
    api,
    property: 'findingScope',
    found: asked,
    must: 'be OWN_ACCOUNT with basic scanning, whose events stay in the account of the registry',
    remedy: 'leave it out, and watch each registry by itself',
  });
}
