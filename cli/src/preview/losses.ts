import type { RepositoryPreview } from './repository-previews';
import type { ImageOutcome } from '../../../src/lifecycle/evaluator/image-outcome';
import type { RepositoryImage } from '../../../src/lifecycle/evaluator/repository-image';
import { RepositoryImageStatus } from '../../../src/lifecycle/evaluator/repository-image';
import { andMore, listed, number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';

/** Whether an image is archived. Nobody can pull it until it is restored. */
export function isArchived({ imageStatus }: RepositoryImage): boolean {
  return imageStatus === RepositoryImageStatus.ARCHIVED;
}

/** How many images of a repository a message lists. */
const LISTED = 10;

/** An image that may not go, and goes. */
export interface Loss {
  readonly outcome: ImageOutcome;
  /** Who runs it, in words. */
  readonly users?: readonly string[];
}

/** An image in a line: why it goes, and who runs it. */
export function imageText({ outcome, users = [] }: Loss, why = outcome.explain()): string {
  const { imageDigest, imageTags } = outcome.image;
  const tags = imageTags?.length ? imageTags.join(', ') : 'untagged';
  return `${imageDigest} (${tags}): ${why}${users.length > 0 ? `; used by ${listed(users)}` : ''}`;
}

/** What would be lost, in words that are made at once: the images of a repository are not kept. */
export class Losses {
  private count = 0;
  private hasArchived = false;
  private readonly lines: string[] = [];

  public get isEmpty(): boolean {
    return this.count === 0;
  }

  public add({ label }: RepositoryPreview, losses: readonly Loss[]): void {
    this.count += losses.length;
    this.hasArchived ||= losses.some(({ outcome }) => !outcome._mayGo());
    const where = label === '' ? '' : `${label} `;
    for (const { outcome, users } of losses.slice(0, LISTED)) {
      const why = outcome._mayGo() ? outcome.explain() : 'it is archived, so that nobody can pull it';
      this.lines.push(visible(`  ${where}${imageText({ outcome, users }, why)}`));
    }
    if (losses.length > LISTED) this.lines.push(visible(`  ${where}${andMore(losses.length - LISTED)}`));
  }

  /** @param all all images that may not go, in words */
  public explain(all: string): string {
    return [
      visible(`${number(this.count)} of ${all} ${this.hasArchived ? 'would go or cannot be pulled' : 'would go'}:`),
      ...this.lines,
    ].join('\n');
  }
}
