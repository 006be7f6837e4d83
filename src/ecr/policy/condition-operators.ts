/** Operators by which a value is one of those named. */
const POSITIVE = /^(StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike|IpAddress)$/i;
/** Operators that are true for all values but those named, and where there is none. */
const NEGATIVE = /^(StringNotEquals|StringNotLike|StringNotEqualsIgnoreCase|ArnNotEquals|ArnNotLike|NotIpAddress)$/i;

/** Whether an operator of a condition is true for values that it names. */
export function namesValues(operator: string): boolean {
  return POSITIVE.test(nameOf(operator));
}

/** Whether an operator is true for all values but those that it names, and where there is none. */
export function exceptsValues(operator: string): boolean {
  return NEGATIVE.test(nameOf(operator)) && !/^ForAnyValue:/i.test(operator);
}

/** Whether an operator is true where its key is missing, although it names values. */
export function holdsWithoutKey(operator: string): boolean {
  return /^ForAllValues:|IfExists$/i.test(operator);
}

function nameOf(operator: string): string {
  return operator.replace(/^(ForAnyValue|ForAllValues):/i, '').replace(/IfExists$/i, '');
}
