import { lifecycleOf, LIFECYCLE_TYPES } from './lifecycle-of';
import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakeIn } from '../../../text/errors';
import { readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';

export const LIFECYCLE_GRAMMAR: Rule = {
  id: EcrRule.LIFECYCLE_GRAMMAR,
  types: LIFECYCLE_TYPES,
  check: checkGrammar,
};

function* checkGrammar(resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  const { at, value, mistakes, unresolved } = lifecycleOf(resource, context);
  // A text has no properties to point at.
  for (const { at: property, found, must, remedy } of mistakes) {
    yield { at, text: readable(mistakeIn({ property, found, must })), remedy };
  }
  if (unresolved.length > 0) return yield* unresolved;
  if (value === undefined || value === null || typeof value === 'string') return;
  yield {
    at,
    text: `the policy is ${readable(value)} but must be a string`,
    remedy: 'write the policy as a JSON string',
  };
}
