import { COUNT_TYPES, LifecycleCountType } from './count-types';
import { keeps } from './evaluator/compiled-rule';
import { LifecycleAction, LifecycleStorageClass, LifecycleTagStatus } from './lifecycle-enums';
import { isReadFromText } from './lifecycle-json';
import type { LifecyclePolicy } from './lifecycle-policy';
import type { LifecycleRule } from './lifecycle-rule';
import type { PolicyEntry } from './policy-mistakes';
import { EcrRule } from '../ecr/ecr-rule';
import { imagesOf, rulesInWords } from './private/rule-words';
import { covers, narrowest, partsOf } from './private/selection-cover';
import { TagSelection } from './tag-selection';
import { listed } from '../text/lists';
import { matchesWildcard, wildcardsOverlap } from '../text/wildcard';

/** Something in a policy that is probably a mistake. */
export interface LifecycleFinding {
  readonly id: EcrRule;
  /** A sentence without a full stop. */
  readonly text: string;
  readonly remedy: string;
  /** It is a mistake only where tags of the repository can move. */
  readonly whereTagsMove?: boolean;
}

/** Whether a policy has a list of tags that was read from a text, and may have been meant as "one of them". */
export function hasUnclearLists(policy: LifecyclePolicy): boolean {
  return policy.rules.some(isUnclearList);
}

const reviewed = new WeakMap<LifecyclePolicy, readonly LifecycleFinding[]>();

/**
 * The mistakes in a policy, found once, as ten thousand repositories may share it.
 *
 * Only what follows from the policy, and from whether tags can move, is said. Whether releases are deployed by digest
 * without ever having had a tag cannot be known from them, and tag immutability decides which tags move, not which exist.
 */
export function lifecycleFindings(policy: LifecyclePolicy): readonly LifecycleFinding[] {
  let findings = reviewed.get(policy);
  if (findings === undefined) {
    findings = review(policy._entries);
    reviewed.set(policy, findings);
  }
  return findings;
}

function review(entries: readonly PolicyEntry[]): LifecycleFinding[] {
  const idle = entries.map((entry) => idleness(entry, entries));
  const working = entries.filter((_, i) => idle[i] === undefined);
  const taking = working.filter(({ rule }) => !keeps(rule));
  return [
    ...idle.filter((finding) => finding !== undefined),
    ...entries.filter((_, i) => idle[i]?.id !== EcrRule.IMPOSSIBLE_TAG).flatMap(tagList),
    ...taking.flatMap((entry) => [
      ...releasesExpire(entry, working),
      ...keptInOtherCase(entry, working),
      ...archivedForEver(entry, working),
      ...untaggedInUse(entry),
    ]),
    ...indexImagesStay(taking, entries),
  ];
}

/** Why a rule has no effect at all, if so. */
function idleness(entry: PolicyEntry, entries: readonly PolicyEntry[]): LifecycleFinding | undefined {
  return impossibleTag(entry) ?? shadowedRule(entry, entries) ?? countOfOne(entry);
}

/**
 * A list of tags rarely contradicts itself, as an image can have a tag for each member; but a single tag can be
 * impossible.
 */
function impossibleTag({ priority, rule }: PolicyEntry): LifecycleFinding | undefined {
  for (const text of [...rule.tags.patterns, ...rule.tags.prefixes]) {
    const reason = whyImpossible(text);
    if (reason === undefined) continue;
    return {
      id: EcrRule.IMPOSSIBLE_TAG,
      text: `rule ${priority} never selects an image, because ${reason}`,
      remedy: 'correct it, or leave the rule out',
    };
  }
  return undefined;
}

function whyImpossible(text: string): string | undefined {
  if (/^[.-]/.test(text)) return `no tag begins like "${text}"; tags begin with a letter, a digit or "_"`;
  const least = text.replaceAll('*', '').length;
  if (least <= MAX_TAG_LENGTH) return undefined;
  const start = text.slice(0, SHOWN_OF_TAG);
  return `no tag is as long as "${start}…", which has ${least} characters; tags have at most ${MAX_TAG_LENGTH}`;
}

/** Most characters of a tag, by the specification of registries. */
const MAX_TAG_LENGTH = 128;
const SHOWN_OF_TAG = 20;

function shadowedRule(entry: PolicyEntry, entries: readonly PolicyEntry[]): LifecycleFinding | undefined {
  const { priority, rule } = entry;
  const claiming = partsOf(rule.tags).map((part) => claimantOf(part, before(entry, entries)));
  if (!claiming.every((claimant) => claimant !== undefined)) return undefined;
  // Two rules that keep do what they say, also if one selects more.
  if (keeps(rule) && claiming.every((claimant) => keeps(claimant.rule))) return undefined;
  const claimants = [...new Set(claiming)].sort((a, b) => a.priority - b.priority);
  const effect = keeps(rule) ? 'keeps no image' : 'can never act';
  const claim = claimants.length === 1 ? 'claims' : 'claim';
  const remedy = rule.tags.tagStatus === LifecycleTagStatus.ANY ? 'leave it out' : 'move it before, or leave it out';
  return {
    id: EcrRule.SHADOWED_RULE,
    text:
      `rule ${priority} ${effect}, because ${rulesInWords(claimants.map((e) => e.priority))} ${claim} ` +
      `${imagesOf(rule)} first`,
    remedy,
  };
}

/**
 * A tag is on one image at a time, so that no second image is selected. A rule that expires by this tag alone is one that
 * keeps the image, and a list that may have been meant as "one of them" has a finding of its own.
 */
function countOfOne({ priority, rule }: PolicyEntry): LifecycleFinding | undefined {
  if (rule.countType !== LifecycleCountType.IMAGE_COUNT_MORE_THAN || keeps(rule) || isUnclearList(rule)) {
    return undefined;
  }
  const tag = rule.tags.patterns.find((pattern) => !pattern.includes('*'));
  if (tag === undefined) return undefined;
  return {
    id: EcrRule.COUNT_OF_ONE,
    text:
      `rule ${priority} can never act, because one image at most has the tag "${tag}" and the rule leaves ` +
      `the newest ${rule.countNumber}`,
    remedy: 'where it is to protect that image, say so by LifecycleRule.keep',
  };
}

/** Who writes several names mostly means that one of them is enough. */
function tagList({ priority, rule }: PolicyEntry): LifecycleFinding[] {
  if (!isUnclearList(rule)) return [];
  const members = listed(
    narrowest(rule.tags).map((member) => JSON.stringify(member)),
    { max: 5, shown: 4 },
  );
  return [
    {
      id: EcrRule.TAG_LIST,
      text:
        `rule ${priority} ${verbOf(rule)} only images with all of its tags, ${members}, because a list of tags means all of ` +
        'them; it does not select an image with only some of them',
      remedy:
        'write one rule for each tag where one of them is enough; acknowledge this where an image must have all of them',
    },
  ];
}

function isUnclearList({ tags }: LifecycleRule): boolean {
  return isReadFromText(tags) && narrowest(tags).length > 1;
}

function verbOf(rule: LifecycleRule): string {
  if (keeps(rule)) return 'keeps';
  return rule.action === LifecycleAction.EXPIRE ? 'expires' : 'archives';
}

/** Speaks of the images that no earlier rule claims. A rule by the last pull archives only what nobody seems to use. */
function releasesExpire(entry: PolicyEntry, working: readonly PolicyEntry[]): LifecycleFinding[] {
  const { priority, rule } = entry;
  if (rule.storageClass !== LifecycleStorageClass.STANDARD || !COUNT_TYPES[rule.countType].fromPush) return [];
  const earlier = before(entry, working).filter(isTagged);
  if (!covers(rule.tags, TAGGED) || claimantOf(TAGGED, earlier)) return [];
  const counts = rule.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN;
  if (earlier.some((e) => keepsReleases(e.rule) || (!counts && keepsAlmost(e.rule)))) return [];
  const expires = rule.action === LifecycleAction.EXPIRE;
  const what = rule.tags.tagStatus === LifecycleTagStatus.ANY ? 'everything' : 'everything with a tag';
  const others = listed(earlier.map(claimInWords), { max: 5, shown: 4 });
  const condition = COUNT_TYPES[rule.countType].condition(rule.countNumber);
  const effect = expires ? 'go' : 'can no longer be pulled';
  const when = counts
    ? `${effect} as soon as enough builds are newer`
    : `${effect} by their age alone, even where they are in use`;
  return [
    {
      id: EcrRule.RELEASES_EXPIRE,
      text:
        earlier.length === 0
          ? `rule ${priority} ${verbOf(rule)} ${what} ${condition}, whatever the tags, and no rule keeps releases, ` +
            `which ${when}`
          : `rule ${priority} ${verbOf(rule)} ${what} but ${others}, ${condition}; no rule keeps the other images, and ` +
            `releases among them ${when}`,
      remedy: expires
        ? 'put LifecycleRule.keep for their tags before it'
        : 'put LifecycleRule.keep for their tags before it, or use LifecycleRule.archiveNotPulledFor',
    },
  ];
}

/** A rule that takes images which an earlier one keeps in another letter case only. */
function keptInOtherCase(entry: PolicyEntry, working: readonly PolicyEntry[]): LifecycleFinding[] {
  const { priority, rule } = entry;
  const tag = onlyTag(rule);
  if (tag === undefined) return [];
  const keeping = before(entry, working).filter((e) => keeps(e.rule) && onlyTag(e.rule) !== undefined);
  const [inCase, inOtherCase] = [true, false].map((isSame) =>
    keeping.filter((e) => wildcardsOverlap(onlyTag(e.rule)!, tag) === isSame),
  );
  const keeper = inOtherCase.find(({ rule: { tags } }) => {
    const kept = narrowest(tags)[0].toLowerCase();
    const isMeant = matchesWildcard(kept, tag.toLowerCase()) || matchesWildcard(tag.toLowerCase(), kept);
    return isMeant && !inCase.some((e) => onlyTag(e.rule)!.toLowerCase() === kept);
  });
  if (keeper === undefined) return [];
  return [
    {
      id: EcrRule.RELEASES_EXPIRE,
      text:
        `rule ${priority} ${verbOf(rule)} ${imagesOf(rule)}, and rule ${keeper.priority} keeps ` +
        `"${onlyTag(keeper.rule)}" only, as capitals and small letters differ in tags`,
      remedy: `write the tags of rule ${keeper.priority} as images have them, or add LifecycleRule.keep for the others`,
    },
  ];
}

/** The tag that a rule asks for, if it asks for one alone. */
function onlyTag({ tags }: LifecycleRule): string | undefined {
  const members = narrowest(tags);
  return members.length === 1 ? members[0] : undefined;
}

/** Images with a tag. */
const TAGGED = TagSelection.pattern('*');

/** The tag that follows the newest image, and is no release. */
const MOVING_TAG = 'latest';

/** Written by hand for "all", although a repository can hold more. */
const ALMOST_ALL = 999;

/** Whether a rule keeps tagged images, in a way that its author will have meant for releases. */
function keepsReleases(rule: LifecycleRule): boolean {
  return keeps(rule) && !isUnclearList(rule) && !narrowest(rule.tags).includes(MOVING_TAG);
}

function keepsAlmost(rule: LifecycleRule): boolean {
  const counts = rule.countType === LifecycleCountType.IMAGE_COUNT_MORE_THAN;
  return counts && rule.countNumber >= ALMOST_ALL && !isUnclearList(rule);
}

/** As in "v* (rule 1 expires those beyond the newest 10)". */
function claimInWords({ priority, rule }: PolicyEntry): string {
  const tags = narrowest(rule.tags);
  const images = tags.length === 1 ? tags[0] : `images with all of ${listed(tags)}`;
  const { condition } = COUNT_TYPES[rule.countType];
  const those = keeps(rule) ? 'them' : `those ${condition(rule.countNumber)}`;
  return `${images} (rule ${priority} ${verbOf(rule)} ${those})`;
}

function archivedForEver(entry: PolicyEntry, working: readonly PolicyEntry[]): LifecycleFinding[] {
  const { priority, rule } = entry;
  if (rule.action !== LifecycleAction.ARCHIVE) return [];
  const archiveRules = working.filter((e) => e.rule.storageClass === LifecycleStorageClass.ARCHIVE);
  const own = partsOf(rule.tags).filter((part) => !claimantOf(part, before(entry, working)));
  if (own.every((part) => claimantOf(part, archiveRules))) return [];
  return [
    {
      id: EcrRule.ARCHIVED_FOR_EVER,
      text:
        `rule ${priority} archives images that no rule expires, so that they stay in the archive for ever and ` +
        'are billed',
      remedy: 'add LifecycleRule.expireArchivedAfter for them',
    },
  ];
}

function untaggedInUse({ priority, rule }: PolicyEntry): LifecycleFinding[] {
  if (rule.tags.tagStatus !== LifecycleTagStatus.UNTAGGED || !COUNT_TYPES[rule.countType].fromPush) return [];
  const [verb, outcome] = rule.action === LifecycleAction.EXPIRE ? ['expires', 'deleted'] : ['archives', 'archived'];
  return [
    {
      id: EcrRule.UNTAGGED_IN_USE,
      whereTagsMove: true,
      text:
        `rule ${priority} ${verb} untagged images by the time of their push, so an old image whose tag moves, or moved ` +
        `before, is ${outcome} within a day, while workloads may still run it by digest`,
      remedy:
        'use LifecyclePolicy.forPulledImages, which looks at the last pull, or preview the policy: cdk-ecr preview',
    },
  ];
}

/** The images of an index have no tags as a rule, and are left alone until the index goes. */
function indexImagesStay(taking: readonly PolicyEntry[], entries: readonly PolicyEntry[]): LifecycleFinding[] {
  const isStandard = ({ rule }: PolicyEntry) => rule.storageClass === LifecycleStorageClass.STANDARD;
  const indexes = taking.filter((entry) => isStandard(entry) && isTagged(entry));
  if (indexes.length === 0 || entries.some((entry) => isStandard(entry) && !isTagged(entry))) return [];
  const take = indexes.length === 1 ? 'takes' : 'take';
  return [
    {
      id: EcrRule.INDEX_IMAGES_STAY,
      text:
        `${rulesInWords(indexes.map((e) => e.priority))} ${take} tagged images, and no rule selects untagged ` +
        'ones; when a multi-architecture index goes, its images stay without a tag and are billed',
      remedy:
        'add a rule for untagged images, or acknowledge this where images have one architecture or their signatures ' +
        'are untagged',
    },
  ];
}

/** The rules that claim images before a rule does. */
function before({ priority, rule }: PolicyEntry, entries: readonly PolicyEntry[]): PolicyEntry[] {
  return entries.filter((e) => e.priority < priority && e.rule.storageClass === rule.storageClass);
}

/** The first rule that is certain to select all images of a part. */
function claimantOf(part: TagSelection, entries: readonly PolicyEntry[]): PolicyEntry | undefined {
  return entries.find((e) => covers(e.rule.tags, part));
}

function isTagged({ rule }: PolicyEntry): boolean {
  return rule.tags.tagStatus === LifecycleTagStatus.TAGGED;
}
