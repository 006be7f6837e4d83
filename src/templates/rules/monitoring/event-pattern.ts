import { alternativesOf, isOnEcr, patternOf } from './event-pattern-json';
import { relevantTypes } from './event-pattern-types';
import { FieldMismatches, matchesAbsence } from './field-mismatches';
import type { Mismatch } from './field-mismatches';
import { scanMismatch } from './scan-mismatch';
import { sourceMismatch } from './source-mismatch';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ENVELOPE } from '../../../ecr/events/all-events';
import type { EventType } from '../../../ecr/events/event-type';
import { looksLike } from '../../../ecr/events/looks-like';
import { ResourceType } from '../../../ecr/resource-type';
import { isObject } from '../../../text/json';
import type { Json } from '../../../text/json';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

export const EVENT_PATTERN: Rule = {
  id: EcrRule.EVENT_PATTERN,
  types: [ResourceType.EVENT_RULE],
  check: checkPattern,
};

const AT = 'Properties/EventPattern';

function* checkPattern(rule: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const pattern = patternOf(rule);
  if (!pattern || !isOnEcr(pattern)) return;
  const alternatives = alternativesOf(pattern);
  if (!alternatives) return yield { at: AT, text: 'the pattern has too many alternatives', unknown: true };
  const found = least(alternatives.map((each) => [...mismatchesOf(each, rule, app)]));
  for (const { path, text, fatal } of found) {
    const effect = fatal ? 'no event matches' : 'this value matches nothing';
    yield { at: [AT, ...path.split('.')].filter((part) => part !== '').join('/'), text: `${text}, so that ${effect}` };
  }
}

/** The mismatches of a pattern with all types of events that it may be for. */
function* mismatchesOf(pattern: Json, rule: TemplateResource, app: TemplateApp): Iterable<Mismatch> {
  const envelope = [...envelopeMismatches(pattern)];
  if (envelope.length > 0) return yield* envelope;
  const { types, mismatches } = relevantTypes(pattern);
  yield* mismatches;
  if (types.length > 0) yield* least(types.map((type) => [...typeMismatches(pattern, type, rule, app)]));
}

function* envelopeMismatches(pattern: Json): Iterable<Mismatch> {
  for (const name of Object.keys(pattern).filter((each) => !ENVELOPE.includes(each))) {
    const meant = ENVELOPE.find((each) => looksLike(name, each));
    if (meant === undefined) continue;
    yield { path: name, key: name, text: `an event has no field ${name}, but ${meant}`, fatal: true };
  }
  for (const name of ['source', 'detail-type']) {
    if (typeof pattern[name] !== 'string') continue;
    yield { path: name, key: name, text: `${name} is no list, as EventBridge asks for`, fatal: true };
  }
}

function* typeMismatches(pattern: Json, type: EventType, rule: TemplateResource, app: TemplateApp): Iterable<Mismatch> {
  const fields = new FieldMismatches(app, type.detailType);
  const { detail, resources } = pattern;
  if (isObject(detail)) yield* fields.of(detail, type.detail, 'detail');
  if (type.resources === 'nothing' && resources !== undefined && !matchesAbsence(resources)) {
    const text = `the list of resources of an event of the type ${type.detailType} is empty (its detail has repository-name)`;
    yield { path: 'resources', key: 'resources', text, fatal: true };
  }
  if (type.resources === 'repository' && resources !== undefined) {
    yield* fields.ofRepository(resources, 'arn', 'resources');
  }
  yield* sourceMismatch(pattern, type, rule);
  yield* scanMismatch(pattern, type, rule, app);
}

/**
 * The mismatches of a pattern that has several readings: those that all readings that can match share, or those of the
 * best reading if none can match.
 */
function least(readings: readonly (readonly Mismatch[])[]): readonly Mismatch[] {
  const matching = readings.filter((each) => !each.some(({ fatal }) => fatal));
  if (matching.length > 0) {
    const [first, ...others] = matching;
    return first.filter(({ key }) => others.every((other) => other.some((each) => each.key === key)));
  }
  const fatal = readings.map((each) => each.filter((mismatch) => mismatch.fatal));
  return fatal.reduce((best, each) => (each.length < best.length ? each : best), fatal[0] ?? []);
}
