import { RemovalPolicy } from 'aws-cdk-lib';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from '../../core/acknowledge';
import { CREDENTIALS_PREFIX } from '../../ecr/cache-credentials';
import { InvalidInputError } from '../../text/errors';
import { isLiteral } from '../../text/unresolved';

/** Properties of `PullThroughCacheCredentials`. */
export interface PullThroughCacheCredentialsProps {
  /**
   * Name of the secret after `ecr-pullthroughcache/`, like `docker-hub`: 1 to 491 letters, digits, and `/_+=.@-`.
   *
   * It is fixed, because the cache keeps the ARN of the secret for ever.
   */
  readonly name: string;

  /**
   * Description of the secret.
   *
   * @default - a text that says how to set them
   */
  readonly description?: string;

  /**
   * Removal policy of the secret. A cache without its secret cannot reach its upstream, and its secret cannot be
   * replaced.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

const NAME = /^[A-Za-z0-9/_+=.@-]{1,491}$/;

/**
 * The secret that authenticates a pull-through cache at its upstream. It has the name that Amazon ECR asks for, is
 * encrypted with the AWS-managed key, as the service can use no other one, and is retained.
 *
 * The credentials are in no template. The secret is created with a user called `unset` and a random token, which no
 * upstream accepts; set the real ones afterwards, and again whenever they change:
 *
 * ```sh
 * aws secretsmanager put-secret-value --secret-id ecr-pullthroughcache/docker-hub \
 *   --secret-string '{"username":"…","accessToken":"…"}'
 * ```
 *
 * Amazon ECR reads them whenever it asks the upstream. Rotate by value only: a new secret has another ARN, and no property
 * of a cache rule can change.
 *
 * Declare the credentials in a stack of their own that is deployed before that of the cache. Amazon ECR may not know a
 * secret in the very second it is created, and the first deployment of a stack with both then fails with
 * `SecretNotFoundException`. To deploy that stack again fails as well: the secret is retained, so that it survives the
 * rollback and its fixed name stays taken until it is deleted with `--force-delete-without-recovery`.
 *
 * @example
 * import { PullThroughCacheCredentials } from 'cdk-ecr';
 *
 * new PullThroughCacheCredentials(this, 'DockerHubCredentials', { name: 'docker-hub' });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
 */
export class PullThroughCacheCredentials extends secretsmanager.Secret {
  public constructor(scope: Construct, id: string, props: PullThroughCacheCredentialsProps) {
    super(scope, id, {
      secretName: secretName(scope, id, props.name),
      description:
        props.description ??
        'Credentials of a pull-through cache of Amazon ECR: set username and accessToken with put-secret-value',
      // Amazon ECR looks the secret up when a rule is created, and one without a value is not found. A change to these
      // two lines would make CloudFormation overwrite the credentials that the user has set.
      generateSecretString: { secretStringTemplate: '{"username":"unset"}', generateStringKey: 'accessToken' },
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
    });
    acknowledge(
      this,
      ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-SecretsManagerUsingKMSKey`),
      'Amazon ECR cannot read the credentials of a pull-through cache from a secret with a customer-managed key.',
    );
    acknowledge(
      this,
      [
        'AwsSolutions-SMG4',
        ...['HIPAA.Security', 'NIST.800.53.R5'].map((pack) => `${pack}-SecretsManagerRotationEnabled`),
      ],
      'The upstream registry issues the credentials, and AWS has no rotation for them; a new value is put by hand.',
    );
  }
}

function secretName(scope: Construct, id: string, name: string): string {
  if (isLiteral(name) && (!NAME.test(name) || name.startsWith(CREDENTIALS_PREFIX))) {
    throw new InvalidInputError({
      api: `PullThroughCacheCredentials at ${scope.node.path ? `${scope.node.path}/` : ''}${id}`,
      property: 'name',
      found: name,
      must: `be 1 to 491 letters, digits and any of "/_+=.@-", and not start with "${CREDENTIALS_PREFIX}"`,
      remedy: `write what comes after "${CREDENTIALS_PREFIX}", such as "docker-hub"`,
    });
  }
  return `${CREDENTIALS_PREFIX}${name}`;
}
