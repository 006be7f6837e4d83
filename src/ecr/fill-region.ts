import { partitionOf, urlSuffixOf } from './regions';
import { fillAll, hole } from '../text/holes';

/** Fills in the values that a region determines: its partition and domain. */
export function fillRegion(value: unknown, region = 'us-east-1'): unknown {
  return fillAll(value, (reference) => {
    if (reference === 'AWS::Partition') return partitionOf(region);
    if (reference === 'AWS::URLSuffix') return urlSuffixOf(region);
    return hole(reference);
  });
}
