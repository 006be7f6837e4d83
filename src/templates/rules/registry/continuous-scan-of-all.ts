import { filtersOf } from './repository-filters';
import { EcrRule } from '../../../ecr/ecr-rule';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { costOfContinuous } from '../../../ecr/scan-cost';
import { ScanFrequency } from '../../../ecr/scan-frequency';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known, membersOf } from '../list-items';

export const CONTINUOUS_SCAN_OF_ALL: Rule = {
  id: EcrRule.CONTINUOUS_SCAN_OF_ALL,
  types: [ResourceType.SCANNING_CONFIGURATION],
  check: checkCost,
};

function* checkCost(configuration: TemplateResource): Iterable<Problem> {
  // Another rule reports the frequency under another type.
  if (configuration.property('ScanType') !== RegistryScanType.ENHANCED) return;
  for (const rule of membersOf(configuration.property('Rules'), 'Properties/Rules').all) {
    if (rule.json.ScanFrequency !== ScanFrequency.CONTINUOUS) continue;
    const text = costOfContinuous(filtersOf(rule).all.flatMap(({ json }) => known(json.Filter) ?? []));
    if (text !== undefined) yield { at: `${rule.at}/RepositoryFilters`, text };
  }
}
