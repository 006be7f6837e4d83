import { COUNT_TYPES, LifecycleCountType } from './count-types';
import { LifecycleAction, LifecycleStorageClass, LifecycleTagStatus } from './lifecycle-enums';
import { entryOf } from './lifecycle-json';
import type { RuleJson } from './lifecycle-json';
import { mistakesInEntries, mistakesInMinimum, mistakesInNumberOfRules } from './policy-mistakes';
import type { PolicyEntry } from './policy-mistakes';
import { mistakeInForm, mistakeInText } from './text-mistakes';
import {
  ARCHIVE_MINIMUM_DAYS,
  lifecycleMistake,
  mistakesInDays,
  mistakesInLiteral,
  mistakesInPositiveInteger,
  mistakesInTagList,
  mistakesInTagPattern,
  mistakesInTagPrefix,
} from './value-mistakes';
import type { MistakesIn } from './value-mistakes';
import { mistakesAt } from '../ecr/mistakes/mistake';
import type { Mistake } from '../ecr/mistakes/mistake';
import { isDeeperThan, MAX_DEPTH } from '../text/depth';
import { fill, hasHole } from '../text/holes';
import { isObject } from '../text/json';
import type { Json } from '../text/json';
import { parsedAroundHoles } from '../text/json-around-holes';
import { meantName } from '../text/spelling';

/** The only storage class that images can be moved to by a rule. */
const TARGETS = [LifecycleStorageClass.ARCHIVE];
const LISTS = ['tagPatternList', 'tagPrefixList'];
const RULE = ['rulePriority', 'description', 'selection', 'action'];
const ACTION = ['type', 'targetStorageClass'];
const SELECTION = ['tagStatus', ...LISTS, 'storageClass', 'countType', 'countUnit', 'countNumber'];

/**
 * All mistakes in the text of a policy: each rule by itself, and those that are right by themselves against each other.
 *
 * They stand beside the policy, not with the mistakes in other values of Amazon ECR: two tag selections are the same as
 * `TagSelection` says.
 */
export function* mistakesInLifecycle(text: string): Iterable<Mistake> {
  const noText = [...mistakesInLiteral(text)];
  if (noText.length > 0) return yield* mistakesAt('text', noText);
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return yield mistakeInText(text);
  }
  if (isDeeperThan(MAX_DEPTH, document)) {
    const must = `have at most ${MAX_DEPTH} levels of lists and objects`;
    return yield lifecycleMistake('the text', text, must, 'pass a lifecycle policy, which has 5');
  }
  const other = mistakeInForm(document);
  if (other !== undefined) return yield other;
  if (!isObject(document)) return yield noObject('the policy', document);
  const tooShort = [...mistakesInMinimum(text)];
  // So little cannot be complete, so that there is nothing else to say.
  if (tooShort.length > 0) return yield* tooShort;
  yield* mistakesInDocument(document);
}

/**
 * The mistakes in a text with holes that no values of the holes can mend. A text that is no JSON without its holes has none,
 * because nobody knows what it becomes.
 */
export function* mistakesAroundHoles(text: string): Iterable<Mistake> {
  const document = parsedAroundHoles(text);
  if (!isOpen(document) && isObject(document)) yield* mistakesInDocument(document);
}

function* mistakesInDocument(document: Json): Iterable<Mistake> {
  const misspelled = [...mistakesInSpelling(document, ['rules'], '')];
  if (misspelled.length > 0) return yield* misspelled;
  yield* mistakesInNames(document, ['rules'], '');
  const { rules } = document;
  if (isOpen(rules)) return;
  if (!Array.isArray(rules)) {
    return yield lifecycleMistake('rules', rules, 'be a list of rules', 'write {"rules":[…]}');
  }
  yield* mistakesInRules(rules);
}

function* mistakesInRules(rules: readonly unknown[]): Iterable<Mistake> {
  const entries: PolicyEntry[] = [];
  for (const [index, rule] of rules.entries()) {
    const mistakes = [...mistakesInRule(rule)];
    yield* mistakesAt(`rules[${index}]`, mistakes);
    const comparable = withoutCount(rule);
    if (mistakes.length === 0 && !hasHole(comparable)) entries.push(entryOf(comparable as RuleJson, index));
  }
  yield* mistakesInNumberOfRules(rules.length);
  yield* mistakesInEntries(entries);
}

/** A rule with a number for the hole in its place, and no text: nothing in them makes two rules the same. */
function withoutCount(rule: unknown): unknown {
  if (!hasHole(rule) || !isObject(rule) || !isObject(rule.selection)) return rule;
  const { description, selection, ...others } = rule;
  const { countNumber } = selection;
  return {
    ...others,
    selection: { ...selection, countNumber: isOpen(countNumber) ? ARCHIVE_MINIMUM_DAYS : countNumber },
  };
}

function* mistakesInRule(rule: unknown): Iterable<Mistake> {
  if (isOpen(rule)) return;
  if (!isObject(rule)) return yield noObject('', rule);
  const { selection, action } = rule;
  const misspelled = [
    ...mistakesInSpelling(rule, RULE),
    ...(isObject(selection) ? mistakesAt('.selection', mistakesInSpelling(selection, SELECTION)) : []),
    ...(isObject(action) ? mistakesAt('.action', mistakesInSpelling(action, ACTION)) : []),
  ];
  // What lacks its right name would be missing everywhere else.
  if (misspelled.length > 0) return yield misspelled[0];
  yield* mistakesInNames(rule, RULE);
  if (!hasHole(rule.rulePriority)) {
    yield* mistakesAt('.rulePriority', mistakesInPositiveInteger(rule.rulePriority));
  }
  if (isObject(selection)) yield* mistakesAt('.selection', mistakesInSelection(selection));
  else if (!isOpen(selection)) yield noObject('.selection', selection);
  const countType = isObject(selection) ? selection.countType : undefined;
  if (isObject(action)) yield* mistakesAt('.action', mistakesInAction(action, countType));
  else if (!isOpen(action)) yield noObject('.action', action);
  if ('description' in rule && !hasHole(rule.description)) {
    yield* mistakesAt('.description', mistakesInLiteral(rule.description));
  }
}

function* mistakesInSelection(selection: Json): Iterable<Mistake> {
  const { countType } = selection;
  yield* mistakesInNames(selection, SELECTION);
  yield* mistakesInTags(selection);
  if (hasHole(countType)) return;
  if (!isOneOf(Object.values(LifecycleCountType), countType)) {
    return yield notOneOf('.countType', countType, Object.values(LifecycleCountType));
  }
  yield* mistakesInStorageClass(selection, countType);
  yield* mistakesInCount(selection, countType);
}

function* mistakesInTags(selection: Json): Iterable<Mistake> {
  const { tagStatus, tagPatternList, tagPrefixList } = selection;
  if (hasHole(tagStatus)) return;
  if (!isOneOf(Object.values(LifecycleTagStatus), tagStatus)) {
    return yield notOneOf('.tagStatus', tagStatus, Object.values(LifecycleTagStatus));
  }
  const given = LISTS.filter((list) => list in selection);
  if (tagStatus !== LifecycleTagStatus.TAGGED) {
    for (const list of given) {
      const must = `be absent with tagStatus "${tagStatus}"`;
      yield lifecycleMistake(`.${list}`, selection[list], must, 'remove it or use "tagged"');
    }
  } else if (given.length > 1) {
    const remedy = 'write prefixes as patterns that end in *, or a rule for each';
    yield lifecycleMistake('.tagPrefixList', tagPrefixList, 'be absent beside tagPatternList', remedy);
  } else if ('tagPrefixList' in selection) {
    yield* mistakesAt('.tagPrefixList', mistakesInOpenList(tagPrefixList, mistakesInTagPrefix));
  } else {
    yield* mistakesAt('.tagPatternList', mistakesInOpenList(tagPatternList, mistakesInTagPattern));
  }
}

/** Mistakes in a list of tags. A letter stands for a hole in a tag: what fails with it fails with any other text. */
function* mistakesInOpenList(values: unknown, mistakesIn: MistakesIn): Iterable<Mistake> {
  if (!hasHole(values)) return yield* mistakesInTagList(values, mistakesIn);
  if (!Array.isArray(values)) return;
  for (const [index, found] of (values as unknown[]).entries()) {
    const filled = typeof found === 'string' ? fill(found, () => 'a') : found;
    for (const mistake of mistakesAt(`[${index}]`, mistakesIn(filled))) yield { ...mistake, found };
  }
}

function* mistakesInStorageClass(selection: Json, countType: LifecycleCountType): Iterable<Mistake> {
  const { storageClass } = selection;
  if (hasHole(storageClass)) return;
  if ('storageClass' in selection && !isOneOf(Object.values(LifecycleStorageClass), storageClass)) {
    return yield notOneOf('.storageClass', storageClass, Object.values(LifecycleStorageClass));
  }
  const must = COUNT_TYPES[countType].storageClass;
  if ((storageClass ?? LifecycleStorageClass.STANDARD) === must) return;
  const remedy =
    must === LifecycleStorageClass.ARCHIVE
      ? 'add "storageClass":"archive"'
      : `use ${LifecycleCountType.SINCE_IMAGE_TRANSITIONED}, the only one for archived images`;
  yield lifecycleMistake('.storageClass', storageClass, `be "${must}" with countType ${countType}`, remedy);
}

function* mistakesInCount(selection: Json, countType: LifecycleCountType): Iterable<Mistake> {
  const { countUnit, countNumber } = selection;
  if (countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN) {
    if ('countUnit' in selection) {
      yield lifecycleMistake('.countUnit', countUnit, `be absent with countType ${countType}`, 'remove it');
    }
  } else if (countUnit !== 'days' && !hasHole(countUnit)) {
    yield lifecycleMistake(
      '.countUnit',
      countUnit,
      `be "days" with countType ${countType}`,
      'write "countUnit":"days"',
    );
  }
  if (hasHole(countNumber)) return;
  const wrong = [...mistakesInPositiveInteger(countNumber)];
  const inCount =
    wrong.length === 0 && countType === LifecycleCountType.SINCE_IMAGE_TRANSITIONED
      ? mistakesInDays(countNumber as number, ARCHIVE_MINIMUM_DAYS)
      : wrong;
  yield* mistakesAt('.countNumber', inCount);
}

/** The action is judged only if the count type is valid. */
function* mistakesInAction(action: Json, countType: unknown): Iterable<Mistake> {
  const { type, targetStorageClass } = action;
  yield* mistakesInNames(action, ACTION);
  if (hasHole(type)) return;
  if (!isOneOf(Object.values(LifecycleAction), type)) {
    return yield notOneOf('.type', type, Object.values(LifecycleAction));
  }
  if (isOneOf(Object.values(LifecycleCountType), countType) && !COUNT_TYPES[countType].actions.includes(type)) {
    const remedy =
      type === LifecycleAction.EXPIRE
        ? `archive here, and expire by a rule with countType ${LifecycleCountType.SINCE_IMAGE_TRANSITIONED}`
        : 'expire, as the image is archived already';
    const allowed = COUNT_TYPES[countType].actions.join('" or "');
    return yield lifecycleMistake('.type', type, `be "${allowed}" with countType ${countType}`, remedy);
  }
  if (type === LifecycleAction.ARCHIVE) {
    if (!hasHole(targetStorageClass) && !isOneOf(TARGETS, targetStorageClass)) {
      yield notOneOf('.targetStorageClass', targetStorageClass, TARGETS);
    }
  } else if ('targetStorageClass' in action) {
    yield lifecycleMistake('.targetStorageClass', targetStorageClass, `be absent with type "${type}"`, 'remove it');
  }
}

/** Names in the spelling of an SDK or of another tool. */
function* mistakesInSpelling(value: Json, known: readonly string[], before = '.'): Iterable<Mistake> {
  for (const name of Object.keys(value)) {
    const meant = meantName(known, name);
    if (meant === undefined) continue;
    const must = `have the name "${meant}": ECR takes names in exactly this spelling`;
    yield lifecycleMistake(
      `${before}${name}`,
      value[name],
      must,
      `write "${meant}", and the other names as the guide of ECR does`,
    );
  }
}

function* mistakesInNames(value: Json, known: readonly string[], before = '.'): Iterable<Mistake> {
  for (const name of Object.keys(value)) {
    if (known.includes(name) || hasHole(name)) continue;
    const must = 'be absent, as ECR refuses unknown properties';
    yield lifecycleMistake(`${before}${name}`, value[name], must, `use only ${known.join(', ')}`);
  }
}

/** Whether a value is known only at deployment, or has properties that are. */
function isOpen(value: unknown): boolean {
  return isObject(value) ? Object.keys(value).some(hasHole) : typeof value === 'string' && hasHole(value);
}

function isOneOf<T>(allowed: readonly T[], value: unknown): value is T {
  return allowed.includes(value as T);
}

function notOneOf(at: string, value: unknown, allowed: readonly string[]): Mistake {
  return lifecycleMistake(at, value, `be "${allowed.join('" or "')}"`, 'use exactly this spelling');
}

function noObject(at: string, value: unknown): Mistake {
  return lifecycleMistake(at, value, 'be an object', 'write its properties in braces');
}
