import type * as events from 'aws-cdk-lib/aws-events';
import { ecrPattern } from './ecr-pattern';
import { ECR_CALL, ECR_SERVICE_ACTION, LIFECYCLE_RUN } from '../../ecr/events/cloud-trail-events';
import type { FieldPattern } from '../../ecr/events/event-fields';
import { checkAtLeastOne } from '../../text/errors';
import type { EventSource } from '../event-source';

/** A successful call that AWS CloudTrail records. */
export function changePattern<T extends string>(
  source: EventSource,
  method: string,
  operations: Record<T, string[]>,
  changes: T[] | undefined,
  repositoryNames: FieldPattern | undefined,
): events.EventPattern {
  const at = { scope: source.scope, api: `${source.api}.${method}`, property: 'changes' };
  checkAtLeastOne(at, changes, 'change', 'leave it out for all of them');
  const names = (changes ?? (Object.keys(operations) as T[])).flatMap((change) => operations[change]);
  return ecrPattern(source, ECR_CALL, {
    eventSource: ['ecr.amazonaws.com'],
    eventName: [...new Set(names)].sort(),
    // A refused call is recorded as well.
    errorCode: [{ exists: false }],
    requestParameters: repositoryNames && { repositoryName: repositoryNames },
  });
}

/** A lifecycle policy deleted or archived images. AWS CloudTrail records that as an action of Amazon ECR itself. */
export function lifecycleRunPattern(source: EventSource): events.EventPattern {
  const names = source.repositories.names();
  return ecrPattern(source, ECR_SERVICE_ACTION, {
    eventSource: ['ecr.amazonaws.com'],
    eventName: [LIFECYCLE_RUN],
    serviceEventDetails: names && { repositoryName: names },
  });
}
