import { isLiteral } from '../text/unresolved';

/** The relation of the accounts and regions of two stacks, as far as synthesis knows them. */
export enum Relation {
  SAME,
  DIFFERENT,
  /** At least one of them is not known before deployment. */
  UNRESOLVED,
}

/** The account and region that a stack is deployed to. */
export interface DeploymentPlace {
  /** Unresolved or `undefined` if only the deployment knows it. */
  readonly account?: string;
  readonly region?: string;
  /** The stage of the app. All stacks of a stage that set no account or region are deployed to the same one. */
  readonly stage: unknown;
  /** Whether it stands for all accounts and regions of a stack set, which only AWS Organizations knows. */
  readonly isStackSet: boolean;
}

/** The relation of the places of two different stacks. */
export function relatePlaces(one: DeploymentPlace, other: DeploymentPlace): Relation {
  if (one.isStackSet || other.isStackSet) return Relation.UNRESOLVED;
  if (placesDiffer(one, other)) return Relation.DIFFERENT;
  return isSamePlace(one, other) && (isConcretePlace(one) || one.stage === other.stage)
    ? Relation.SAME
    : Relation.UNRESOLVED;
}

/** Whether both the account and the region are known. */
export function isConcretePlace({ account, region }: Pick<DeploymentPlace, 'account' | 'region'>): boolean {
  return isLiteral(account) && isLiteral(region);
}

/** Whether two places have the same account and region. */
export function isSamePlace(
  one: Pick<DeploymentPlace, 'account' | 'region'>,
  other: Pick<DeploymentPlace, 'account' | 'region'>,
): boolean {
  return one.account === other.account && one.region === other.region;
}

/** Whether two places are known to differ. */
export function placesDiffer(
  one: Pick<DeploymentPlace, 'account' | 'region'>,
  other: Pick<DeploymentPlace, 'account' | 'region'>,
): boolean {
  return differs(one.account, other.account) || differs(one.region, other.region);
}

function differs(one: string | undefined, other: string | undefined): boolean {
  return isLiteral(one) && isLiteral(other) && one !== other;
}
