import { tagsOf } from './image-state';
import type { RepositoryImage } from './repository-image';
import { tagMatcher } from './tag-matcher';
import type { TagMatcher } from './tag-matcher';
import { LIMITS } from '../../ecr/limits';
import { LifecycleCountType } from '../count-types';
import { LifecycleAction, LifecycleStorageClass } from '../lifecycle-enums';
import { LifecycleRule } from '../lifecycle-rule';
import type { PolicyEntry } from '../policy-mistakes';
import { narrowest } from '../private/selection-cover';

/** How far a policy can bring an image, sooner or later. */
export enum Reach {
  /** It stays where it is. */
  STAYS,
  /** It is archived and stays there. */
  ARCHIVE,
  /** It is deleted. */
  DELETION,
}

/** A rule prepared for many images. */
export interface CompiledRule {
  /** Its index in the order of priorities. */
  readonly index: number;
  readonly rule: LifecycleRule;
  readonly matches: TagMatcher;
  readonly counts: boolean;
  readonly expires: boolean;
  /** A rule that only claims images, and acts on none. */
  readonly keeps: boolean;
}

export interface CompiledPolicy {
  readonly standard: CompiledRule[];
  readonly archive: CompiledRule[];
}

/** Rules see the images of their storage class only. */
export function compile(entries: readonly PolicyEntry[]): CompiledPolicy {
  const rules = entries.map(({ rule }, index) => ({
    index,
    rule,
    matches: tagMatcher(rule.tags),
    counts: rule.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN,
    expires: rule.action === LifecycleAction.EXPIRE,
    keeps: keeps(rule),
  }));
  return {
    standard: rules.filter(({ rule }) => rule.storageClass === LifecycleStorageClass.STANDARD),
    archive: rules.filter(({ rule }) => rule.storageClass === LifecycleStorageClass.ARCHIVE),
  };
}

/** The rule that claims an image of this storage class: the first that selects it. */
export function claimant(rules: readonly CompiledRule[], tags: readonly string[]): CompiledRule | undefined {
  return rules.find((rule) => rule.matches(tags));
}

/** The effect once the rule acts; that of an archiving rule depends on the rules for the archive. */
export function reachOf(rule: CompiledRule, { archive }: CompiledPolicy, image: RepositoryImage, acts: boolean): Reach {
  // A quota can be raised, so that a number that none should reach is reached after all.
  if (rule.keeps && !acts) return Reach.STAYS;
  if (rule.expires) return Reach.DELETION;
  const next = claimant(archive, tagsOf(image));
  return next === undefined || next.keeps ? Reach.ARCHIVE : Reach.DELETION;
}

/** Whether a rule can delete images. */
export function deletes(rule: LifecycleRule): boolean {
  return rule.action === LifecycleAction.EXPIRE && !keeps(rule);
}

/**
 * Whether a rule only claims images: its number is one that none reaches, or it leaves at least one of the images with a tag
 * that one image at most has.
 */
export function keeps(rule: LifecycleRule): boolean {
  const { action, countType, countNumber } = rule;
  if (countType !== LifecycleCountType.IMAGE_COUNT_MORE_THAN) return countNumber >= LifecycleRule.KEEP_ARCHIVED_DAYS;
  return countNumber >= LIMITS.IMAGES_PER_REPOSITORY || (action === LifecycleAction.EXPIRE && keepsOneTag(rule));
}

/** Whether a rule by number asks for one whole tag, and for nothing that an image with this tag may lack. */
export function keepsOneTag({ countType, tags }: LifecycleRule): boolean {
  if (countType !== LifecycleCountType.IMAGE_COUNT_MORE_THAN) return false;
  const [first, ...more] = narrowest(tags);
  return first !== undefined && more.length === 0 && !first.includes('*');
}
