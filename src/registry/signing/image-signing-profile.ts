import { RemovalPolicy, Resource } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as signer from 'aws-cdk-lib/aws-signer';
import type { Construct } from 'constructs';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/** Properties of `ImageSigningProfile`. */
export interface ImageSigningProfileProps {
  /**
   * Name of the signing profile: 2 to 64 letters, digits and `_`. A change replaces the profile.
   *
   * Verifiers trust a profile by its name. Principals in other accounts, regions and stages can use the profile only if
   * you set its name.
   *
   * @default - CloudFormation generates a name
   */
  readonly signingProfileName?: string;

  /**
   * How long a signature is valid: whole days, at most 135 months.
   *
   * A change replaces the profile. If the profile has a name, it then needs another name.
   *
   * @default - 135 months
   */
  readonly signatureValidity?: Duration;

  /**
   * Removal policy of the signing profile.
   *
   * Deletion cancels the profile: it can no longer sign, but existing signatures stay valid.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

const API = 'ImageSigningProfile';

/** The most days that 135 months can have. */
const MAX_DAYS = 4110;

/**
 * A signing profile of AWS Signer for container images. Name it in a `SigningRule`. By default it is retained.
 *
 * Amazon ECR signs with the permissions of the principal that pushes. A grant to push to a `PrivateRepository`,
 * declared or imported, includes the permissions that the signing rules of the registry need.
 *
 * The library does not see grants of `ecr.Repository`. For these, also allow `signer:SignPayload` on the ARN of the
 * profile. If the principal and the profile are in different accounts, the profile must allow the principal too. Use an
 * `AWS::Signer::ProfilePermission` for `signer:SignPayload` and `signer:GetSigningProfile`.
 *
 * @example
 * import { ImageSigningProfile, Registry } from 'cdk-ecr';
 *
 * const profile = new ImageSigningProfile(this, 'Profile', { signingProfileName: 'container_images' });
 * Registry.of(this).addSigningRule({ profile, repositoryFilters: ['prod/*'] });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export class ImageSigningProfile extends signer.SigningProfile {
  /**
   * Refers to an existing signing profile, which may be in another account.
   *
   * @param signingProfileArn ARN of the profile, without a version
   */
  public static fromSigningProfileArn(
    scope: Construct,
    id: string,
    signingProfileArn: string,
  ): signer.ISigningProfileRef {
    return new ImportedProfile(scope, id, signingProfileArn);
  }

  public constructor(scope: Construct, id: string, props: ImageSigningProfileProps = {}) {
    super(scope, id, { platform: signer.Platform.NOTATION_OCI_SHA384_ECDSA });
    const resource = this.node.defaultChild as signer.CfnSigningProfile;
    // The base class passes the name on only under a feature flag, and fails on parts of days in words of its own.
    resource.profileName = this.checkedName(props.signingProfileName);
    if (props.signatureValidity) {
      resource.signatureValidityPeriod = { type: 'DAYS', value: this.checkedDays(props.signatureValidity) };
    }
    resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
  }

  private checkedName(name: string | undefined): string | undefined {
    if (!isLiteral(name) || /^[0-9a-zA-Z_]{2,64}$/.test(name)) return name;
    throw new InvalidInputError({
      scope: this,
      api: API,
      property: 'signingProfileName',
      found: name,
      must: 'be 2 to 64 letters, digits and "_"',
      remedy: 'write "_" for other characters',
    });
  }

  private checkedDays(validity: Duration): number {
    const days = validity.toDays({ integral: false });
    if (!isLiteral(days) || (Number.isInteger(days) && days >= 1 && days <= MAX_DAYS)) return days;
    throw new InvalidInputError({
      scope: this,
      api: API,
      property: 'signatureValidity',
      found: validity.toHumanString(),
      must: `be whole days, from 1 to the ${MAX_DAYS} of 135 months`,
      remedy: 'leave it out for 135 months',
    });
  }
}

/** A profile that another stack or app owns. */
class ImportedProfile extends Resource implements signer.ISigningProfileRef {
  public readonly signingProfileRef: signer.SigningProfileReference;

  public constructor(scope: Construct, id: string, signingProfileArn: string) {
    super(scope, id, { environmentFromArn: signingProfileArn });
    this.signingProfileRef = { signingProfileArn };
  }
}
