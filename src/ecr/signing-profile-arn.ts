import { ACCOUNT_ID } from './identifiers';
import { LIMITS } from './limits';

/**
 * The platform of signing profiles for container images.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html
 */
export const SIGNING_PLATFORM = 'Notation-OCI-SHA384-ECDSA';

/** The ARN of a profile, not of one of its versions, as in the schema of AWS::ECR::SigningConfiguration. */
const PROFILE_ARN = new RegExp(
  `^arn:aws(?:-[a-z]+)*:signer:([a-z0-9-]+):${ACCOUNT_ID}:/signing-profiles/[a-zA-Z0-9_]{2,}$`,
);

/** The region of a signing profile's ARN; undefined for any other text. */
export function regionOfProfile(arn: string): string | undefined {
  return arn.length <= LIMITS.SIGNING_PROFILE_ARN_LENGTH ? PROFILE_ARN.exec(arn)?.[1] : undefined;
}
