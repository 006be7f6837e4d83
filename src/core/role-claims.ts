import { Stage } from 'aws-cdk-lib';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { AppLedger } from './app-ledger';
import { environmentOf, isConcrete } from './environment';
import type { RepositoryRole } from '../ecr/repository-role';
import { addTo } from '../text/lists';

/** Names of an account and region whose repositories have a role. */
export interface RoleClaim {
  readonly role: RepositoryRole;
  /** The start of the names. */
  readonly start: string;
  /** The cause, for a note at the repositories. */
  readonly because: string;
}

/** The claims by account and region. */
const CLAIMS = new AppLedger('roleClaims', () => new Map<string, RoleClaim[]>());

/** Gives a role to the repositories of an account and region whose names start with a text, declared before or later. */
export function claimRole(scope: IConstruct, env: ResourceEnvironment, claim: RoleClaim): void {
  const claims = CLAIMS.of(scope);
  const key = keyOf(scope, env);
  const isKnown = claims.get(key)?.some(({ role, because }) => role === claim.role && because === claim.because);
  if (!isKnown) addTo(claims, key, claim);
}

/** The claims on the repositories in the account and region of the scope. */
export function claimsAt(scope: IConstruct): readonly RoleClaim[] {
  return CLAIMS.of(scope).get(keyOf(scope, environmentOf(scope))) ?? [];
}

/** All stacks of a stage that set no account or region are deployed to the same one. */
function keyOf(scope: IConstruct, env: ResourceEnvironment): string {
  const key = `${env.account}/${env.region}`;
  return isConcrete(env) ? key : `${key}/${Stage.of(scope)?.node.path ?? ''}`;
}
