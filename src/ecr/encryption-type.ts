/**
 * How images are encrypted at rest, as `EncryptionType` names it: with keys of Amazon S3, with a KMS key, or in two layers
 * with a KMS key.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html
 */
export type EncryptionType = 'AES256' | 'KMS' | 'KMS_DSSE';

/** Whether a type of encryption uses a KMS key. */
export function usesKmsKey(type: unknown): type is Exclude<EncryptionType, 'AES256'> {
  return type === 'KMS' || type === 'KMS_DSSE';
}
