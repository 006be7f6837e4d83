import { ecrPatternOf } from './ecr-pattern';
import { EcrRule } from '../../../ecr/ecr-rule';
import { CLOUD_TRAIL_EVENTS } from '../../../ecr/events/cloud-trail-events';
import { alternativesOf, valuesOf } from '../../../ecr/events/pattern-json';
import { mistakesInEventPattern } from '../../../ecr/mistakes/event-pattern';
import type { PatternPlace } from '../../../ecr/mistakes/event-pattern-place';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { referenceOf } from '../../../text/holes';
import type { Json } from '../../../text/json';
import type { CheckContext, Problem, Rule, UnknownNames } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { known } from '../list-items';
import { problemsOf } from '../mistake-problems';

const AT = 'Properties/EventPattern';
const TRAIL = 'AWS::CloudTrail::Trail';
const types = [ResourceType.EVENT_RULE];

export const EVENT_PATTERN: Rule = {
  id: EcrRule.EVENT_PATTERN,
  types,
  *check(rule, context) {
    const pattern = ecrPatternOf(rule);
    if (!pattern) return;
    if (!alternativesOf(pattern)) {
      return yield { at: AT, text: 'the pattern has too many alternatives', unresolved: true };
    }
    yield* problems(EcrRule.EVENT_PATTERN, rule, context);
    yield* checkTrail(pattern, rule, context);
  },
};

/** Notes that events of calls arrive only with a trail. Most accounts have one that another app declares. */
function* checkTrail(pattern: Json, rule: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const recorded = (alternativesOf(pattern) ?? [])
    .flatMap((each) => valuesOf(each, 'detail-type'))
    .find((type) => CLOUD_TRAIL_EVENTS.some(({ detailType }) => detailType === type));
  if (recorded === undefined || app.sameEnvironment(rule, TRAIL).some((trail) => !isOff(trail))) return;
  const text = `events of the type ${String(recorded)} arrive only if a trail logs management events, which is not known`;
  yield { at: `${AT}/detail-type`, text, unresolved: true };
}

function isOff(trail: TemplateResource): boolean {
  return known(trail.property('IsLogging')) === 'false';
}

/** The unknown names of fields, values and types of events. */
export const EVENT_NAMES: UnknownNames = {
  types,
  check: (rule, context) => problems(EcrRule.UNKNOWN_NAME, rule, context),
};

function* problems(id: EcrRule, rule: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const pattern = ecrPatternOf(rule);
  const alternatives = pattern && alternativesOf(pattern);
  if (!alternatives) return;
  const mistakes = mistakesInEventPattern(alternatives, placeOf(rule, app));
  yield* problemsOf(id, AT, 'EventPattern', mistakes, (within) =>
    within.replace(/\[(\d+)\]/g, '/$1').replace(/\./g, '/'),
  );
}

function placeOf(rule: TemplateResource, app: TemplateApp): PatternPlace {
  const { account, region } = rule.stack;
  const bus = rule.property('EventBusName');
  return {
    account,
    region,
    onDefaultBus: bus === undefined || bus === 'default',
    scanning: scanningOf(rule, app),
    mayAdminister: mayAdminister(rule, app),
    referenceForm: (text) => {
      if (app.resourceOf(text)?.type !== ResourceType.REPOSITORY) return undefined;
      return referenceOf(text)?.endsWith('.Arn') ? 'arn' : 'name';
    },
  };
}

function scanningOf(rule: TemplateResource, app: TemplateApp): PatternPlace['scanning'] {
  const [registry] = app.sameEnvironment(rule, ResourceType.SCANNING_CONFIGURATION);
  const type = Object.values(RegistryScanType).find((each) => each === registry?.property('ScanType'));
  return type && { type, path: registry.constructPath };
}

/** Whether the account may get findings of other accounts, as the delegated administrator of Amazon Inspector. */
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
