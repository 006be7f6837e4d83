import { ecrMetricsOf } from './alarm-metrics';
import { EcrRule } from '../../../ecr/ecr-rule';
import { valuesOf } from '../../../ecr/events/pattern-json';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, isKnownText } from '../../../text/holes';
import { isObject, parsed } from '../../../text/json';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';
import { referredIn } from '../references';

export const ALARM_ACTION: Rule = { id: EcrRule.ALARM_ACTION, types: [ResourceType.ALARM], check: checkAction };

const COMPOSITE = 'AWS::CloudWatch::CompositeAlarm';
const ACTIONS = ['AlarmActions', 'OKActions', 'InsufficientDataActions'];

function* checkAction(alarm: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  if (ecrMetricsOf(alarm).length === 0 || isReadElsewhere(alarm, app)) return;
  if (known(alarm.property('ActionsEnabled')) === 'false') {
    const text = 'ActionsEnabled is false, so that the alarm tells nobody when it goes off';
    return yield { at: 'Properties/ActionsEnabled', text, remedy: 'set ActionsEnabled to true, or leave it out' };
  }
  const actions = ACTIONS.map((name) => alarm.property(name));
  if (actions.some((each) => hasHole(each) || [each ?? []].flat().length > 0)) return;
  const text = 'the alarm has no action, so that it tells nobody when it goes off';
  yield { at: 'Properties/AlarmActions', text, remedy: 'set AlarmActions to a list with an action, such as a topic' };
}

/** Whether a composite alarm reads the state of an alarm, or a rule gets the events of alarms. */
function isReadElsewhere(alarm: TemplateResource, app: TemplateApp): boolean {
  const name = alarm.property('AlarmName');
  const isRead = app.resourcesOf(COMPOSITE).some((composite) => {
    const text = composite.property('AlarmRule');
    return referredIn(text, app).includes(alarm) || (isKnownText(name) && String(text).includes(name));
  });
  return isRead || app.sameEnvironment(alarm, ResourceType.EVENT_RULE).some(isOnAlarms);
}

function isOnAlarms(rule: TemplateResource): boolean {
  const pattern = parsed(rule.property('EventPattern'));
  return isObject(pattern) && valuesOf(pattern, 'source').includes('aws.cloudwatch');
}
