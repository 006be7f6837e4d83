import { DAYS, ImageState, stepPath } from './time-line';
import type { TimeLine } from './time-line';
import { STATES } from './words';
import { number } from '../../../src/text/lists';
import { count } from '../../src/io/quantities';
import { dayOf } from '../shared/dates';

export interface StateChartProps {
  readonly line: TimeLine;
  readonly day: number;
  readonly total: number;
}

/** How many images are there and in the archive, from today on, as areas with steps. What is deleted is missing on top. */
export function StateChart({ line, day, total }: StateChartProps) {
  const area = (heightOf: (day: number) => number) =>
    `${stepPath(
      line.steps.map((step) => [step, total - heightOf(step)]),
      DAYS,
    )}V${total}H0Z`;
  const there = (step: number) => line.countsOn(step)[ImageState.THERE];
  const kept = (step: number) => there(step) + line.countsOn(step)[ImageState.ARCHIVED];
  const words = [0, day, DAYS].map((each) => `on ${dayOf(line.timeOf(each))} ${countsInWords(line, each)}`);
  return (
    <figure class="lifecycle-chart">
      <svg
        role="img"
        aria-label={`Images by day: ${words.join('; ')}`}
        viewBox={`0 0 ${DAYS} ${total}`}
        preserveAspectRatio="none"
      >
        <rect class="lifecycle-gone" width={DAYS} height={total} />
        <path class="lifecycle-archived" d={area(kept)} />
        <path class="lifecycle-there" d={area(there)} />
        <path class="lifecycle-day" d={`M${day},0V${total}`} vector-effect="non-scaling-stroke" />
      </svg>
      <figcaption aria-hidden="true">
        {Object.values(ImageState).map((state) => (
          <span key={state}>
            <svg width={10} height={10} class="lifecycle-key">
              <rect class={CLASSES[state]} width={10} height={10} />
            </svg>
            {STATES[state]}
          </span>
        ))}
        <span>of {count(total, 'image')}</span>
      </figcaption>
    </figure>
  );
}

const CLASSES: Readonly<Record<ImageState, string>> = {
  [ImageState.THERE]: 'lifecycle-there',
  [ImageState.ARCHIVED]: 'lifecycle-archived',
  [ImageState.DELETED]: 'lifecycle-gone',
};

/** Such as "40 there, 2 archived, 1 deleted". */
export function countsInWords(line: TimeLine, day: number): string {
  const counts = line.countsOn(day);
  return Object.values(ImageState)
    .map((state) => `${number(counts[state])} ${STATES[state]}`)
    .join(', ');
}
