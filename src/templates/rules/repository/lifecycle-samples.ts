import { LifecycleCountType } from '../../../lifecycle/count-types';
import { mistakesInLifecycle } from '../../../lifecycle/lifecycle-mistakes';
import { LifecyclePolicy } from '../../../lifecycle/lifecycle-policy';
import { ARCHIVE_MINIMUM_DAYS } from '../../../lifecycle/value-mistakes';
import { hasHole } from '../../../text/holes';
import { isObject } from '../../../text/json';
import type { Json } from '../../../text/json';
import { parsedAroundHoles } from '../../../text/json-around-holes';

/** Numbers of images or days that a deployment may give: the smallest, a usual one, and one that nothing exceeds. */
const NUMBERS = [1, 30, 10_000_000];

/**
 * A policy whose numbers only the deployment knows, once with each of several numbers. It is empty if anything else in the
 * policy has a hole.
 */
export function samplesOf(text: string): LifecyclePolicy[] {
  const document = parsedAroundHoles(text);
  if (!isObject(document) || !Array.isArray(document.rules)) return [];
  const { rules } = document as { rules: unknown[] };
  const samples = NUMBERS.map((number) => ({ ...document, rules: rules.map((rule) => withNumber(rule, number)) }));
  if (hasHole(samples)) return [];
  const texts = samples.map((sample) => JSON.stringify(sample));
  if (texts.some((each) => [...mistakesInLifecycle(each)].length > 0)) return [];
  return texts.map((each) => LifecyclePolicy.fromJson(each));
}

function withNumber(rule: unknown, number: number): unknown {
  if (!isObject(rule) || !isObject(rule.selection)) return rule;
  // No finding depends on a description.
  const { description, selection, ...others } = rule;
  const { countType, countNumber } = selection as Json;
  const least = countType === LifecycleCountType.SINCE_IMAGE_TRANSITIONED ? ARCHIVE_MINIMUM_DAYS : 1;
  return {
    ...others,
    selection: { ...(selection as Json), countNumber: hasHole(countNumber) ? Math.max(least, number) : countNumber },
  };
}
