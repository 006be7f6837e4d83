import { Aws, Stack, Stage } from 'aws-cdk-lib';
import * as signer from 'aws-cdk-lib/aws-signer';
import type { IConstruct } from 'constructs';
import { isConcrete } from '../core/environment';
import { l1Of } from '../core/l1-of';
import { review } from '../core/review';
import { mistakesInPlatform, mistakesInProfileArn, mistakesInProfileRegion } from '../ecr/mistakes/signing';
import { regionOfProfile } from '../ecr/signing-profile-arn';
import type { IRegistry } from '../facades/i-registry';
import { isLiteral } from '../text/unresolved';

/** Throws unless the registry can sign with the profile, as far as it is known. */
export function checkProfile(registry: IRegistry, api: string, profile: signer.ISigningProfileRef): void {
  const arn = profileArn(profile);
  const { path } = profile.node;
  const region = (isLiteral(arn) ? regionOfProfile(arn) : undefined) ?? profile.env.region;
  const platform = resourceOf(profile)?.platformId;
  review(registry, { api, property: 'profile' }, [
    ...mistakesInProfileArn(arn),
    ...(platform === undefined ? [] : mistakesInPlatform(platform, path)),
    ...mistakesInProfileRegion(region, registry.env.region, path),
  ]);
}

/** The profile's ARN, as the service spells it. */
export function profileArn(profile: signer.ISigningProfileRef): string {
  // signer.SigningProfile.fromSigningProfileAttributes has one slash too many.
  return profile.signingProfileRef.signingProfileArn.replace('://signing-profiles/', ':/signing-profiles/');
}

/**
 * The profile's ARN as another construct can write it: across environments and stages only by the profile's name, and
 * not at all where that name is known only at deployment.
 */
export function profileArnFor(profile: signer.ISigningProfileRef, consumer: IConstruct): string | undefined {
  const resource = resourceOf(profile);
  const shared =
    Stage.of(profile) === Stage.of(consumer) && Stack.of(profile).environment === Stack.of(consumer).environment;
  if (!resource || shared) return profileArn(profile);
  const { account, region } = profile.env;
  return isLiteral(resource.profileName) && isConcrete(profile.env)
    ? `arn:${Aws.PARTITION}:signer:${region}:${account}:/signing-profiles/${resource.profileName}`
    : undefined;
}

/** A text that is the same for the same profile; profiles are sorted by it. */
export function profileKey(profile: signer.ISigningProfileRef): string {
  return resourceOf(profile)?.node.path ?? JSON.stringify(Stack.of(profile).resolve(profileArn(profile)));
}

function resourceOf(profile: signer.ISigningProfileRef): signer.CfnSigningProfile | undefined {
  return l1Of(signer.CfnSigningProfile, profile);
}
