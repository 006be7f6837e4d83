import { detailsOf } from './guarded';
import type { Happening, PropertyChangesOf } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { row } from './rows';
import { isObject } from '../../../../src/text/json';
import { comparableProperties } from '../../compare/comparable-properties';
import { contentText } from '../../compare/content-text';
import { Gravity } from '../guarded-change';

const ENHANCED = 'ENHANCED';

/** Other scanning of a registry. */
export function scanningHappening(changed: PropertyChangesOf): Happening {
  const [wasEnhanced, isEnhanced] = [changed.before, changed.after].map(
    ({ properties }) => String(properties.ScanType) === ENHANCED,
  );
  return rulesHappening(changed, wasEnhanced && !isEnhanced);
}

/** Other rules of scanning or signing. */
export function rulesHappening({ before, after, changes }: PropertyChangesOf, isLess = false): Happening {
  const isGone = isLess || goneIn(before, after, rulesIn).length > 0;
  const text = isGone ? 'ends for some repositories, or changes for them' : 'is extended';
  const gravity = isGone ? Gravity.REVOKED : Gravity.OTHER;
  return { gravity, what: 'changed', text, details: detailsOf(changes) };
}

/** Other rules of replication. A registry of another account gets images, or no longer gets them. */
export function replicationHappenings({ before, after, changes }: PropertyChangesOf): Happening[] {
  const details = detailsOf(changes);
  const found: Happening[] = [];
  const foreign = goneIn(after, before, destinationsIn).filter((each) => !each.includes(String(after.stack.account)));
  if (foreign.length > 0) {
    const text = 'gets a destination in another account, whose owner gets the images';
    found.push({ gravity: Gravity.OPENED, what: 'opened', text, details });
  }
  if (goneIn(before, after, rulesIn).length > 0) {
    const text = 'ends for some repositories or destinations, or changes for them';
    found.push({ gravity: Gravity.REVOKED, what: 'changed', text, row: row('replication-removed'), details });
  }
  return found.length > 0 ? found : [{ gravity: Gravity.OTHER, what: 'changed', text: 'is extended', details }];
}

type Parts = (resource: GuardedResource) => string[];

/** The parts of one resource that another one does not have. */
function goneIn(one: GuardedResource, other: GuardedResource, parts: Parts): string[] {
  const there = new Set(parts(other));
  return parts(one).filter((part) => !there.has(part));
}

function rulesIn({ type, properties }: GuardedResource): string[] {
  const { Rules, ReplicationConfiguration: replication } = comparableProperties(type, properties);
  const rules = isObject(replication) ? replication.Rules : Rules;
  return [rules ?? []].flat().map(contentText);
}

function destinationsIn({ type, properties }: GuardedResource): string[] {
  const { ReplicationConfiguration: replication } = comparableProperties(type, properties);
  const rules = isObject(replication) ? [replication.Rules ?? []].flat() : [];
  return rules.flatMap((rule) => (isObject(rule) ? [rule.Destinations ?? []].flat() : [])).map(contentText);
}
