import { useMemo, useState } from 'preact/hooks';
import type { TimeLine } from './time-line';
import { STATES, imageName, reasonInWords } from './words';
import { number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { count, size } from '../../src/io/quantities';
import type { ImageColumns } from '../../src/report/model/reported-repository';
import { dayOf } from '../shared/dates';
import { FIRST_ROWS, More } from '../shared/more';

export interface ImageTableProps {
  readonly line: TimeLine;
  readonly columns: ImageColumns;
  readonly day: number;
}

/** The images on a day: first what a rule takes until then. */
export function ImageTable({ line, columns, day }: ImageTableProps) {
  const [shown, setShown] = useState(FIRST_ROWS);
  const images = useMemo(() => line.imagesOn(day), [line, day]);
  const reasonOf = useMemo(() => line.reasonsOn(day), [line, day]);
  const taken = images.filter(({ isTaken }) => isTaken).length;
  return (
    <>
      <div class="lifecycle-frame" tabIndex={0} role="region" aria-label="Images on this day">
        <table class="lifecycle-images">
          <caption>
            {count(images.length, 'image')} on {dayOf(line.timeOf(day))}:{' '}
            {taken === 0
              ? 'no rule takes any until then'
              : `the ${number(taken)} that rules take until then come first`}
          </caption>
          <thead>
            <tr>
              <th scope="col">Image</th>
              <th scope="col">Pushed</th>
              <th scope="col">Last pull</th>
              <th scope="col">Size</th>
              <th scope="col">On this day</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {images.slice(0, shown).map(({ place, state, isTaken }) => (
              <tr key={place} class={isTaken ? 'lifecycle-taken' : undefined}>
                <th scope="row" title={columns.digests[place]}>
                  {imageName(columns.tags[place], columns.digests[place])}
                  {columns.users[place] !== '' && (
                    <span class="lifecycle-used"> in use: {visible(columns.users[place])}</span>
                  )}
                </th>
                <td>{dayOf(columns.pushed[place])}</td>
                <td>{pullInWords(columns.pulled[place])}</td>
                <td class="lifecycle-size">{bytesInWords(columns.bytes[place])}</td>
                <td>{STATES[state]}</td>
                <td>{reasonInWords(reasonOf(place))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <More shown={shown} total={images.length} step={5 * FIRST_ROWS} noun="images" onMore={setShown} />
    </>
  );
}

function pullInWords(time: number | null): string {
  return time === null ? 'none known' : dayOf(time);
}

function bytesInWords(bytes: number | null): string {
  return bytes === null ? 'not known' : size(bytes);
}
