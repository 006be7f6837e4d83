import { ACCOUNT_ID } from './identifiers';

/**
 * The start of the names of secrets that Amazon ECR may read.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
 */
export const CREDENTIALS_PREFIX = 'ecr-pullthroughcache/';

/** The fields of a secret that Amazon ECR reads. */
export const CREDENTIALS_FIELDS = ['username', 'accessToken'];

/** The alias of the AWS managed key of secrets. Amazon ECR can read no secret that another key encrypts. */
export const AWS_MANAGED_KEY = 'alias/aws/secretsmanager';

const ARN = new RegExp(`^arn:[^:]+:secretsmanager:([^:]+):(${ACCOUNT_ID}):secret:(.+)$`);

/** The suffix that Secrets Manager appends to the name of a secret in its ARN. */
const SUFFIX = /-[A-Za-z0-9]{6}$/;

/** The parts of the ARN of a secret. */
export interface SecretArn {
  readonly region: string;
  readonly account: string;
  /** The name, with the suffix that Secrets Manager appends. */
  readonly name: string;
  /** Whether the name has the suffix. */
  readonly isFull: boolean;
}

/** Reads the ARN of a secret; undefined for any other text. */
export function parseSecretArn(arn: string): SecretArn | undefined {
  const [, region, account, name] = ARN.exec(arn) ?? [];
  return name === undefined ? undefined : { region, account, name, isFull: SUFFIX.test(name) };
}
