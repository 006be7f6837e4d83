import { upperFirst } from './naming';
import { listed } from '../../../../src/text/lists';
import type { RepositoryLine } from '../../snapshot/format';

/** What a comment says of the encryption, and what a name does. */
interface Words {
  readonly comment: string;
  readonly name: string;
}

/** Settings of a repository in words, as the end of a sentence: `whose tags cannot move, with the key that AWS manages`. */
export function settingsWords(repository: RepositoryLine, accessDiffers: boolean): string {
  const { imageTagMutabilityExclusionFilters: filters = [], lifecyclePolicy, policy } = repository;
  const exceptions = filters.length === 0 ? '' : ` except ${listed(filters.map(({ filter }) => String(filter)))}`;
  return [
    `whose tags ${isMutable(repository) ? 'can' : 'cannot'} move${exceptions}`,
    encryptionOf(repository).comment,
    ...(lifecyclePolicy === undefined ? ['without a lifecycle policy'] : []),
    ...(accessDiffers ? ['with policies of their own'] : policy === undefined ? [] : ['with a policy']),
  ].join(', ');
}

/** The same as a name, such as `immutableAwsManaged`. */
export function settingsName(repository: RepositoryLine): string {
  return `${isMutable(repository) ? 'mutable' : 'immutable'}${upperFirst(encryptionOf(repository).name)}`;
}

function isMutable({ imageTagMutability = 'MUTABLE' }: RepositoryLine): boolean {
  return imageTagMutability.startsWith('MUTABLE');
}

function encryptionOf({ encryption }: RepositoryLine): Words {
  const { encryptionType = 'AES256', keyManager } = encryption ?? {};
  if (encryptionType === 'AES256') return { comment: 'with keys of Amazon S3', name: 'aes256' };
  if (keyManager === 'AWS') return { comment: 'with the key that AWS manages', name: 'awsManaged' };
  if (encryptionType === 'KMS_DSSE') return { comment: 'with two layers of encryption', name: 'dualLayer' };
  return { comment: 'with a customer-managed key', name: 'customerManaged' };
}
