import { ImageFate } from '../../../src/lifecycle/evaluator/image-fate';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import { LifecycleAction } from '../../../src/lifecycle/lifecycle-enums';

/** Images with the same outcome for the same reason. */
export interface Tally {
  /** The action on them; undefined if they stay. */
  readonly action?: LifecycleAction;
  /** In words. */
  readonly why: string;
  images: number;
  /** The sum of the known sizes. */
  bytes: number;
  unsized: number;
  /** Images whose outcome ECR does not document. */
  undocumented: number;
  /** When the first of those that stay goes, if nothing changes. */
  firstGoes?: Date;
}

/** The images of a repository by what happens to them: first those that go, in the order of the rules. */
export function tallies({ outcomes }: { readonly outcomes: readonly ImageOutcome[] }): Tally[] {
  const groups = new Map<string, { readonly tally: Tally; readonly outcome: ImageOutcome }>();
  for (const outcome of outcomes) {
    const { action, fate, rulePriority, image, takenAt } = outcome;
    const key = `${action} ${fate} ${rulePriority}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { tally: { action, why: reasonOf(outcome), images: 0, bytes: 0, unsized: 0, undocumented: 0 }, outcome };
      groups.set(key, group);
    }
    const { tally } = group;
    tally.images += 1;
    tally.bytes += image.imageSizeInBytes ?? 0;
    if ((image.imageSizeInBytes ?? undefined) === undefined) tally.unsized += 1;
    if (outcome.undocumented.length > 0) tally.undocumented += 1;
    if (action === undefined && takenAt !== undefined && !(tally.firstGoes && tally.firstGoes <= takenAt)) {
      tally.firstGoes = takenAt;
    }
  }
  return [...groups.values()].sort((one, other) => rank(one.outcome) - rank(other.outcome)).map(({ tally }) => tally);
}

/** Sums over some of the tallies. */
export function total(tally: readonly Tally[]): Pick<Tally, 'images' | 'bytes' | 'unsized' | 'undocumented'> {
  const sum = (of: 'images' | 'bytes' | 'unsized' | 'undocumented') => tally.reduce((all, each) => all + each[of], 0);
  return { images: sum('images'), bytes: sum('bytes'), unsized: sum('unsized'), undocumented: sum('undocumented') };
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
