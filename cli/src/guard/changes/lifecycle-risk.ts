import { LIMITS } from '../../../../src/ecr/limits';
import { LifecycleCountType } from '../../../../src/lifecycle/count-types';
import { LifecycleRule } from '../../../../src/lifecycle/lifecycle-rule';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { byText } from '../../../../src/text/lists';
import { contentText } from '../../compare/content-text';

/** The worst that another lifecycle policy does to images that the old one leaves. */
export enum LifecycleRisk {
  NONE = 'none',
  /** Images are archived. They are deleted in the end, if a rule says so. */
  ARCHIVES = 'archives',
  /** Images are deleted. */
  EXPIRES = 'expires',
}

interface Rule {
  readonly priority: number;
  /** The images that the rule is about, without a number. */
  readonly images: string;
  readonly action: string;
  readonly isArchive: boolean;
  readonly count: number;
  /** Whether it only claims images: no number of images or days reaches its own. */
  readonly keeps: boolean;
}

/**
 * The risk of a change of lifecycle policies, each in its comparable form. It goes by rules: whether there are such images
 * is not known here. What is not known is a risk.
 */
export function lifecycleRisk(before: unknown, after: unknown): LifecycleRisk {
  const old = rulesOf(before);
  const next = rulesOf(after);
  if (next === undefined || old === undefined) {
    return after === undefined ? LifecycleRisk.NONE : LifecycleRisk.EXPIRES;
  }
  const isNew = (rule: Rule) => !old.some((each) => isAtLeast(each, rule)) || losesShelter(rule, old, next);
  const hadArchive = old.some(({ action }) => action !== 'expire');
  const fresh = next.filter((rule) => !rule.keeps && isNew(rule));
  const expires = fresh.some(({ action, isArchive }) => action === 'expire' && (!isArchive || hadArchive));
  if (expires) return LifecycleRisk.EXPIRES;
  return fresh.length > 0 ? LifecycleRisk.ARCHIVES : LifecycleRisk.NONE;
}

/** Whether an old rule acts on all images that a new one acts on. */
function isAtLeast(old: Rule, next: Rule): boolean {
  return old.images === next.images && old.action === next.action && old.count <= next.count;
}

/** Whether a rule that came first and claimed images is gone, so that the rule can reach these images. */
function losesShelter(rule: Rule, old: readonly Rule[], next: readonly Rule[]): boolean {
  const former = old.find((each) => isAtLeast(each, rule))!;
  const earlier = old.filter(({ priority }) => priority < former.priority);
  const stillEarlier = next.filter(({ priority }) => priority < rule.priority);
  return earlier.some((each) => !stillEarlier.some(({ images }) => images === each.images));
}

function rulesOf(lifecycle: unknown): Rule[] | undefined {
  if (lifecycle === undefined) return [];
  if (!isObject(lifecycle) || !Array.isArray(lifecycle.rules)) return undefined;
  return lifecycle.rules.filter(isObject).map(ruleOf);
}

function ruleOf({ rulePriority, selection, action }: Json): Rule {
  const { countNumber, storageClass, ...images } = (isObject(selection) ? selection : {}) as Json;
  const isByNumber = images.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN;
  const type = isObject(action) ? String(action.type) : '';
  return {
    priority: Number(rulePriority),
    images: contentText({ ...byPatterns(images), storageClass }),
    action: type,
    isArchive: storageClass === 'archive',
    count: Number(countNumber),
    keeps: Number(countNumber) >= (isByNumber ? LIMITS.IMAGES_PER_REPOSITORY : LifecycleRule.KEEP_ARCHIVED_DAYS),
  };
}

/** The images of a rule by patterns: a prefix is a pattern with `*` at its end. */
function byPatterns({ tagPrefixList: prefixes, ...images }: Json): Json {
  if (!Array.isArray(prefixes)) return { ...images, ...(prefixes !== undefined && { tagPrefixList: prefixes }) };
  return { ...images, tagPatternList: prefixes.map((prefix) => `${prefix}*`).sort(byText) };
}
