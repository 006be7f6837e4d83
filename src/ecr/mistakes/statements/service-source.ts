import { positiveConditions, spelled, withoutForAllValues } from './conditions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { keysThat } from '../../policy/condition-keys';
import { holdsWithoutKey } from '../../policy/condition-operators';
import { isRestricting } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';
import { filledText } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { ResourceType } from '../../resource-type';
import { keysSentBy } from '../../services';
import type { Mistake } from '../mistake';

const SOURCE_KEYS = keysThat({ of: 'source' });
/** Keys that only principals of accounts have. A service has none. */
const MEMBER_KEYS = keysThat({ of: 'principal', tells: 'organization' });

/** A service that is admitted for any source, or on a key that it does not send. */
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
    const which = `requires ${spelled(source.key)} of ${service}, which is not documented to send it, so the service is refused`;
    return yield mistake(which, 'leave out the condition');
  }
  const member = asked.find(({ key }) => MEMBER_KEYS.includes(key));
  if (member) {
    return yield mistake(
      `requires ${spelled(member.key)} of ${service}, but only principals of accounts have it, so the service is refused`,
      'give the service a statement of its own, with ArnLike on aws:SourceArn',
    );
  }
  const sources = conditions.filter(({ key }) => SOURCE_KEYS.includes(key));
  if (sources.some((source) => isNamed(source, place))) return;
  const why =
    sources.length > 0
      ? `for any ${spelled(sources[0].key)} (${sources[0].values.map(readable).join(', ')})`
      : 'for any source';
  yield mistake(`admits ${service} ${why}, so resources of any account may do the same through this service`);
}

/** Whether a condition names the sources. An optional key is fine, because these services send it. */
function isNamed({ operator, key, values }: PolicyCondition, place: Place): boolean {
  const filled = values.map((value) => (typeof value === 'string' ? filledText(value, place) : value));
  return isRestricting(withoutForAllValues(operator).replace(/IfExists$/i, ''), key, filled);
}
