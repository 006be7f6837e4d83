import type { NodeDetails } from './node-details';
import { hrefOf } from '../route';

export interface NodePanelProps {
  readonly details: NodeDetails;
  readonly onClose: () => void;
}

/** What the chosen node is about. It stays in sight while the map is. */
export function NodePanel({ details: { title, kind, details, links }, onClose }: NodePanelProps) {
  return (
    <>
      <div class="map-panel-head">
        <h3>{title}</h3>
        <p>{kind}</p>
        <ul class="map-links">
          {links.map(({ text, target }) => (
            <li key={text}>
              <a href={hrefOf(target)}>{text}</a>
            </li>
          ))}
        </ul>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
      <dl>
        {details.map(({ name, lines }, index) => (
          <div key={index}>
            <dt>{name}</dt>
            {lines.map((line, place) => (
              <dd key={place}>{line}</dd>
            ))}
          </div>
        ))}
      </dl>
    </>
  );
}
