import { ecrPatternOf } from './ecr-pattern';
import { checkDelivery } from './event-delivery';
import { EcrRule } from '../../../ecr/ecr-rule';
import { CLOUD_TRAIL_EVENTS } from '../../../ecr/events/cloud-trail-events';
import { alternativesOf, valuesOf } from '../../../ecr/events/pattern-json';
import { mistakesInEventPath } from '../../../ecr/mistakes/event-path';
import { mistakesInEventPattern } from '../../../ecr/mistakes/event-pattern';
import type { RepositoryForm } from '../../../ecr/mistakes/event-pattern-fields';
import type { PatternPlace } from '../../../ecr/mistakes/event-pattern-place';
import { coversAction } from '../../../ecr/policy/action-pattern';
import { readPolicy } from '../../../ecr/policy/policy-document';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { referenceOf } from '../../../text/holes';
import { isObject } from '../../../text/json';
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
    yield* checkDelivery(rule, pattern, context.app);
  },
};

/** The forms in which attributes of a repository name it. */
const FORM_OF_ATTRIBUTE: Readonly<Record<string, RepositoryForm>> = { Arn: 'arn', RepositoryUri: 'uri' };

/** Notes that events of calls arrive only with a trail. Most accounts have one that another app declares. */
function* checkTrail(pattern: Json, rule: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const recorded = (alternativesOf(pattern) ?? [])
    .flatMap((each) => valuesOf(each, 'detail-type'))
    .find((type) => CLOUD_TRAIL_EVENTS.some(({ detailType }) => detailType === type));
  if (recorded === undefined || app.sameEnvironment(rule, TRAIL).some((trail) => !isOff(trail))) return;
  const text = `events of the type ${String(recorded)} arrive only if a trail logs management events, which is not known`;
  yield { at: `${AT}/detail-type`, text, unresolved: true };
}

/** The mistakes in the fields of events that targets receive. */
function* pathProblems(id: EcrRule, rule: TemplateResource, alternatives: readonly Json[]): Iterable<Problem> {
  for (const [index, target] of rule.list('Targets').entries()) {
    for (const [place, path] of pathsOf(target)) {
      const at = `Properties/Targets/${index}/${place}`;
      yield* problemsOf(id, at, nameOf(place), mistakesInEventPath(path, alternatives));
    }
  }
}

/** The paths of a target to fields of events, with their places. */
function pathsOf(target: unknown): [string, unknown][] {
  if (!isObject(target)) return [];
  const { InputPath: path, InputTransformer: transformer } = target;
  const map = isObject(transformer) ? transformer.InputPathsMap : undefined;
  const variables = isObject(map) ? Object.entries(map) : [];
  return [
    ['InputPath', path],
    ...variables.map(([name, each]): [string, unknown] => [`InputTransformer/InputPathsMap/${name}`, each]),
  ];
}

function nameOf(place: string): string {
  return place.split('/').slice(-2).join('.');
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
  yield* pathProblems(id, rule, alternatives);
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
    mayReceive: mayReceive(rule, app),
    referenceForm: (text) => {
      if (app.resourceOf(text)?.type !== ResourceType.REPOSITORY) return undefined;
      const [, attribute] = referenceOf(text)?.split('.') ?? [];
      return attribute === undefined ? 'name' : FORM_OF_ATTRIBUTE[attribute];
    },
  };
}

function scanningOf(rule: TemplateResource, app: TemplateApp): PatternPlace['scanning'] {
  const [registry] = app.sameEnvironment(rule, ResourceType.SCANNING_CONFIGURATION);
  const type = Object.values(RegistryScanType).find((each) => each === registry?.property('ScanType'));
  return type && { type, path: registry.constructPath };
}

/** Whether the registry policy lets others replicate to the registry. */
function mayReceive(rule: TemplateResource, app: TemplateApp): boolean {
  return app
    .sameEnvironment(rule, ResourceType.REGISTRY_POLICY)
    .map((policy) => readPolicy(policy.property('PolicyText')))
    .some(({ partial, statements }) => {
      return partial || statements.some(({ allows, json }) => allows && coversAction(json, 'ecr:ReplicateImage'));
    });
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
