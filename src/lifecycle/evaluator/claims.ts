import { NEVER, daysAfter, inStandardSince } from './clocks';
import type { CompiledPolicy, CompiledRule } from './compiled-rule';
import { isArchived, tagsOf } from './image-state';
import { newestCut } from './newest-cut';
import { RepositoryImageStatus } from './repository-image';
import type { RepositoryImage } from './repository-image';
import { UndocumentedOutcome } from './undocumented-outcome';
import type { UndocumentedOutcomes } from './undocumented-outcome';
import { COUNT_TYPES } from '../count-types';

/** Which rule claims each image, and what it does, before indexes and reference artifacts are looked at. */
export interface Claims {
  /** Index of the rule; -1 where no rule sees the image. */
  readonly rule: Int16Array;
  /** 1 where the rule acts on the image. */
  readonly acts: Uint8Array;
  /** When the rule acts: the time of the evaluation where it does now, `NEVER` where it does not. */
  readonly actsAt: Float64Array;
}

export function claim(
  policy: CompiledPolicy,
  images: readonly RepositoryImage[],
  at: number,
  undocumented: UndocumentedOutcomes,
): Claims {
  const size = images.length;
  const claims = {
    rule: new Int16Array(size).fill(-1),
    acts: new Uint8Array(size),
    actsAt: new Float64Array(size).fill(NEVER),
  };
  const context = { images, at, claims, undocumented, clocks: new Float64Array(size) };
  const selections = policy.standard.filter(({ counts }) => counts).map((rule) => new Selection(rule, size));
  // Each image meets all rules before the next, because going through a million images costs more than the rules.
  for (let i = 0; i < size; i++) apply(context, policy, selections, i);
  for (const selection of selections) decideByCount(context, selection);
  return claims;
}

interface Context {
  readonly images: readonly RepositoryImage[];
  readonly at: number;
  readonly claims: Claims;
  readonly undocumented: UndocumentedOutcomes;
  /** The times that a rule counts from. */
  readonly clocks: Float64Array;
}

/** The images that a count rule selects, also those that an earlier rule claims, as if that rule had not acted. */
class Selection {
  public size = 0;
  public referrerCount = 0;
  private readonly indexes: Uint32Array;

  public constructor(
    public readonly rule: CompiledRule,
    capacity: number,
  ) {
    this.indexes = new Uint32Array(capacity);
  }

  public add(i: number, isReferrer: boolean): void {
    this.indexes[this.size++] = i;
    if (isReferrer) this.referrerCount += 1;
  }

  public get images(): Uint32Array {
    return this.indexes.subarray(0, this.size);
  }
}

function apply(context: Context, policy: CompiledPolicy, selections: readonly Selection[], i: number): void {
  const { claims, undocumented } = context;
  const image = context.images[i];
  const tags = tagsOf(image);
  const isReferrer = Boolean(image.subjectManifestDigest);
  context.clocks[i] = inStandardSince(image, context.at);
  let next = 0;
  for (const rule of isArchived(image) ? policy.archive : policy.standard) {
    const selection = rule.counts ? selections[next++] : undefined;
    const isFree = claims.rule[i] < 0;
    if (!(isFree || selection) || !rule.matches(tags)) continue;
    if (isFree) claims.rule[i] = rule.index;
    if (selection) selection.add(i, isReferrer);
    else decideByAge(context, rule, i);
  }
  // Nothing is unknown of a reference artifact that no rule selects.
  if (isReferrer && claims.rule[i] >= 0) undocumented[UndocumentedOutcome.REFERRER][i] = 1;
  if (image.imageStatus === RepositoryImageStatus.ACTIVATING) undocumented[UndocumentedOutcome.ACTIVATING][i] = 1;
}

function decideByCount(context: Context, { rule, images: selected, referrerCount }: Selection): void {
  const { images, at, claims, undocumented, clocks } = context;
  const limit = rule.rule.countNumber;
  const digestOf = (i: number) => images[i].imageDigest;
  const cut = newestCut(selected, limit, clocks, digestOf);
  if (cut === undefined) return;
  const others = referrerCount > 0 ? selected.filter((i) => !images[i].subjectManifestDigest) : selected;
  const cutOfOthers = referrerCount > 0 ? newestCut(others, limit, clocks, digestOf) : cut;
  for (let s = 0; s < selected.length; s++) {
    const i = selected[s];
    if (claims.rule[i] !== rule.index) continue;
    if (cut.isTied(i)) undocumented[UndocumentedOutcome.TIE][i] = 1;
    if (!cut.isBeyond(i)) continue;
    claims.acts[i] = 1;
    claims.actsAt[i] = at;
    // It would stay if reference artifacts did not count.
    if (!cutOfOthers?.isBeyond(i)) undocumented[UndocumentedOutcome.REFERRER][i] = 1;
  }
}

function decideByAge({ images, at, claims, undocumented }: Context, { rule }: CompiledRule, i: number): void {
  const due = daysAfter(COUNT_TYPES[rule.countType].clock(images[i], at), rule.countNumber);
  claims.acts[i] = at > due ? 1 : 0;
  claims.actsAt[i] = Math.max(at, due);
  if (due === at) undocumented[UndocumentedOutcome.AGE_BOUNDARY][i] = 1;
}
