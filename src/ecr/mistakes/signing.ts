import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { isLiteral } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { LIMITS } from '../limits';
import { hasSigning } from '../regions';
import { regionOfProfile, SIGNING_PLATFORM } from '../signing-profile-arn';

const id = EcrRule.SIGNING_CONFIGURATION;

/** The region of a registry that signs. */
export function* mistakesInSigningRegion(region: unknown): Iterable<Mistake> {
  if (isAcceptable(region, hasSigning)) return;
  yield {
    id,
    at: '',
    found: region,
    must: 'have managed signing',
    remedy: 'sign in a region that has it, or let the client sign that pushes',
  };
}

/** The ARN of the profile of a rule. */
export function* mistakesInProfileArn(arn: unknown): Iterable<Mistake> {
  if (isAcceptable(arn, (text) => regionOfProfile(text) !== undefined)) return;
  yield {
    id,
    at: '',
    found: arn,
    must: `have an ARN like "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images" of at most ${LIMITS.SIGNING_PROFILE_ARN_LENGTH} characters`,
    remedy: 'give the ARN of the profile, not of one of its versions',
  };
}

/** The name of a profile. */
export function* mistakesInProfileName(name: unknown): Iterable<Mistake> {
  if (isAcceptable(name, (text) => /^\w{2,64}$/.test(text))) return;
  yield {
    id,
    at: '',
    found: name,
    must: 'have 2 to 64 letters, digits and "_"',
    remedy: 'correct it, or leave it out',
  };
}

/** The platform of a profile. Texts call the profile `name`. */
export function* mistakesInPlatform(platform: unknown, name: string): Iterable<Mistake> {
  if (isAcceptable(platform, (text) => text === SIGNING_PLATFORM)) return;
  yield {
    id,
    at: '',
    found: `${name} of ${String(platform)}`,
    must: `be of ${SIGNING_PLATFORM}, the platform of container images`,
    remedy: 'use an ImageSigningProfile',
  };
}

/** The region of a profile. Texts call the profile `name`. */
export function* mistakesInProfileRegion(
  region: string | undefined,
  registryRegion: string | undefined,
  name: string,
): Iterable<Mistake> {
  if (!isLiteral(region) || !isLiteral(registryRegion) || region === registryRegion) return;
  yield {
    id,
    at: '',
    found: `${name} in ${region}`,
    must: `be in ${registryRegion}, the region of the registry`,
    remedy: 'declare a profile in each region',
  };
}

/** The number of rules of a registry. */
export function* mistakesInSigningRuleCount(count: number): Iterable<Mistake> {
  if (count <= LIMITS.SIGNING_RULES) return;
  yield {
    id,
    at: '',
    found: count,
    must: `be at most ${LIMITS.SIGNING_RULES}, one for each profile`,
    remedy: 'sign more repositories with one profile',
  };
}
