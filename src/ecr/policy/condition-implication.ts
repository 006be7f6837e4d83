import { exceptsValues, namesValues } from './condition-operators';
import type { PolicyCondition } from './policy-document';

/** The keys of paths, with the key of the organization that each path begins with. */
const ORGANIZATION_OF: Readonly<Record<string, string>> = {
  'aws:principalorgpaths': 'aws:principalorgid',
  'aws:sourceorgpaths': 'aws:sourceorgid',
};

/** Whether each request that meets one condition also meets the other. */
export function implies(one: PolicyCondition, other: PolicyCondition): boolean {
  return isNarrower(one, other) || isUnitOfOrganization(one, other);
}

/** Whether a condition is the other one with fewer values, or with more exceptions. */
export function isNarrower(one: PolicyCondition, other: PolicyCondition, isSame = isEqual): boolean {
  if (one.key !== other.key || bare(one.operator) !== bare(other.operator)) return false;
  const [ones, others] = [one, other].map(({ values }) => values.map(String));
  const hasAll = (values: string[], some: string[]) =>
    some.every((value) => values.some((each) => isSame(each, value)));
  // An excluding operator is true of a missing key in any case.
  if (exceptsValues(one.operator)) return hasAll(ones, others);
  const mayLackKey = ({ operator }: PolicyCondition) => /IfExists$/i.test(operator);
  if (mayLackKey(one) && !mayLackKey(other)) return false;
  if (namesValues(one.operator)) return ones.every((value) => others.includes(value));
  // A value of the request that is none of more values is also none of fewer.
  return hasAll(ones, others) && (/^ForAnyValue:.*Not/i.test(one.operator) || ones.length === others.length);
}

/** Whether a condition excepts only units of the organization that the other excepts. */
function isUnitOfOrganization(one: PolicyCondition, other: PolicyCondition): boolean {
  if (ORGANIZATION_OF[other.key] !== one.key) return false;
  if (/^Null$/i.test(one.operator)) return isNarrower(one, { ...other, key: one.key });
  return (
    bare(one.operator) === 'stringnotequals' &&
    /^ForAllValues:StringNotLike$/i.test(bare(other.operator)) &&
    other.values.every((value) => one.values.some((id) => String(value).startsWith(`${String(id)}/`)))
  );
}

function isEqual(one: string, other: string): boolean {
  return one === other;
}

function bare(operator: string): string {
  return operator.replace(/IfExists$/i, '').toLowerCase();
}
