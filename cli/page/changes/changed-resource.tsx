import { useState } from 'preact/hooks';
import { CHANGE_TONES } from './comparison-texts';
import { PropertyChange } from './property-change';
import type { ReportedChange } from '../../src/report/model/reported-changes';
import { Badge } from '../shared/badge';
import { Text } from '../shared/text';

/** A resource that differs. Its properties are compared when it is opened. */
export function ChangedResource(props: { readonly resource: ReportedChange; readonly isOpen: boolean }) {
  const { kind, registry, type, name, path, properties } = props.resource;
  const [isOpen, setOpen] = useState(props.isOpen);
  return (
    <article class="changed">
      <h4>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Text value={name} />
        </button>{' '}
        <Badge tone={CHANGE_TONES[kind]} text={kind} />{' '}
        <span class="quiet">
          <Text value={`${type}, ${registry}${path === undefined ? '' : `, ${path}`}`} />
          {!isOpen && `: ${properties.map((property) => property.path).join(', ')}`}
        </span>
      </h4>
      {isOpen && properties.map((property) => <PropertyChange key={property.path} property={property} />)}
    </article>
  );
}
