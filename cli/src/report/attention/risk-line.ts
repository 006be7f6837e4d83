import type { ReportSection } from '../model/registry-report';

/** A line about images in use of a repository, before all lines are in order. */
export interface RiskLine {
  /** The place of the repository. */
  readonly place: number;
  readonly text: string;
  readonly section: ReportSection;
  /** The images, by their digests, or by the references to those that are gone. */
  readonly images: readonly string[];
}

/** Lines in the order of the number of their images. */
export function mostFirst(lines: readonly RiskLine[]): RiskLine[] {
  return [...lines].sort((one, other) => other.images.length - one.images.length);
}
