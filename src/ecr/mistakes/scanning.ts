import { isAcceptable } from './mistake';
import type { Mistake } from './mistake';
import { meantName } from '../../text/spelling';
import { EcrRule } from '../ecr-rule';
import { RegistryScanType } from '../registry-scan-type';
import { ScanFrequency } from '../scan-frequency';

const { ON_PUSH, CONTINUOUS } = ScanFrequency;
const { BASIC, ENHANCED } = RegistryScanType;
const id = EcrRule.SCANNING_CONFIGURATION;

/** The type of scanning. */
export function* mistakesInScanType(type: unknown): Iterable<Mistake> {
  if (isAcceptable(type, (text) => text === BASIC || text === ENHANCED)) return;
  const meant = meantIn([BASIC, ENHANCED], type);
  const remedy = meant === undefined ? `use ${BASIC} or ${ENHANCED}` : `write ${meant}`;
  yield { id, at: '', found: type, must: `be ${BASIC} or ${ENHANCED}`, remedy };
}

/** The frequency of a rule under a type of scanning. */
export function* mistakesInScanFrequency(frequency: unknown, type: unknown): Iterable<Mistake> {
  const meant = meantIn([ON_PUSH, CONTINUOUS], frequency);
  if (meant !== undefined) {
    yield { id, at: '', found: frequency, must: `be ${CONTINUOUS} or ${ON_PUSH}`, remedy: `write ${meant}` };
  } else if (!isAcceptable(frequency, (text) => text === ON_PUSH || text === CONTINUOUS)) {
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

/** The value that is meant, if only its spelling is wrong. */
function meantIn(known: readonly string[], value: unknown): string | undefined {
  return typeof value === 'string' ? meantName(known, value) : undefined;
}
