import { isUseList } from './templates';
import { EcrRule } from '../../../ecr/ecr-rule';
import { LIMITS } from '../../../ecr/limits';
import { isNamespacePrefix } from '../../../ecr/namespace-prefix';
import { normalise } from '../../../ecr/namespaces';
import { ResourceType } from '../../../ecr/resource-type';
import { TEMPLATE_USES } from '../../../ecr/template-use';
import { hasHole } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { isMissing, known, shown } from '../list-items';

export const TEMPLATE_FORM: Rule = {
  id: EcrRule.TEMPLATE_FORM,
  types: [ResourceType.CREATION_TEMPLATE],
  check: checkForm,
};

const { TEMPLATE_PREFIX_LENGTH: MAX_PREFIX, TEMPLATE_DESCRIPTION_LENGTH: MAX_DESCRIPTION } = LIMITS;

function* checkForm(template: TemplateResource): Iterable<Problem> {
  yield* checkPrefix(template);
  yield* checkUses(template);
  const description = known(template.property('Description'));
  if (description === undefined || description.length <= MAX_DESCRIPTION) return;
  yield {
    at: 'Properties/Description',
    text: `Description has ${description.length} characters, and takes at most ${MAX_DESCRIPTION}`,
    remedy: 'shorten it',
  };
}

function* checkPrefix(template: TemplateResource): Iterable<Problem> {
  const at = 'Properties/Prefix';
  const value = template.property('Prefix');
  if (hasHole(value)) return yield { at, text: 'the prefix is known at deployment', unknown: true };
  const prefix = known(value) ?? '';
  const { length } = normalise(prefix);
  const { region } = template.stack;
  if (length <= MAX_PREFIX && isNamespacePrefix(prefix, region)) return;
  if (length > MAX_PREFIX) {
    return yield { at, text: `Prefix has ${length} characters, and takes at most ${MAX_PREFIX}`, remedy: 'shorten it' };
  }
  yield {
    at,
    text: `Prefix is ${shown(value)}, and no prefix that the service takes${isNamespacePrefix(prefix) ? ` in ${region}` : ''}`,
    remedy:
      'write namespaces of lower-case letters and digits like "team" or "team/project", without a wildcard, or ROOT for ' +
      'what no other template covers',
  };
}

function* checkUses(template: TemplateResource): Iterable<Problem> {
  const at = 'Properties/AppliedFor';
  const value = template.property('AppliedFor');
  const remedy = `list one or more of ${TEMPLATE_USES.join(', ')}`;
  if (isMissing(value) || (Array.isArray(value) && value.length === 0)) {
    return yield { at, text: 'AppliedFor is empty, so that nothing is created by the template', remedy };
  }
  const uses = template.list('AppliedFor');
  if (hasHole(uses)) yield { at, text: 'a part of AppliedFor is known at deployment', unknown: true };
  if (isUseList(uses)) return;
  yield { at, text: `AppliedFor is ${uses.map(shown).join(', ')}, which is refused`, remedy };
}
