/** Codes of AWS about credentials. All other calls would fail as well. */
const BAD_CREDENTIALS = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestExpired',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/** Names of errors of the SDK, which found no credentials. */
const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError']);

/** A call of AWS that failed, after all attempts. */
export class AwsError extends Error {
  /** The error of the SDK, with the action such as `ecr:DescribeImages` and the region of the call. */
  public static of(error: unknown, action: string, region: string): AwsError {
    if (error instanceof AwsError) return error;
    const { name, code = name, message, $fault, $metadata: { httpStatusCode: status } = {} } = error as SdkError;
    if ($fault === undefined && status !== undefined) {
      return new AwsError(action, region, `HTTP ${status}`, 'the answer is not of AWS', true);
    }
    return new AwsError(
      action,
      region,
      $fault ? name : code,
      message,
      status !== undefined && !BAD_CREDENTIALS.has(name),
    );
  }

  private constructor(
    public readonly action: string,
    public readonly region: string,
    /** The error code of AWS, such as `AccessDeniedException`. */
    public readonly code: string,
    /** The message of AWS. */
    public readonly reason: string,
    /** Whether AWS has answered this call. If not, no other call would succeed either. */
    public readonly isAnswer: boolean,
  ) {
    super(`${action} in ${region} failed: ${reason || code} (${code})`);
    this.name = 'AwsError';
  }

  /** The remedy, if there is one. */
  public get remedy(): string | undefined {
    if (NO_CREDENTIALS.has(this.code)) return 'give credentials, by --profile or as the AWS SDK finds them';
    if (BAD_CREDENTIALS.has(this.code)) return 'renew the credentials, and look whether the account uses the region';
    return this.isAnswer ? undefined : 'look whether the region is right and AWS can be reached';
  }
}

interface SdkError extends Error {
  readonly code?: string;
  /** Errors that AWS answers have it, in contrast to an answer that the SDK cannot read. */
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
