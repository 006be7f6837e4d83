import { keysThat } from '../../../ecr/policy/condition-keys';
import { exceptsValues, holdsWithoutKey, namesValues } from '../../../ecr/policy/condition-operators';
import { limitsNobody } from '../../../ecr/policy/limits-nobody';
import type { PolicyCondition, PolicyStatement } from '../../../ecr/policy/policy-document';
import { fill } from '../../../text/holes';

const FALSE = /^Bool(IfExists)?$/i;

/** Keys of single services that identify the origin of a request. */
const OTHER_SOURCE_KEYS = ['aws:sourceowner', 'kms:calleraccount'];

/** Keys that identify the origin of a request. */
export const CALLER_KEYS = anyOf([
  ...keysThat({ tells: 'account' }),
  ...keysThat({ tells: 'organization' }),
  ...OTHER_SOURCE_KEYS,
]);
const NETWORK_KEYS = anyOf([...keysThat({ of: 'network' }), 'aws:sourcevpcarn']);
/** Keys that services send about the resource that they act for. */
export const SOURCE_KEYS = anyOf([...keysThat({ of: 'source' }), ...OTHER_SOURCE_KEYS]);
/** Keys that limit the use of a KMS key. */
const PURPOSE_KEYS =
  /^kms:(viaservice|grantisforawsresource|granteeprincipal|grantconstrainttype|encryptioncontext:.+)$/;

/** The conditions that require a key of some kind, with a value that not every request has. */
export function limits({ conditions }: PolicyStatement, keys: RegExp): readonly PolicyCondition[] {
  return conditions.filter(
    ({ operator, key, values }) =>
      keys.test(key) && asksForValue(operator) && !limitsNobody(operator, key, values.map(filled)),
  );
}

/** Whether a statement is for one purpose only, such as grants for resources of AWS. */
export function hasPurpose(statement: PolicyStatement): boolean {
  return limits(statement, PURPOSE_KEYS).some(
    ({ key, values }) => key !== 'kms:grantisforawsresource' || values.every((value) => String(value) === 'true'),
  );
}

export function isWithinNetwork(statement: PolicyStatement): boolean {
  return limits(statement, NETWORK_KEYS).length > 0;
}

/** Whether a Deny is for everybody but named callers. */
export function deniesOthers({ allows, conditions }: PolicyStatement): boolean {
  const names = (each: PolicyCondition) =>
    exceptsCallers(each) && !limitsNobody(each.operator, each.key, each.values.map(filled));
  return !allows && conditions.some(names) && conditions.every((each) => names(each) || isForPeople(each));
}

/** Whether a condition of a Deny exempts callers by their values. A request without a caller is not exempt. */
export function exceptsCallers({ operator, key }: PolicyCondition): boolean {
  return exceptsValues(operator) && CALLER_KEYS.test(key);
}

/** Whether a Deny exempts the grants that services of AWS create for their resources. */
export function deniesOtherGrants({ allows, conditions }: PolicyStatement): boolean {
  const names = ({ operator, key, values }: PolicyCondition) =>
    FALSE.test(operator) && key === 'kms:grantisforawsresource' && values.every((value) => String(value) === 'false');
  return !allows && conditions.some(names) && conditions.every((each) => names(each) || isForPeople(each));
}

/** Whether a condition exempts the services of AWS from a Deny. */
function isForPeople({ operator, key, values }: PolicyCondition): boolean {
  return (
    FALSE.test(operator) &&
    /^aws:(principalisawsservice|viaawsservice)$/.test(key) &&
    values.map(String).includes('false')
  );
}

function anyOf(keys: readonly string[]): RegExp {
  return new RegExp(`^(${keys.join('|')})$`);
}

function asksForValue(operator: string): boolean {
  return !holdsWithoutKey(operator) && (namesValues(operator) || /^Bool$/i.test(operator));
}

/** A value with placeholders in its holes. An unresolved value counts as one value, not as a pattern. */
function filled(value: unknown): unknown {
  return typeof value === 'string' ? fill(value, () => 'x') : value;
}
