import type * as events from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { note } from '../core/note';
import { CLOUD_TRAIL_EVENTS } from '../ecr/events/cloud-trail-events';

/** Tells the user that the events of a rule arrive only with a trail. Mostly another app declares it. */
export function noteTrail(rule: IConstruct, { detailType = [] }: events.EventPattern): void {
  if (!CLOUD_TRAIL_EVENTS.some((each) => detailType.includes(each.detailType))) return;
  note(
    rule,
    'cloudTrail',
    'eventPattern: these events arrive only if an AWS CloudTrail trail logs management events in this region',
  );
}
