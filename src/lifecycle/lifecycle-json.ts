import { ARCHIVE_MINIMUM_DAYS, atLeastDays, literalText, positiveInteger } from './lifecycle-checks';
import { LifecycleAction, LifecycleCountType, LifecycleStorageClass, LifecycleTagStatus } from './lifecycle-enums';
import { LifecycleRule } from './lifecycle-rule';
import { checkTextMinimum } from './policy-checks';
import type { PolicyEntry } from './policy-checks';
import { TagSelection } from './tag-selection';
import { InvalidInputError } from '../text/errors';
import { isObject } from '../text/json';
import type { Json } from '../text/json';

const OWNER = 'LifecyclePolicy.fromJson';

/** The only storage class that images can be moved to by a rule. */
const TARGETS = [LifecycleStorageClass.ARCHIVE];

interface CountTypeUse {
  readonly storageClass: LifecycleStorageClass;
  readonly actions: readonly LifecycleAction[];
}

/** Which storage class and actions go with a count type. The factories of `LifecycleRule` offer these and no others. */
const COUNT_TYPES: Record<LifecycleCountType, CountTypeUse> = {
  [LifecycleCountType.IMAGE_COUNT_MORE_THAN]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.EXPIRE, LifecycleAction.ARCHIVE],
  },
  [LifecycleCountType.SINCE_IMAGE_PUSHED]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.EXPIRE, LifecycleAction.ARCHIVE],
  },
  [LifecycleCountType.SINCE_IMAGE_PULLED]: {
    storageClass: LifecycleStorageClass.STANDARD,
    actions: [LifecycleAction.ARCHIVE],
  },
  [LifecycleCountType.SINCE_IMAGE_TRANSITIONED]: {
    storageClass: LifecycleStorageClass.ARCHIVE,
    actions: [LifecycleAction.EXPIRE],
  },
};

/** The rules of a policy text in their order, each checked by itself. Rules against each other are the policy's matter. */
export function parsePolicy(text: string): PolicyEntry[] {
  const document = object('the policy', parse(literalText({ owner: OWNER, property: 'text' }, text)));
  checkTextMinimum(OWNER, text);
  onlyProperties('', document, ['rules']);
  if (!Array.isArray(document.rules)) {
    fail('rules', document.rules, 'be a list of rules', 'write {"rules":[…]}');
  }
  return document.rules.map((value: unknown, index) => {
    const path = `rules[${index}]`;
    const rule = object(path, value);
    onlyProperties(path, rule, ['rulePriority', 'description', 'selection', 'action']);
    return {
      index,
      priority: positiveInteger({ owner: OWNER, property: `${path}.rulePriority` }, rule.rulePriority),
      rule: parseRule(path, rule),
    };
  });
}

function parseRule(path: string, rule: Json): LifecycleRule {
  const selection = object(`${path}.selection`, rule.selection);
  const lists = ['tagPatternList', 'tagPrefixList'];
  const counts = ['countType', 'countUnit', 'countNumber'];
  onlyProperties(`${path}.selection`, selection, ['tagStatus', ...lists, 'storageClass', ...counts]);
  const action = object(`${path}.action`, rule.action);
  onlyProperties(`${path}.action`, action, ['type', 'targetStorageClass']);

  const tags = parseTags(`${path}.selection`, selection);
  const countType = oneOf(`${path}.selection.countType`, selection.countType, Object.values(LifecycleCountType));
  return LifecycleRule._of({
    description:
      'description' in rule
        ? literalText({ owner: OWNER, property: `${path}.description` }, rule.description)
        : undefined,
    tags,
    countType,
    storageClass: parseStorageClass(`${path}.selection.storageClass`, selection, countType),
    countNumber: parseCount(`${path}.selection`, selection, countType),
    action: parseAction(`${path}.action`, action, countType),
  });
}

function parseTags(path: string, selection: Json): TagSelection {
  const patterns = 'tagPatternList' in selection;
  const prefixes = 'tagPrefixList' in selection;
  const status = oneOf(`${path}.tagStatus`, selection.tagStatus, Object.values(LifecycleTagStatus));
  if (status !== LifecycleTagStatus.TAGGED) {
    if (patterns || prefixes) {
      const list = patterns ? 'tagPatternList' : 'tagPrefixList';
      fail(`${path}.${list}`, selection[list], `be absent with tagStatus "${status}"`, 'remove it or use "tagged"');
    }
    return status === LifecycleTagStatus.ANY ? TagSelection.any() : TagSelection.untagged();
  }
  if (patterns && prefixes) {
    const remedy = 'write prefixes as patterns that end in *, or a rule for each';
    fail(`${path}.tagPrefixList`, selection.tagPrefixList, 'be absent beside tagPatternList', remedy);
  }
  return prefixes
    ? TagSelection._allPrefixes(OWNER, `${path}.tagPrefixList`, selection.tagPrefixList)
    : TagSelection._allPatterns(OWNER, `${path}.tagPatternList`, selection.tagPatternList);
}

function parseStorageClass(path: string, selection: Json, countType: LifecycleCountType): LifecycleStorageClass {
  const storageClass =
    'storageClass' in selection
      ? oneOf(path, selection.storageClass, Object.values(LifecycleStorageClass))
      : LifecycleStorageClass.STANDARD;
  const must = COUNT_TYPES[countType].storageClass;
  if (storageClass !== must) {
    const remedy =
      must === LifecycleStorageClass.ARCHIVE
        ? 'add "storageClass":"archive"'
        : `use ${LifecycleCountType.SINCE_IMAGE_TRANSITIONED}, the only one for archived images`;
    fail(path, selection.storageClass, `be "${must}" with countType ${countType}`, remedy);
  }
  return storageClass;
}

function parseCount(path: string, selection: Json, countType: LifecycleCountType): number {
  if (countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN) {
    if ('countUnit' in selection) {
      fail(`${path}.countUnit`, selection.countUnit, `be absent with countType ${countType}`, 'remove it');
    }
  } else if (selection.countUnit !== 'days') {
    fail(`${path}.countUnit`, selection.countUnit, `be "days" with countType ${countType}`, 'write "countUnit":"days"');
  }
  const place = { owner: OWNER, property: `${path}.countNumber` };
  const count = positiveInteger(place, selection.countNumber);
  return countType === LifecycleCountType.SINCE_IMAGE_TRANSITIONED
    ? atLeastDays(place, count, ARCHIVE_MINIMUM_DAYS)
    : count;
}

function parseAction(path: string, action: Json, countType: LifecycleCountType): LifecycleAction {
  const type = oneOf(`${path}.type`, action.type, Object.values(LifecycleAction));
  const allowed = COUNT_TYPES[countType].actions;
  if (!allowed.includes(type)) {
    const remedy =
      type === LifecycleAction.EXPIRE
        ? `archive here, and expire by a rule with countType ${LifecycleCountType.SINCE_IMAGE_TRANSITIONED}`
        : 'expire, as the image is archived already';
    fail(`${path}.type`, type, `be "${allowed.join('" or "')}" with countType ${countType}`, remedy);
  }
  if (type === LifecycleAction.ARCHIVE) {
    oneOf(`${path}.targetStorageClass`, action.targetStorageClass, TARGETS);
  } else if ('targetStorageClass' in action) {
    fail(`${path}.targetStorageClass`, action.targetStorageClass, `be absent with type "${type}"`, 'remove it');
  }
  return type;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail('text', text, `be JSON (${(error as Error).message})`, 'correct it there');
  }
}

function object(path: string, value: unknown): Json {
  return isObject(value) ? value : fail(path, value, 'be an object', 'write its properties in braces');
}

function onlyProperties(path: string, value: Json, known: string[]): void {
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const property = path === '' ? unknown : `${path}.${unknown}`;
    fail(property, value[unknown], 'be absent, as ECR refuses unknown properties', `use only ${known.join(', ')}`);
  }
}

function oneOf<T extends string>(path: string, value: unknown, allowed: readonly T[]): T {
  if (!allowed.includes(value as T)) {
    fail(path, value, `be "${allowed.join('" or "')}"`, 'use exactly this spelling');
  }
  return value as T;
}

function fail(property: string, found: unknown, must: string, remedy: string): never {
  throw new InvalidInputError({ owner: OWNER, property, found, must, remedy });
}
