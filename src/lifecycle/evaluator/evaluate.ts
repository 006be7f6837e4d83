import { claim } from './claims';
import { NEVER, after, daysAfter } from './clocks';
import { Reach, claimant, compile, reachOf } from './compiled-rule';
import type { CompiledPolicy, CompiledRule } from './compiled-rule';
import { ImageFate } from './image-fate';
import { isArchived, tagsOf } from './image-state';
import { hidesChildren, inOrder, isIndex, relationsOf } from './relations';
import type { Relations } from './relations';
import type { RepositoryImage } from './repository-image';
import { UndocumentedOutcome, noneUndocumented } from './undocumented-outcome';
import type { UndocumentedOutcomes } from './undocumented-outcome';
import type { PolicyEntry } from '../policy-mistakes';

/** The evaluation of each image, by its index: columns instead of objects, for repositories of a million images. */
export interface Evaluation extends Relations {
  readonly fate: ImageFate[];
  /** The fate of the image now. */
  readonly action: Uint8Array;
  /** The furthest that it can go with its tags. */
  readonly reach: Uint8Array;
  /** Index of the rule that takes or claims the image, or takes its subject; -1 for none. */
  readonly rule: Int16Array;
  /** Milliseconds since 1970, or `NEVER`. */
  readonly takenAt: Float64Array;
  /** When the image is deleted, also after it was archived. */
  readonly expiresAt: Float64Array;
  readonly undocumented: UndocumentedOutcomes;
}

export function evaluate(
  api: string,
  entries: readonly PolicyEntry[],
  images: readonly RepositoryImage[],
  at: number,
): Evaluation {
  const policy = compile(entries);
  const undocumented = noneUndocumented(images.length);
  const { rule, acts, actsAt: takenAt } = claim(policy, images, at, undocumented);
  const evaluation: Evaluation = {
    ...relationsOf(images),
    fate: new Array<ImageFate>(images.length).fill(ImageFate.UNSEEN),
    action: new Uint8Array(images.length),
    reach: new Uint8Array(images.length),
    rule,
    takenAt,
    expiresAt: new Float64Array(images.length).fill(NEVER),
    undocumented,
  };
  decide(evaluation, policy, images, acts);
  for (const i of inOrder(api, images, evaluation)) {
    follow(evaluation, images, i);
    hold(evaluation, i);
  }
  if (images.some(hidesChildren)) markPossibleChildren(evaluation, images);
  return evaluation;
}

/** Applies the rules alone, as if no image depended on another. */
function decide(evaluation: Evaluation, policy: CompiledPolicy, images: readonly RepositoryImage[], acts: Uint8Array) {
  const { fate, action, reach, rule, takenAt, expiresAt } = evaluation;
  const rules: CompiledRule[] = [];
  for (const compiled of [...policy.standard, ...policy.archive]) rules[compiled.index] = compiled;
  for (let i = 0; i < images.length; i++) {
    if (rule[i] < 0) continue;
    const compiled = rules[rule[i]];
    reach[i] = reachOf(compiled, policy, images[i], acts[i] === 1);
    expiresAt[i] = compiled.expires ? takenAt[i] : expiryInArchive(takenAt[i], policy, images[i]);
    if (acts[i] === 0) {
      fate[i] = ImageFate.PROTECTED;
    } else {
      fate[i] = compiled.expires ? ImageFate.EXPIRED : ImageFate.ARCHIVED;
      action[i] = compiled.expires ? Reach.DELETION : Reach.ARCHIVE;
    }
  }
}

/** The rules of the archive all count from the day on which the image was archived. */
function expiryInArchive(archivedAt: number, { archive }: CompiledPolicy, image: RepositoryImage): number {
  const next = claimant(archive, tagsOf(image));
  return next === undefined ? NEVER : daysAfter(archivedAt, next.rule.countNumber);
}

/** A reference artifact goes with its subject, unless more happens to it anyway. */
function follow(
  { subjects, fate, action, reach, rule, takenAt, expiresAt }: Evaluation,
  images: readonly RepositoryImage[],
  i: number,
): void {
  const subject = subjects.get(i);
  if (subject === undefined) return;
  const archived = isArchived(images[i]);
  if (action[subject] > Math.max(action[i], archived ? Reach.ARCHIVE : Reach.STAYS)) {
    fate[i] = ImageFate.FOLLOWS;
    action[i] = action[subject];
    rule[i] = rule[subject];
  }
  takenAt[i] = Math.min(takenAt[i], archived ? expiresAt[subject] : takenAt[subject]);
  expiresAt[i] = Math.min(expiresAt[i], expiresAt[subject]);
  reach[i] = Math.max(reach[i], reach[subject]);
}

/** An image stays as long as one of its indexes, and goes in a later evaluation. */
function hold({ holders, fate, action, reach, takenAt, expiresAt, undocumented }: Evaluation, i: number): void {
  const indexes = holders.get(i);
  if (indexes === undefined) return;
  if (action[i] !== Reach.STAYS) {
    fate[i] = ImageFate.HELD;
    action[i] = Reach.STAYS;
    if (indexes.every((index) => action[index] !== Reach.STAYS)) undocumented[UndocumentedOutcome.INDEX_PASS][i] = 1;
  }
  if (indexes.some((index) => reach[index] === Reach.STAYS)) reach[i] = Reach.STAYS;
  if (takenAt[i] === NEVER) return;
  const timeInArchive = expiresAt[i] - takenAt[i];
  takenAt[i] = indexes.reduce((latest, index) => Math.max(latest, takenAt[index]), takenAt[i]);
  expiresAt[i] = after(takenAt[i], timeInArchive);
}

function markPossibleChildren({ action, fate, undocumented }: Evaluation, images: readonly RepositoryImage[]): void {
  images.forEach((image, i) => {
    if (action[i] !== Reach.STAYS && fate[i] !== ImageFate.FOLLOWS && !isIndex(image)) {
      undocumented[UndocumentedOutcome.POSSIBLE_CHILD][i] = 1;
    }
  });
}
