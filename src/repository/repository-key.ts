import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { outermostStack } from '../core/environment';

/** Properties of `RepositoryKey`. */
export interface RepositoryKeyProps {
  /**
   * Alias of the key, with or without the `alias/` in front.
   *
   * @default - `alias/cdk-ecr/<stack name>` for the key that the repositories of a stack share
   * (`RepositoryKey.ofStack`). For any other key, the construct's path follows the stack name.
   */
  readonly alias?: string;

  /**
   * Description of the key in the KMS console.
   *
   * @default - a text that names the stack
   */
  readonly description?: string;

  /**
   * Whether only AWS services may create grants on the key.
   *
   * A statement of the key policy then denies `kms:CreateGrant` to all other callers, as Control Tower CT.KMS.PR.3
   * demands. Amazon ECR is not affected: it creates two grants for each repository, on behalf of the principal that
   * creates the repository.
   *
   * @default true
   */
  readonly grantsOnlyByAwsServices?: boolean;

  /**
   * Removal policy of the key. If the key is deleted, the images that are encrypted with it are lost.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Construct id of the key that the repositories of a stack share. A contract: its logical id follows from it. */
const SHARED_KEY_ID = 'EcrRepositoryKey';

/**
 * A customer-managed KMS key for repositories: symmetric, with an alias, rotated every year, retained by default.
 *
 * Principals that create or delete a repository need `kms:CreateGrant`, `kms:DescribeKey` and `kms:RetireGrant`.
 * Principals that push or pull need no KMS permission.
 *
 * Repositories can share layers only if they have the same key. One key for many repositories is therefore cheaper and
 * faster than one key for each repository.
 *
 * @example
 * import { PrivateRepository, RepositoryEncryption, RepositoryKey } from 'cdk-ecr';
 *
 * const key = new RepositoryKey(this, 'Key', { alias: 'alias/container-images' });
 * new PrivateRepository(this, 'Api', {
 *   repositoryName: 'team/api',
 *   encryption: RepositoryEncryption.customerManaged(key),
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export class RepositoryKey extends kms.Key {
  /**
   * The key that repositories of the scope's stack share if they are given no other key.
   *
   * The key is created on the first call, or for the first repository that uses it.
   */
  public static ofStack(scope: IConstruct): RepositoryKey {
    return RepositoryKey._ofStackIfAny(scope) ?? new RepositoryKey(Stack.of(scope), SHARED_KEY_ID);
  }

  /**
   * That key, if it has been used already.
   *
   * @internal
   */
  public static _ofStackIfAny(scope: IConstruct): RepositoryKey | undefined {
    return Stack.of(scope).node.tryFindChild(SHARED_KEY_ID) as RepositoryKey | undefined;
  }

  public constructor(scope: Construct, id: string, props: RepositoryKeyProps = {}) {
    super(scope, id, {
      alias: props.alias ?? defaultAlias(scope, id),
      description: props.description ?? `Images of the ECR repositories of ${outermostStack(scope).stackName}`,
      enableKeyRotation: true,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      policy: keyPolicy(props.grantsOnlyByAwsServices ?? true),
    });
  }
}

function keyPolicy(grantsOnlyByAwsServices: boolean): iam.PolicyDocument {
  const policy = new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        actions: ['kms:*'],
        principals: [new iam.AccountRootPrincipal()],
        resources: ['*'],
      }),
    ],
  });
  if (grantsOnlyByAwsServices) {
    policy.addStatements(
      new iam.PolicyStatement({
        sid: 'GrantsOnlyByAwsServices',
        effect: iam.Effect.DENY,
        actions: ['kms:CreateGrant'],
        principals: [new iam.AnyPrincipal()],
        resources: ['*'],
        conditions: {
          BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' },
        },
      }),
    );
  }
  return policy;
}

/** The alias has the stack's name, so the same app deployed twice into one environment has two aliases. */
function defaultAlias(scope: Construct, id: string): string {
  const stack = outermostStack(scope);
  const path = [...scope.node.scopes.slice(stack.node.scopes.length).map((ancestor) => ancestor.node.id), id];
  const parts = path.length === 1 && id === SHARED_KEY_ID ? [] : path;
  return ['alias/cdk-ecr', stack.stackName, ...parts.map((part) => part.replace(/[^a-zA-Z0-9_-]/g, '-'))].join('/');
}
