import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { EcrRule } from '../ecr-rule';
import { RegistryScanType } from '../registry-scan-type';
import { ScanFrequency } from '../scan-frequency';

const { ON_PUSH, CONTINUOUS } = ScanFrequency;
const { BASIC, ENHANCED } = RegistryScanType;
const id = EcrRule.SCANNING_CONFIGURATION;

/** The type of scanning. */
export function* mistakesInScanType(type: unknown): Iterable<Mistake> {
  if (isAcceptable(type, (text) => text === BASIC || text === ENHANCED)) return;
  yield { id, at: '', found: type, must: `be ${BASIC} or ${ENHANCED}`, remedy: `use ${BASIC} or ${ENHANCED}` };
}

/** The frequency of a rule under a type of scanning. */
export function* mistakesInScanFrequency(frequency: unknown, type: unknown): Iterable<Mistake> {
  if (!isAcceptable(frequency, (text) => text === ON_PUSH || text === CONTINUOUS)) {
    yield {
      id,
      at: '',
      found: frequency,
      must: `be ${CONTINUOUS} or ${ON_PUSH}, because the others are what a repository gets that no rule matches`,
      remedy: 'leave the repositories out of all filters',
    };
  } else if (frequency === CONTINUOUS && type === BASIC) {
    yield {
      id,
      at: '',
      found: frequency,
      must: `be ${ON_PUSH} under basic scanning, as only Amazon Inspector scans continuously`,
      remedy: `use ${ON_PUSH}, or the scan type ${ENHANCED}`,
    };
  }
}
