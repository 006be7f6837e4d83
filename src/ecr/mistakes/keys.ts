import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { isLiteral } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { hasDualLayerEncryption } from '../regions';

const id = EcrRule.CUSTOMER_KEY;

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
