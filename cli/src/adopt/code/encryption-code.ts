import type { CodePart } from './code-part';
import { literal } from './literal';
import { refusalsOf } from './refusals';
import type { StackSource } from './stack-source';
import { KEY_ARN } from '../../../../src/ecr/key-arn';
import { mistakesInDualLayerRegion, mistakesInKeyRegion } from '../../../../src/ecr/mistakes/keys';
import type { RepositoryEncryption } from '../../snapshot/format';

const AES256: RepositoryEncryption = { encryptionType: 'AES256' };
/** The factories of encryption with a customer-managed key. */
const WITH_KEY: Readonly<Record<string, string>> = { KMS: 'customerManaged', KMS_DSSE: 'dualLayer' };

/**
 * The encryption of a repository. The key that AWS manages is never named: with its ARN, CloudFormation would replace the
 * repository.
 */
export function encryptionCode(encryption: RepositoryEncryption = AES256, { region }: StackSource): CodePart {
  const { encryptionType: type, kmsKey = '', keyManager } = encryption;
  const refused: string[] = [];
  const code = (factory: string, key?: string): CodePart => ({
    refused,
    write: (source) =>
      `${source.use('RepositoryEncryption')}.${factory}(${key === undefined ? '' : source.keyOf(key)})`,
  });
  if (type === 'AES256') return code('aes256');
  // The key of AWS would be named, and the repository replaced.
  if (keyManager === undefined) throw new Error(`nobody knows who manages the key ${kmsKey}`);
  if (type === 'KMS' && keyManager === 'AWS') return code('awsManaged');
  if (keyManager === 'AWS') {
    refused.push('the encryption has two layers with the key that AWS manages');
    return code('dualLayer');
  }
  const factory = Object.hasOwn(WITH_KEY, type) ? WITH_KEY[type] : undefined;
  if (factory === undefined) {
    refused.push(`the encryption ${literal(type)} is unknown`);
    return code('aes256');
  }
  const arn = KEY_ARN.exec(kmsKey);
  if (type === 'KMS_DSSE') refused.push(...refusalsOf('region', mistakesInDualLayerRegion(region)));
  if (!arn) refused.push(`the key ${literal(kmsKey)} has no ARN`);
  else refused.push(...refusalsOf('key', mistakesInKeyRegion(arn[1], region, kmsKey)));
  return code(factory, kmsKey);
}
