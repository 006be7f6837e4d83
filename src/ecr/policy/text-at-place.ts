import { fill } from '../../text/holes';

/** Where a policy is deployed, as far as that is known. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
}

/** Stands for what only the deployment knows: neither a wildcard nor a part of an ARN. */
export const HOLE = 'known-at-deployment';

/** A text without holes: account and region are those of the place. */
export function filledText(text: string, place: Place): string {
  const known = new Map([
    ['AWS::AccountId', ownAccount(place)],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', place.region ?? 'own-region'],
  ]);
  return fill(text, (reference) => known.get(reference) ?? HOLE);
}

/** The account of a place; where it is not known, a text that stands for it. */
export function ownAccount({ account }: Place): string {
  return account ?? 'own-account';
}
