import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { mistakesInName } from './unknown-name';
import type { EcrRule } from '../ecr-rule';
import { isRegion, REGIONS } from '../regions';

/** The name of a region. A name that has the form of one but is not known is a warning. */
export function* mistakesInRegion(id: EcrRule, region: unknown): Iterable<Mistake> {
  if (!isAcceptable(region, isRegion)) {
    yield {
      id,
      at: '',
      found: region,
      must: 'be the literal name of a region',
      remedy: 'write it like "eu-central-1"',
    };
  } else {
    yield* mistakesInName('region', region, REGIONS);
  }
}
