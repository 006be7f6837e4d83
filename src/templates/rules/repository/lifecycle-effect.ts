import { lifecycleOf, LIFECYCLE_TYPES } from './lifecycle-of';
import { EcrRule, EcrRuleSeverity } from '../../../ecr/ecr-rule';
import type { LifecyclePolicy } from '../../../lifecycle/lifecycle-policy';
import { lifecycleFindings } from '../../../lifecycle/lifecycle-review';
import { hasHole } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { oncePer } from '../once-per';

export const LIFECYCLE_EFFECT: Rule = {
  id: EcrRule.LIFECYCLE_EFFECT,
  severity: EcrRuleSeverity.WARNING,
  types: LIFECYCLE_TYPES,
  explanation:
    'A lifecycle rule that does not do what it seems to keeps what nobody needs, or deletes what somebody runs',
  remedy: 'try the policy with LifecyclePolicy.preview or `aws ecr start-lifecycle-policy-preview`, and correct it',
  check: checkEffect,
};

/** By policy, which repositories with the same text share. */
const findingsOf = oncePer((policy: LifecyclePolicy) => lifecycleFindings(policy));

function* checkEffect(resource: TemplateResource, context: CheckContext): Iterable<Problem> {
  const { at, policy, unknown } = lifecycleOf(resource, context);
  yield* unknown;
  if (!policy) return;
  const mode = resource.property('ImageTagMutability');
  for (const { id, text, whereTagsMove } of findingsOf(policy)) {
    if (whereTagsMove && mode === 'IMMUTABLE') continue;
    if (whereTagsMove && hasHole(mode)) {
      yield { at, text: 'whether tags can move is known at deployment', unknown: true };
    } else {
      yield { at, ...partsOf(text), warning: id };
    }
  }
}

/** The texts of warnings end in what to do. */
function partsOf(warning: string): Pick<Problem, 'text' | 'remedy'> {
  const text = warning.replace(/^lifecycle: /, '');
  const end = text.lastIndexOf('; ');
  return end < 0 ? { text } : { text: text.slice(0, end), remedy: text.slice(end + 2) };
}
