import { lifecycleOf, LIFECYCLE_TYPES } from './lifecycle-of';
import { EcrRule } from '../../../ecr/ecr-rule';
import { ResourceType } from '../../../ecr/resource-type';
import { referenceOf, UNRESOLVED } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const LIFECYCLE_POLICY: Rule = {
  id: EcrRule.LIFECYCLE_POLICY,
  types: LIFECYCLE_TYPES,
  check: checkPresence,
};

function* checkPresence(resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  const { at, value, unresolved } = lifecycleOf(resource, context);
  // A text with a hole is a policy.
  if (value === UNRESOLVED || referenceOf(value) !== undefined) return yield* unresolved;
  if (typeof value === 'string' ? value.trim() !== '' : value !== undefined && value !== null) return;
  const what =
    resource.type === ResourceType.CREATION_TEMPLATE ? 'repositories that Amazon ECR creates by it have' : 'it has';
  const found = typeof value === 'string' ? 'the text is empty, so that ' : '';
  yield { at, text: `${found}${what} no lifecycle policy: images are never deleted` };
}
