import { positiveConditions, spelled, withoutForAllValues } from './conditions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { statementMistake } from './statement-mistake';
import { readable } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from '../../policy/action-names';
import { coversAction, matchesPattern } from '../../policy/action-pattern';
import { agrees } from '../../policy/arn-values';
import { keysThat } from '../../policy/condition-keys';
import { holdsWithoutKey } from '../../policy/condition-operators';
import { isRestricting } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';
import { filledText, HOLE } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { ResourceType } from '../../resource-type';
import { keysSentBy, serviceOf } from '../../services';
import type { Mistake } from '../mistake';

const SOURCE_KEYS = keysThat({ of: 'source' });
/** Keys that only principals of accounts have. A service has none. */
const MEMBER_KEYS = [...keysThat({ of: 'principal' }), ...keysThat({ of: 'network' })];
const READS = /^ecr:(BatchCheck|BatchGet|Describe|Get|List)/;
const CHANGES = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS].filter((action) => !READS.test(action));

/** A service that is admitted for any source, or on a key that it does not send. */
export function* mistakesInServiceSource(statement: JudgedStatement, context: StatementContext): Iterable<Mistake> {
  if (!statement.allows || context.type === ResourceType.PUBLIC_REPOSITORY) return;
  for (const service of new Set(statement.principals.Service)) {
    yield* mistakesInService(service.toLowerCase(), statement, context);
  }
}

function* mistakesInService(service: string, statement: JudgedStatement, place: Place): Iterable<Mistake> {
  const sent = keysSentBy(service, 'repository');
  const mistake = (which: string, remedy?: string) =>
    statementMistake(EcrRule.SERVICE_SOURCE, which, remedy === undefined ? {} : { remedy });
  const conditions = positiveConditions(statement);
  const asked = conditions.filter(({ operator }) => !holdsWithoutKey(operator));
  if (sent?.length === 0) {
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
  const foreign = sourceFlaw(service, asked, place);
  if (foreign !== undefined) {
    return yield mistake(`requires aws:SourceArn ${foreign}, so the service is refused`, 'correct the ARN');
  }
  // A service whose keys are not documented may read without a source.
  if (!sent && !CHANGES.some((action) => coversAction(statement.json, action))) return;
  const sources = conditions.filter(({ key }) => SOURCE_KEYS.includes(key));
  if (sources.some((source) => isNamed(source, place))) return;
  const why =
    sources.length > 0
      ? `for any ${spelled(sources[0].key)} (${sources[0].values.map(readable).join(', ')})`
      : 'for any source';
  yield mistake(`admits ${service} ${why}, so resources of any account may do the same through this service`);
}

/** The reason why a service sends none of the ARNs that a condition asks for. */
function sourceFlaw(service: string, conditions: readonly PolicyCondition[], place: Place): string | undefined {
  const { source } = serviceOf(service) ?? {};
  const values = conditions.filter(({ key }) => key === 'aws:sourcearn').flatMap(({ values: all }) => all);
  const arns = values
    .filter((value) => typeof value === 'string')
    .map((value) => ({ value, arn: partsOf(value, place) }));
  if (!source || arns.length === 0) return undefined;
  const other = arns.find(
    ({ arn }) => arn && (!isPart(arn[2], source.service) || arn[4] === '' || !agrees(arn[5], source.name)),
  );
  if (other) {
    return `${readable(other.value)} of ${service}, which sends arn:…:${source.service}:…:${source.name}…`;
  }
  const { region } = place;
  if (!source.ofOwnRegion || region === undefined || arns.some(({ arn }) => !arn || isPart(arn[3], region))) {
    return undefined;
  }
  return `${readable(arns[0].value)} of ${service}, which uses images of its own region only`;
}

/** The parts of an ARN; `undefined` if they are not known, or if a wildcard may stand for several. */
function partsOf(value: string, place: Place): readonly string[] | undefined {
  const text = filledText(value, place);
  const [partition, first, service, region, account, ...name] = text.split(':');
  if (name.length === 0 || text.includes(HOLE) || text.includes('${')) return undefined;
  return [partition, first, service, region, account, name.join(':')];
}

function isPart(pattern: string, part: string): boolean {
  return pattern === 'own-region' || matchesPattern(pattern, part);
}

/** Whether a condition names the sources. An optional key is fine, because these services send it. */
function isNamed({ operator, key, values }: PolicyCondition, place: Place): boolean {
  const filled = values.map((value) => (typeof value === 'string' ? filledText(value, place) : value));
  return isRestricting(withoutForAllValues(operator).replace(/IfExists$/i, ''), key, filled);
}
