import { Stack } from 'aws-cdk-lib';
import type { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { countKeyUse } from './private/key-use';
import { RepositoryKey } from './repository-key';
import type { EncryptionType } from '../ecr/encryption-type';
import { hasDualLayerEncryption } from '../ecr/regions';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

/**
 * How the images of a repository are encrypted at rest.
 *
 * The encryption of a repository cannot change: CloudFormation replaces the repository, and fails to where the
 * repository has a name, because the new one is created first.
 *
 * @example
 * import * as kms from 'aws-cdk-lib/aws-kms';
 * import { PrivateRepository, RepositoryEncryption } from 'cdk-ecr';
 *
 * declare const key: kms.Key;
 * new PrivateRepository(this, 'Api', {
 *   repositoryName: 'team/api',
 *   encryption: RepositoryEncryption.customerManaged(key),
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export class RepositoryEncryption {
  /**
   * A customer-managed KMS key. Satisfies Security Hub ECR.5.
   *
   * @param key a symmetric key in the repository's region; without it the key that the repositories of the stack share
   * ({@link RepositoryKey.ofStack})
   */
  public static customerManaged(key?: kms.IKeyRef): RepositoryEncryption {
    return new RepositoryEncryption('KMS', true, key);
  }

  /** The AWS-managed key `aws/ecr` of the account and region. Fails Security Hub ECR.5. */
  public static awsManaged(): RepositoryEncryption {
    return new RepositoryEncryption('KMS', false);
  }

  /**
   * Keys of Amazon S3 (AES-256), which is what a repository without encryption settings has. Fails Security Hub ECR.5.
   */
  public static aes256(): RepositoryEncryption {
    return new RepositoryEncryption('AES256', false);
  }

  /**
   * Two layers of encryption (DSSE) with a customer-managed KMS key. AWS GovCloud (US) only.
   *
   * @param key a symmetric key in the repository's region; without it the key that the repositories of the stack share
   */
  public static dualLayer(key?: kms.IKeyRef): RepositoryEncryption {
    return new RepositoryEncryption('KMS_DSSE', true, key);
  }

  /**
   * As CloudFormation names the type.
   *
   * @internal
   */
  public readonly _type: EncryptionType;

  /**
   * Whether the key is customer-managed.
   *
   * @internal
   */
  public readonly _customerKey: boolean;

  /**
   * The customer-managed key that was given; without one it is the stack's.
   *
   * @internal
   */
  public readonly _givenKey?: kms.IKeyRef;

  private constructor(type: EncryptionType, customerKey: boolean, givenKey?: kms.IKeyRef) {
    this._type = type;
    this._customerKey = customerKey;
    this._givenKey = givenKey;
  }

  /**
   * What the repository's CloudFormation property takes; creates the stack's key where that is the choice.
   *
   * @internal
   */
  public _render(scope: IConstruct): CfnRepository.EncryptionConfigurationProperty | undefined {
    // Said explicitly, AES-256 would replace an adopted repository that never said it.
    if (this._type === 'AES256') return undefined;
    const { region } = Stack.of(scope);
    if (this._type === 'KMS_DSSE' && isLiteral(region) && !hasDualLayerEncryption(region)) {
      throw new InvalidInputError({
        scope,
        owner: 'RepositoryEncryption.dualLayer',
        property: 'region',
        found: region,
        must: 'be one of AWS GovCloud (US)',
        remedy: 'use RepositoryEncryption.customerManaged',
      });
    }
    return { encryptionType: this._type, kmsKey: this._keyFor(scope)?.keyRef.keyArn };
  }

  /**
   * The customer-managed key of a repository; creates the stack's where that is the choice.
   *
   * @internal
   */
  public _keyFor(scope: IConstruct): kms.IKeyRef | undefined {
    if (!this._customerKey) return undefined;
    const { region } = Stack.of(scope);
    const key = this._givenKey ?? RepositoryKey.ofStack(scope);
    if (isLiteral(region) && isLiteral(key.env.region) && key.env.region !== region) {
      throw new InvalidInputError({
        scope,
        owner: 'RepositoryEncryption',
        property: 'key',
        found: key.node.path,
        must: `be a key of the repository's region ${region}, not of ${key.env.region}`,
        remedy: `create a RepositoryKey in a stack of ${region}`,
      });
    }
    countKeyUse(key);
    return key;
  }

  /**
   * The same choice for another account or region, whose keys are others: a given key stays where it is, and there the
   * stack's takes its place.
   *
   * @internal
   */
  public _in({ account, region }: ResourceEnvironment): RepositoryEncryption {
    const key = this._givenKey;
    const stays = !key || (key.env.account === account && key.env.region === region);
    return stays ? this : new RepositoryEncryption(this._type, this._customerKey);
  }

  /**
   * The controls that this choice costs a repository.
   *
   * @internal
   */
  public get _controlsLost(): string[] {
    return this._customerKey ? [] : ['Security Hub ECR.5'];
  }
}
