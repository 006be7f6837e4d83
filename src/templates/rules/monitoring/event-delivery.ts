import { EcrRuleSeverity } from '../../../ecr/ecr-rule';
import { alternativesOf, valuesOf } from '../../../ecr/events/pattern-json';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import { isObject } from '../../../text/json';
import type { Json } from '../../../text/json';
import { listed } from '../../../text/lists';
import type { Problem } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { isMissing } from '../list-items';

const BUS = 'AWS::Events::EventBus';
const BUS_POLICY = 'AWS::Events::EventBusPolicy';
/** The state of a rule that also gets events of calls that only read. */
const WITH_READS = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
/** Calls that only read. EventBridge leaves their events out. */
const READ = /^(Describe|Get|List)[A-Z]/;

/** The reasons why events that match the pattern of a rule do not arrive. */
export function* checkDelivery(rule: TemplateResource, pattern: Json, app: TemplateApp): Iterable<Problem> {
  yield* checkBus(rule, app);
  yield* checkReads(rule, pattern);
}

/** A bus of the app that gets no events of AWS: no rule sends them on, and no other account may. */
function* checkBus(rule: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const bus = app.resourceOf(rule.property('EventBusName'));
  if (bus?.type !== BUS || !isMissing(bus.property('Policy'))) return;
  const mayBeBus = (value: unknown) => (app.resourceOf(value) ?? (hasHole(value) ? bus : undefined)) === bus;
  const isAdmitted = app.resourcesOf(BUS_POLICY).some((policy) => mayBeBus(policy.property('EventBusName')));
  const isTarget = app
    .resourcesOf(ResourceType.EVENT_RULE)
    .some((each) => each.list('Targets').some((target) => mayBeBus(isObject(target) ? target.Arn : target)));
  if (isAdmitted || isTarget) return;
  yield {
    at: 'Properties/EventBusName',
    text: `EventBusName is ${bus.constructPath}, but AWS sends its events to the default bus, and no rule of the app sends them on`,
    remedy: 'leave EventBusName out, or send the events from the default bus to this one',
    // Another app may send them on.
    severity: EcrRuleSeverity.WARNING,
  };
}

function* checkReads(rule: TemplateResource, pattern: Json): Iterable<Problem> {
  if (rule.property('State') === WITH_READS || hasHole(rule.property('State'))) return;
  const names = (alternativesOf(pattern) ?? [])
    .flatMap(({ detail }) => (isObject(detail) ? valuesOf(detail, 'eventName') : []))
    .filter((name): name is string => typeof name === 'string' && READ.test(name));
  if (names.length === 0) return;
  yield {
    at: 'Properties/EventPattern/detail/eventName',
    text: `EventBridge leaves out the events of calls that only read, such as ${listed([...new Set(names)], { max: 3 })}`,
    remedy: `leave them out, or set State to ${WITH_READS}`,
  };
}
