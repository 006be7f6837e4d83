import type { Allowance } from './allowance';
import { isTooShort, MIN_WORDS } from '../../../../src/templates/judge/acknowledgements';
import { checkList } from '../../../../src/text/errors';
import type { Json } from '../../../../src/text/json';
import { checkProperties } from '../../../../src/text/kinds';
import { API, refuse } from '../../io/bad-input';
import { readSettings } from '../../io/settings-file';

const MEMBERS = ['kind', 'path', 'reason', 'until'] as const;
const EXAMPLE = 'write kind, path, reason and until';

/** The allowances of files: lists in JSON or YAML. */
export function readAllowances(files: readonly string[]): Allowance[] {
  return files.flatMap((file) => {
    // A file in which all is commented out is an empty list.
    const found = readSettings(file) ?? [];
    checkList({ api: API, property: `content of ${file}` }, found);
    return (found as unknown[]).map((each, index) => allowanceOf(`[${index}] of ${file}`, each));
  });
}

function allowanceOf(place: string, found: unknown): Allowance {
  checkProperties({ api: API, property: place }, found, EXAMPLE);
  const content = found as Json;
  for (const name of Object.keys(content)) {
    if ((MEMBERS as readonly string[]).includes(name)) continue;
    refuse({
      property: `name in ${place}`,
      found: name,
      must: `be one of ${MEMBERS.join(', ')}`,
      remedy: 'leave it out',
    });
  }
  for (const name of MEMBERS) {
    if (typeof content[name] === 'string' && content[name].trim() !== '') continue;
    refuse({ property: `${name} in ${place}`, found: content[name], must: 'be a text', remedy: EXAMPLE });
  }
  const { kind, path, reason, until } = content as Record<(typeof MEMBERS)[number], string>;
  if (isTooShort(reason)) {
    refuse({
      property: `reason in ${place}`,
      found: reason,
      must: `have at least ${MIN_WORDS} words`,
      remedy: 'write the reason for a reviewer',
    });
  }
  if (/\*./.test(path)) {
    const remedy = 'write the whole path, or its start and *';
    refuse({ property: `path in ${place}`, found: path, must: 'have * only at its end', remedy });
  }
  if (!isDate(until)) {
    const remedy = 'write the last day on which it counts as YYYY-MM-DD';
    refuse({ property: `until in ${place}`, found: until, must: 'be a date like "2027-03-31"', remedy });
  }
  return { kind, path, reason: reason.trim(), until, place };
}

/** Whether a text is a day of the calendar. `Date` takes the 31st of each month. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
