/** The full ARN of a KMS key, by its partition, region, account and id. An alias or id alone is none. */
export const KEY_ARN = /^arn:[^:]+:kms:([^:]+):[^:]+:key\/(.+)$/;
