import { valuesOf } from './event-pattern-json';
import type { Mismatch } from './field-mismatches';
import { EVENT_TYPES } from '../../../ecr/events/all-events';
import { ECR_SOURCE, INSPECTOR_SOURCE } from '../../../ecr/events/event-type';
import type { EventType } from '../../../ecr/events/event-type';
import { looksLike } from '../../../ecr/events/looks-like';
import { hasHole, isKnownText } from '../../../text/holes';
import type { Json } from '../../../text/json';

const SOURCES = [ECR_SOURCE, INSPECTOR_SOURCE];

/** The types of events that a pattern names; none where the pattern is for other services too. */
export function relevantTypes(pattern: Json): { readonly types: EventType[]; readonly mismatches: Mismatch[] } {
  const sources = valuesOf(pattern, 'source');
  const detailTypes = valuesOf(pattern, 'detail-type');
  const open = (values: unknown[]) => values.length === 0 || values.some((each) => !isKnownText(each));
  const known = sources.filter(isKnownText);
  const wrong = known.find((source) => !SOURCES.includes(source) && SOURCES.some((each) => looksLike(source, each)));
  if (wrong !== undefined) {
    const right = SOURCES.find((each) => looksLike(wrong, each));
    return none('source', `events come from ${right}, not from ${wrong}`, known.length === 1);
  }
  const fromSources = EVENT_TYPES.filter(({ source }) => open(sources) || known.includes(source));
  if (fromSources.length === 0) return wrongSource(known, detailTypes);
  // Other services have other types of events.
  if (known.some((source) => !SOURCES.includes(source))) return { types: [], mismatches: [] };
  if (open(detailTypes)) {
    const fixed = detailTypes.length > 0 && !hasHole(detailTypes);
    return { types: fixed ? [] : fromSources, mismatches: [] };
  }
  return typesNamed(detailTypes.filter(isKnownText), fromSources, known);
}

function typesNamed(names: readonly string[], fromSources: readonly EventType[], sources: readonly string[]) {
  const types = fromSources.filter(({ detailType }) => names.includes(detailType));
  const dead = names.filter((name) => !types.some(({ detailType }) => detailType === name) && isCertain(name, sources));
  const other = names.filter((name) => !dead.includes(name) && !types.some(({ detailType }) => detailType === name));
  if (other.length > 0 && types.length === 0) return { types: [], mismatches: [] };
  const fatal = types.length === 0;
  const mismatches = (fatal ? dead.slice(0, 1) : dead).map((name): Mismatch => {
    const owner = EVENT_TYPES.find(({ detailType }) => detailType === name)?.source;
    const text =
      owner === undefined || owner === sources[0]
        ? `there is no event of the type ${name}`
        : `events of the type ${name} come from ${owner}, not from ${sources.join(', ')}`;
    return { path: 'detail-type', key: `detail-type ${name}`, text, fatal };
  });
  return { types, mismatches };
}

/** All types of Amazon ECR are known; of Amazon Inspector, those that are about images. */
function isCertain(name: string, sources: readonly string[]): boolean {
  if (!sources.includes(INSPECTOR_SOURCE)) return true;
  return EVENT_TYPES.some(({ detailType }) => looksLike(detailType, name)) || /^ecr /i.test(name);
}

function wrongSource(sources: readonly string[], detailTypes: readonly unknown[]) {
  const type = EVENT_TYPES.find(({ detailType }) => detailTypes.includes(detailType));
  if (!type || detailTypes.some((each) => !/^(ECR|Inspector2) /.test(String(each)))) {
    return { types: [], mismatches: [] };
  }
  return none(
    'source',
    `events of the type ${type.detailType} come from ${type.source}, not from ${sources.join(', ')}`,
  );
}

function none(path: string, text: string, fatal = true): { types: EventType[]; mismatches: Mismatch[] } {
  return { types: [], mismatches: [{ path, key: path, text, fatal }] };
}
