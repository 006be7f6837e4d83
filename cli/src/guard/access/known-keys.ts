import { PrincipalKind } from './given-principal';
import type { GivenPrincipal } from './given-principal';

/** Where the resource and the principal are. */
export interface Surroundings {
  /** The account of the resource; absent if it is not known. */
  readonly account?: string;
  /** The organization of the principal; absent if it is not known. */
  readonly organization?: string;
}

/**
 * Values of condition keys, by the key in lower case: those that all direct requests of a principal have. A key that no
 * such request has is `null`, and a key that is not in the map may have any value.
 */
export type KnownKeys = ReadonlyMap<string, string | null>;

/** Keys of requests that a service makes under its own name. */
const OF_SERVICES = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'];
/** The keys with the name of a service that calls. */
const SERVICE_NAMES = ['aws:principalservicename', 'aws:principalservicenameslist'];

/** The condition keys whose values a principal determines. */
export function knownKeys(principal: GivenPrincipal, { account, organization }: Surroundings): KnownKeys {
  const keys = new Map<string, string | null>();
  const set = (key: string, value: string | null | undefined) => value !== undefined && keys.set(key, value);
  const isService = principal.kind === PrincipalKind.SERVICE;
  // The endpoints of AWS accept no other requests.
  set('aws:securetransport', 'true');
  set('aws:resourceaccount', account);
  set('aws:principalisawsservice', String(isService));
  if (isService) {
    set('aws:principalservicename', principal.name);
    return keys;
  }
  set('aws:principalaccount', principal.account);
  set('kms:calleraccount', principal.account);
  set('aws:principalorgid', organization);
  set('aws:principalarn', hasArn(principal) ? principal.name : undefined);
  set('aws:principaltype', TYPES[principal.kind]);
  for (const key of [...OF_SERVICES, ...SERVICE_NAMES]) set(key, null);
  return keys;
}

/** The values of `aws:PrincipalType`. An account has principals of all types. */
const TYPES: Partial<Record<PrincipalKind, string>> = {
  [PrincipalKind.ROLE]: 'AssumedRole',
  [PrincipalKind.SESSION]: 'AssumedRole',
  [PrincipalKind.USER]: 'User',
};

/** Whether the name is the value of `aws:PrincipalArn`. That of a session has no path, but the key has one. */
function hasArn({ kind }: GivenPrincipal): boolean {
  return kind === PrincipalKind.ROLE || kind === PrincipalKind.USER;
}
