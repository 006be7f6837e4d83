import { fill } from '../../text/holes';

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
    ['AWS::Partition', 'aws'],
    ['AWS::Region', place.region ?? 'own-region'],
  ]);
  return fill(text, (reference) => known.get(reference) ?? HOLE);
}

/** The account of a place, or a text that stands for an unknown account. */
export function ownAccount({ account }: Place): string {
  return account ?? 'own-account';
}
