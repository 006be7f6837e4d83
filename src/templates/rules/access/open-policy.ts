import { withoutForAllValues } from './conditions';
import { isFenced } from './guarded-by-deny';
import type { AccessPolicy, AccessStatement } from './policies';
import { checkStatements, someOf, POLICY_TYPES, unknown } from './policies';
import { EcrRule } from '../../../ecr/ecr-rule';
import { Openness, opennessOf } from '../../../ecr/policy/open-statement';
import { ResourceType } from '../../../ecr/resource-type';
import { readable, referenceOf } from '../../../text/holes';
import type { Problem, Rule } from '../../rule';
import type { TemplateStack } from '../../template-stack';
import { filledText, HOLE } from '../filled-text';

export const OPEN_POLICY: Rule = {
  id: EcrRule.OPEN_POLICY,
  types: POLICY_TYPES,
  check: checkStatements(checkOpenness),
};

function* checkOpenness(statement: AccessStatement, policy: AccessPolicy): Iterable<Problem> {
  const { allows, name, at } = statement;
  if (!allows) return;
  if (statementOpenness(statement) !== Openness.OPEN) {
    if (hasParameter(statement, policy.stack)) yield unknown(at, `principals of ${name} are known at deployment`);
    return;
  }
  if (policy.type === ResourceType.PUBLIC_REPOSITORY && onlyReads(statement)) return;
  if (isFenced(statement, policy.statements)) return;
  const keys = Object.values(statement.filled.Condition ?? {}).flatMap((each) => Object.keys(each ?? {}));
  const why = keys.length > 0 ? `, and anybody can meet its condition on ${keys.join(', ')}` : ', without a condition';
  yield { at, text: `${name} allows ${whatOf(statement)} to ${whomOf(statement)}${why}` };
}

/** Whether a statement admits everybody, apart from what the rule on `ForAllValues` reports. */
export function statementOpenness({ filled }: AccessStatement): Openness {
  const operators = Object.entries(filled.Condition ?? {});
  if (operators.length === 0) return opennessOf(filled);
  // All have to hold, so that one that restricts is enough.
  const each = operators.map(([operator, keys]) =>
    opennessOf({ ...filled, Condition: { [withoutForAllValues(operator)]: keys } }),
  );
  return each.find((one) => one !== Openness.OPEN) ?? Openness.OPEN;
}

function whatOf({ actions, notActions }: AccessStatement): string {
  if (notActions.length > 0) return `all but ${someOf(notActions)}`;
  return someOf(actions) || 'its actions';
}

function whomOf({ json, principals }: AccessStatement): string {
  if (json.NotPrincipal !== undefined) return `everybody but ${readable(json.NotPrincipal)}`;
  const patterns = Object.values(principals)
    .flat()
    .filter((each) => /\*/.test(each));
  return patterns.includes('*') ? 'everybody' : `${patterns.join(', ')}, which is everybody`;
}

/** A parameter may be "*"; a reference to a resource is not. */
function hasParameter({ principals }: AccessStatement, stack: TemplateStack): boolean {
  return Object.values(principals)
    .flat()
    .some((each) => filledText(each, stack) === HOLE && !referenceOf(each)?.includes('|'));
}

/** Everybody may pull from a public repository and see what is in it. */
function onlyReads({ actions, notActions }: AccessStatement): boolean {
  const reads = /^ecr-public:(BatchCheck|Describe|Get|List)[A-Za-z]*\*?$/i;
  return notActions.length === 0 && actions.every((action) => reads.test(action));
}
