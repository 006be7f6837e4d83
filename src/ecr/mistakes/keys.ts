import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { isLiteral, isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { isKeyName } from '../key-arn';
import { hasDualLayerEncryption } from '../regions';

const id = EcrRule.CUSTOMER_KEY;
const SYMMETRIC = 'SYMMETRIC_DEFAULT';

/** The region of a repository that is encrypted in two layers. */
export function* mistakesInDualLayerRegion(region: unknown): Iterable<Mistake> {
  if (isAcceptable(region, hasDualLayerEncryption)) return;
  yield {
    id,
    refused: true,
    at: '',
    found: region,
    must: 'be one of AWS GovCloud (US)',
    remedy: 'use RepositoryEncryption.customerManaged',
  };
}

/** The text that names a key. Whether there is such a key is not known. */
export function* mistakesInKeyName(name: unknown): Iterable<Mistake> {
  if (isAcceptable(name, isKeyName)) return;
  yield {
    id,
    refused: true,
    at: '',
    found: name,
    must: 'be the ARN or id of a KMS key, or an alias such as alias/images',
    remedy: 'set KmsKey to the ARN of a customer-managed key',
  };
}

/** The region of a key. Texts call the key `name`. */
export function* mistakesInKeyRegion(
  keyRegion: string | undefined,
  region: string | undefined,
  name: string,
): Iterable<Mistake> {
  if (!isLiteral(keyRegion) || !isLiteral(region) || keyRegion === region) return;
  yield {
    id,
    refused: true,
    at: '',
    found: name,
    must: `be a key of the repository's region ${region}, not of ${keyRegion}`,
    remedy: `create a RepositoryKey in a stack of ${region}`,
  };
}

/** The parts of a key that decide whether images can be decrypted. Each may be unresolved, or absent for its default. */
interface KeyState {
  readonly deletionPolicy?: unknown;
  readonly enabled?: unknown;
  readonly keySpec?: unknown;
}

/** The key of repositories that are retained. Their images can be pulled as long as the key is there and enabled. */
export function* mistakesInKeyOfRetained({ deletionPolicy, enabled, keySpec }: KeyState): Iterable<Mistake> {
  if (keySpec !== undefined && !isUnresolved(keySpec) && keySpec !== SYMMETRIC) {
    yield {
      id,
      refused: true,
      at: '.KeySpec',
      found: keySpec,
      must: `be ${SYMMETRIC}, because Amazon ECR uses symmetric keys only`,
      remedy: 'create another key for repositories, such as a RepositoryKey',
    };
  }
  if (String(enabled) === 'false') {
    yield {
      id: EcrRule.KEY_LOSS,
      at: '.Enabled',
      found: enabled,
      must: 'be true, because no image can be pulled while the key is disabled',
      remedy: 'enable the key',
    };
  }
  // RetainExceptOnCreate deletes the key of a failed creation, although an image may have been pushed already.
  if (!isUnresolved(deletionPolicy) && deletionPolicy !== 'Retain') {
    yield {
      id: EcrRule.KEY_LOSS,
      at: '.DeletionPolicy',
      found: deletionPolicy ?? 'Delete',
      must: 'be Retain like that of its repositories, whose images are lost with the key',
      remedy: 'apply RemovalPolicy.RETAIN to the key',
    };
  }
}
