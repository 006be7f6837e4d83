import type { JudgedStatement, StatementContext } from './judged-statement';
import { someOf, statementMistake } from './statement-mistake';
import { hasHole, readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { filledText, HOLE } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { namesRepositories } from '../../policy/registry-statement';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

const ID = EcrRule.POLICY_RESOURCES;
const REGISTRY_REMEDY = 'set Resource to "*", or to ARNs like arn:aws:ecr:<region>:<account>:repository/team/*';

/** A `Resource` where the service expects none, none where it asks for one, or one of another registry. */
export function* mistakesInResources({ json }: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const element = ['Resource', 'NotResource'].find((each) => json[each] !== undefined);
  if (context.type !== ResourceType.REGISTRY_POLICY) {
    if (element === undefined) return;
    const which = `has a ${element} (${readable(json[element])}), for which Amazon ECR may refuse the policy of a repository`;
    return yield statementMistake(ID, which);
  }
  if (element === undefined) {
    const which = 'has no Resource, without which Amazon ECR refuses the policy of a registry';
    return yield statementMistake(ID, which, { remedy: REGISTRY_REMEDY, refused: true });
  }
  const foreign = [json.Resource].flat().filter((each) => isForeign(each, context));
  if (foreign.length === 0) return;
  const which = `is about ${someOf(foreign.map(readable))}, which is no repository of this registry, so that it has no effect there`;
  yield statementMistake(ID, which, { remedy: REGISTRY_REMEDY, refused: true });
}

function isForeign(value: unknown, place: Place): boolean {
  if (typeof value !== 'string' || value.startsWith('*')) return false;
  const text = filledText(value, place);
  // An ARN of which the service or the place is not known, or a text that is not an ARN before it is deployed.
  if (hasHole(value) && text.split(':').slice(0, 5).join(':').includes(HOLE)) return false;
  // Where the environment is not known, an account or region that is written out may be its own.
  const [, , , ofRegion = '', ofAccount = ''] = text.split(':');
  return !namesRepositories(text, place.account ?? ofAccount, place.region ?? ofRegion);
}
