import { positiveConditions, spelled, withoutForAllValues } from './conditions';
import type { AccessPolicy, AccessStatement } from './policies';
import { checkStatements } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { keysThat } from '../../../ecr/policy/condition-keys';
import { holdsWithoutKey } from '../../../ecr/policy/condition-operators';
import { isRestricting } from '../../../ecr/policy/open-statement';
import type { PolicyCondition } from '../../../ecr/policy/policy-document';
import { ResourceType } from '../../../ecr/resource-type';
import { keysSentBy } from '../../../ecr/services';
import { readable } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateStack } from '../../template-stack';
import { filledText } from '../filled-text';

export const SERVICE_SOURCE: Rule = {
  id: EcrRule.SERVICE_SOURCE,
  types: [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE, ResourceType.REGISTRY_POLICY],
  check: checkStatements(checkServices),
};

const SOURCE_KEYS = keysThat({ of: 'source' });
/** Those of accounts; a service has none. */
const MEMBER_KEYS = keysThat({ of: 'principal', tells: 'organization' });

function* checkServices(statement: AccessStatement, { stack }: AccessPolicy): Iterable<Problem> {
  const { allows, principals, at } = statement;
  if (!allows) return;
  for (const service of new Set(principals.Service)) {
    const flaw = flawOf(service.toLowerCase(), statement, stack);
    if (flaw) yield { at, ...flaw };
  }
}

function flawOf(
  service: string,
  statement: AccessStatement,
  stack: TemplateStack,
): Pick<Problem, 'text' | 'remedy'> | undefined {
  const sent = keysSentBy(service, 'repository');
  if (!sent) return undefined;
  const { name } = statement;
  const conditions = positiveConditions(statement);
  const asked = conditions.filter(({ operator }) => !holdsWithoutKey(operator));
  if (sent.length === 0) {
    const source = asked.find(({ key }) => SOURCE_KEYS.includes(key));
    return (
      source && {
        text: `${name} asks ${service} for ${spelled(source.key)}, which it is not documented to send, so that it would be refused`,
        remedy: 'leave out the condition',
      }
    );
  }
  const member = asked.find(({ key }) => MEMBER_KEYS.includes(key));
  if (member) {
    return {
      text: `${name} asks ${service} for ${spelled(member.key)}, which only principals of accounts have, so that the service is refused`,
      remedy: 'give the service a statement of its own, with ArnLike on aws:SourceArn',
    };
  }
  const sources = conditions.filter(({ key }) => SOURCE_KEYS.includes(key));
  if (sources.some((source) => isNamed(source, stack))) return undefined;
  const why =
    sources.length > 0
      ? `for any ${spelled(sources[0].key)} (${sources[0].values.map(readable).join(', ')})`
      : 'for whatever source';
  return { text: `${name} admits ${service} ${why}, so that anybody's resources of this service may do the same` };
}

/** That the key may be missing does no harm: these services send it. */
function isNamed({ operator, key, values }: PolicyCondition, stack: TemplateStack): boolean {
  const filled = values.map((value) => (typeof value === 'string' ? filledText(value, stack) : value));
  return isRestricting(withoutForAllValues(operator).replace(/IfExists$/i, ''), key, filled);
}
