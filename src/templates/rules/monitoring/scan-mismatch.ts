import { isOnImages, valuesOf } from './event-pattern-json';
import type { Mismatch } from './field-mismatches';
import { INSPECTOR_SOURCE } from '../../../ecr/events/event-type';
import type { EventType } from '../../../ecr/events/event-type';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { isObject } from '../../../text/json';
import type { Json } from '../../../text/json';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

/** Who scans the images of a registry decides which events there are. */
export function* scanMismatch(
  pattern: Json,
  type: EventType,
  rule: TemplateResource,
  app: TemplateApp,
): Iterable<Mismatch> {
  if (type.scanType === undefined || !isOnDefaultBus(rule) || isFromElsewhere(pattern, rule)) return;
  const [registry] = app.sameEnvironment(rule, ResourceType.SCANNING_CONFIGURATION);
  const scanType = registry?.property('ScanType');
  if (!Object.values<unknown>(RegistryScanType).includes(scanType) || scanType === type.scanType) return;
  if (type.source === INSPECTOR_SOURCE && (!isOnImages(pattern) || mayAdminister(rule, app))) return;
  const [path, text] = [
    'detail-type',
    `the scanning of the registry (${registry.constructPath}) is ${scanType}, which has no events of the type ${type.detailType}`,
  ];
  yield { path, key: path, text, fatal: true };
}

/** On a bus of its own, or of a partner, there are events that others forward. */
export function isOnDefaultBus(rule: TemplateResource): boolean {
  const bus = rule.property('EventBusName');
  return bus === undefined || bus === 'default';
}

/** Whether a pattern is for events of other accounts. */
function isFromElsewhere(pattern: Json, { stack: { account } }: TemplateResource): boolean {
  const detail = isObject(pattern.detail) ? pattern.detail : {};
  const accounts = [...valuesOf(pattern, 'account'), ...valuesOf(detail, 'awsAccountId')];
  if (accounts.some((each) => account === undefined || each !== account)) return true;
  const arns = valuesOf(detail, 'repository-name').map((each) =>
    isObject(each) ? (each.prefix ?? each.wildcard) : each,
  );
  return arns.map(String).some((arn) => /:ecr:[^:]*:[^:]+:/.test(arn) && !arn.includes(`:${account}:`));
}

/** The delegated administrator of Amazon Inspector has the findings of all members, whatever scans its own images. */
function mayAdminister({ stack: { account, region } }: TemplateResource, app: TemplateApp): boolean {
  return app
    .resourcesOf(ResourceType.SCANNING_CONFIGURATION)
    .some(
      (other) =>
        other.property('ScanType') === RegistryScanType.ENHANCED &&
        other.stack.account !== account &&
        other.stack.region === region,
    );
}
