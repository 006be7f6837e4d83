import { coversAction, matchesPattern } from './action-pattern';
import { implies, isNarrower } from './condition-implication';
import { conditionKey } from './condition-keys';
import { admitsEverybody } from './open-statement';
import type { PolicyStatement } from './policy-document';
import { fill, hasHole, readable } from '../../text/holes';

/** A part of a Deny that makes it deny less than a required one. */
export interface Weakness {
  readonly text: string;
  /** Whether it depends on the deployment. */
  readonly unresolved: boolean;
}

/**
 * The parts, other than its actions, for which a statement does not deny all that a required Deny denies. A Deny applies
 * only if all its conditions hold, so each condition that the required Deny does not imply is an exemption.
 */
export function* weaknessesIn(found: PolicyStatement, required: PolicyStatement): Iterable<Weakness> {
  const { Effect: effect, Principal: principal, NotPrincipal: exempted, Condition: condition } = found.json;
  if (effect !== 'Deny') yield weakness(`its Effect is ${readable(effect)} but must be Deny`, effect);
  if (exempted !== undefined) {
    yield weakness(`it exempts principals by NotPrincipal: ${readable(exempted)}`);
  } else if (!isEverybody(principal)) {
    yield weakness(`its Principal is ${readable(principal)} but must be "*"`, principal);
  }
  for (const element of ['Resource', 'NotResource']) {
    const value = found.json[element];
    if (value !== undefined && value !== '*') yield weakness(`its ${element} is ${readable(value)}`, value);
  }
  if (typeof condition === 'string') yield weakness(`its Condition is ${readable(condition)}`, condition);
  for (const each of found.conditions) {
    if (required.conditions.some((other) => implies(other, each))) continue;
    const { operator, key, values } = each;
    const text = `its condition ${operator} of ${conditionKey(key)?.name ?? key}, ${readable(values)}, exempts more than the perimeter does`;
    yield {
      text,
      unresolved: hasHole(each) || required.conditions.some((other) => isNarrower(other, each, mayBeSame)),
    };
  }
}

/** The actions of a required Deny that a statement does not cover. */
export function uncovered(actions: readonly string[], statements: readonly PolicyStatement[]): string[] {
  return actions.filter((action) => !statements.some(({ json }) => coversAction(json, action)));
}

function weakness(text: string, value?: unknown): Weakness {
  return { text, unresolved: hasHole(value) };
}

/** Whether a principal is everybody, not the roots of accounts by a pattern, which Amazon ECR refuses. */
function isEverybody(principal: unknown): boolean {
  const values: unknown =
    typeof principal === 'object' && principal !== null ? (principal as { AWS?: unknown }).AWS : principal;
  return [values].flat().includes('*') && admitsEverybody({ Principal: principal });
}

/** Whether a value may be the required one, whose unresolved parts are the id of an account. */
function mayBeSame(required: string, found: string): boolean {
  return (
    required === found ||
    (hasHole(required) &&
      matchesPattern(
        fill(required, () => ACCOUNT),
        found,
      ))
  );
}

/** A pattern of the id of an account. */
const ACCOUNT = '?'.repeat(12);
