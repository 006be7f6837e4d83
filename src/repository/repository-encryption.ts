import { Stack, Token } from 'aws-cdk-lib';
import type { CfnRepository } from 'aws-cdk-lib/aws-ecr';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import { countKeyUse } from './private/key-use';
import { RepositoryKey } from './repository-key';
import { textOf } from '../core/comparable-content';
import { review } from '../core/review';
import type { EncryptionType } from '../ecr/encryption-type';
import { mistakesInDualLayerRegion, mistakesInKeyRegion } from '../ecr/mistakes/keys';
import { checkHas, declareValueClass } from '../text/kinds';

/**
 * How the images of a repository are encrypted at rest.
 *
 * Amazon ECR cannot change the encryption of a repository, so CloudFormation replaces the repository. If the repository
 * has a name, the replacement fails: CloudFormation creates the new repository first, and the name is taken.
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
   * Encryption with a customer-managed KMS key. Satisfies Security Hub ECR.5.
   *
   * @param key a symmetric key in the repository's region; without it, the key that the repositories of the stack share
   * (`RepositoryKey.ofStack`)
   */
  public static customerManaged(key?: kms.IKeyRef): RepositoryEncryption {
    return new RepositoryEncryption('KMS', true, checkedKey('customerManaged', key));
  }

  /** Encryption with the AWS-managed key `aws/ecr` of the account and region. Fails Security Hub ECR.5. */
  public static awsManaged(): RepositoryEncryption {
    return new RepositoryEncryption('KMS', false);
  }

  /**
   * Encryption with keys of Amazon S3 (AES-256), as for a repository without encryption settings. Fails Security Hub
   * ECR.5.
   */
  public static aes256(): RepositoryEncryption {
    return new RepositoryEncryption('AES256', false);
  }

  /**
   * Two layers of encryption (DSSE) with a customer-managed KMS key. AWS GovCloud (US) only.
   *
   * @param key a symmetric key in the repository's region; without it, the key that the repositories of the stack share
   * (`RepositoryKey.ofStack`)
   */
  public static dualLayer(key?: kms.IKeyRef): RepositoryEncryption {
    return new RepositoryEncryption('KMS_DSSE', true, checkedKey('dualLayer', key));
  }

  private constructor(
    private readonly type: EncryptionType,
    private readonly customerKey: boolean,
    private readonly givenKey?: kms.IKeyRef,
  ) {}

  /**
   * Encrypts a resource that is about to be created in the scope: creates the stack's key where that is the choice, and
   * counts the resource on its key. Nothing else here has an effect.
   *
   * @internal
   */
  public _bind(scope: IConstruct): {
    readonly configuration?: CfnRepository.EncryptionConfigurationProperty;
    readonly key?: kms.IKeyRef;
  } {
    this.checkRegion(scope);
    const key = this.customerKey ? (this.givenKey ?? RepositoryKey.ofStack(scope)) : undefined;
    if (key) countKeyUse(key);
    return { key, configuration: this._withKey(key?.keyRef.keyArn) };
  }

  /**
   * The CloudFormation property, where a customer-managed key has this ARN.
   *
   * @internal
   */
  public _withKey(arn?: string): CfnRepository.EncryptionConfigurationProperty | undefined {
    // Said explicitly, AES-256 would replace an adopted repository that never said it.
    if (this.type === 'AES256') return undefined;
    return { encryptionType: this.type, kmsKey: this.customerKey ? arn : undefined };
  }

  /**
   * Whether a repository with this property is encrypted like that already. Two customer-managed keys count as the same,
   * because which is better is not worth a replacement. A property that only the deployment knows is no match.
   *
   * @internal
   */
  public _matches(current: CfnRepository['encryptionConfiguration']): boolean {
    if (Token.isUnresolved(current)) return false;
    const { encryptionType = 'AES256', kmsKey } = (current ??
      {}) as Partial<CfnRepository.EncryptionConfigurationProperty>;
    return encryptionType === this.type && (kmsKey !== undefined) === this.customerKey;
  }

  /**
   * Whether both choices give a resource in the scope the same encryption, with the same key.
   *
   * @internal
   */
  public _isSameAs(other: RepositoryEncryption, scope: IConstruct): boolean {
    const [text, others] = [this, other].map(({ type, customerKey, givenKey }) => {
      const key = customerKey ? (givenKey ?? RepositoryKey._ofStackIfAny(scope)) : undefined;
      return `${type} ${customerKey} ${key ? textOf(scope, key.keyRef.keyArn) : ''}`;
    });
    return text === others;
  }

  /**
   * Whether this is the default of this library: a customer-managed key that the repositories of the stack share.
   *
   * @internal
   */
  public get _isDefault(): boolean {
    return this.type === 'KMS' && this.customerKey && !this.givenKey;
  }

  /**
   * Whether the key is customer-managed.
   *
   * @internal
   */
  public get _isCustomerManaged(): boolean {
    return this.customerKey;
  }

  /**
   * Whether there are two layers of encryption.
   *
   * @internal
   */
  public get _isDualLayer(): boolean {
    return this.type === 'KMS_DSSE';
  }

  /**
   * The same choice for another account or region, whose keys are others: a given key stays where it is, and there the
   * stack's takes its place.
   *
   * @internal
   */
  public _in({ account, region }: ResourceEnvironment): RepositoryEncryption {
    const key = this.givenKey;
    const stays = !key || (key.env.account === account && key.env.region === region);
    return stays ? this : new RepositoryEncryption(this.type, this.customerKey);
  }

  /**
   * The customer-managed key of a repository in the scope.
   *
   * @internal
   */
  public _keyIn(scope: IConstruct): kms.IKeyRef | undefined {
    return this.customerKey ? (this.givenKey ?? RepositoryKey._ofStackIfAny(scope)) : undefined;
  }

  private checkRegion(scope: IConstruct): void {
    const { region } = Stack.of(scope);
    if (this._isDualLayer) {
      const place = { api: 'RepositoryEncryption.dualLayer', property: 'region' };
      review(scope, place, mistakesInDualLayerRegion(region));
    }
    const key = this.givenKey;
    if (!key) return;
    const place = { api: 'RepositoryEncryption', property: 'key' };
    review(scope, place, mistakesInKeyRegion(key.env.region, region, key.node.path));
  }
}

function checkedKey(factory: string, key: kms.IKeyRef | undefined): kms.IKeyRef | undefined {
  const api = `RepositoryEncryption.${factory}`;
  const remedy = 'import it with kms.Key.fromKeyArn';
  if (key !== undefined) {
    checkHas({ api, property: 'key' }, key, 'keyRef', 'be a key, not its ARN, id or alias', remedy);
  }
  return key;
}

declareValueClass(
  RepositoryEncryption,
  'RepositoryEncryption',
  'use RepositoryEncryption.customerManaged(key) or another of its factories',
);
