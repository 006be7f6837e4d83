import { fill } from '../../text/holes';
import { fillRegion } from '../fill-region';

/** The account and region of a policy, as far as they are known. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** Stands for an unresolved value. It is neither a wildcard nor a part of an ARN. */
export const HOLE = 'known-at-deployment';

/** A text without holes. Its account and region are those of the place. */
export function filledText(text: string, place: Place): string {
  const known = new Map([
    ['AWS::AccountId', ownAccount(place)],
    ['AWS::Region', place.region ?? 'own-region'],
  ]);
  const filled = fillRegion(text, place.region) as string;
  return fill(filled, (reference) => known.get(reference) ?? HOLE);
}

/** A text of which at most the account, the region and its partition are holes, which are filled; else `undefined`. */
export function knownTextAt(value: unknown, place: Place): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = filledText(value, place);
  return text.includes(HOLE) ? undefined : text;
}

/** The account of a place, or a text that stands for an unknown account. */
export function ownAccount({ account }: Place): string {
  return account ?? 'own-account';
}
