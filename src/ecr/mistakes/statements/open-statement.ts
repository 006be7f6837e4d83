import { withoutForAllValues } from './conditions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { someOf, statementMistake } from './statement-mistake';
import { readable, referenceOf } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { Openness, opennessOf } from '../../policy/open-statement';
import { filledText, HOLE } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

/** An Allow that admits everybody. A Deny of its policy may still limit it (see `isFenced`). */
export function* mistakesInOpenness(statement: JudgedStatement, { type }: StatementContext): Iterable<Mistake> {
  if (!statement.allows || statementOpenness(statement) !== Openness.OPEN) return;
  if (type === ResourceType.PUBLIC_REPOSITORY && onlyReads(statement)) return;
  const keys = Object.values(statement.filled.Condition ?? {}).flatMap((each) => Object.keys(each ?? {}));
  const why = keys.length > 0 ? `, and anybody can meet its condition on ${keys.join(', ')}` : ', without a condition';
  const which = `allows ${whatOf(statement)} to ${whomOf(statement)}${why}`;
  yield statementMistake(EcrRule.OPEN_POLICY, which);
}

/** The openness of a statement. `ForAllValues` counts as `ForAnyValue`, because a rule of its own reports it. */
export function statementOpenness({ filled }: JudgedStatement): Openness {
  const operators = Object.entries(filled.Condition ?? {});
  if (operators.length === 0) return opennessOf(filled);
  // All conditions have to hold, so one that restricts is enough.
  const each = operators.map(([operator, keys]) =>
    opennessOf({ ...filled, Condition: { [withoutForAllValues(operator)]: keys } }),
  );
  return each.find((one) => one !== Openness.OPEN) ?? Openness.OPEN;
}

function whatOf({ actions, notActions }: JudgedStatement): string {
  if (notActions.length > 0) return `all but ${someOf(notActions)}`;
  return someOf(actions) || 'its actions';
}

function whomOf({ json, principals }: JudgedStatement): string {
  if (json.NotPrincipal !== undefined) return `everybody but ${readable(json.NotPrincipal)}`;
  const patterns = Object.values(principals)
    .flat()
    .filter((each) => /\*/.test(each));
  return patterns.includes('*') ? 'everybody' : `${patterns.join(', ')}, which is everybody`;
}

/** Whether an unresolved principal may be everybody. A parameter may be "*"; a reference to a resource cannot. */
export function mayBeOpen(statement: JudgedStatement, place: Place): boolean {
  if (!statement.allows || statementOpenness(statement) === Openness.OPEN) return false;
  return Object.values(statement.principals)
    .flat()
    .some((each) => filledText(each, place) === HOLE && !referenceOf(each)?.includes('|'));
}

/** Whether all actions only read a public repository, as everybody may do. */
function onlyReads({ actions, notActions }: JudgedStatement): boolean {
  const reads = /^ecr-public:(BatchCheck|Describe|Get|List)[A-Za-z]*\*?$/i;
  return notActions.length === 0 && actions.every((action) => reads.test(action));
}
