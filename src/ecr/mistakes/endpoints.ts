import type { Mistake } from './mistake';
import { isLiteral } from '../../text/unresolved';
import { EcrRule } from '../ecr-rule';
import { hasDualStackHosts, hasFipsHosts } from '../regions';
import { RepositoryEndpoint } from '../repository-endpoint';

const id = EcrRule.UNKNOWN_NAME;
const at = '';

/**
 * The kind of host of a registry in a region. A FIPS host outside the known regions is a warning, because AWS may have
 * added it since.
 */
export function* mistakesInEndpoint(endpoint: RepositoryEndpoint, region: string): Iterable<Mistake> {
  const { DUAL_STACK, DUAL_STACK_FIPS, FIPS } = RepositoryEndpoint;
  if (!isLiteral(region)) return;
  if ([DUAL_STACK, DUAL_STACK_FIPS].includes(endpoint) && !hasDualStackHosts(region)) {
    yield {
      id,
      at,
      found: endpoint,
      must: `be STANDARD in ${region}, where AWS documents no dual-stack host`,
      remedy: 'use RepositoryEndpoint.STANDARD',
      refused: true,
    };
  } else if ([FIPS, DUAL_STACK_FIPS].includes(endpoint) && !hasFipsHosts(region)) {
    yield {
      id,
      at,
      found: endpoint,
      must: `be a host that exists in ${region}`,
      which: `has no host in ${region} that the library knows`,
      remedy: 'use RepositoryEndpoint.STANDARD or DUAL_STACK, or acknowledge that the host exists',
    };
  }
}
