import { EcrRule } from '../../../ecr/ecr-rule';
import { PUBLIC_REPOSITORY_REGION } from '../../../ecr/regions';
import { ResourceType } from '../../../ecr/resource-type';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

const AT = 'Type';

export const PUBLIC_REGION: Rule = {
  id: EcrRule.PUBLIC_REGION,
  types: [ResourceType.PUBLIC_REPOSITORY],
  check: checkRegion,
};

function* checkRegion({ stack: { region } }: TemplateResource): Iterable<Problem> {
  if (region === PUBLIC_REPOSITORY_REGION) return;
  if (region === undefined) return yield { at: AT, text: 'the region is known at deployment', unknown: true };
  yield { at: AT, text: `it is in ${region}, where CloudFormation has no public repositories` };
}
