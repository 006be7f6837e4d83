import { withoutForAllValues } from './conditions';
import type { JudgedStatement, StatementContext } from './judged-statement';
import { someOf, statementMistake } from './statement-mistake';
import { readable, referenceOf } from '../../../text/holes';
import { EcrRule } from '../../ecr-rule';
import { filledText, HOLE } from '../../policy/text-at-place';
import type { Place } from '../../policy/text-at-place';
import { Openness, opennessOf } from '../../policy/open-statement';
import { ResourceType } from '../../resource-type';
import type { Mistake } from '../mistake';

/** An Allow that admits everybody. Another statement of its policy may still limit it: see `isFenced`. */
export function* mistakesInOpenness(statement: JudgedStatement, { type }: StatementContext): Iterable<Mistake> {
  if (!statement.allows || statementOpenness(statement) !== Openness.OPEN) return;
  if (type === ResourceType.PUBLIC_REPOSITORY && onlyReads(statement)) return;
  const keys = Object.values(statement.filled.Condition ?? {}).flatMap((each) => Object.keys(each ?? {}));
  const why = keys.length > 0 ? `, and anybody can meet its condition on ${keys.join(', ')}` : ', without a condition';
  const which = `allows ${whatOf(statement)} to ${whomOf(statement)}${why}`;
  yield statementMistake(EcrRule.OPEN_POLICY, which);
}

/** Whether a statement admits everybody, apart from what is said of `ForAllValues`. */
export function statementOpenness({ filled }: JudgedStatement): Openness {
  const operators = Object.entries(filled.Condition ?? {});
  if (operators.length === 0) return opennessOf(filled);
  // All have to hold, so that one that restricts is enough.
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

/** Whether only the deployment knows if a statement admits everybody: a parameter may be "*"; a reference to a resource is not. */
export function mayBeOpen(statement: JudgedStatement, place: Place): boolean {
  if (!statement.allows || statementOpenness(statement) === Openness.OPEN) return false;
  return Object.values(statement.principals)
    .flat()
    .some((each) => filledText(each, place) === HOLE && !referenceOf(each)?.includes('|'));
}

/** Everybody may pull from a public repository and see what is in it. */
function onlyReads({ actions, notActions }: JudgedStatement): boolean {
  const reads = /^ecr-public:(BatchCheck|Describe|Get|List)[A-Za-z]*\*?$/i;
  return notActions.length === 0 && actions.every((action) => reads.test(action));
}
