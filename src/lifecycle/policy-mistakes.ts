import { LifecycleTagStatus } from './lifecycle-enums';
import type { LifecycleRule } from './lifecycle-rule';
import { lifecycleMistake } from './value-mistakes';
import type { Mistake } from '../ecr/mistakes/mistake';

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

export function* mistakesInNumberOfRules(count: number): Iterable<Mistake> {
  if (count >= 1 && count <= MAX_RULES) return;
  const remedy = count < 1 ? 'use LifecyclePolicy.none() for no policy' : 'merge rules or leave some out';
  yield lifecycleMistake('number of rules', count, `be 1 to ${MAX_RULES}, a fixed quota of ECR`, remedy);
}

/** Mistakes that only the whole policy shows. */
export function* mistakesInEntries(entries: readonly PolicyEntry[]): Iterable<Mistake> {
  const priorities = new Map<number, number>();
  const selections = new Map<string, number>();
  for (const { index, priority, rule } of entries) {
    const samePriority = priorities.get(priority);
    if (samePriority === undefined) {
      priorities.set(priority, index);
    } else {
      const must = `be unique in the policy, and rules[${samePriority}] has it too`;
      yield lifecycleMistake(`rules[${index}].rulePriority`, priority, must, 'give each rule a number of its own');
    }
    const key = `${rule.storageClass} ${rule.tags._key()}`;
    const sameSelection = selections.get(key);
    if (sameSelection === undefined) {
      selections.set(key, index);
    } else {
      yield lifecycleMistake(
        `the tag selection of rules[${index}]`,
        rule.tags._describe(),
        `occur once among the rules for ${rule.storageClass} storage, and rules[${sameSelection}] has it too`,
        'keep one of the two rules, as the second could never act',
      );
    }
  }
  yield* mistakesInOrder(entries);
}

/** Per storage class: the guide of ECR itself numbers an `any` rule for standard before one for archive. */
function* mistakesInOrder(entries: readonly PolicyEntry[]): Iterable<Mistake> {
  for (const any of entries.filter(({ rule }) => rule.tags.tagStatus === LifecycleTagStatus.ANY)) {
    const later = entries.find((e) => e.rule.storageClass === any.rule.storageClass && e.priority > any.priority);
    if (later === undefined) continue;
    yield lifecycleMistake(
      `rules[${any.index}].rulePriority`,
      any.priority,
      `be the highest among the rules for ${any.rule.storageClass} storage, because the rule selects any image, ` +
        `and rules[${later.index}] has ${later.priority}`,
      'give the rule for any image a higher number',
    );
  }
}

/** For a text that was given: the shortest that can be valid has 138 characters, so that what we render is never too short. */
export function* mistakesInMinimum(text: string): Iterable<Mistake> {
  if (text.length < MIN_TEXT) yield lengthMistake(text, 'write at least one complete rule');
}

/** For the text of a template, which Amazon ECR gets as it is: white space in it counts. */
export function* mistakesInMaximum(text: string): Iterable<Mistake> {
  if (text.length > MAX_TEXT) yield lengthMistake(text, 'shorten descriptions and tag lists');
}

function lengthMistake({ length }: string, remedy: string): Mistake {
  return lifecycleMistake('length of the policy text', length, `be ${MIN_TEXT} to ${MAX_TEXT} characters`, remedy);
}
