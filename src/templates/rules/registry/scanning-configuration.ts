import { checkFilters, filtersOf } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { LIMITS } from '../../../ecr/limits';
import { SCAN_FILTERS } from '../../../ecr/mistakes/filters';
import { mistakesInScanFrequency, mistakesInScanType } from '../../../ecr/mistakes/scanning';
import { FilterType } from '../../../ecr/name-filter';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { ScanFrequency } from '../../../ecr/scan-frequency';
import { hasHole } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import type { Member } from '../list-items';
import { isOther, judgeable, membersOf, shown } from '../list-items';
import { problemsOf } from '../mistake-problems';

export const SCANNING_CONFIGURATION: Rule = {
  id: EcrRule.SCANNING_CONFIGURATION,
  types: [ResourceType.SCANNING_CONFIGURATION],
  check: checkScanning,
};

const { ON_PUSH, CONTINUOUS } = ScanFrequency;
const id = EcrRule.SCANNING_CONFIGURATION;
const MAX_RULES = LIMITS.SCANNING_RULES;

function* checkScanning(configuration: TemplateResource): Iterable<Problem> {
  const type = judgeable(configuration.property('ScanType'));
  yield* problemsOf(id, 'Properties/ScanType', 'ScanType', mistakesInScanType(type));
  const at = 'Properties/Rules';
  const rules = membersOf(configuration.property('Rules'), at);
  for (const rule of rules.all) {
    const mistakes = mistakesInScanFrequency(judgeable(rule.json.ScanFrequency), type);
    yield* problemsOf(id, `${rule.at}/ScanFrequency`, 'ScanFrequency', mistakes);
    yield* checkFilters(rule, SCAN_FILTERS, FilterType.SCANNING);
  }
  yield* checkNumber(rules.all, at);
  if (rules.unresolved) return yield { at, text: 'some rules are known at deployment', unresolved: true };
  yield* checkReach(rules.all, at, type);
}

/** Checks that there is at most one rule for each frequency. */
function* checkNumber(rules: readonly Member[], at: string): Iterable<Problem> {
  const repeated = [ON_PUSH, CONTINUOUS]
    .map((frequency) => ({ frequency, rules: rules.filter(({ json }) => json.ScanFrequency === frequency) }))
    .filter((each) => each.rules.length > 1);
  const remedy = 'join their filters in one rule';
  for (const each of repeated) {
    yield {
      at,
      text: `${each.rules.length} rules have the frequency ${each.frequency}, but there may be only one`,
      remedy,
    };
  }
  // A refused frequency is another mistake.
  const { length } = rules.filter(({ json }) => !isOther(json.ScanFrequency, [ON_PUSH, CONTINUOUS]));
  if (repeated.length > 0 || length <= MAX_RULES) return;
  yield { at, text: `it has ${length} rules, but may have only one for each of ${MAX_RULES} frequencies`, remedy };
}

/** Checks that rules have filters. A rule without a filter matches no repository. */
function* checkReach(rules: readonly Member[], at: string, type: unknown): Iterable<Problem> {
  const idle = rules.filter((rule) => {
    const { all, unresolved } = filtersOf(rule);
    return all.length === 0 && !unresolved;
  });
  if (idle.length === rules.length) {
    const effect = hasHole(type) || type === RegistryScanType.BASIC ? 'scanned only on request' : 'never scanned';
    return yield { at, text: `it has no ${rules.length > 0 ? 'filter' : 'rule'}, so that images are ${effect}` };
  }
  for (const rule of idle) {
    yield {
      at: `${rule.at}/RepositoryFilters`,
      text: `the rule of ${shown(rule.json.ScanFrequency)} has no filter, so it scans nothing`,
      remedy: 'add a filter such as "prod/*", or remove the rule',
    };
  }
}
