import { EVENT_TYPES } from './all-events';
import { ECR_SOURCE, INSPECTOR_SOURCE } from './event-type';
import type { EventType } from './event-type';
import { looksLike } from './looks-like';
import { textOf } from './matcher';
import { isKnownText } from '../../text/holes';
import type { Json } from '../../text/json';
import { isObject } from '../../text/json';

/** Most alternatives of a pattern that are judged. There is one for each choice of its `$or`. */
const MOST_ALTERNATIVES = 64;

/** The alternatives of a pattern without `$or`, one for each choice; `undefined` if there are too many. */
export function alternativesOf(pattern: Json): Json[] | undefined {
  let results: Json[] = [{}];
  for (const [name, value] of Object.entries(pattern)) {
    const options = optionsOf(name, value);
    if (options === undefined) return undefined;
    results = results.flatMap((result) => options.map((option) => ({ ...result, ...option })));
    if (results.length > MOST_ALTERNATIVES) return undefined;
  }
  return results;
}

function optionsOf(name: string, value: unknown): Json[] | undefined {
  if (name === '$or' && Array.isArray(value)) {
    const each = value.filter(isObject).map(alternativesOf);
    return each.every((options): options is Json[] => options !== undefined) ? each.flat() : undefined;
  }
  if (!isObject(value)) return [{ [name]: value }];
  return alternativesOf(value)?.map((alternative) => ({ [name]: alternative }));
}

/** The values of a field that should be a list. */
export function valuesOf(pattern: Json | undefined, name: string): unknown[] {
  const value = pattern?.[name];
  return value === undefined ? [] : [value].flat();
}

/** The values of a field whose name may be misspelt. */
function valuesNamedLike(pattern: Json, meant: string): unknown[] {
  return Object.keys(pattern)
    .filter((name) => looksLike(name, meant))
    .flatMap((name) => valuesOf(pattern, name));
}

/** Whether a pattern is meant for events of Amazon ECR, or for those of Amazon Inspector about images. */
export function isOnEcr(pattern: Json | undefined): boolean {
  const alternatives = (pattern && alternativesOf(pattern)) ?? [];
  return alternatives.some((each) => {
    const sources = valuesNamedLike(each, 'source').filter(isKnownText);
    if (sources.some((source) => source !== INSPECTOR_SOURCE && looksLike(source, ECR_SOURCE))) return true;
    const types = valuesNamedLike(each, 'detail-type').map(textOf).filter(isKnownText);
    if (types.some((type) => /^ecr /i.test(type))) return true;
    const isInspector = ({ source, detailType }: EventType) =>
      source === INSPECTOR_SOURCE && types.includes(detailType);
    const onInspector = sources.some((source) => looksLike(source, INSPECTOR_SOURCE)) || EVENT_TYPES.some(isInspector);
    return onInspector && mayBeImage(each);
  });
}

/** Whether an event may be about an image. Amazon Inspector also reports instances and functions. */
function mayBeImage({ detail }: Json): boolean {
  if (!isObject(detail) || !isObject(detail.resources)) return true;
  const types = valuesOf(detail.resources, 'type');
  return types.length === 0 || !types.every((type) => isKnownText(type) && !/ecr/i.test(type));
}

/** Whether a pattern of Amazon Inspector is about images and nothing else. */
export function isOnImages({ detail, resources: arns }: Json): boolean {
  const named = [arns ?? []].flat().map(startOf);
  if (named.length > 0 && named.every((arn) => /^arn:[^:]*:ecr:/.test(arn))) return true;
  if (!isObject(detail)) return false;
  if ('repository-name' in detail) return true;
  const { resources } = detail;
  if (!isObject(resources)) return false;
  const types = valuesOf(resources, 'type');
  if (types.length > 0) return types.every((type) => isKnownText(type) && type.startsWith('AWS_ECR_'));
  return isObject(resources.details) && 'awsEcrContainerImage' in resources.details;
}

/** The text that all matches of a value or matcher start with. */
function startOf(value: unknown): string {
  return isObject(value) && 'suffix' in value ? '' : (textOf(value) ?? '');
}

/** Whether a condition on a field matches events without the field. */
export function matchesAbsence(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((each) => isObject(each) && each.exists === false);
  return isObject(value) && Object.values(value).every(matchesAbsence);
}
