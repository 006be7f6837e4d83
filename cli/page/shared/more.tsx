import { number } from '../../../src/text/lists';

/** How many lines of a long list are shown first, and more by each press of the button. */
export const FIRST_ROWS = 100;

interface MoreProps {
  readonly shown: number;
  readonly total: number;
  readonly step?: number;
  readonly noun: string;
  onMore(shown: number): void;
}

/** A button for the lines of a list that are not shown. Without them it is nothing. */
export function More({ shown, total, step = FIRST_ROWS, noun, onMore }: MoreProps) {
  if (total <= shown) return null;
  const next = Math.min(step, total - shown);
  return (
    <p class="more">
      <button type="button" onClick={() => onMore(shown + next)}>
        Show {number(next)} more
      </button>{' '}
      <span class="quiet">
        {number(shown)} of {number(total)} {noun}
      </span>
    </p>
  );
}
