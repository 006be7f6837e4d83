import { useEffect, useId, useMemo, useState } from 'preact/hooks';
import { ImageTable } from './image-table';
import { StateChart, countsInWords } from './state-chart';
import { DAYS, TimeLine } from './time-line';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { count } from '../../src/io/quantities';
import { imagesFrom } from '../../src/report/images/image-columns';
import type { ImageColumns } from '../../src/report/model/reported-repository';
import { dayOf } from '../shared/dates';

/** How long the slider must rest until the images are judged again, in milliseconds. */
const REST = 120;
/** How many days with a change the table has. */
const LISTED = 60;

export interface TimeLineViewProps {
  readonly columns: ImageColumns;
  /** The policy as JSON; absent without one. */
  readonly policy?: string;
  /** The time of the report. */
  readonly start: number;
}

/** What the policy does to the images, day by day. */
export function TimeLineView({ columns, policy, start }: TimeLineViewProps) {
  const made = useMemo(() => attempt(columns, policy, start), [columns, policy, start]);
  if (made instanceof TimeLine) return <Days line={made} columns={columns} />;
  return <p>The evaluator cannot judge these images: {visible(made)}</p>;
}

/** The time line, or why there is none. */
function attempt(columns: ImageColumns, policy: string | undefined, start: number): TimeLine | string {
  try {
    const rules = policy === undefined ? LifecyclePolicy.none() : LifecyclePolicy.fromJson(policy);
    return new TimeLine(rules, imagesFrom(columns), start);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function Days({ line, columns }: { readonly line: TimeLine; readonly columns: ImageColumns }) {
  const id = useId();
  const [day, setDay] = useState(0);
  const [judged, setJudged] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setJudged(day), REST);
    return () => clearTimeout(timer);
  }, [day]);
  const date = dayOf(line.timeOf(day));
  const counts = countsInWords(line, day);
  const before = line.steps.filter((step) => step < day).at(-1);
  const after = line.steps.find((step) => step > day);
  return (
    <>
      <p class="lifecycle-now">
        <strong>{date}</strong>
        {day === 0 ? ', the day of the report' : `, ${count(day, 'day')} later`}: {counts}
      </p>
      <StateChart line={line} day={day} total={columns.digests.length} />
      <div class="lifecycle-slider">
        <label for={id}>Day</label>
        <input
          id={id}
          type="range"
          min={0}
          max={DAYS}
          value={day}
          aria-valuetext={`${date}: ${counts}`}
          onInput={(event) => setDay(Number(event.currentTarget.value))}
        />
        <span aria-hidden="true">{dayOf(line.timeOf(0))}</span>
        <span class="lifecycle-moves">
          <button type="button" disabled={before === undefined} onClick={() => setDay(before!)}>
            Change before
          </button>
          <button type="button" disabled={after === undefined} onClick={() => setDay(after!)}>
            Next change
          </button>
        </span>
        <span aria-hidden="true">{dayOf(line.timeOf(DAYS))}</span>
      </div>
      <p class="lifecycle-note">
        The evaluator assumes that nobody pushes, pulls, tags, archives or restores an image until then. Amazon ECR acts
        within 24 hours after an image is due.
        {line.laterCount > 0 && ` After the last day, ${count(line.laterCount, 'more image goes', 'more images go')}.`}
      </p>
      <StepTable line={line} />
      <ImageTable line={line} columns={columns} day={judged} />
    </>
  );
}

function daysInWords(days: number): string {
  if (days === 0) return 'No day changes the numbers';
  return `${count(days, 'day')} with a change`;
}

/** The same as the chart in words. */
function StepTable({ line }: { readonly line: TimeLine }) {
  return (
    <details>
      <summary>{daysInWords(line.steps.length - 1)}</summary>
      <ul class="lifecycle-steps">
        {line.steps.slice(0, LISTED).map((step) => (
          <li key={step}>
            {dayOf(line.timeOf(step))}: {countsInWords(line, step)}
          </li>
        ))}
        {line.steps.length > LISTED && <li>and {number(line.steps.length - LISTED)} more</li>}
      </ul>
    </details>
  );
}
