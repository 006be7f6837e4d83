import { objectsIn } from './gathered-registry';
import { UNREAD } from './place';
import { ReferenceNames } from './reference-names';
import type { SourceResource } from './source-resource';
import { readable } from '../../../../src/text/holes';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';

/** The encryption of a repository, or of those that a template creates. */
export function encryptionText({ input, properties }: Pick<SourceResource, 'input' | 'properties'>): string {
  const { EncryptionConfiguration: encryption } = properties;
  if (encryption === undefined || encryption === null) return 'AES-256';
  if (!isObject(encryption)) return readable(encryption);
  const { EncryptionType: type = 'AES256', KmsKey: key } = encryption;
  if (type === 'AES256') return 'AES-256';
  const isAwsKey = key === undefined || key === null || key === 'alias/aws/ecr';
  const keyText = isAwsKey ? 'AWS managed key' : otherKeyText(key, input);
  if (type === 'KMS') return keyText;
  return type === 'KMS_DSSE' ? `${keyText}, two layers` : `${readable(type)}, ${keyText}`;
}

/** A key of which it could not be read who manages it may be one of AWS. */
function otherKeyText(key: unknown, input: SourceResource['input']): string {
  return key === UNREAD
    ? 'key of AWS KMS that is not known'
    : `customer managed key ${ReferenceNames.of(input.app).nameOf(key)}`;
}

const MUTABILITY: ReadonlyMap<unknown, string> = new Map([
  ['MUTABLE', 'mutable'],
  ['IMMUTABLE', 'immutable'],
  ['MUTABLE_WITH_EXCLUSION', 'mutable'],
  ['IMMUTABLE_WITH_EXCLUSION', 'immutable'],
]);

/** Whether tags can move to other images. */
export function mutabilityText(properties: Json): string {
  const { ImageTagMutability: mutability = 'MUTABLE', ImageTagMutabilityExclusionFilters: filters } = properties;
  const text = MUTABILITY.get(mutability) ?? readable(mutability);
  const except = objectsIn(filters).map((each) => readable(each.ImageTagMutabilityExclusionFilterValue ?? ''));
  return except.length > 0 ? `${text} except ${except.join(', ')}` : text;
}
