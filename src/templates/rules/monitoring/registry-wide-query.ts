import { ecrMetricsOf } from './alarm-metrics';
import { EcrRule } from '../../../ecr/ecr-rule';
import { COST_OF_ALL_PULLS, readsAllPulls } from '../../../ecr/metrics';
import { ResourceType } from '../../../ecr/resource-type';
import { isKnownText } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const REGISTRY_WIDE_QUERY: Rule = {
  id: EcrRule.REGISTRY_WIDE_QUERY,
  types: [ResourceType.ALARM],
  check: checkQueries,
};

function* checkQueries(alarm: TemplateResource): Iterable<Problem> {
  for (const { at, expression } of ecrMetricsOf(alarm)) {
    if (isKnownText(expression) && readsAllPulls(expression)) yield { at, text: COST_OF_ALL_PULLS };
  }
}
