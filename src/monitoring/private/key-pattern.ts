import type * as events from 'aws-cdk-lib/aws-events';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import { API_CALL } from '../../ecr/events/cloud-trail-events';

/** A key was disabled or scheduled for deletion, as AWS CloudTrail records it. */
export function keyPattern({ account, region }: ResourceEnvironment, keys: kms.IKeyRef[]): events.EventPattern {
  return {
    source: ['aws.kms'],
    account: [account],
    region: [region],
    detailType: [API_CALL],
    detail: {
      eventSource: ['kms.amazonaws.com'],
      eventName: ['DisableKey', 'ScheduleKeyDeletion'],
      // A refused call is recorded as well.
      errorCode: [{ exists: false }],
      // The parameters may have the id only.
      resources: { ARN: keys.map(({ keyRef }) => keyRef.keyArn) },
    },
  };
}
