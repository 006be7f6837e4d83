import { ImageFate } from '../lifecycle/evaluator/image-fate';
import type { ImageOutcome } from '../lifecycle/evaluator/image-outcome';
import type { LifecyclePreview } from '../lifecycle/evaluator/lifecycle-preview';
import { LifecycleAction } from '../lifecycle/lifecycle-enums';

/** Images of which the same is true, for the same reason. */
export interface Tally {
  /** What is done to them; undefined if they stay. */
  readonly action?: LifecycleAction;
  /** In words. */
  readonly why: string;
  images: number;
  /** Of those whose size is known. */
  bytes: number;
  unsized: number;
  /** Images with something that the documentation of ECR leaves open. */
  open: number;
  /** When the first of those that stay goes, if nothing changes. */
  firstGoes?: Date;
}

/** The images of a repository by what happens to them: first those that go, in the order of the rules. */
export function tallies({ outcomes }: LifecyclePreview): Tally[] {
  const groups = new Map<string, { readonly tally: Tally; readonly outcome: ImageOutcome }>();
  for (const outcome of outcomes) {
    const { action, fate, rulePriority, image, takenAt } = outcome;
    const key = `${action} ${fate} ${rulePriority}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { tally: { action, why: reasonOf(outcome), images: 0, bytes: 0, unsized: 0, open: 0 }, outcome };
      groups.set(key, group);
    }
    const { tally } = group;
    tally.images += 1;
    tally.bytes += image.imageSizeInBytes ?? 0;
    if ((image.imageSizeInBytes ?? undefined) === undefined) tally.unsized += 1;
    if (outcome.unknowns.length > 0) tally.open += 1;
    if (action === undefined && takenAt !== undefined && !(tally.firstGoes && tally.firstGoes <= takenAt)) {
      tally.firstGoes = takenAt;
    }
  }
  return [...groups.values()].sort((one, other) => rank(one.outcome) - rank(other.outcome)).map(({ tally }) => tally);
}

/** Sums over some of the tallies. */
export function total(tally: readonly Tally[]): Pick<Tally, 'images' | 'bytes' | 'unsized' | 'open'> {
  const sum = (of: 'images' | 'bytes' | 'unsized' | 'open') => tally.reduce((all, each) => all + each[of], 0);
  return { images: sum('images'), bytes: sum('bytes'), unsized: sum('unsized'), open: sum('open') };
}

const ACTIONS = [LifecycleAction.EXPIRE, LifecycleAction.ARCHIVE, undefined];
const FATES = Object.values(ImageFate);
const MOST_RULES = 1_000;

function rank({ action, fate, rulePriority }: ImageOutcome): number {
  const priority = Math.min(rulePriority ?? MOST_RULES, MOST_RULES);
  return (ACTIONS.indexOf(action) * FATES.length + FATES.indexOf(fate)) * (MOST_RULES + 1) + priority;
}

/** The explanation without what differs from image to image. */
function reasonOf(outcome: ImageOutcome): string {
  const rule = `rule ${outcome.rulePriority}`;
  switch (outcome.fate) {
    case ImageFate.FOLLOWS:
      return `${rule} takes the image that it belongs to`;
    case ImageFate.HELD:
      return `${rule} would take it, but an index lists it`;
    default:
      return outcome._reason({ description: true });
  }
}
