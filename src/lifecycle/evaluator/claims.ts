import { NEVER, clockOf, daysAfter, inStandardSince } from './clocks';
import type { CompiledPolicy, CompiledRule } from './compiled-rule';
import { claimant } from './compiled-rule';
import { RankCounter } from './rank-counter';
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
  const context = { images, at, claims, unknowns };
  if (policy.standard.some(({ counts }) => counts)) {
    claimByRank(context, policy.standard);
  } else {
    claimByAge(context, policy.standard, false);
  }
  claimByAge(context, policy.archive, true);
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
}

function claimByAge(context: Context, rules: readonly CompiledRule[], archived: boolean): void {
  if (rules.length === 0) return;
  context.images.forEach((image, i) => {
    if (isArchived(image) !== archived) return;
    const rule = claimant(rules, tagsOf(image));
    if (rule === undefined) return;
    context.claims.rule[i] = rule.index;
    decideByAge(context, rule, i);
  });
}

/**
 * From the newest image to the oldest. Each count rule counts all images that it selects, also those that an earlier
 * rule claims, as if that rule had not acted.
 */
function claimByRank(context: Context, rules: readonly CompiledRule[]): void {
  const { images, claims, unknowns } = context;
  const { order, clocks } = newestFirst(context);
  const counters = rules.map(({ counts, rule }) => (counts ? new RankCounter(rule.countNumber) : undefined));
  for (let position = 0; position < order.length; position++) {
    const i = order[position];
    const image = images[i];
    const tags = tagsOf(image);
    for (let r = 0; r < rules.length; r++) {
      const counter = counters[r];
      const isClaimed = claims.rule[i] >= 0;
      if ((isClaimed && counter === undefined) || !rules[r].matches(tags)) continue;
      if (!isClaimed) claims.rule[i] = rules[r].index;
      if (counter === undefined) {
        decideByAge(context, rules[r], i);
        continue;
      }
      counter.add(clocks[i], Boolean(image.subjectManifestDigest));
      if (counter.splitsTie) markTie(context, order, clocks, position, rules[r].index);
      if (isClaimed || !counter.isBeyond) continue;
      claims.acts[i] = 1;
      claims.actsAt[i] = context.at;
      if (counter.isTied) unknowns[LifecycleUnknown.TIE][i] = 1;
      if (counter.isBeyondByReferrers) unknowns[LifecycleUnknown.REFERRER][i] = 1;
    }
  }
}

/** Images of the same time in the order of their digests, so that the order of the input does not matter. */
function newestFirst({ images, at }: Context): { order: number[]; clocks: Float64Array } {
  const clocks = new Float64Array(images.length);
  const order: number[] = [];
  images.forEach((image, i) => {
    if (isArchived(image)) return;
    clocks[i] = inStandardSince(image, at);
    order.push(i);
  });
  order.sort((a, b) => clocks[b] - clocks[a] || (images[a].imageDigest < images[b].imageDigest ? -1 : 1));
  return { order, clocks };
}

/** The images before this position that have its time, and would go if ECR ordered them otherwise. */
function markTie(
  { claims, unknowns }: Context,
  order: number[],
  clocks: Float64Array,
  position: number,
  rule: number,
): void {
  for (let p = position - 1; p >= 0 && clocks[order[p]] === clocks[order[position]]; p--) {
    if (claims.rule[order[p]] === rule) unknowns[LifecycleUnknown.TIE][order[p]] = 1;
  }
}

function decideByAge({ images, at, claims, unknowns }: Context, { rule }: CompiledRule, i: number): void {
  const due = daysAfter(clockOf(rule.countType, images[i], at), rule.countNumber);
  claims.acts[i] = at > due ? 1 : 0;
  claims.actsAt[i] = Math.max(at, due);
  if (due === at) unknowns[LifecycleUnknown.AGE_BOUNDARY][i] = 1;
}
