import { Certainty, any, not } from './certainty';
import type { Clause } from './clauses';
import type { KnownKeys } from './known-keys';
import { splitAtArn } from './scope';
import { matchesPattern } from '../../../../src/ecr/policy/action-pattern';
import { hasHole } from '../../../../src/text/holes';

/** An operator with its parts: `ForAnyValue:`, the negation, the comparison, `IfExists`. */
const OPERATOR =
  /^(?:(forallvalues|foranyvalue):)?(string|arn|bool|null)(not)?(equals|equalsignorecase|like|)(ifexists)?$/;
const VARIABLE = /\$\{([^}]*)\}/g;

/** Whether requests with known keys meet a clause. */
export function certaintyOf({ operator, key, values }: Clause, known: KnownKeys): Certainty {
  const value = known.get(key);
  const [, quantifier, family, negation, comparison, ifExists] = OPERATOR.exec(operator) ?? [];
  if (value === undefined || family === undefined) return Certainty.MAYBE;
  if (family === 'null') return any(values.map((each) => toCertainty(each === String(value === null))));
  if (value === null) {
    const holds = quantifier === 'foranyvalue' ? ifExists : (ifExists ?? negation ?? quantifier);
    return toCertainty(holds !== undefined);
  }
  const found = any(values.map((each) => matchCertainty(each, value, `${family}${comparison}`, known)));
  return negation === undefined ? found : not(found);
}

/** Whether a value of a condition is that of a request. */
function matchCertainty(given: string, value: string, operator: string, known: KnownKeys): Certainty {
  const pattern = given.replace(VARIABLE, (found, name: string) => known.get(name.trim().toLowerCase()) ?? found);
  if (hasHole(pattern) || pattern.includes('${')) return Certainty.MAYBE;
  // A variable is no pattern, even if its value has wildcards, which no known key has.
  return toCertainty(matches(pattern, value, operator));
}

function matches(pattern: string, value: string, operator: string): boolean {
  if (operator.startsWith('arn')) {
    const [patterns, parts] = [splitAtArn(pattern), splitAtArn(value)];
    return patterns.length === parts.length && patterns.every((each, index) => matchesPattern(each, parts[index]));
  }
  if (operator === 'stringlike') return matchesPattern(pattern, value);
  if (operator === 'stringequals') return pattern === value;
  return pattern.toLowerCase() === value.toLowerCase();
}

function toCertainty(holds: boolean): Certainty {
  return holds ? Certainty.YES : Certainty.NO;
}
