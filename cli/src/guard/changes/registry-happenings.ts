import { detailsOf } from './guarded';
import type { Happening, PropertyChangesOf } from './guarded';
import type { GuardedResource } from './guarded-resource';
import { row } from './rows';
import { SUBJECTS } from './subjects';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
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

/** A role whose pulls no longer count. */
export function exclusionHappening(): Happening {
  const text = 'is new. Rules by the last pull archive or delete what only this role pulls.';
  const sentence = `${SUBJECTS[ResourceType.PULL_TIME_EXCLUSION].words} ${text}`;
  const safely = 'exclude only roles that pull for no workload, such as those of scanners';
  return { gravity: Gravity.OTHER, what: 'added', text: sentence, safely };
}

/** Other rules of replication. A registry of another account gets images, or no longer gets them. */
export function replicationHappenings({ before, after, changes }: PropertyChangesOf): Happening[] {
  const details = detailsOf(changes);
  const [old, next] = [before, after].map(copiesIn);
  const found: Happening[] = [];
  const isCopied = (copies: readonly Copy[], { destination, prefix }: Copy) =>
    copies.some((each) => each.destination === destination && prefix.startsWith(each.prefix));
  const isNew = next.filter((copy) => !isCopied(old, copy));
  const foreign = isNew.filter(({ account }) => account !== after.stack.account && !account.includes('AWS::AccountId'));
  if (foreign.length > 0) {
    const isMore = foreign.some(({ destination }) => !old.some((each) => each.destination === destination));
    const text = isMore
      ? 'gets a destination in another account, whose owner gets the images'
      : 'copies more repositories to another account, whose owner gets the images';
    found.push({ gravity: Gravity.OPENED, what: 'opened', text, details });
  }
  const deletes = (copies: readonly Copy[], copy: Copy) =>
    copies.some((each) => each.deletes && each.destination === copy.destination && copy.prefix.startsWith(each.prefix));
  if (next.some((copy) => copy.deletes && !deletes(old, copy))) {
    const text = 'deletes images in the destination from now on when they are deleted or expire in the source';
    const safely = 'leave `DeleteReplication` out if the destination is a backup';
    found.push({ gravity: Gravity.REVOKED, what: 'deletes', text, safely, details });
  }
  if (old.some((copy) => !isCopied(next, copy))) {
    const text = 'ends for some repositories or destinations, or changes for them';
    found.push({ gravity: Gravity.REVOKED, what: 'changed', text, row: row('replication-removed'), details });
  }
  if (found.length > 0 || isNew.length === 0) return found;
  return [{ gravity: Gravity.OTHER, what: 'changed', text: 'is extended', details }];
}

type Parts = (resource: GuardedResource) => string[];

/** The parts of one resource that another one does not have. */
function goneIn(one: GuardedResource, other: GuardedResource, parts: Parts): string[] {
  const there = new Set(parts(other));
  return parts(one).filter((part) => !there.has(part));
}

function rulesIn({ type, properties }: GuardedResource): string[] {
  return [comparableProperties(type, properties).Rules ?? []].flat().map(contentText);
}

/** What a replication copies: the repositories of one prefix to one destination. */
interface Copy {
  readonly destination: string;
  readonly account: string;
  readonly prefix: string;
  readonly deletes: boolean;
}

function copiesIn({ properties: { ReplicationConfiguration: replication } }: GuardedResource): Copy[] {
  return objectsIn(replication, 'Rules').flatMap((rule) => {
    const filters = objectsIn(rule, 'RepositoryFilters').map(({ Filter: prefix }) => String(prefix));
    const deletion = rule.DeleteReplication;
    const deletes = isObject(deletion) && String(deletion.Enabled) === 'true';
    return objectsIn(rule, 'Destinations').flatMap((destination) =>
      (filters.length > 0 ? filters : ['']).map((prefix) => ({
        destination: contentText(destination),
        account: String(destination.RegistryId),
        prefix,
        deletes,
      })),
    );
  });
}

function objectsIn(value: unknown, name: string): Json[] {
  return isObject(value) ? [value[name] ?? []].flat().filter(isObject) : [];
}
