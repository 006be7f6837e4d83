import { isAnyOf } from './clauses';
import type { Clause } from './clauses';
import type { WrittenNames } from './written-names';
import { conditionKey } from '../../../../src/ecr/policy/condition-keys';
import { exceptsValues } from '../../../../src/ecr/policy/condition-operators';
import { keyValues } from '../../../../src/ecr/policy/key-values';
import { addTo } from '../../../../src/text/lists';

/** Verbs of operators, without their quantifier and `IfExists`. The values follow. */
const VERBS: ReadonlyMap<string, string> = new Map([
  ['stringequals', 'is'],
  ['stringnotequals', 'is not'],
  ['stringequalsignorecase', 'is, in any case,'],
  ['stringnotequalsignorecase', 'is not, in any case,'],
  ['stringlike', 'is like'],
  ['stringnotlike', 'is not like'],
  ['arnlike', 'is like'],
  ['arnnotlike', 'is not like'],
  ['ipaddress', 'is in'],
  ['notipaddress', 'is not in'],
  ['bool', 'is'],
  ['numericequals', 'is'],
  ['numericlessthan', 'is less than'],
  ['numericlessthanequals', 'is at most'],
  ['numericgreaterthan', 'is more than'],
  ['numericgreaterthanequals', 'is at least'],
  ['dateequals', 'is'],
  ['datelessthan', 'is before'],
  ['datelessthanequals', 'is until'],
  ['dategreaterthan', 'is after'],
  ['dategreaterthanequals', 'is from'],
]);

/** A condition in words, to follow "if". It is absent if there are no clauses. */
export function conditionText(clauses: readonly Clause[], names: WrittenNames): string | undefined {
  const texts = withExceptionsTogether(clauses).map((clause) => clauseText(clause, names));
  return texts.length > 0 ? texts.join(' and ') : undefined;
}

/** Conditions in words, joined by or. Those that differ in the values of one key are one. */
export function withValuesTogether(conditions: readonly (readonly Clause[])[]): (readonly Clause[])[] {
  const longest = Math.max(0, ...conditions.map(({ length }) => length));
  let merged = [...conditions];
  for (let position = 0; position < longest; position++) merged = mergedAt(position, merged);
  return merged;
}

function mergedAt(position: number, conditions: readonly (readonly Clause[])[]): (readonly Clause[])[] {
  const alike = new Map<string, (readonly Clause[])[]>();
  for (const clauses of conditions) {
    const form = clauses.map((clause, index) => {
      const { operator, key } = clause;
      return index === position && isAnyOf(clause) ? { operator, key } : clause;
    });
    addTo(alike, JSON.stringify(form), clauses);
  }
  return [...alike.values()].map((group) => {
    const [first] = group;
    if (group.length === 1) return first;
    const values = [...new Set(group.flatMap((clauses) => clauses[position].values))].sort();
    return first.map((clause, index) => (index === position ? { ...clause, values } : clause));
  });
}

function withExceptionsTogether(clauses: readonly Clause[]): Clause[] {
  const alike = new Map<string, Clause[]>();
  for (const clause of clauses) {
    const { operator, key } = clause;
    addTo(alike, JSON.stringify(exceptsValues(operator) ? { operator, key } : clause), clause);
  }
  return [...alike.values()].map((group) => ({ ...group[0], values: group.flatMap(({ values }) => values) }));
}

function clauseText({ operator, key, values }: Clause, names: WrittenNames): string {
  if (operator === 'notaction') return `the action is not ${key}`;
  const name = nameOf(key, names);
  // An unresolved condition has no key.
  if (key === '') return `${operator} holds`;
  const [, quantifier, bare, ifExists] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/s.exec(operator)!;
  if (bare === 'null') return `${name} is ${values.join(' or ') === 'true' ? 'absent' : 'present'}`;
  const subject = { forallvalues: `each value of ${name}`, foranyvalue: `a value of ${name}` }[quantifier] ?? name;
  const text = `${subject} ${VERBS.get(bare) ?? bare} ${values.join(exceptsValues(operator) ? ' and not ' : ' or ')}`;
  const isAbsentAnyway = exceptsValues(operator) && quantifier === undefined;
  return ifExists && !isAbsentAnyway ? `${text} (or absent)` : text;
}

/** The key in the spelling of AWS, or else as its policy has it. */
function nameOf(key: string, names: WrittenNames): string {
  const known = conditionKey(key)?.name ?? keyValues(key)?.name;
  return known === undefined || known.endsWith('/') ? names.of(key) : known;
}
