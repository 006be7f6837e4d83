import { splitAtArn } from './scope';
import { matchesPattern } from '../../../../src/ecr/policy/action-pattern';
import type { CanonicalStatement } from '../../../../src/ecr/policy/canonical-statement';
import { implies } from '../../../../src/ecr/policy/condition-implication';
import { exceptsValues, namesValues, takesWildcards } from '../../../../src/ecr/policy/condition-operators';
import { isKnownText } from '../../../../src/text/holes';

/** A part of a condition. A request must meet all clauses of a statement. */
export interface Clause {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * The clauses of a statement in all ways to meet them. A list of values is one way for each value, because two statements
 * with a value each mean the same. A list of excepted values is a clause for each of them, which all must hold.
 *
 * @param max number of ways. If there are more, the lists stay as they are.
 */
export function alternativesOf(condition: CanonicalStatement['Condition'] = {}, max: number): Clause[][] {
  const clauses = Object.entries(condition).flatMap(([name, keys]) => {
    const operator = name.replace(/arnequals/, 'arnlike').replace(/arnnotequals/, 'arnnotlike');
    const found = Object.entries(keys).map(([key, values]) => ({ operator, key, values }));
    // An unresolved condition has no keys.
    return found.length > 0 ? found.flatMap(oneByException) : [{ operator, key: '', values: [] }];
  });
  const ways = clauses.map(oneByValue);
  const count = ways.reduce((product, { length }) => product * length, 1);
  if (count > max) return [inOrder(clauses)];
  const products = ways
    .map((way) => way.map(withoutLike))
    .reduce<Clause[][]>((sofar, way) => sofar.flatMap((begun) => way.map((clause) => [...begun, clause])), [[]]);
  return products.map(inOrder);
}

/** Whether each request that meets all of some clauses meets all the others, too. */
export function allImply(some: readonly Clause[], others: readonly Clause[]): boolean {
  return others.every((other) => some.some((one) => implies(one, other) || isMatched(one, other)));
}

/** Whether a list of values is one that a request needs one value of. */
export function isAnyOf({ operator }: Clause): boolean {
  return namesValues(operator) && !/^forallvalues:/i.test(operator);
}

function oneByException(clause: Clause): Clause[] {
  return exceptsValues(clause.operator) ? eachAlone(clause) : [clause];
}

function oneByValue(clause: Clause): Clause[] {
  return isAnyOf(clause) ? eachAlone(clause) : [clause];
}

/** A clause for each value. A clause without values stays. */
function eachAlone(clause: Clause): Clause[] {
  return clause.values.length > 1 ? clause.values.map((value) => ({ ...clause, values: [value] })) : [clause];
}

/** StringEquals in place of a StringLike without wildcards, which means the same. */
function withoutLike(clause: Clause): Clause {
  const isPlain = clause.values.every((value) => isKnownText(value) && !/[*?]|\$\{/.test(value));
  return isPlain
    ? { ...clause, operator: clause.operator.replace(/^((?:for\w+:)?string(?:not)?)like/, '$1equals') }
    : clause;
}

/** Whether the patterns of a clause match all values of another one with the same key. */
function isMatched(one: Clause, other: Clause): boolean {
  if (one.key !== other.key || !isAnyOf(one) || !isAnyOf(other)) return false;
  const isText = other.operator.includes('stringlike') && /stringequals(?!ignore)|stringlike/.test(one.operator);
  const isArn = other.operator.includes('arnlike') && one.operator.includes('arnlike');
  if ((!isText && !isArn) || one.operator.split(':').length !== other.operator.split(':').length) return false;
  if (one.operator.endsWith('ifexists') && !other.operator.endsWith('ifexists')) return false;
  return one.values.every((value) => other.values.some((pattern) => matchesAll(pattern, value, one, isArn)));
}

/** Whether a pattern matches all that a value matches. The `*` of an ARN ends at the next colon of the first five. */
function matchesAll(pattern: string, value: string, { operator }: Clause, isArn: boolean): boolean {
  if (pattern === value && takesWildcards(operator)) return true;
  if (pattern.includes('${') || value.includes('${')) return false;
  if (pattern.includes('?') && takesWildcards(operator)) return false;
  if (!isArn) return matchesPattern(pattern, value);
  const [wide, narrow] = [pattern, value].map(splitAtArn);
  return wide.length === narrow.length && wide.every((part, index) => matchesPattern(part, narrow[index]));
}

function inOrder(clauses: readonly Clause[]): Clause[] {
  const byJson = new Map(clauses.map((clause) => [JSON.stringify(clause), clause]));
  return [...byJson.keys()].sort().map((json) => byJson.get(json)!);
}
