/** Operators that are true for the named values only. */
const POSITIVE = /^(StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike|IpAddress)$/i;
/** Operators that are true for all values but the named ones, and if the key is missing. */
const NEGATIVE = /^(StringNotEquals|StringNotLike|StringNotEqualsIgnoreCase|ArnNotEquals|ArnNotLike|NotIpAddress)$/i;

/** Whether an operator is true for the named values only. */
export function namesValues(operator: string): boolean {
  return POSITIVE.test(nameOf(operator));
}

/** Whether an operator is true for all values but the named ones, and if the key is missing. */
export function exceptsValues(operator: string): boolean {
  return NEGATIVE.test(nameOf(operator)) && !/^ForAnyValue:/i.test(operator);
}

/** Whether an operator names values and is also true if its key is missing. */
export function holdsWithoutKey(operator: string): boolean {
  return /^ForAllValues:|IfExists$/i.test(operator);
}

/** An operator for requests that have its key, as another condition asks for: `IfExists` then changes nothing. */
export function withKey(operator: string): string {
  return operator.replace(/IfExists$/i, '');
}

/** Whether `*` and `?` stand for other characters. Under StringEquals they are plain characters. */
export function takesWildcards(operator: string): boolean {
  return !/^String(Not)?Equals(IgnoreCase)?$/i.test(nameOf(operator));
}

/** Whether an operator compares the parts of an ARN one by one, so that no wildcard stands for several of them. */
export function comparesParts(operator: string): boolean {
  return /^Arn/i.test(nameOf(operator));
}

function nameOf(operator: string): string {
  return operator.replace(/^(ForAnyValue|ForAllValues):/i, '').replace(/IfExists$/i, '');
}
