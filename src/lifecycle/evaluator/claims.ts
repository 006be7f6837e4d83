import { NEVER, clockOf, daysAfter, inStandardSince } from './clocks';
import type { CompiledPolicy, CompiledRule } from './compiled-rule';
import { newestCut } from './newest-cut';
import { RepositoryImageStatus } from './repository-image';
import type { RepositoryImage } from './repository-image';
import { LifecycleUnknown } from './unknowns';
import type { Unknowns } from './unknowns';

/** Which rule claims each image, and what it does, before indexes and reference artifacts are looked at. */
export interface Claims {
  /** Index of the rule; -1 where no rule sees the image. */
  readonly rule: Int16Array;
  /** 1 where the rule acts on the image. */
  readonly acts: Uint8Array;
  /** When the rule acts: the time of the evaluation where it does now, `NEVER` where it does not. */
  readonly actsAt: Float64Array;
}

const NO_TAGS: readonly string[] = [];
const NO_SELECTION = new Uint32Array();

export function tagsOf({ imageTags }: RepositoryImage): readonly string[] {
  return imageTags ?? NO_TAGS;
}

export function isArchived({ imageStatus }: RepositoryImage): boolean {
  return imageStatus === RepositoryImageStatus.ARCHIVED;
}

export function claim(
  policy: CompiledPolicy,
  images: readonly RepositoryImage[],
  at: number,
  unknowns: Unknowns,
): Claims {
  const size = images.length;
  const claims = {
    rule: new Int16Array(size).fill(-1),
    acts: new Uint8Array(size),
    actsAt: new Float64Array(size).fill(NEVER),
  };
  const context = {
    images,
    at,
    claims,
    unknowns,
    archived: Uint8Array.from(images, (image) => (isArchived(image) ? 1 : 0)),
    clocks: Float64Array.from(images, (image) => inStandardSince(image, at)),
  };
  policy.standard.forEach((rule) => apply(context, rule, 0));
  policy.archive.forEach((rule) => apply(context, rule, 1));
  images.forEach((image, i) => {
    // Nothing is unknown of a reference artifact that no rule selects.
    if (image.subjectManifestDigest && claims.rule[i] >= 0) unknowns[LifecycleUnknown.REFERRER][i] = 1;
    if (image.imageStatus === RepositoryImageStatus.ACTIVATING) unknowns[LifecycleUnknown.ACTIVATING][i] = 1;
  });
  return claims;
}

interface Context {
  readonly images: readonly RepositoryImage[];
  readonly at: number;
  readonly claims: Claims;
  readonly unknowns: Unknowns;
  readonly archived: Uint8Array;
  /** The times by which images are counted. */
  readonly clocks: Float64Array;
}

/** Rules come in the order of their priority, so that what is claimed was claimed by an earlier one. */
function apply(context: Context, rule: CompiledRule, archived: number): void {
  const { images, claims } = context;
  const selected = rule.counts ? new Uint32Array(images.length) : NO_SELECTION;
  let selectedCount = 0;
  for (let i = 0; i < images.length; i++) {
    const isFree = claims.rule[i] < 0;
    if (context.archived[i] !== archived || !(isFree || rule.counts) || !rule.matches(tagsOf(images[i]))) continue;
    if (isFree) claims.rule[i] = rule.index;
    if (rule.counts) selected[selectedCount++] = i;
    else decideByAge(context, rule, i);
  }
  if (rule.counts) decideByCount(context, rule, selected.subarray(0, selectedCount));
}

/** Counts all images that the rule selects, also those that an earlier rule claims, as if that rule had not acted. */
function decideByCount({ images, at, claims, unknowns, clocks }: Context, rule: CompiledRule, selected: Uint32Array) {
  const limit = rule.rule.countNumber;
  const digestOf = (i: number) => images[i].imageDigest;
  const cut = newestCut(selected, limit, clocks, digestOf);
  if (cut === undefined) return;
  const withoutReferrers = selected.filter((i) => !images[i].subjectManifestDigest);
  const cutWithoutReferrers =
    withoutReferrers.length < selected.length ? newestCut(withoutReferrers, limit, clocks, digestOf) : cut;
  for (const i of selected) {
    if (claims.rule[i] !== rule.index) continue;
    if (cut.isTied(i)) unknowns[LifecycleUnknown.TIE][i] = 1;
    if (!cut.isBeyond(i)) continue;
    claims.acts[i] = 1;
    claims.actsAt[i] = at;
    // It would stay if reference artifacts did not count.
    if (!cutWithoutReferrers?.isBeyond(i)) unknowns[LifecycleUnknown.REFERRER][i] = 1;
  }
}

function decideByAge({ images, at, claims, unknowns }: Context, { rule }: CompiledRule, i: number): void {
  const due = daysAfter(clockOf(rule.countType, images[i], at), rule.countNumber);
  claims.acts[i] = at > due ? 1 : 0;
  claims.actsAt[i] = Math.max(at, due);
  if (due === at) unknowns[LifecycleUnknown.AGE_BOUNDARY][i] = 1;
}
