import { partitionOf, urlSuffixOf } from '../../../../src/ecr/regions';
import { fillAll, hasHole, hole } from '../../../../src/text/holes';
import type { Json } from '../../../../src/text/json';

/** The account and region of a registry, as far as they are known. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** What stands for a part of a snapshot that could not be read. `readable` gives `${could not be read}`. */
export const UNREAD = hole('could not be read');

/** Properties whose holes for the account and the region are filled, as far as the place is known. */
export function filledAt(properties: Json, { account, region }: Place): Json {
  if (!hasHole(properties)) return properties;
  const known = new Map([
    ['AWS::AccountId', account],
    ['AWS::Region', region],
    ['AWS::Partition', region && partitionOf(region)],
    ['AWS::URLSuffix', region && urlSuffixOf(region)],
  ]);
  return fillAll(properties, (reference) => known.get(reference) ?? hole(reference)) as Json;
}

/** Properties of a snapshot. A hole in them is what could not be read. */
export function unreadIn(properties: Json): Json {
  if (!hasHole(properties)) return properties;
  return fillAll(properties, (reference) => (reference === '' ? UNREAD : hole(reference))) as Json;
}

/** Whether a part of the properties of a snapshot could not be read. */
export function isUnread(properties: Json): boolean {
  return Object.values(properties).some((value) => value === UNREAD);
}

/** The text that identifies a registry; `undefined` if its account or region is not known. */
export function keyOf({ account, region }: Place): string | undefined {
  return account === undefined || region === undefined ? undefined : `${account}/${region}`;
}
