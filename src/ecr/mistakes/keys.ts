import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { isLiteral, isUnresolved } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { isKeyName } from '../key-arn';
import { hasDualLayerEncryption, partitionOf, REGIONS } from '../regions';

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

/** The partition in the ARN of a key. An id or an alias has none. */
export function* mistakesInKeyPartition(arn: string, region: string | undefined): Iterable<Mistake> {
  const [, partition] = /^arn:([a-z-]+):kms:/.exec(arn) ?? [];
  if (partition === undefined || !isLiteral(region) || !REGIONS.includes(region)) return;
  const own = partitionOf(region);
  if (partition === own) return;
  yield {
    id,
    refused: true,
    at: '',
    found: arn,
    must: `be an ARN of the partition ${own}, in which ${region} is`,
    remedy: `begin the ARN with arn:${own}:kms: or use the attribute Arn of the key`,
  };
}

/** The days after which KMS rotates a key. */
export function mistakesInRotationPeriod(days: unknown): Iterable<Mistake> {
  return mistakesInDays(EcrRule.KEY_ROTATION, days, 90, 2560);
}

/** The days that a key stays after its deletion is scheduled. */
export function mistakesInPendingWindow(days: unknown): Iterable<Mistake> {
  return mistakesInDays(EcrRule.KEY_LOSS, days, 7, 30);
}

function* mistakesInDays(rule: EcrRule, days: unknown, min: number, max: number): Iterable<Mistake> {
  // CloudFormation also accepts a number as a text.
  const number = Number(days);
  if (days === undefined || isUnresolved(days) || (Number.isInteger(number) && number >= min && number <= max)) return;
  yield {
    id: rule,
    refused: true,
    at: '',
    found: days,
    must: `be a whole number from ${min} to ${max}`,
    remedy: `set a number of days from ${min} to ${max}, because KMS refuses any other`,
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
