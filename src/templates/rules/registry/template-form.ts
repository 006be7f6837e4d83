import { EcrRule } from '../../../ecr/ecr-rule';
import { mistakesInTemplatePrefix } from '../../../ecr/mistakes/prefixes';
import { mistakesInDescription, mistakesInUses } from '../../../ecr/mistakes/templates';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { mistakesAroundHoles } from '../around-holes';
import { isMissing, judgeable } from '../list-items';
import { problemsOf } from '../mistake-problems';

const id = EcrRule.TEMPLATE_FORM;

export const TEMPLATE_FORM: Rule = {
  id,
  types: [ResourceType.CREATION_TEMPLATE],
  check: checkForm,
};

function* checkForm(template: TemplateResource): Iterable<Problem> {
  yield* checkPrefix(template);
  yield* checkUses(template);
  const description = template.property('Description');
  if (isMissing(description)) return;
  const mistakes = mistakesInDescription(judgeable(description));
  yield* problemsOf(id, 'Properties/Description', 'Description', mistakes);
}

function* checkPrefix(template: TemplateResource): Iterable<Problem> {
  const at = 'Properties/Prefix';
  const value = template.property('Prefix');
  if (hasHole(value)) {
    const mistakesIn = (prefix: string) => mistakesInTemplatePrefix(prefix, template.stack.region);
    yield* problemsOf(id, at, 'Prefix', typeof value === 'string' ? mistakesAroundHoles(value, mistakesIn) : []);
    return yield { at, text: 'the prefix is known at deployment', unresolved: true };
  }
  yield* problemsOf(id, at, 'Prefix', mistakesInTemplatePrefix(judgeable(value), template.stack.region));
}

function* checkUses(template: TemplateResource): Iterable<Problem> {
  const at = 'Properties/AppliedFor';
  const value = template.property('AppliedFor');
  if (hasHole(value)) yield { at, text: 'a part of AppliedFor is known at deployment', unresolved: true };
  const uses = isMissing(value) ? [] : template.list('AppliedFor').map(judgeable);
  yield* problemsOf(id, at, 'AppliedFor', mistakesInUses(uses));
}
