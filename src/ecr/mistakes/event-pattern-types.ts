import { mismatch } from './event-mismatch';
import type { Mismatch } from './event-mismatch';
import { mistakesInName } from './unknown-name';
import { hasHole, isKnownText } from '../../text/holes';
import type { Json } from '../../text/json';
import { editDistance } from '../../text/nearest';
import { EVENT_TYPES } from '../events/all-events';
import { ECR_SOURCE, INSPECTOR_SOURCE } from '../events/event-type';
import type { EventType } from '../events/event-type';
import { looksLike } from '../events/looks-like';
import { inLowerCase, kindMatched, matchesText, textOf } from '../events/matcher';
import { valuesOf } from '../events/pattern-json';

/** Most characters that differ in a misspelt type of Amazon Inspector. Its types differ by more. */
const MISSPELT = 2;

const SOURCES = [ECR_SOURCE, INSPECTOR_SOURCE];

/** The types of events that a pattern names. There are none if the pattern is for other services too. */
export interface RelevantTypes {
  readonly types: readonly EventType[];
  readonly mismatches: readonly Mismatch[];
}

const NONE: RelevantTypes = { types: [], mismatches: [] };

export function relevantTypes(pattern: Json): RelevantTypes {
  const sources = valuesOf(pattern, 'source');
  const detailTypes = valuesOf(pattern, 'detail-type');
  const mayBeAny = (values: unknown[]) => values.length === 0 || values.some((each) => !isKnownText(each));
  const known = sources.filter(isKnownText);
  const wrong = known.find((source) => !SOURCES.includes(source) && SOURCES.some((each) => looksLike(source, each)));
  if (wrong !== undefined) {
    const right = SOURCES.find((each) => looksLike(wrong, each));
    const fatal = known.length === 1;
    return none(mismatch(`.source[${sources.indexOf(wrong)}]`, wrong, `be ${right}`, { key: '.source', fatal }));
  }
  const fromSources = EVENT_TYPES.filter(({ source }) => mayBeAny(sources) || known.includes(source));
  if (fromSources.length === 0) return wrongSource(known, detailTypes);
  // Other services have other types of events.
  if (known.some((source) => !SOURCES.includes(source))) return NONE;
  if (mayBeAny(detailTypes)) {
    if (detailTypes.length === 0 || hasHole(detailTypes)) return { types: fromSources, mismatches: [] };
    // A matcher for all but some types also matches types that the library does not know.
    return detailTypes.every((each) => kindMatched(each) === 'text')
      ? typesMatched(detailTypes, fromSources, known)
      : NONE;
  }
  return typesNamed(detailTypes.filter(isKnownText), fromSources, known);
}

function typesNamed(
  names: readonly string[],
  fromSources: readonly EventType[],
  sources: readonly string[],
): RelevantTypes {
  const types = fromSources.filter(({ detailType }) => names.includes(detailType));
  const other = names.filter((name) => !types.some(({ detailType }) => detailType === name));
  const dead = other.filter((name) => isJudged(name, sources));
  if (other.length > dead.length && types.length === 0) return NONE;
  const fatal = types.length === 0;
  const mismatches = (fatal ? dead.slice(0, 1) : dead).flatMap((name) => {
    const at = `.detail-type[${names.indexOf(name)}]`;
    return wrongTypes(at, name, fromSources, sources).map((each) => ({ ...each, at, key: `type ${name}`, fatal }));
  });
  return { types, mismatches };
}

/** The types that one of the values or matchers matches. */
function typesMatched(
  matchers: readonly unknown[],
  fromSources: readonly EventType[],
  sources: readonly string[],
): RelevantTypes {
  const types = fromSources.filter(({ detailType }) => matchers.some((each) => matchesText(each, detailType)));
  const texts = matchers.map((each) => textOf(each) ?? '');
  if (types.length > 0 || !texts.every((text) => isJudged(text, sources))) return { types, mismatches: [] };
  const names = [...new Set(fromSources.map(({ detailType }) => detailType))];
  const [first] = matchers;
  const at = '.detail-type[0]';
  const more = { at, key: `type ${texts[0]}`, fatal: true };
  const meant = names.find((name) => matchesText(inLowerCase(first), name.toLowerCase()));
  if (meant !== undefined) {
    return none(mismatch(at, first, `match the name of a type of events, such as ${meant}`, more));
  }
  return none(
    ...[...mistakesInName('type of events', texts[0], names)].map((each) => ({ ...each, found: first, ...more })),
  );
}

function wrongTypes(at: string, name: string, fromSources: readonly EventType[], sources: readonly string[]) {
  const api = EVENT_TYPES.find(({ detailType }) => detailType === name)?.source;
  if (api !== undefined) {
    return [mismatch(at, name, `be a type of events of ${sources.join(', ')}; events of this type come from ${api}`)];
  }
  const meant = fromSources.find(({ detailType }) => looksLike(detailType, name))?.detailType;
  if (meant !== undefined) return [mismatch(at, name, `be ${meant}`)];
  return [...mistakesInName('type of events', name, [...new Set(fromSources.map(({ detailType }) => detailType))])];
}

/** Whether a type of events is judged. Of the types of Amazon Inspector, only those about images are known. */
function isJudged(name: string, sources: readonly string[]): boolean {
  if (!sources.includes(INSPECTOR_SOURCE)) return true;
  const isMeant = ({ detailType }: EventType) =>
    looksLike(detailType, name) || editDistance(detailType, name) <= MISSPELT;
  return EVENT_TYPES.some(isMeant) || /^ecr /i.test(name);
}

function wrongSource(sources: readonly string[], detailTypes: readonly unknown[]): RelevantTypes {
  const type = EVENT_TYPES.find(({ detailType }) => detailTypes.includes(detailType));
  if (!type || detailTypes.some((each) => !/^(ECR|Inspector2) /.test(String(each)))) return NONE;
  return none(mismatch('.source', sources, `be ${type.source}, where events of the type ${type.detailType} come from`));
}

function none(...mismatches: Mismatch[]): RelevantTypes {
  return { types: [], mismatches };
}
