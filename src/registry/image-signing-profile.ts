import { RemovalPolicy, Resource } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as signer from 'aws-cdk-lib/aws-signer';
import type { Construct } from 'constructs';
import { InvalidInputError, isLiteral } from '../private/errors';

/** Properties of {@link ImageSigningProfile}. */
export interface ImageSigningProfileProps {
  /**
   * Name of the profile: 2 to 64 letters, digits and `_`. Verifiers trust a profile by its name, and only a named profile
   * can be used by principals of other accounts, regions and stages. A change replaces the profile.
   *
   * @default - CloudFormation generates a name
   */
  readonly signingProfileName?: string;

  /**
   * How long a signature is valid: whole days, at most 135 months. A change replaces the profile, which then needs
   * another name.
   *
   * @default - 135 months
   */
  readonly signatureValidity?: Duration;

  /**
   * What happens to the profile when it leaves the stack. A deleted profile cannot sign, and its name cannot be used
   * again; signatures that it made stay valid.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** The most days that 135 months can have. */
const MAX_DAYS = 4110;

/**
 * A profile of AWS Signer for container images, to be named in a {@link SigningRule}; retained.
 *
 * To sign with a profile of another account, that account has to allow it to whoever pushes, with an
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
   * Refers to an existing profile, which may be of another account.
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
    const { signingProfileName, signatureValidity } = props;
    super(scope, id, { platform: signer.Platform.NOTATION_OCI_SHA384_ECDSA, signatureValidity });
    this.check(signingProfileName, signatureValidity);
    const resource = this.node.defaultChild as signer.CfnSigningProfile;
    // The base class passes the name on only under a feature flag.
    resource.profileName = signingProfileName;
    resource.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.RETAIN);
  }

  private check(name: string | undefined, validity: Duration | undefined): void {
    const owner = 'ImageSigningProfile';
    if (isLiteral(name) && !/^[0-9a-zA-Z_]{2,64}$/.test(name)) {
      throw new InvalidInputError({
        scope: this,
        owner,
        property: 'signingProfileName',
        found: name,
        must: 'be 2 to 64 letters, digits and "_"',
        remedy: 'write "_" for other characters',
      });
    }
    const days = validity?.toDays({ integral: false });
    if (isLiteral(days) && (!Number.isInteger(days) || days < 1 || days > MAX_DAYS)) {
      throw new InvalidInputError({
        scope: this,
        owner,
        property: 'signatureValidity',
        found: validity!.toHumanString(),
        must: `be whole days, from 1 to the ${MAX_DAYS} of 135 months`,
        remedy: 'leave it out for 135 months',
      });
    }
  }
}

class ImportedProfile extends Resource implements signer.ISigningProfileRef {
  public readonly signingProfileRef: signer.SigningProfileReference;

  public constructor(scope: Construct, id: string, signingProfileArn: string) {
    super(scope, id, { environmentFromArn: signingProfileArn });
    this.signingProfileRef = { signingProfileArn };
  }
}
