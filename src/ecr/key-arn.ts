/** The full ARN of a KMS key. An alias or an id alone does not match. */
export const KEY_ARN = /^arn:[^:]+:kms:([^:]+):[^:]+:key\/(.+)$/;

const KEY_NAMES: readonly RegExp[] = [
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(?:key|alias)\/[\w/-]+$/,
  /^alias\/[\w/-]+$/,
  /^(?:mrk-)?[\da-f-]{8,}$/i,
];

/** Whether a text may name a KMS key: by the ARN or id of the key, or by the ARN or name of an alias. */
export function isKeyName(text: string): boolean {
  return KEY_NAMES.some((form) => form.test(text));
}
