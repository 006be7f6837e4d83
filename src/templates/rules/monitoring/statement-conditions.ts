import { keysThat } from '../../../ecr/policy/condition-keys';
import { exceptsValues, holdsWithoutKey, namesValues } from '../../../ecr/policy/condition-operators';
import { isMetByAnybody } from '../../../ecr/policy/open-statement';
import type { PolicyCondition, PolicyStatement } from '../../../ecr/policy/policy-document';
import { fill } from '../../../text/holes';

const FALSE = /^Bool(IfExists)?$/i;

/** Keys of single services that tell whose request it is. */
const OTHER_SOURCE_KEYS = ['aws:sourceowner', 'kms:calleraccount'];

/** Keys that tell whose request it is. */
export const CALLER_KEYS = anyOf([
  ...keysThat({ tells: 'account' }),
  ...keysThat({ tells: 'organization' }),
  ...OTHER_SOURCE_KEYS,
]);
const NETWORK_KEYS = anyOf([...keysThat({ of: 'network' }), 'aws:sourcevpcarn']);
/** Keys that services send about the resource they act for. */
export const SOURCE_KEYS = anyOf([...keysThat({ of: 'source' }), ...OTHER_SOURCE_KEYS]);
/** Keys that limit what a key of AWS KMS is used for. */
const PURPOSE_KEYS =
  /^kms:(viaservice|grantisforawsresource|granteeprincipal|grantconstrainttype|encryptioncontext:.+)$/;

/** The conditions that a request meets only with a key of the kind, and a value that not everything has. */
export function limits({ conditions }: PolicyStatement, keys: RegExp): readonly PolicyCondition[] {
  return conditions.filter(
    ({ operator, key, values }) => keys.test(key) && asksForValue(operator) && !isMetByAnybody(key, values.map(filled)),
  );
}

/** Whether a statement holds for a purpose only, such as grants for resources of AWS. */
export function hasPurpose(statement: PolicyStatement): boolean {
  return limits(statement, PURPOSE_KEYS).some(
    ({ key, values }) => key !== 'kms:grantisforawsresource' || values.every((value) => String(value) === 'true'),
  );
}

export function isWithinNetwork(statement: PolicyStatement): boolean {
  return limits(statement, NETWORK_KEYS).length > 0;
}

/** Whether a Deny meets everybody but callers that it names. */
export function deniesOthers({ allows, conditions }: PolicyStatement): boolean {
  const names = ({ operator, key }: PolicyCondition) => exceptsValues(operator) && CALLER_KEYS.test(key);
  return !allows && conditions.some(names) && conditions.every((each) => names(each) || isForPeople(each));
}

/** Whether a Deny spares the grants that services of AWS create for their resources. */
export function deniesOtherGrants({ allows, conditions }: PolicyStatement): boolean {
  const names = ({ operator, key, values }: PolicyCondition) =>
    FALSE.test(operator) && key === 'kms:grantisforawsresource' && values.every((value) => String(value) === 'false');
  return !allows && conditions.some(names) && conditions.every((each) => names(each) || isForPeople(each));
}

/** Excepts the services of AWS from a Deny. */
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

/** What only the deployment knows is one value, and no pattern. */
function filled(value: unknown): unknown {
  return typeof value === 'string' ? fill(value, () => 'x') : value;
}
