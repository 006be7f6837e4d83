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
import { mistakesAt } from '../ecr/mistakes/mistake';
import type { Mistake } from '../ecr/mistakes/mistake';
import { isDeeperThan, MAX_DEPTH } from '../text/depth';
import { isObject } from '../text/json';
import type { Json } from '../text/json';
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
  const misspelled = [...mistakesInSpelling(document, ['rules'], '')];
  if (misspelled.length > 0) return yield* misspelled;
  yield* mistakesInNames(document, ['rules'], '');
  const { rules } = document;
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
    if (mistakes.length === 0) entries.push(entryOf(rule as RuleJson, index));
  }
  yield* mistakesInNumberOfRules(rules.length);
  yield* mistakesInEntries(entries);
}

function* mistakesInRule(rule: unknown): Iterable<Mistake> {
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
  yield* mistakesAt('.rulePriority', mistakesInPositiveInteger(rule.rulePriority));
  if (isObject(selection)) yield* mistakesAt('.selection', mistakesInSelection(selection));
  else yield noObject('.selection', selection);
  const countType = isObject(selection) ? selection.countType : undefined;
  if (isObject(action)) yield* mistakesAt('.action', mistakesInAction(action, countType));
  else yield noObject('.action', action);
  if ('description' in rule) yield* mistakesAt('.description', mistakesInLiteral(rule.description));
}

function* mistakesInSelection(selection: Json): Iterable<Mistake> {
  const { countType } = selection;
  yield* mistakesInNames(selection, SELECTION);
  yield* mistakesInTags(selection);
  if (!isOneOf(Object.values(LifecycleCountType), countType)) {
    return yield notOneOf('.countType', countType, Object.values(LifecycleCountType));
  }
  yield* mistakesInStorageClass(selection, countType);
  yield* mistakesInCount(selection, countType);
}

function* mistakesInTags(selection: Json): Iterable<Mistake> {
  const { tagStatus, tagPatternList, tagPrefixList } = selection;
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
    yield* mistakesAt('.tagPrefixList', mistakesInTagList(tagPrefixList, mistakesInTagPrefix));
  } else {
    yield* mistakesAt('.tagPatternList', mistakesInTagList(tagPatternList, mistakesInTagPattern));
  }
}

function* mistakesInStorageClass(selection: Json, countType: LifecycleCountType): Iterable<Mistake> {
  const { storageClass } = selection;
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
  } else if (countUnit !== 'days') {
    yield lifecycleMistake(
      '.countUnit',
      countUnit,
      `be "days" with countType ${countType}`,
      'write "countUnit":"days"',
    );
  }
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
    if (!isOneOf(TARGETS, targetStorageClass)) yield notOneOf('.targetStorageClass', targetStorageClass, TARGETS);
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
    if (known.includes(name)) continue;
    const must = 'be absent, as ECR refuses unknown properties';
    yield lifecycleMistake(`${before}${name}`, value[name], must, `use only ${known.join(', ')}`);
  }
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
