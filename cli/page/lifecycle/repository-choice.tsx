import type { TargetedKeyboardEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { choicesFor } from './choices';
import { number } from '../../../src/text/lists';
import { visible } from '../../../src/text/visible';
import { count } from '../../src/io/quantities';
import type { PageReport } from '../data';

export interface RepositoryChoiceProps {
  readonly report: PageReport;
  readonly chosen: number;
  readonly onChoose: (repository: number) => void;
}

/** A field to search for a repository and to choose it, by mouse or by keyboard. */
export function RepositoryChoice({ report, chosen, onChoose }: RepositoryChoiceProps) {
  const id = useId();
  const [search, setSearch] = useState<string | undefined>();
  const [active, setActive] = useState(0);
  const isOpen = search !== undefined;
  const { offered, moreCount } = choicesFor(report, search ?? '');
  const close = () => setSearch(undefined);
  const choose = (place: number | undefined) => {
    if (place !== undefined) onChoose(place);
    close();
  };
  const press = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!isOpen) setSearch('');
      else setActive(Math.max(0, Math.min(offered.length - 1, active + step)));
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault();
      choose(offered[active]?.place);
    } else if (event.key === 'Escape') {
      close();
    }
  };
  return (
    <div class="lifecycle-choice">
      <label for={`${id}-field`}>Repository</label>
      <input
        id={`${id}-field`}
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        placeholder="Search for a repository"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && offered.length > 0 ? `${id}-${active}` : undefined}
        value={search ?? visible(report.repositories[chosen].name)}
        onInput={(event) => {
          setSearch(event.currentTarget.value);
          setActive(0);
        }}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => {
          if (!isOpen) setSearch('');
        }}
        onKeyDown={press}
        onBlur={close}
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label="Repositories with images"
        hidden={!isOpen || offered.length === 0}
      >
        {isOpen &&
          offered.map(({ place, name, registry, imageCount }, index) => (
            <li
              key={place}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // The field would lose the focus before the click.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(place)}
            >
              {visible(name)}
              <span>
                {visible(registry)}, {count(imageCount, 'image')}
              </span>
            </li>
          ))}
      </ul>
      {isOpen && (
        <p class="lifecycle-found" role="status">
          {offered.length === 0 && 'No repository with images has this name.'}
          {moreCount > 0 && `And ${number(moreCount)} more: write more of the name.`}
        </p>
      )}
    </div>
  );
}
