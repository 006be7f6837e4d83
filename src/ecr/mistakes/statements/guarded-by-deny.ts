import type { JudgedStatement } from './judged-statement';
import { PUBLIC_REPOSITORY_ACTIONS, REGISTRY_ACTIONS, REPOSITORY_ACTIONS } from '../../policy/action-names';
import { coversAction } from '../../policy/action-pattern';
import { exceptsValues } from '../../policy/condition-operators';
import { admitsEverybody, tellsApart } from '../../policy/open-statement';
import type { PolicyCondition } from '../../policy/policy-document';

const ACTIONS = [...REPOSITORY_ACTIONS, ...REGISTRY_ACTIONS, ...PUBLIC_REPOSITORY_ACTIONS];

/** Whether a Deny of the same policy limits the actions that a statement allows to everybody to some principals. */
export function isFenced(statement: JudgedStatement, statements: readonly JudgedStatement[]): boolean {
  const allowed = ACTIONS.filter((action) => coversAction(statement.json, action));
  return statements.some(
    (other) =>
      other.json.Effect === 'Deny' &&
      !other.uncertain &&
      allowed.every((action) => coversAction(other.json, action)) &&
      other.json.NotPrincipal === undefined &&
      isAboutAll(other) &&
      admitsEverybody(other.filled) &&
      exemptsOnlySome(other),
  );
}

/**
 * Whether a Deny exempts only some principals. Each of its conditions exempts the principals that do not meet it, because a
 * Deny applies only if all conditions hold. An exemption of AWS services is not safe: they also act for strangers.
 */
function exemptsOnlySome({ conditions, filled }: JudgedStatement): boolean {
  const isLimit = ({ operator, key }: PolicyCondition) =>
    exceptsValues(operator) && tellsApart(operator, key, valuesOf(filled.Condition, operator, key));
  return conditions.length > 0 && conditions.every(isLimit);
}

/** Whether a statement is about all repositories. Only statements of a registry policy name repositories. */
function isAboutAll({ json, resources }: JudgedStatement): boolean {
  return json.NotResource === undefined && (resources.length === 0 || resources.includes('*'));
}

function valuesOf(condition: Record<string, Record<string, unknown>> = {}, operator: string, key: string): unknown {
  return Object.entries(condition[operator] ?? {}).flatMap(([name, values]) =>
    name.toLowerCase() === key ? values : [],
  );
}
