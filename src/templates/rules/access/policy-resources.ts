import type { AccessPolicy, AccessStatement } from './policies';
import { checkStatements, someOf, POLICY_TYPES } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { namesRepositories } from '../../../ecr/policy/registry-statement';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateStack } from '../../template-stack';
import { filledText, HOLE } from '../filled-text';

export const POLICY_RESOURCES: Rule = {
  id: EcrRule.POLICY_RESOURCES,
  types: POLICY_TYPES,
  check: checkStatements(checkResources),
};

const REGISTRY_REMEDY = 'set Resource to "*", or to ARNs like arn:aws:ecr:<region>:<account>:repository/team/*';

function* checkResources(statement: AccessStatement, { type, stack }: AccessPolicy): Iterable<Problem> {
  const { json, name, at } = statement;
  const element = ['Resource', 'NotResource'].find((each) => json[each] !== undefined);
  if (type !== ResourceType.REGISTRY_POLICY) {
    if (element === undefined) return;
    const text = `${name} has a ${element} (${readable(json[element])}), for which Amazon ECR refuses the policy of a repository`;
    return yield { at, text };
  }
  if (element === undefined) {
    const text = `${name} has no Resource, without which Amazon ECR refuses the policy of a registry`;
    return yield { at, text, remedy: REGISTRY_REMEDY };
  }
  const foreign = [json.Resource].flat().filter((each) => isForeign(each, stack));
  if (foreign.length === 0) return;
  const text = `${name} is about ${someOf(foreign.map(readable))}, which is no repository of this registry`;
  yield { at, text: `${text}, so that it has no effect there`, remedy: REGISTRY_REMEDY };
}

function isForeign(value: unknown, stack: TemplateStack): boolean {
  if (typeof value !== 'string' || value.startsWith('*')) return false;
  const text = filledText(value, stack);
  // An ARN of which the service or the place is not known, or a text that is not an ARN before it is deployed.
  if (hasHole(value) && text.split(':').slice(0, 5).join(':').includes(HOLE)) return false;
  // Where the environment is not known, an account or region that is written out may be its own.
  const [, , , ofRegion = '', ofAccount = ''] = text.split(':');
  return !namesRepositories(text, stack.account ?? ofAccount, stack.region ?? ofRegion);
}
