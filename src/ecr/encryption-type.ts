/**
 * The encryption of images at rest: with keys of Amazon S3, with a KMS key, or in two layers with a KMS key. The names are
 * those of `EncryptionType`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export type EncryptionType = 'AES256' | 'KMS' | 'KMS_DSSE';

/** Whether a type of encryption uses a KMS key. */
export function usesKmsKey(type: unknown): type is Exclude<EncryptionType, 'AES256'> {
  return type === 'KMS' || type === 'KMS_DSSE';
}
