/** The full ARN of a KMS key. An alias or an id alone does not match. */
export const KEY_ARN = /^arn:[^:]+:kms:([^:]+):[^:]+:key\/(.+)$/;
