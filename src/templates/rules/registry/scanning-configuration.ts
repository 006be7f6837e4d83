import type { FilterKind } from './repository-filters';
import { checkFilters, filtersOf } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { LIMITS } from '../../../ecr/limits';
import { FilterType } from '../../../ecr/name-filter';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { isScanFilter } from '../../../ecr/scan-filter';
import { ScanFrequency } from '../../../ecr/scan-frequency';
import { hasHole } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { Member } from '../list-items';
import { isOther, membersOf, shown } from '../list-items';

export const SCANNING_CONFIGURATION: Rule = {
  id: EcrRule.SCANNING_CONFIGURATION,
  types: [ResourceType.SCANNING_CONFIGURATION],
  check: checkScanning,
};

const { ON_PUSH, CONTINUOUS } = ScanFrequency;
const { BASIC, ENHANCED } = RegistryScanType;
const MAX_RULES = LIMITS.SCANNING_RULES;

const FILTERS: FilterKind = {
  type: FilterType.SCANNING,
  isValid: isScanFilter,
  form:
    `a filter is 1 to ${LIMITS.SCAN_FILTER_LENGTH} lower-case letters, digits and "*", with single ".", "_", "-" or "/" ` +
    'between them, and none at the end',
  remedy: 'write "prod/*" for all repositories whose names start with "prod/"',
};

function* checkScanning(configuration: TemplateResource): Iterable<Problem> {
  const type = configuration.property('ScanType');
  if (isOther(type, [BASIC, ENHANCED])) {
    yield {
      at: 'Properties/ScanType',
      text: `ScanType is ${shown(type)}, and neither ${BASIC} nor ${ENHANCED}, so that it is refused`,
      remedy: `set ScanType to ${BASIC} or ${ENHANCED}`,
    };
  }
  const at = 'Properties/Rules';
  const rules = membersOf(configuration.property('Rules'), at);
  for (const rule of rules.all) {
    yield* checkFrequency(rule, type);
    yield* checkFilters(rule, FILTERS);
  }
  yield* checkNumber(rules.all, at);
  if (rules.open) return yield { at, text: 'some rules are known at deployment', unknown: true };
  yield* checkReach(rules.all, at, type);
}

function* checkFrequency({ at, json }: Member, type: unknown): Iterable<Problem> {
  const { ScanFrequency: frequency } = json;
  if (isOther(frequency, [ON_PUSH, CONTINUOUS])) {
    yield {
      at: `${at}/ScanFrequency`,
      text: `ScanFrequency is ${shown(frequency)}, which CloudFormation refuses`,
      remedy: `set ScanFrequency to ${ON_PUSH} or ${CONTINUOUS}; what no rule matches is scanned only on demand, or never`,
    };
  } else if (frequency === CONTINUOUS && type === BASIC) {
    yield {
      at: `${at}/ScanFrequency`,
      text: `ScanFrequency is ${CONTINUOUS}, which is refused under ${BASIC}: only Amazon Inspector scans continuously`,
      remedy: `set ScanFrequency to ${ON_PUSH}, or ScanType to ${ENHANCED}`,
    };
  }
}

/** A registry takes one rule of each frequency. */
function* checkNumber(rules: readonly Member[], at: string): Iterable<Problem> {
  const repeated = [ON_PUSH, CONTINUOUS]
    .map((frequency) => ({ frequency, rules: rules.filter(({ json }) => json.ScanFrequency === frequency) }))
    .filter((each) => each.rules.length > 1);
  const remedy = 'join their filters in one rule';
  for (const each of repeated) {
    yield { at, text: `${each.rules.length} rules have the frequency ${each.frequency}, which takes one rule`, remedy };
  }
  // Those of a frequency that is refused are another mistake.
  const { length } = rules.filter(({ json }) => !isOther(json.ScanFrequency, [ON_PUSH, CONTINUOUS]));
  if (repeated.length > 0 || length <= MAX_RULES) return;
  yield { at, text: `it has ${length} rules, and takes one for each of ${MAX_RULES} frequencies`, remedy };
}

/** Without a filter, a rule is about no repository. */
function* checkReach(rules: readonly Member[], at: string, type: unknown): Iterable<Problem> {
  const idle = rules.filter((rule) => {
    const { all, open } = filtersOf(rule);
    return all.length === 0 && !open;
  });
  if (idle.length === rules.length) {
    const effect = hasHole(type) || type === BASIC ? 'scanned only when somebody asks for it' : 'never scanned';
    return yield { at, text: `it has no ${rules.length > 0 ? 'filter' : 'rule'}, so that images are ${effect}` };
  }
  for (const rule of idle) {
    yield {
      at: `${rule.at}/RepositoryFilters`,
      text: `the rule of ${shown(rule.json.ScanFrequency)} has no filter, so that it scans nothing`,
      remedy: 'add a filter such as "prod/*", or remove the rule',
    };
  }
}
