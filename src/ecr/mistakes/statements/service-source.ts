import { positiveConditions, spelled, withoutForAllValues } from './conditions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { keysThat } from '../../policy/condition-keys';
import { holdsWithoutKey } from '../../policy/condition-operators';
import { filledText } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { isRestricting } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';
import { ResourceType } from '../../resource-type';
import { keysSentBy } from '../../services';
import type { Mistake } from '../mistake';

const SOURCE_KEYS = keysThat({ of: 'source' });
/** Those of accounts; a service has none. */
const MEMBER_KEYS = keysThat({ of: 'principal', tells: 'organization' });

/** A service that is admitted for whatever source, or asked for a key that it does not send. */
export function* mistakesInServiceSource(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  if (!statement.allows || context.type === ResourceType.PUBLIC_REPOSITORY) return;
  for (const service of new Set(statement.principals.Service)) {
    yield* mistakesInService(service.toLowerCase(), statement, context);
  }
}

function* mistakesInService(service: string, statement: JudgedStatement, place: Place): Iterable<Mistake> {
  const sent = keysSentBy(service, 'repository');
  if (!sent) return;
  const mistake = (which: string, remedy?: string) =>
    statementMistake(EcrRule.SERVICE_SOURCE, which, remedy === undefined ? {} : { remedy });
  const conditions = positiveConditions(statement);
  const asked = conditions.filter(({ operator }) => !holdsWithoutKey(operator));
  if (sent.length === 0) {
    const source = asked.find(({ key }) => SOURCE_KEYS.includes(key));
    if (!source) return;
    const which = `asks ${service} for ${spelled(source.key)}, which it is not documented to send, so that it would be refused`;
    return yield mistake(which, 'leave out the condition');
  }
  const member = asked.find(({ key }) => MEMBER_KEYS.includes(key));
  if (member) {
    return yield mistake(
      `asks ${service} for ${spelled(member.key)}, which only principals of accounts have, so that the service is refused`,
      'give the service a statement of its own, with ArnLike on aws:SourceArn',
    );
  }
  const sources = conditions.filter(({ key }) => SOURCE_KEYS.includes(key));
  if (sources.some((source) => isNamed(source, place))) return;
  const why =
    sources.length > 0
      ? `for any ${spelled(sources[0].key)} (${sources[0].values.map(readable).join(', ')})`
      : 'for whatever source';
  yield mistake(`admits ${service} ${why}, so that anybody's resources of this service may do the same`);
}

/** That the key may be missing does no harm: these services send it. */
function isNamed({ operator, key, values }: PolicyCondition, place: Place): boolean {
  const filled = values.map((value) => (typeof value === 'string' ? filledText(value, place) : value));
  return isRestricting(withoutForAllValues(operator).replace(/IfExists$/i, ''), key, filled);
}
