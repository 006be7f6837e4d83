import { Aws, Stack, Stage } from 'aws-cdk-lib';
import * as signer from 'aws-cdk-lib/aws-signer';
import type { IConstruct } from 'constructs';
import { isConcrete } from '../core/environment';
import { l1Of } from '../core/l1-of';
import { regionOfProfile, SIGNING_PLATFORM } from '../ecr/signing-profile-arn';
import type { IRegistry } from '../facades/i-registry';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/** Throws unless the registry can sign with the profile, as far as it is known. */
export function checkProfile(registry: IRegistry, owner: string, profile: signer.ISigningProfileRef): void {
  const invalid = (property: string, found: string, must: string, remedy: string) =>
    new InvalidInputError({ scope: registry, owner, property, found, must, remedy });
  const arn = profileArn(profile);
  const regionInArn = isLiteral(arn) ? regionOfProfile(arn) : undefined;
  if (isLiteral(arn) && regionInArn === undefined) {
    throw invalid(
      'profile',
      arn,
      'have an ARN like "arn:aws:signer:eu-west-1:111122223333:/signing-profiles/images" of at most 200 characters',
      'give the ARN of the profile, not of one of its versions',
    );
  }
  const platform = resourceOf(profile)?.platformId;
  if (isLiteral(platform) && platform !== SIGNING_PLATFORM) {
    throw invalid(
      'profile',
      `${profile.node.path} of ${platform}`,
      `be of ${SIGNING_PLATFORM}, the platform of container images`,
      'use an ImageSigningProfile',
    );
  }
  const region = regionInArn ?? profile.env.region;
  if (isLiteral(region) && isLiteral(registry.env.region) && region !== registry.env.region) {
    throw invalid(
      'profile',
      `${profile.node.path} in ${region}`,
      `be in ${registry.env.region}, the region of the registry`,
      'declare a profile in each region',
    );
  }
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

/** A text by which two profiles are the same one, and by which profiles are sorted. */
export function profileKey(profile: signer.ISigningProfileRef): string {
  return resourceOf(profile)?.node.path ?? JSON.stringify(Stack.of(profile).resolve(profileArn(profile)));
}

function resourceOf(profile: signer.ISigningProfileRef): signer.CfnSigningProfile | undefined {
  return l1Of(signer.CfnSigningProfile, profile);
}
