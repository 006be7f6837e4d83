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
   * The part of the secret name after `ecr-pullthroughcache/`, such as `docker-hub`.
   *
   * It has 1 to 491 letters, digits and any of `/_+=.@-`. The name must stay the same, because the ARN of the secret in
   * a cache rule cannot change.
   */
  readonly name: string;

  /**
   * Description of the secret.
   *
   * @default - a text that tells how to set the credentials
   */
  readonly description?: string;

  /**
   * Removal policy of the secret.
   *
   * Without its secret, a cache cannot reach its upstream registry. A cache cannot switch to another secret.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

const NAME = /^[A-Za-z0-9/_+=.@-]{1,491}$/;

/**
 * The secret with the credentials of a pull-through cache for its upstream registry.
 *
 * The secret has the name that Amazon ECR requires. It is encrypted with the AWS-managed key, because Amazon ECR cannot
 * use another key for it. By default it is retained.
 *
 * The template does not contain the credentials. The secret is created with the user `unset` and a random token, which
 * no upstream accepts. Set the real credentials after the deployment, and whenever they change:
 *
 * ```sh
 * aws secretsmanager put-secret-value --secret-id ecr-pullthroughcache/docker-hub \
 *   --secret-string '{"username":"…","accessToken":"…"}'
 * ```
 *
 * Amazon ECR reads the secret for each request to the upstream. To rotate the credentials, change the value of the same
 * secret. A new secret has another ARN, and the ARN in a cache rule cannot change.
 *
 * Declare the credentials in a separate stack, and deploy it before the stack of the cache. In one stack, the first
 * deployment may fail with `SecretNotFoundException`, because Amazon ECR may not know a secret in the second of its
 * creation. The next deployment then fails as well: the retained secret survives the rollback, so its fixed name stays
 * taken. Delete this secret first, with `--force-delete-without-recovery`.
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
