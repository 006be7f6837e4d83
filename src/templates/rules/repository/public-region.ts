import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInPublicRegion } from '../../../ecr/mistakes/names';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { problemsOf } from '../mistake-problems';

const AT = 'Type';

export const PUBLIC_REGION: Rule = {
  id: EcrRule.PUBLIC_REGION,
  types: [ResourceType.PUBLIC_REPOSITORY],
  check: checkRegion,
};

function* checkRegion({ stack: { region } }: TemplateResource): Iterable<Problem> {
  if (region === undefined) return yield { at: AT, text: 'the region is known at deployment', unresolved: true };
  yield* problemsOf(EcrRule.PUBLIC_REGION, AT, 'region of the stack', mistakesInPublicRegion(region));
}
