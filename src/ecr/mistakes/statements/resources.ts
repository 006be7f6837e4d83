import type { JudgedStatement, StatementContext } from './judged-statement';
import { someOf, statementMistake } from './statement-mistake';
import { hasHole, readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { namesRepositories } from '../../policy/registry-statement';
import { filledText, HOLE } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

const ID = EcrRule.POLICY_RESOURCES;
const REGISTRY_REMEDY = 'set Resource to "*", or to ARNs like arn:aws:ecr:<region>:<account>:repository/team/*';

/** A `Resource` that the service does not expect, a missing one, or one of another registry. */
export function* mistakesInResources({ json }: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  const element = ['Resource', 'NotResource'].find((each) => json[each] !== undefined);
  if (context.type !== ResourceType.REGISTRY_POLICY) {
    if (element === undefined) return;
    const which = `has a ${element} (${readable(json[element])}), but Amazon ECR may refuse a repository policy with one`;
    return yield statementMistake(ID, which);
  }
  if (element === undefined) {
    const which = 'has no Resource, but Amazon ECR refuses a registry policy without one';
    return yield statementMistake(ID, which, { remedy: REGISTRY_REMEDY, refused: true });
  }
  if (element === 'NotResource' && json.Effect === 'Allow') {
    const which = `allows its actions on all but ${someOf([json.NotResource].flat().map(readable))}, also on later repositories`;
    return yield statementMistake(ID, which, { remedy: REGISTRY_REMEDY });
  }
  const foreign = [json.Resource].flat().filter((each) => isForeign(each, context));
  if (foreign.length === 0) return;
  const which = `is about ${someOf(foreign.map(readable))}, which is no repository of this registry, so it has no effect`;
  yield statementMistake(ID, which, { remedy: REGISTRY_REMEDY, refused: true });
}

function isForeign(value: unknown, place: Place): boolean {
  if (typeof value !== 'string' || value.startsWith('*')) return false;
  const text = filledText(value, place);
  // The service, account or region of the ARN is unresolved, or the text is an ARN only once it is deployed.
  if (hasHole(value) && text.split(':').slice(0, 5).join(':').includes(HOLE)) return false;
  // If the environment is unknown, a literal account or region may be its own.
  const [, , , ofRegion = '', ofAccount = ''] = text.split(':');
  return !namesRepositories(text, place.account ?? ofAccount, place.region ?? ofRegion);
}
