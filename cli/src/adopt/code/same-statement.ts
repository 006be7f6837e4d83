import { isObject } from '../../../../src/text/json';
import { byKey } from '../../../../src/text/lists';

/** Whether two statements of a policy say the same. */
export function sameStatement(one: unknown, other: unknown): boolean {
  return JSON.stringify(form(one)) === JSON.stringify(form(other));
}

function form(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? form(value[0]) : [...new Set(value)].sort();
  if (!isObject(value)) return value;
  const { Sid: _, ...others } = value;
  return Object.fromEntries(
    Object.entries(others)
      .map(([key, each]) => [key, form(each)] as const)
      .sort(byKey),
  );
}
