import { LifecycleTagStatus } from './lifecycle-enums';
import type { LifecycleRule } from './lifecycle-rule';
import { InvalidInputError } from '../text/errors';

const MAX_RULES = 50;
const MIN_TEXT = 100;
const MAX_TEXT = 30_720;

/** A rule in its place in a policy. */
export interface PolicyEntry {
  readonly priority: number;
  readonly rule: LifecycleRule;
  /** The rule's index in the list or text that it came from, which errors name. */
  readonly index: number;
}

/** What no rule can judge alone. */
export function checkEntries(owner: string, entries: readonly PolicyEntry[]): void {
  if (entries.length < 1 || entries.length > MAX_RULES) {
    throw new InvalidInputError({
      owner,
      property: 'number of rules',
      found: entries.length,
      must: `be 1 to ${MAX_RULES}, a fixed quota of ECR`,
      remedy: entries.length < 1 ? 'use LifecyclePolicy.none() for no policy' : 'merge rules or leave some out',
    });
  }
  const priorities = new Map<number, number>();
  const selections = new Map<string, number>();
  for (const { index, priority, rule } of entries) {
    const samePriority = priorities.get(priority);
    if (samePriority !== undefined) {
      throw new InvalidInputError({
        owner,
        property: `rules[${index}].rulePriority`,
        found: priority,
        must: `be unique in the policy, and rules[${samePriority}] has it too`,
        remedy: 'give each rule a number of its own',
      });
    }
    priorities.set(priority, index);

    const key = `${rule.storageClass} ${rule.tags._key()}`;
    const sameSelection = selections.get(key);
    if (sameSelection !== undefined) {
      throw new InvalidInputError({
        owner,
        property: `the tag selection of rules[${index}]`,
        found: rule.tags._describe(),
        must: `occur once among the rules for ${rule.storageClass} storage, and rules[${sameSelection}] has it too`,
        remedy: 'keep one of the two rules, as the second could never act',
      });
    }
    selections.set(key, index);
  }
  checkAnyLast(owner, entries);
}

/** Per storage class: the guide of ECR itself numbers an `any` rule for standard before one for archive. */
function checkAnyLast(owner: string, entries: readonly PolicyEntry[]): void {
  for (const any of entries.filter((e) => e.rule.tags.tagStatus === LifecycleTagStatus.ANY)) {
    const later = entries.find((e) => e.rule.storageClass === any.rule.storageClass && e.priority > any.priority);
    if (later !== undefined) {
      throw new InvalidInputError({
        owner,
        property: `rules[${any.index}].rulePriority`,
        found: any.priority,
        must:
          `be the highest among the rules for ${any.rule.storageClass} storage, because the rule selects any image, ` +
          `and rules[${later.index}] has ${later.priority}`,
        remedy: 'give the rule for any image a higher number',
      });
    }
  }
}

/** For a text that was given: the shortest that can be valid has 138 characters, so that what we render is never too short. */
export function checkTextMinimum(owner: string, text: string): void {
  if (text.length < MIN_TEXT) refuseLength(owner, text, 'write at least one complete rule');
}

/** For the text that is rendered: white space in a given one does not count. */
export function checkTextMaximum(owner: string, text: string): void {
  if (text.length > MAX_TEXT) refuseLength(owner, text, 'shorten descriptions and tag lists');
}

function refuseLength(owner: string, text: string, remedy: string): never {
  throw new InvalidInputError({
    owner,
    property: 'length of the policy text',
    found: text.length,
    must: `be ${MIN_TEXT} to ${MAX_TEXT} characters`,
    remedy,
  });
}
